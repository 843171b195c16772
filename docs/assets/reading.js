// What some readers do: see cards, read both languages, find terms, cite, report a problem.
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

// A copy for another page: no id twice, links that lead where they led.
function copyOf(element, base) {
  const copied = element.cloneNode(true);
  for (const one of [copied, ...copied.querySelectorAll("*")]) {
    for (const name of ["id", "aria-labelledby"]) {
      const value = one.getAttribute(name);
      if (value) one.setAttribute(name, value.replace(/\S+/g, "other-$&"));
    }
    for (const name of ["href", "src"]) {
      if (one.hasAttribute(name) && one.localName !== "use") one.setAttribute(name, new URL(one.getAttribute(name), base).href);
    }
  }
  copied.querySelectorAll(".headerlink, .report-open, .cite-copy").forEach((part) => part.remove());
  return copied;
}

// ---- A link to a figure, term or paragraph shows its card: beside it or, for fingers, from below.
const CARDS = /\/(figures|glossary|coverage)\/(index\.html)?$/;
const [fullWord, citeWord, closeWord] = html.lang === "en" ? ["Full record", "Copy citation", "Close"] : ["完整记录", "复制引文", "关闭"];
let card = null;
let timer = 0;

function under(heading) {
  const found = [];
  for (let next = heading.nextElementSibling; next && !next.matches("h1, h2, h3"); next = next.nextElementSibling) found.push(next);
  return found.filter((block) => !block.matches(".other-half, link"));
}

/** Return what a card shows: the head of a row with its caveat, what stands under a heading, or a row of a table as a list. */
function cardContent(start, base) {
  const inside = (element) => [...copyOf(element, base).childNodes];
  if (start?.matches(".row")) {
    const head = make("p", { className: `row ${start.closest(".group").className}` }, inside(start.firstElementChild));
    return [head, ...(start.dataset.caveat ? [make("p", {}, start.dataset.caveat)] : []), ...(start.matches(".term") ? [] : [citing(start)])];
  }
  if (start?.matches("h2, h3")) {
    return [make("p", { className: "card-title" }, inside(start)), ...under(start).map((block) => copyOf(block, base))];
  }
  if (!start?.matches("tr")) return [];
  const names = start.closest("table").tHead.rows[0].cells;
  return [make("dl", {}, ...[...start.cells].map((cell, at) => [make("dt", {}, names[at].textContent), make("dd", {}, inside(cell))]))];
}

// Copies how to cite the number: GB/T 7714 in Chinese, APA in English.
function citing(row) {
  const styles = [...row.querySelector(".cite ul").querySelectorAll(".cite-text")];
  const onclick = () => copy(plain(styles.at(html.lang === "en" ? -1 : 0).textContent));
  return make("button", { type: "button", className: "button", onclick }, citeWord);
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

// Beside what the link stands in, where the margin has room; else under the link, or above it at the foot.
function placeCard(link) {
  const at = link.getBoundingClientRect();
  const block = link.closest(".table, .chart, .group, .chain, .practice") ?? link.closest("p, li, dd") ?? link;
  const margin = block.getBoundingClientRect().right + 16;
  const isBeside = html.clientWidth - margin > 280;
  const below = innerHeight - at.bottom - 12;
  if (isBeside) card.style.width = `${Math.min(html.clientWidth - margin - 16, 360)}px`;
  else if (below > 140) card.style.maxHeight = `${Math.min(below, 420)}px`;
  const { offsetHeight, offsetWidth } = card;
  const under = below > 140 ? at.bottom + 4 : at.top - offsetHeight - 4;
  card.style.left = `${scrollX + (isBeside ? margin : Math.max(Math.min(at.left, html.clientWidth - offsetWidth - 8), 8))}px`;
  card.style.top = `${scrollY + (isBeside ? Math.max(Math.min(at.top, innerHeight - offsetHeight - 8), HEADER + 4) : Math.max(under, HEADER))}px`;
}

async function contentOf(link) {
  const source = await page(link.href);
  const content = cardContent(source?.getElementById(decodeURIComponent(link.hash.slice(1))), link.href);
  return { content, lang: source?.documentElement.lang, className: "card text" };
}

async function showCard(link, announce) {
  const { content, ...rest } = await contentOf(link);
  if (!content.length || !link.matches(":hover, :focus")) return;
  closeCard();
  card = make("div", { ...rest, onpointerleave: closeSoon }, content);
  card.onpointerenter = () => clearTimeout(timer);
  document.body.append(card);
  placeCard(link);
  if (announce) say(plain(card.innerText));
}

/** A sheet over the page; Escape, Back, a tap outside and a swipe close it. */
async function showSheet(link) {
  const { content, ...rest } = await contentOf(link);
  if (!content.length) return location.assign(link.href);
  const sheet = make("dialog", { ...rest, ariaLabel: plain(link.textContent) }, content);
  const full = make("a", { className: "button", href: link.href, onclick: () => history.replaceState(null, "") }, fullWord);
  sheet.append(make("p", { className: "card-ends" }, sheet.querySelector("button") ?? [], full, make("button", { className: "button", onclick: () => sheet.close() }, closeWord)));
  const back = () => sheet.close();
  const passive = { passive: true };
  let from = 0;
  sheet.addEventListener("touchstart", ({ touches }) => (from = sheet.scrollTop ? Infinity : touches[0].clientY), passive);
  sheet.addEventListener("touchend", ({ changedTouches }) => changedTouches[0].clientY - from > 60 && sheet.close(), passive);
  sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close());
  sheet.onclose = () => {
    removeEventListener("popstate", back);
    sheet.remove();
    if (history.state === "sheet") history.back();
  };
  document.body.append(sheet);
  history.pushState("sheet", "");
  addEventListener("popstate", back);
  sheet.showModal();
}

