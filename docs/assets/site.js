// What every page does; what only some readers use stands in reading.js, loaded when asked for.
// The scripts of a page share one scope.
const ASSETS = new URL(".", document.currentScript.src);
const OWN = document.currentScript.dataset; // the version of the site and where problems go; empty where no text stands
const html = document.documentElement;
const find = (selector) => document.querySelector(selector);
const HEADER = 56; // pixels that the header covers
const WORDS = html.lang.startsWith("zh")
  ? { copied: "已复制", selected: "已选中，请按复制键", failed: "没有载入，请再试一次", report: "报告这一节的问题" }
  : { copied: "Copied", selected: "Selected; press the copy key", failed: "Not loaded; please try again", report: "Report a problem with this section" };

/** Return an element with these properties and children. */
function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.flat());
  return made;
}

// Says something to screen readers, and to all readers when `visible`.
const statusLine = make("div", { role: "status" });
document.body.append(statusLine);
function say(text, visible = false) {
  statusLine.className = visible ? "site-status" : "site-status unseen";
  statusLine.textContent = text;
  clearTimeout(say.timer);
  if (visible) say.timer = setTimeout(() => (statusLine.textContent = ""), 2500);
}

// Copies the text and returns whether it could; without a clipboard, selects what shows it.
async function copy(text, shown) {
  const copied = (await navigator.clipboard?.writeText(text).then(() => true, () => false)) ?? false;
  if (!copied && shown) getSelection().selectAllChildren(shown);
  if (copied || shown) say(copied ? WORDS.copied : WORDS.selected, true);
  return copied;
}

/** Return an address with these parameters; an empty one is left out. */
function withParameters(address, parameters) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url.href;
}
const parameter = (name) => new URLSearchParams(location.search).get(name) ?? "";
const remember = (parameters) => history.replaceState(null, "", withParameters(location.href, parameters));

// The blocks of a page, and by section: under the id of its heading, which stands first.
const blocks = (root) => [...root.querySelectorAll("article > :not(.steps, .emblem, .page-end, form, span, link, .other-half)")];
function sections(root, inRows = false) {
  const found = new Map();
  const inside = (block) => (inRows && block.matches(".group") ? [...block.children] : [block]);
  for (const block of blocks(root).flatMap(inside)) {
    if (!found.size || (block.id && block.matches("h1, h2, h3"))) found.set(block.id, []);
    [...found.values()].pop().push(block);
  }
  return found;
}
const headings = [...document.querySelectorAll("article :is(h1, h2, h3)[id]")];
const titleOf = (heading) => heading.textContent.replace("¶", "").trim();

// Loads a script once, in the order asked; one that failed may be asked for again.
const loading = {};
const load = (path) =>
  (loading[path] ??= new Promise((onload, failed) => {
    const onerror = () => delete loading[path] && failed();
    document.head.append(make("script", { src: new URL(path, ASSETS), async: false, onload, onerror }));
  }));

// Holds these events back until the script that serves them is there; Escape drops them.
let dropped = 0;
addEventListener("keydown", ({ key }) => key === "Escape" && dropped++);
function wake(path, selector, ...types) {
  const pass = (event) => {
    if (!event.isTrusted || !event.target.closest?.(selector)) return;
    event.preventDefault();
    event.stopPropagation();
    const before = dropped;
    const again = () => before === dropped && event.target.dispatchEvent(new event.constructor(event.type, event));
    load(path).then(again, () => (event.target.closest("a") ? again() : say(WORDS.failed, true))); // a link leads on all the same
  };
  for (const type of types) document.addEventListener(type, pass, true);
}

// Starts a feature at once; one that fails leaves the others working.
const part = (start) => new Promise(start).catch(console.error);

// Reads or keeps what a reader chose; a browser may forbid it.
function stored(area, name, value) {
  try {
    return value === undefined ? window[area][name] : (window[area][name] = value);
  } catch {}
}

