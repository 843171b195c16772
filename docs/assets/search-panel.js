// The search panel: opens, loads the engine and the index of its language, shows what is found.
const panelOf = (() => {
  const STEP = 20; // pages shown at a time
  const HOMES = { zh: "", en: "en/" };
  class Panel {
    constructor(root) {
      this.language = root.dataset.language;
      this.failed = SEARCH[this.language].failed;
      this.base = root.dataset.base.replace(/\/$/, "") + "/";
      this.dialog = root.querySelector("dialog");
      this.field = root.querySelector("input");
      this.status = root.querySelector("[role=status]");
      this.output = root.querySelector(".site-search__output");
      root.querySelector(".site-search__close").addEventListener("click", () => this.dialog.close());
      root.querySelector("form").addEventListener("submit", (event) => this.follow(event));
      this.field.addEventListener("input", (event) => event.isComposing || this.search());
      this.field.addEventListener("compositionend", () => this.search());
      this.dialog.addEventListener("keydown", (event) => this.move(event));
      this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
      this.dialog.addEventListener("close", () => this.remember(""));
      this.output.addEventListener("click", () => this.remember(this.field.value.trim()));
    }

    /** Search for the query, or for what has been typed while this was loading. */
    async open(query = this.field.value) {
      this.field.value = query;
      this.output.ariaBusy = "true";
      try {
        await Promise.all(["search-text.js", "search-engine.js", `../search/${this.language}.js`].map(load));
        this.index ??= window.searchEngine.prepare(window.searchIndexes[this.language]);
      } catch {
        this.status.textContent = this.failed;
        return;
      } finally {
        this.output.ariaBusy = "false";
      }
      if (this.dialog.open) this.search();
    }

    /** Keep the query in the address, so that it can be shared and found again with the back button. */
    remember(query) {
      clearTimeout(this.timer);
      const address = new URL(location.href);
      if (query) address.searchParams.set("q", query);
      else address.searchParams.delete("q");
      try {
        history.replaceState(history.state, "", address);
      } catch {
        // Some browsers forbid this for a page opened from a disk, where there is nothing to share.
      }
    }

    search() {
      const query = this.field.value.trim();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.remember(query), 400); // browsers refuse many changes of the address in a row
      if (!this.index) return;
      const answer = query ? window.searchEngine.find(this.index, query) : null;
      this.output.replaceChildren();
      this.status.replaceChildren(...(answer ? this.spoken(this.summary(query, answer)) : []));
      if (!answer) return this.output.append(...this.suggestions());
      this.output.append(...answer.answers.map((figure) => this.answer(figure)), ...this.offers(answer.offers));
      this.list = make("ol", { className: "site-search__results" });
      this.output.append(this.list);
      this.show(answer, 0);
      if (!answer.pages.length) this.output.append(this.help(query, answer));
    }

    summary(query, { kind, pages, corrected }) {
      const prefix = { exact: "", apart: "apart_", corrected: "corrected_" }[kind];
      const key = kind === "none" ? "none" : prefix + (pages.length === 1 ? "one" : "other");
      return this.word(key, { query, corrected, count: pages.length });
    }

    word(key, values = {}) {
      return this.index.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
    }

    /** Show the next pages, and a button when there are more; what only editors look for comes last and apart. */
    show(answer, from) {
      const aside = answer.pages.findIndex(({ page }) => page.aside);
      const end = aside > from ? Math.min(from + STEP, aside) : from + STEP;
      const shown = answer.pages.slice(from, end);
      this.list.append(...shown.map(({ hits }) => this.result(hits, answer.wanted)));
      if (aside === from) this.list.children[from].prepend(make("p", { className: "site-search__kind" }, this.word("editors")));
      const rest = answer.pages.length - end;
      if (rest <= 0) return;
      const more = make("button", { type: "button", className: "site-search__more" }, this.word("more", { count: Math.min(rest, STEP) }));
      more.addEventListener("click", () => {
        more.remove();
        this.show(answer, end);
        this.list.children[end].querySelector("a").focus();
      });
      this.output.append(more);
    }

    result([best, ...others], wanted) {
      const { excerpt, titled } = window.searchEngine;
      const { section } = best;
      const home = section.page.sections[0].title;
      const item = make(
        "li",
        { className: "site-search__result" },
        make("a", { href: this.address(section) }, this.marked(titled(this.index, section, wanted))),
        section.id ? make("span", { className: "site-search__page" }, this.spoken(home)) : [],
        make("p", {}, this.marked(excerpt(this.index, best, wanted))),
      );
      const links = others.slice(0, 3).map((hit) => make("li", {}, make("a", { href: this.address(hit.section) }, this.spoken(hit.section.title))));
      if (links.length) item.append(make("div", { className: "site-search__also" }, this.word("also"), make("ul", {}, links)));
      return item;
    }

    /** Return the row that answers a number: amount, name, period, place, what another report says, and a button to copy it. */
    answer({ section, amount, period, place, differs }) {
      const said = [section.title, period, place, differs].filter(Boolean).join(" · ");
      const text = `${amount}, ${said}. ${new URL(this.address(section), location.href)}`;
      const onclick = () => copy(text);
      return make(
        "div",
        { className: "site-search__answer" },
        make("a", { href: this.address(section) }, amount),
        make("p", {}, this.spoken(said)),
        make("button", { type: "button", className: "site-search__copy", onclick }, this.word("copy")),
      );
    }

    /** Return what stands in the empty panel: some figures, and the way to the terms. */
    suggestions() {
      const { figures, terms } = this.index;
      const some = figures.filter((_, at) => at % Math.ceil(figures.length / 6) === 0).map((figure) => this.answer(figure));
      const glossary = terms.length ? [make("p", {}, make("a", { href: this.file(terms[0].section.page.url) }, this.word("terms", { count: terms.length })))] : [];
      return [...some, ...glossary];
    }

    offers(sections) {
      if (!sections.length) return [];
      const box = make("section", { className: "site-search__offers", ariaLabel: this.word("offer") }, make("p", {}, this.word("offer")));
      box.append(make("ul", {}, sections.map((section) => make("li", {}, this.term(section)))));
      return [box];
    }

    /** Return a term in both languages: its name as a link, its other name, its pinyin, and what it means. */
    term(section) {
      const [meaning] = (section.text ?? "").split(/[\n\t]/);
      const other = make("span", { lang: this.language === "zh" ? "en" : "zh-Hans" }, section.other);
      return [
        make("a", { href: this.address(section) }, this.spoken(section.title)), " ", other, " ",
        make("span", { lang: "zh-Latn-pinyin" }, section.pinyin), make("p", {}, this.spoken(meaning)),
      ];
    }

    help(query, { nearest }) {
      const glossary = this.index.terms[0]?.section.page.url;
      const other = this.language === "zh" ? "en" : "zh";
      const links = [
        [this.word("elsewhere"), `${this.file(HOMES[other])}?q=${encodeURIComponent(query)}`],
        ...(glossary ? [[this.word("glossary"), this.file(glossary)]] : []),
      ];
      const list = make("ul", {}, links.map(([text, href]) => make("li", {}, make("a", { href }, text))));
      if (nearest) list.prepend(make("li", {}, `${this.word("nearest")} `, this.term(nearest)));
      return make("div", { className: "site-search__help" }, list);
    }

    marked(pairs) {
      return pairs.map(([text, isMarked]) => (isMarked ? make("mark", {}, this.spoken(text)) : this.spoken(text))).flat();
    }

    /** Return text as nodes: cells of a row apart, and Chinese on an English page marked as such. */
    spoken(text) {
      const plain = text.replace(/\t+/g, " · ");
      if (this.language === "zh") return [plain];
      return plain.split(/([\u3400-\u9fff]+)/).map((part, at) => (at % 2 ? make("span", { lang: "zh-Hans" }, part) : part));
    }

    file(url) {
      const isFolder = url === "" || url.endsWith("/");
      return this.base + url + (isFolder && location.protocol === "file:" ? "index.html" : "");
    }

    address({ id, page }) {
      return this.file(page.url) + (id ? `#${id}` : "");
    }

    /** Enter in the field goes to the first result. */
    follow(event) {
      event.preventDefault();
      this.output.querySelector("a")?.click();
    }

    /** The arrow keys go through field, links and buttons in order. */
    move(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.isComposing) return;
      const stops = [this.field, ...this.output.querySelectorAll("a, button")];
      const next = stops[stops.indexOf(document.activeElement) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    }
  }

  const panels = new Map(searches.map((root) => [root, new Panel(root)]));
  return (root) => panels.get(root);
})();
