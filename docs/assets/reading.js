// What some readers do on a page: see cards, read both languages, sort the table of figures, cite, report a problem.
const bare = (address) => address.split(/[?#]/)[0];
const plain = (text) => text.replace(/\s+/g, " ").trim();

// Other pages are read once and kept; the offline edition brings a way of its own. One that cannot be read is null.
const kept = {};
function page(address) {
  const key = bare(address);
  if (key === bare(location.href)) return document;
  const read = window.offlinePage ?? ((path) => fetch(path).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer))));
  return (kept[key] ??= read(key).then((text) => new DOMParser().parseFromString(text, "text/html"), () => (kept[key] = null)));
}

// A copy to stand in another page: no id twice, and links that lead where they led.
function copyOf(element, base) {
  const copied = element.cloneNode(true);
  for (const one of [copied, ...copied.querySelectorAll("*")]) {
    for (const name of ["id", "aria-labelledby"]) {
      const value = one.getAttribute(name);
      if (value) one.setAttribute(name, value.replace(/\S+/g, "other-$&"));
    }
    for (const name of ["href", "src"]) {
      if (one.hasAttribute(name)) one.setAttribute(name, new URL(one.getAttribute(name), base).href);
    }
  }
  copied.querySelectorAll(".headerlink, .row-link, .report-open, .cite-copy").forEach((part) => part.remove());
  return copied;
}

// ---- A link to a figure, term or paragraph shows its card.
const CARDS = /\/(figures|glossary|coverage)\/(index\.html)?$/;
let card = null;
let timer = 0;

// The blocks between a heading and the next.
function under(heading) {
  const found = [];
  for (let next = heading.nextElementSibling; next && !next.matches("h1, h2, h3"); next = next.nextElementSibling) found.push(next);
  return found.filter((block) => !block.matches(".other-half"));
}

/** Return what a card shows: a heading and what stands under it, or a row of a table as a list. */
function cardContent(start, base) {
  const inside = (element) => [...copyOf(element, base).childNodes];
  if (start?.matches("h2, h3")) {
    return [make("p", { className: "card-title" }, inside(start)), ...under(start).map((block) => copyOf(block, base))];
  }
  if (!start?.matches("tr")) return [];
  const names = start.closest("table").tHead.rows[0].cells;
  return [make("dl", {}, ...[...start.cells].map((cell, at) => [make("dt", {}, names[at].textContent), make("dd", {}, inside(cell))]))];
}

function closeCard() {
  clearTimeout(timer);
  card?.remove();
  card = null;
}

function closeSoon() {
  clearTimeout(timer);
  timer = setTimeout(closeCard, 200);
}

// Under the link or above it, wherever there is more room.
function placeCard(link) {
  const at = link.getBoundingClientRect();
  const above = at.top - HEADER;
  const below = innerHeight - at.bottom;
  const right = html.clientWidth - card.offsetWidth - 8;
  card.style.maxHeight = `${Math.min(Math.max(above, below) - 16, 420)}px`;
  card.style.left = `${scrollX + Math.max(Math.min(at.left, right), 8)}px`;
  card.style.top = `${scrollY + (below > above ? at.bottom + 4 : at.top - card.offsetHeight - 4)}px`;
}

async function showCard(link, announce) {
  const source = await page(link.href);
  const content = cardContent(source?.getElementById(decodeURIComponent(link.hash.slice(1))), link.href);
  if (!content.length || !link.matches(":hover, :focus")) return;
  closeCard();
  card = make("div", { className: "card md-typeset", lang: source.documentElement.lang, onpointerleave: closeSoon }, content);
  card.onpointerenter = () => clearTimeout(timer);
  document.body.append(card);
  placeCard(link);
  if (announce) say(plain(card.innerText));
}

function cardLink(target) {
  const link = target.closest?.(LINKS);
  return link && CARDS.test(link.pathname) ? link : null;
}

addEventListener("pointerover", (event) => {
  const link = event.pointerType === "mouse" && cardLink(event.target);
  if (!link) return;
  clearTimeout(timer);
  timer = setTimeout(() => showCard(link, false), 150);
  link.addEventListener("pointerleave", closeSoon, { once: true });
});
addEventListener("focusin", (event) => {
  const link = cardLink(event.target);
  if (link?.matches(":focus-visible")) showCard(link, true);
  else if (!card?.contains(event.target)) closeCard();
});
addEventListener("keydown", ({ key }) => key === "Escape" && closeCard());

// ---- Both languages side by side; the choice goes along to the next page.

// After each block comes its counterpart: the next of its kind in the same section. What the other half has more of ends the section.
const kindOf = (block) => (block.matches("p, ul, ol, dl, blockquote") ? "text" : `${block.localName} ${block.classList[0]}`);
function pair(other, base) {
  const theirs = sections(other);
  const halfOf = (block) => {
    const half = copyOf(block, base);
    half.lang = other.documentElement.lang;
    half.classList.add("other-half");
    return half;
  };
  for (const [id, section] of sections(document)) {
    const rest = theirs.get(id) ?? [];
    let last = section[0];
    for (const block of section) {
      const at = rest.findIndex((one) => kindOf(one) === kindOf(block));
      last = at < 0 ? block : halfOf(rest.splice(at, 1)[0]);
      if (last !== block) block.after(last);
    }
    last.after(...rest.map(halfOf));
  }
}