// ---- Light or dark: as the system has it, until the reader chooses.
part(() => {
  const shade = (isDark) => (html.dataset.scheme = isDark ? "dark" : "light");
  find(".site-scheme").onclick = () => stored("localStorage", "scheme", shade(html.dataset.scheme === "light"));
  matchMedia("(prefers-color-scheme: dark)").onchange = ({ matches }) => stored("localStorage", "scheme") ?? shade(matches);
});

// ---- The menu works without a script; Escape and whatever is done elsewhere close it.
const menu = find(".site-menu");
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.firstElementChild.focus();
});
for (const type of ["pointerdown", "focusin"]) addEventListener(type, ({ target }) => menu?.open && !menu.contains(target) && (menu.open = false));

// ---- A row that a link leads to opens, and all rows do on paper.
const rows = [...document.querySelectorAll("details.row")];
function openRow() {
  const row = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details.row");
  if (!row || row.open) return;
  row.open = true;
  const show = () => row.scrollIntoView();
  show();
  addEventListener("load", show); // styles that come later move the row; a reader who has gone on stays
  for (const sign of ["wheel", "touchmove", "keydown"]) addEventListener(sign, () => removeEventListener("load", show), { once: true });
}
addEventListener("hashchange", openRow);
part(openRow);
let closed = [];
addEventListener("beforeprint", () => (closed = rows.filter((row) => !row.open)).forEach((row) => (row.open = true)));
addEventListener("afterprint", () => closed.forEach((row) => (row.open = false)));

// ---- The switch to the other language keeps the place that is being read.
const languageLink = find("a.site-language");
languageLink?.addEventListener("click", () => {
  const isSeen = (block) => !block.matches(".group > h2") && block.getBoundingClientRect().bottom > HEADER;
  const [id, section] = [...sections(document, true)].find(([, blocks]) => blocks.some(isSeen)) ?? [];
  const passed = headings.filter((heading) => heading.tagName !== "H1" && heading.getBoundingClientRect().top < innerHeight / 3);
  languageLink.href = withParameters(languageLink.href, { at: scrollY > 0 && section ? `${section.findIndex(isSeen)}.${id}` : "" });
  languageLink.hash = passed.pop()?.id ?? "";
});

function returnToPlace() {
  const [, number, id] = parameter("at").match(/^(\d+)\.(.*)$/) ?? [];
  const section = sections(document, true).get(id) ?? [];
  const block = section[Math.min(number, section.length - 1)];
  if (!block) return;
  remember({ at: "" });
  scrollBy({ top: block.getBoundingClientRect().top - HEADER, behavior: "instant" });
}

// ---- The sign beside a heading copies the link to it; the flag reports a problem with the section.
addEventListener("click", (event) => {
  const link = event.target.closest?.(".headerlink");
  if (link) copy(link.href);
});
const title = OWN.version && WORDS.report;
const onmousedown = (event) => event.preventDefault(); // which would drop the selection
for (const heading of title ? headings : []) {
  heading.append(make("button", { className: "report-open", title, ariaLabel: `${title}: ${titleOf(heading)}`, onmousedown }));
}

// ---- What reading.js serves.
const LINKS = "article a[href*='#']:not(.headerlink)";
const TOUCH = matchMedia("(hover: none)");
const side = find("button.side-by-side");
if (side) side.hidden = false;
const showsBoth = () => side && (parameter("view") === "both" || stored("sessionStorage", "view"));
wake("reading.js", ".side-by-side, .report-open, .report-page", "click");
wake("reading.js", LINKS, "pointerover", "focusin");
if (TOUCH.matches) wake("reading.js", "article a:is([href*='figures/#'], [href*='glossary/#'], [href*='coverage/#'])", "click");
wake("reading.js", "details.cite", "toggle");

// The browser itself scrolls to the section until the page has loaded.
const ready = showsBoth() || find("form.terms") ? load("reading.js").then(() => arranged) : null;
addEventListener("load", () => Promise.allSettled([ready]).then(() => requestAnimationFrame(returnToPlace)));
