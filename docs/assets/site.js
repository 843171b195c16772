// What the pages can do beyond reading, without a framework; each part improves a link or a table that works without it.
(() => {
  const words = document.documentElement.lang.startsWith("zh")
    ? { copied: "已复制", selected: "已选中，请按复制键", beside: "已并列英文版", alone: "已收起英文版", failed: "英文版没有载入" }
    : { copied: "Copied", selected: "Selected; press the copy key", beside: "Chinese shown beside", alone: "Chinese hidden", failed: "The Chinese did not load" };
  const headerHeight = () => document.querySelector(".md-header")?.offsetHeight ?? 0;
  const switchLink = document.querySelector("a.site-language");

  /** Return an element with these attributes. */
  function make(tag, attributes = {}, text = "") {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
  }

  /** Return an address with these parameters; an empty one is left out. */
  function withParameters(address, parameters) {
    const url = new URL(address);
    for (const [name, value] of Object.entries(parameters)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    return url;
  }

  const parameter = (name) => new URL(location.href).searchParams.get(name) ?? "";
  const remember = (parameters) => history.replaceState(null, "", withParameters(location.href, parameters));

  // The blocks of a page in order: both halves have the same ones, so a number finds the counterpart.
  const blocks = (root) =>
    [...root.querySelectorAll("article.md-content__inner > *")].filter(
      (block) => !block.matches(".page-tools, .md-source-file, form, .other-half"),
    );

  // Says something to screen readers, and to all readers when `visible`.
  const status = make("div", { role: "status" });
  document.body.append(status);
  function say(text, visible = false) {
    status.className = visible ? "site-status" : "site-status unseen";
    status.textContent = text;
    clearTimeout(say.timer);
    if (visible) say.timer = setTimeout(() => (status.textContent = ""), 2500);
  }

  // Copies the text, or selects what shows it where there is no clipboard, as on pages that are not served over HTTPS.
  async function copy(text, shown) {
    try {
      await navigator.clipboard.writeText(text);
      say(words.copied, true);
    } catch {
      if (!shown) return;
      getSelection().selectAllChildren(shown);
      say(words.selected, true);
    }
  }

  // Other pages are fetched once and kept; the offline edition brings a way of its own.
  const fetched = new Map();
  function page(address) {
    const key = new URL(address, location.href).href.split(/[?#]/)[0];
    if (key === location.href.split(/[?#]/)[0]) return Promise.resolve(document);
    if (!fetched.has(key)) {
      const text = window.offlinePage?.(key) ?? fetch(key).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(key))));
      fetched.set(key, text.then((html) => new DOMParser().parseFromString(html, "text/html")));
      fetched.get(key).catch(() => fetched.delete(key));
    }
    return fetched.get(key);
  }

  // A copy that can stand in another page: no ids that would be there twice, links that still lead where they led.
  function copyOf(element, base) {
    const copy = element.cloneNode(true);
    for (const one of [copy, ...copy.querySelectorAll("*")]) {
      for (const name of ["id", "aria-labelledby"]) {
        const value = one.getAttribute(name);
        if (value) one.setAttribute(name, value.replace(/\S+/g, "other-$&"));
      }
      for (const name of ["href", "src"]) {
        if (one.hasAttribute(name)) one.setAttribute(name, new URL(one.getAttribute(name), base).href);
      }
    }
    copy.querySelectorAll(".headerlink, .row-link, .report-open, .cite-copy").forEach((part) => part.remove());
    return copy;
  }

  // ---- The switch to the other language keeps the place that is being read.
  switchLink?.addEventListener("click", () => {
    const all = blocks(document);
    const number = all.findIndex((block) => block.getBoundingClientRect().bottom > headerHeight() + 8);
    const passed = all.filter((block) => block.matches("h2, h3") && block.getBoundingClientRect().top < innerHeight / 3);
    const url = withParameters(switchLink.href, { at: scrollY > 0 && number > 0 ? number : "" });
    url.hash = passed.length ? passed[passed.length - 1].id : "";
    switchLink.href = url.href;
  });

  function returnToPlace() {
    const block = parameter("at") && blocks(document)[Number(parameter("at"))];
    if (parameter("at")) remember({ at: "" });
    if (block) scrollTo({ top: block.getBoundingClientRect().top + scrollY - headerHeight() - 8, behavior: "instant" });
  }

  // ---- A link to a figure, term or paragraph shows its card.
  const CARDS = /\/(figures|glossary|coverage)\/(index\.html)?$/;
  let card = null;
  let timer = 0;

  function cardContent(source, id, base) {
    const start = source.getElementById(id);
    if (start?.matches("tr")) {
      const heads = [...start.closest("table").querySelectorAll("thead th")];
      const list = make("dl");
      [...start.cells].forEach((cell, index) => {
        const value = make("dd");
        value.append(...copyOf(cell, base).childNodes);
        list.append(make("dt", {}, heads[index].textContent), value);
      });
      return [list];
    }
    const found = [];
    if (start?.matches("h2, h3")) {
      found.push(make("p", { class: "card-title" }));
      found[0].append(...copyOf(start, base).childNodes);
      for (let next = start.nextElementSibling; next && !next.matches("h1, h2, h3"); next = next.nextElementSibling) {
        if (!next.matches(".other-half")) found.push(copyOf(next, base));
      }
    }
    return found;
  }

  function close() {
    clearTimeout(timer);
    card?.remove();
    card = null;
  }

  function closeSoon() {
    clearTimeout(timer);
    timer = setTimeout(close, 200);
  }

  function place(link) {
    const room = 8;
    const at = link.getBoundingClientRect();
    const above = at.top - headerHeight() - room;
    const below = innerHeight - at.bottom - 2 * room;
    card.style.maxHeight = `${Math.min(Math.max(above, below), 420)}px`;
    const width = document.documentElement.clientWidth;
    const left = Math.min(Math.max(at.left, room), width - card.offsetWidth - room);
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${scrollY + (below >= above || card.offsetHeight <= below ? at.bottom + room / 2 : at.top - card.offsetHeight - room / 2)}px`;
  }

  async function open(link, announce) {
    const source = await page(link.href).catch(() => null);
    const content = source && cardContent(source, decodeURIComponent(link.hash.slice(1)), link.href);
    if (!content?.length || !(link.matches(":hover") || link === document.activeElement)) return;
    close();
    card = make("div", { class: "card md-typeset", lang: source.documentElement.lang });
    card.append(...content);
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", closeSoon);
    document.body.append(card);
    place(link);
    if (announce) say(card.innerText.replace(/\s+/g, " "));
  }

  const cardLink = (target) => {
    const link = target.closest?.("article a[href*='#'], .card a[href*='#']");
    return link && !link.matches(".headerlink, .row-link") && CARDS.test(link.pathname) ? link : null;
  };

  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "mouse" && cardLink(event.target);
    if (!link || link.closest(".card")) return;
    clearTimeout(timer);
    timer = setTimeout(() => open(link, false), 150);
    link.addEventListener("pointerleave", closeSoon, { once: true });
  });
  document.addEventListener("focusin", (event) => {
    const link = cardLink(event.target);
    if (link?.matches(":focus-visible")) open(link, true);
    else if (card && !card.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());

  // ---- Both languages side by side.
  const control = document.querySelector("a.side-by-side");
  let both = false;

  function pair(mine, theirs, base, lang) {
    const sections = (list) => {
      const found = new Map([["", []]]);
      let id = "";
      for (const block of list) {
        if (/^H[1-6]$/.test(block.tagName)) found.set((id = block.id), []);
        found.get(id).push(block);
      }
      return found;
    };
    const other = sections(theirs);
    for (const [id, own] of sections(mine)) {
      (other.get(id) ?? []).forEach((block, index) => {
        const copy = copyOf(block, base);
        copy.lang = lang;
        copy.classList.add("other-half");
        own[Math.min(index, own.length - 1)].after(copy);
      });
    }
  }

  async function showBoth(wanted, button) {
    if (wanted) {
      const other = await page(control.href).catch(() => null);
      if (!other) return say(words.failed, true);
      pair(blocks(document), blocks(other), control.href, other.documentElement.lang);
    } else {
      document.querySelectorAll(".other-half").forEach((copy) => copy.remove());
    }
    both = wanted;
    document.body.classList.toggle("both", both);
    button.setAttribute("aria-pressed", String(both));
    remember({ view: both ? "both" : "" });
    say(both ? words.beside : words.alone);
  }

  async function startBoth() {
    if (!control) return;
    const button = make("button", { type: "button", class: "side-by-side", "aria-pressed": false }, control.textContent);
    button.addEventListener("click", () => showBoth(!both, button));
    control.replaceWith(button);
    if (parameter("view") === "both") await showBoth(true, button);
  }

  // The view goes along to the next page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!both || !link || link.origin !== location.origin || !/\/(index\.html)?$/.test(link.pathname)) return;
    if (link.pathname === location.pathname && link.hash) return;
    link.href = withParameters(link.href, { view: "both" }).href;
  });

  // ---- The table of all figures sorts and narrows down.
  function startTable(form) {
    const table = document.getElementById(form.dataset.of).closest("figure").querySelector("table");
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const fields = [...form.querySelectorAll("select")];
    const collator = new Intl.Collator(document.documentElement.lang);

    function narrow() {
      for (const row of rows) row.hidden = fields.some((field) => field.value && row.dataset[field.name] !== field.value);
      remember(Object.fromEntries(fields.map((field) => [field.name, field.value])));
      const shown = rows.filter((row) => !row.hidden).length;
      form.querySelector("output").textContent = form.dataset.shown.replace("{shown}", shown).replace("{all}", rows.length);
    }

    function sort(head, column) {
      const falling = head.getAttribute("aria-sort") === "ascending";
      const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent;
      const compare = (a, b) => (isNaN(key(a)) ? collator.compare(key(a), key(b)) : key(a) - key(b));
      body.append(...rows.sort((a, b) => (falling ? compare(b, a) : compare(a, b))));
      table.querySelectorAll("thead th").forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    }

    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = make("button", { type: "button" }, head.textContent);
      button.addEventListener("click", () => sort(head, column));
      head.replaceChildren(button);
    });
    for (const field of fields) field.value = parameter(field.name);
    form.addEventListener("change", narrow);
    narrow();
  }

  // ---- The sign beside a heading copies the link to it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".headerlink, .row-link");
    if (link) copy(link.href);
  });

  window.siteTools = { make, copy };
  document.querySelectorAll("form.filters").forEach(startTable);
  // The browser itself scrolls to the section until the page has loaded.
  const loaded = new Promise((done) => (document.readyState === "complete" ? done() : addEventListener("load", done)));
  Promise.all([startBoth(), loaded]).then(() => requestAnimationFrame(returnToPlace));
})();
