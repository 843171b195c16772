// The search opens at once. Its panel, its engine and the index are loaded then, or when a reader comes near the button.
const PANEL = "search-panel.js";
const searches = [...document.querySelectorAll(".site-search")];
// The page for lost addresses has one for each language.
const ownSearch = searches.find((root) => navigator.language.startsWith(root.dataset.language)) ?? searches[0];

function openSearch(root, query) {
  const dialog = root.querySelector("dialog");
  if (!dialog.open) dialog.showModal();
  root.querySelector("input").select();
  load(PANEL).then(() => panelOf(root).open(query), () => (root.querySelector("[role=status]").textContent = root.dataset.failed));
}

const isCharacter = ({ key, ctrlKey, metaKey, altKey }) => key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
const start = (root) => {
  root.querySelector("form").onsubmit = (event) => event.preventDefault(); // Enter follows a result, when there is one
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
