// “Report a problem” beside every heading: a text to send as the reader likes. Without this script, a link to how to report.
(() => {
  const dialog = document.querySelector("dialog.report");
  const article = document.querySelector("article");
  if (!dialog?.showModal || !article) return;
  const words = JSON.parse(dialog.dataset.words);
  const { quote, details, whole, copy } = dialog.querySelector("form").elements;
  const said = dialog.querySelector(".report-said");
  const headings = [...article.querySelectorAll(":is(h1, h2, h3)[id]:not(.other-half)")];
  const LONGEST = 400; // characters of a quote; an address longer than a few thousand is refused by some hosts
  let section = headings[0];

  const plain = (text) => text.replace(/\s+/g, " ").trim().slice(0, LONGEST);
  const title = (heading) => plain(heading.textContent.replace("¶", ""));

  // The selected words, when they stand between this heading and the next.
  function selection(heading) {
    const selected = getSelection();
    if (selected.isCollapsed) return "";
    const before = headings.filter((one) => one.compareDocumentPosition(selected.anchorNode) & Node.DOCUMENT_POSITION_FOLLOWING);
    return before.pop() === heading ? plain(selected.toString()) : "";
  }

  function firstSentence(heading) {
    for (let next = heading.nextElementSibling; next && !next.matches("h1, h2, h3"); next = next.nextElementSibling) {
      const found = next.matches("p:not(.other-half)") && plain(next.textContent).match(/^.*?(?:[。！？]|[.!?](?=\s|$)|$)/);
      if (found?.[0]) return found[0];
    }
    return title(heading);
  }

  const address = () => `${location.origin}${location.pathname}#${section.id}`;
  const place = () => `${address()} (${title(section)}; ${words.language}; ${words.version}${dialog.dataset.version})`;
  const subject = () => `${words.subject}${title(headings[0])} #${section.id}`;
  const text = () => `${words.place}${place()}\n${words.quote}${quote.value}\n${words.details}${details.value}\n`;

  // A form of the repository takes each part on its own; other hosts take a title and a body.
  function issue() {
    const url = new URL(dialog.dataset.issues);
    const parts = url.hostname === "github.com"
      ? { template: "mistake.yml", title: subject(), place: place(), quote: quote.value, details: details.value }
      : { title: subject(), body: text() };
    for (const [name, value] of Object.entries(parts)) url.searchParams.set(name, value);
    return url.href;
  }

  function refresh() {
    const link = dialog.querySelector(".report-issue");
    if (link) link.href = issue();
    dialog.querySelector(".report-mail").href = `mailto:?subject=${encodeURIComponent(subject())}&body=${encodeURIComponent(text())}`;
    whole.value = text();
  }

  function open(heading) {
    section = heading;
    quote.value = selection(heading) || firstSentence(heading);
    dialog.querySelector(".report-place").textContent = `${title(headings[0])} · ${title(heading)} (#${heading.id})`;
    said.textContent = "";
    whole.parentElement.hidden = true;
    refresh();
    dialog.showModal();
    details.focus();
  }

  async function copyText() {
    try {
      await navigator.clipboard.writeText(text());
      said.textContent = words.copied;
    } catch {
      said.textContent = words.by_hand;
      whole.parentElement.hidden = false;
      whole.focus();
      whole.select();
    }
  }

  function flag(heading) {
    const button = window.siteTools.make("button", { type: "button", class: "report-open", "aria-label": words.open + title(heading) });
    button.title = words.open.replace(/[:：]\s*$/, "");
    button.addEventListener("mousedown", (event) => event.preventDefault()); // which would drop the selection
    button.addEventListener("click", () => open(heading));
    heading.append(button);
  }

  headings.forEach(flag);
  dialog.addEventListener("input", refresh);
  copy.addEventListener("click", copyText);
  document.querySelector("a.report-page")?.addEventListener("click", (event) => {
    event.preventDefault();
    open(headings[0]);
  });
})();