async function showBoth(wanted) {
  const other = wanted && (await page(twin.href));
  if (other) pair(other, twin.href);
  else if (wanted) return say(WORDS.failed, true);
  else document.querySelectorAll(".other-half").forEach((half) => half.remove());
  document.body.classList.toggle("both", wanted);
  side.ariaPressed = String(wanted);
  sessionStorage.view = wanted ? "both" : "";
  remember({ view: sessionStorage.view });
}

side.onclick = () => showBoth(side.ariaPressed === "false");
const arranged = showsBoth() && showBoth(true);

// ---- The table of all figures sorts and narrows down.
function startTable(form) {
  const table = document.getElementById(form.dataset.of).closest("figure").querySelector("table");
  const rows = [...table.tBodies[0].rows];
  const fields = [...form.querySelectorAll("select")];
  const { compare } = new Intl.Collator(html.lang, { numeric: true });

  function narrow() {
    for (const row of rows) row.hidden = fields.some((field) => field.value && row.dataset[field.name] !== field.value);
    remember(Object.fromEntries(fields.map((field) => [field.name, field.value])));
    const shown = rows.filter((row) => !row.hidden).length;
    form.querySelector("output").textContent = form.dataset.shown.replace("{shown}", shown).replace("{all}", rows.length);
  }

  function sort(head) {
    const order = head.ariaSort === "ascending" ? "descending" : "ascending";
    const key = (row) => row.cells[head.cellIndex].dataset.sort ?? row.cells[head.cellIndex].textContent;
    rows.sort((a, b) => compare(key(a), key(b)) * (order === "ascending" ? 1 : -1));
    table.tBodies[0].append(...rows);
    for (const one of head.parentElement.cells) one.ariaSort = one === head ? order : null;
  }

  for (const head of table.tHead.rows[0].cells) {
    head.replaceChildren(make("button", { onclick: () => sort(head) }, head.textContent));
  }
  for (const field of fields) field.value = parameter(field.name);
  form.onchange = narrow;
  narrow();
}
document.querySelectorAll("form.filters").forEach(startTable);

// ---- A citation is copied with the day on which the reader looks, as 2026-11-23.
const [copyWord, readOn] = html.lang === "en" ? ["Copy", "[date of access]"] : ["复制", "[引用日期]"];
for (const text of document.querySelectorAll(".cite-text")) {
  const style = text.parentElement.firstElementChild.textContent;
  const onclick = () => copy(text.textContent.replace(readOn, `[${new Date().toLocaleDateString("sv")}]`).trim(), text);
  text.after(" ", make("button", { className: "cite-copy", ariaLabel: `${copyWord} ${style}`, onclick }, copyWord));
}

// ---- A problem with a section: a text for the reader to send.
const dialog = find("dialog.report");
const says = dialog.dataset;
const [mail, issue] = dialog.querySelectorAll("a");
const { place, quote, details, whole, copying, said } = dialog.querySelector("form").elements;
let section = headings[0];

// The words selected in the section, or else its first sentence.
function quoteOf() {
  const inside = under(section);
  const selected = getSelection();
  if (!selected.isCollapsed && inside.some((block) => block.contains(selected.anchorNode))) return plain(String(selected));
  const text = plain(inside.find((block) => block.matches("p"))?.textContent ?? titleOf(section));
  return text.match(/^.*?(?:[。！？]|[.!?](?=\s|$)|$)/)[0];
}

function refresh() {
  const where = `${bare(location.href)}#${section.id} (${titleOf(section)}; ${says.version})`;
  const subject = `${says.subject}${titleOf(headings[0])} #${section.id}`;
  whole.value = `${says.place}${where}\n${says.quote}${quote.value}\n${says.details}${details.value}\n`;
  mail.href = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(whole.value)}`;
  // A form at GitHub takes each part on its own; other hosts take a title and a body.
  const parts = { template: "mistake.yml", title: subject, place: where, quote: quote.value, details: details.value };
  if (issue) issue.href = withParameters(says.issues, says.issues.includes("//github.com/") ? parts : { title: subject, body: whole.value });
}

addEventListener("click", (event) => {
  const asked = event.target.closest?.(".report-open, .report-page");
  if (!asked) return;
  event.preventDefault();
  section = headings.find((heading) => heading.contains(asked)) ?? headings[0];
  quote.value = quoteOf().slice(0, 400); // some hosts refuse an address of more than a few thousand
  place.textContent = `${titleOf(headings[0])} · ${titleOf(section)} (#${section.id})`;
  said.textContent = "";
  whole.parentElement.hidden = true;
  refresh();
  dialog.showModal();
  details.focus();
});
dialog.oninput = refresh;
copying.onclick = async () => {
  const copied = await copy(whole.value);
  said.textContent = copied ? WORDS.copied : says.byHand;
  whole.parentElement.hidden = copied;
  if (!copied) whole.select();
};