function cardLink(target) {
  const link = target.closest?.(LINKS);
  return link && CARDS.test(link.pathname) ? link : null;
}

addEventListener("click", (event) => {
  const link = TOUCH.matches && cardLink(event.target);
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  showSheet(link);
});
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

// After each block comes the next of its kind in the same section; what the other half has more of ends the section.
// Without room the other half of a section is folded below it.
const NARROW = matchMedia("(max-width: 59.99em)");
const kindOf = (block) => (block.matches("p, ul, ol, dl, blockquote") ? "text" : `${block.localName} ${block.classList[0]}`);
function pair(other, base) {
  const theirs = sections(other);
  const { lang } = other.documentElement;
  const halfOf = (block) => {
    const half = Object.assign(copyOf(block, base), { lang });
    half.classList.add("other-half");
    return half;
  };
  for (const [id, section] of sections(document)) {
    const rest = theirs.get(id) ?? [];
    let last = section[0];
    if (NARROW.matches) {
      const [head, ...text] = rest.filter((block) => !block.matches(".chart, .table, .doors"));
      const half = { className: "other-half", lang, open: last.matches("h1") };
      if (text.length) section.at(-1).after(make("details", half, make("summary", {}, titleOf(head)), text.map(halfOf)));
      continue;
    }
    for (const block of section) {
      const at = rest.findIndex((one) => kindOf(one) === kindOf(block));
      last = at < 0 ? block : halfOf(rest.splice(at, 1)[0]);
      if (last !== block) block.after(last);
    }
    last.after(...rest.map(halfOf));
  }
}

let both = false; // what was asked for last
async function showBoth(wanted) {
  both = wanted;
  const other = wanted && (await page(languageLink.href));
  if (both !== wanted) return;
  if (wanted && !other) {
    both = false;
    return say(WORDS.failed, true);
  }
  document.querySelectorAll(".other-half").forEach((half) => half.remove());
  if (other) pair(other, languageLink.href);
  document.body.classList.toggle("both", wanted);
  side.ariaPressed = String(wanted);
  const view = wanted ? "both" : "";
  stored("sessionStorage", "view", view);
  remember({ view });
}

side.onclick = () => showBoth(!both);
NARROW.onchange = () => both && showBoth(true);
const arranged = showsBoth() && showBoth(true);

// ---- Terms are found by Chinese, pinyin with or without tones, and English; in the order of the stages or of pinyin.
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\p{M}\s'’·–-]/gu, "").replace(/([ln])v/g, "$1u");

function startTerms(form) {
  const { wanted, order } = form.elements;
  const output = form.querySelector("output");
  const names = new Map(rows.map((row) => [row, fold([...row.querySelectorAll(".name, .other, .pinyin")].map((part) => part.textContent).join("|"))]));
  const homes = rows.map((row) => row.parentElement);
  const sorted = make("div", { className: "sorted" });

  function narrow() {
    const key = fold(wanted.value);
    for (const [row, name] of names) row.hidden = !name.includes(key);
    for (const group of new Set(homes)) group.hidden = !group.querySelector(".row:not([hidden])");
    const shown = rows.filter((row) => !row.hidden).length;
    output.textContent = key ? form.dataset.shown.replace("{shown}", shown).replace("{all}", rows.length) : "";
    remember({ wanted: wanted.value });
  }

  function arrange() {
    const pinyin = (row) => fold(row.querySelector(".pinyin").textContent);
    const inOrder = order.checked ? [...rows].sort((a, b) => (pinyin(a) < pinyin(b) ? -1 : 1)) : rows;
    if (order.checked) homes[0].before(sorted);
    else sorted.remove();
    for (const row of inOrder) (order.checked ? sorted : homes[rows.indexOf(row)]).append(row);
    narrow();
  }

  form.onsubmit = (event) => event.preventDefault();
  wanted.oninput = narrow;
  order.onchange = arrange;
  wanted.value = parameter("wanted");
  narrow();
}
document.querySelectorAll("form.terms").forEach((form) => part(() => startTerms(form)));

