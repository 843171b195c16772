// The search opens at once. Its panel, its engine and the index are loaded then, or when a reader comes near the button.
const PANEL = "search-panel.js";
const SEARCH = {
  zh: { open: "搜索", field: "搜索中文页面", hint: "字词、数字、术语或拼音", close: "关闭", failed: "搜索没有载入，请稍后再试。" },
  en: { open: "Search", field: "Search the English pages", hint: "Words, numbers, terms or pinyin", close: "Close", failed: "The search did not load; please try again later." },
};
const searches = [...document.querySelectorAll(".site-search")];
// The page for lost addresses has one for each language.
const ownSearch = searches.find((root) => navigator.language.startsWith(root.dataset.language)) ?? searches[0];

function openSearch(root, query) {
  const dialog = root.querySelector("dialog");
  if (!dialog.open) dialog.showModal();
  root.querySelector("input").select();
  load(PANEL).then(() => panelOf(root).open(query), () => (root.querySelector("[role=status]").textContent = SEARCH[root.dataset.language].failed));
}

const isCharacter = ({ key, ctrlKey, metaKey, altKey }) => key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
/** Make the panel; its field is of type text, because Escape would empty one of type search before it closes the panel. */
function panel(words) {
  const field = make("input", { type: "text", className: "site-search__field", name: "q", ariaLabel: words.field, placeholder: words.hint });
  for (const [name, value] of Object.entries({ inputmode: "search", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go" })) field.setAttribute(name, value);
  const onsubmit = (event) => event.preventDefault(); // Enter follows a result, when there is one
  const form = make("form", { className: "site-search__form", role: "search", onsubmit }, field, make("button", { type: "button", className: "site-search__close" }, words.close));
  return make("dialog", { className: "site-search__panel", ariaLabel: words.open }, form, make("p", { className: "site-search__status", role: "status" }), make("div", { className: "site-search__output" }));
}
const start = (root) => {
  root.append(panel(SEARCH[root.dataset.language]));
  const button = root.querySelector(".site-search__open");
  button.onclick = () => openSearch(root);
  button.onfocus = button.onpointerenter = () => load(PANEL).catch(() => {}); // said when it is opened
  button.addEventListener("keydown", (event) => isCharacter(event) && event.key !== "/" && openSearch(root)); // the key arrives in the field
};
searches.forEach((root) => part(() => start(root)));
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (!ownSearch || event.key !== "/" || !isCharacter(event) || isTyping) return;
  event.preventDefault();
  openSearch(ownSearch);
});
if (ownSearch && parameter("q")) openSearch(ownSearch, parameter("q"));