// ---- A citation is copied with the day of reading, as 2026-11-23.
const [copyWord, readOn] = html.lang === "en" ? ["Copy", "[date of access]"] : ["复制", "[引用日期]"];
for (const text of document.querySelectorAll(".cite-text")) {
  const style = text.parentElement.firstElementChild.textContent;
  const onclick = () => copy(text.textContent.replace(readOn, `[${new Date().toLocaleDateString("sv")}]`).trim(), text);
  text.after(" ", make("button", { className: "cite-copy", ariaLabel: `${copyWord} ${style}`, onclick }, copyWord));
}

// ---- A problem with a section: a text for the reader to send. Nothing is sent or kept here.
const SAYS = html.lang === "en"
  ? {
      title: "Report a problem", quote: "The sentence in question", details: "What is wrong, and what would be right", whole: "The text to send",
      mail: "Send by mail", issue: "Open an issue", copyIt: "Copy the text", close: "Close", note: "Nothing is sent or recorded here.",
      byHand: "Not copied; the text above is selected, press the copy key",
      subject: "Mistake: ", place: "Where: ", version: "Language: English; Site version: ", quoted: "The site says: ", problem: "Problem: ",
    }
  : {
      title: "报告问题", quote: "有问题的那句话", details: "哪里不对，应该怎样", whole: "要寄出的文字",
      mail: "用邮件寄出", issue: "提一个问题（issue）", copyIt: "复制文字", close: "关闭", note: "这里不发送、不记录任何内容。",
      byHand: "没能复制；上面的文字已选中，请按复制键",
      subject: "错误：", place: "位置：", version: "语言：中文；网站版本：", quoted: "网站写的是：", problem: "问题：",
    };
const area = (name, rows) => make("label", {}, SAYS[name], make("textarea", { name, rows }));
const mail = make("a", { className: "report-mail" }, SAYS.mail);
const issue = OWN.issues && make("a", { className: "report-issue", rel: "noopener", target: "_blank" }, SAYS.issue);
const dialog = make("dialog", { className: "report text" }, make("form", { method: "dialog" },
  make("h2", { id: "report-title" }, SAYS.title), make("p", {}, make("output", { name: "place" })),
  area("quote", 3), area("details", 3), area("whole", 6),
  make("div", { className: "page-tools" }, mail, issue ?? [], make("button", { type: "button", name: "copying" }, SAYS.copyIt), make("button", {}, SAYS.close)),
  make("p", {}, make("small", {}, SAYS.note), " ", make("output", { name: "said" }))));
dialog.setAttribute("aria-labelledby", "report-title");
document.body.append(dialog);
const { place, quote, details, whole, copying, said } = dialog.firstChild.elements;
whole.readOnly = true;
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
  const where = `${bare(location.href)}#${section.id} (${titleOf(section)}; ${SAYS.version}${OWN.version})`;
  const subject = `${SAYS.subject}${titleOf(headings[0])} #${section.id}`;
  whole.value = `${SAYS.place}${where}\n${SAYS.quoted}${quote.value}\n${SAYS.problem}${details.value}\n`;
  mail.href = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(whole.value)}`;
  // GitHub’s form takes each part; other hosts a title and a body.
  const parts = { template: "mistake.yml", title: subject, place: where, quote: quote.value, details: details.value };
  if (issue) issue.href = withParameters(OWN.issues, OWN.issues.includes("//github.com/") ? parts : { title: subject, body: whole.value });
}

addEventListener("click", (event) => {
  const asked = event.target.closest?.(".report-open, .report-page");
  if (!asked) return;
  event.preventDefault();
  section = headings.find((heading) => heading.contains(asked)) ?? headings[0];
  quote.value = quoteOf().slice(0, 400); // some hosts refuse long addresses
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
  said.textContent = copied ? WORDS.copied : SAYS.byHand;
  whole.parentElement.hidden = copied;
  if (!copied) whole.select();
};
