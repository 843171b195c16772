// Finds what was typed in the text of one language, and ranks it. No element of the page is touched here.
(() => {
  const { HAN, WORD, fold, squash, forms, tokens, isChinese, matcher, matches, near, likeness } = window.searchText;

  // ---- text ----

  /** Return the index with its text in one piece, printed and folded, and the place of each section in it. */
  function prepare(data) {
    const sections = [];
    let printed = "\n";
    for (const page of data.pages) {
      for (const section of page.sections) {
        const title = printed.length;
        printed += section.title + "\n";
        const other = printed.length;
        printed += (section.other ?? "") + "\n";
        const body = printed.length;
        printed += (section.text ?? "") + "\n";
        sections.push({ ...section, page, places: { title, other, body, end: printed.length } });
      }
    }
    const text = fold(printed, data.simplified);
    const term = (section) => {
      const names = [section.title, section.other ?? "", section.pinyin].map((name) => fold(name, data.simplified));
      return { section, other: names[1], names: names.map(squash) };
    };
    const terms = sections.filter((section) => section.pinyin).map(term);
    const figures = sections.filter((section) => section.entry && !section.pinyin).map((section) => {
      const [amount, period, place, differs = ""] = section.text.split("\n")[0].split("\t");
      return { section, amount, period, place, differs, name: squash(text.slice(section.places.title, section.places.other - 1)) };
    });
    return { ...data, sections, printed, text, terms, figures, vocabulary: new Set(text.match(/[a-z]{4,}/g)) };
  }

  // ---- finding ----

  /** Return section -> how it holds what is looked for. */
  function scan(index, wanted) {
    const hits = new Map();
    let number = 0;
    for (const { at, end, inside } of matches(index.text, wanted)) {
      while (index.sections[number].places.end <= at) number += 1;
      const section = index.sections[number];
      const { title, other, body } = section.places;
      const hit = hits.get(section) ?? { section, count: 0, at: -1, isTitle: false, isOther: false, inTitle: 0, whole: false, leads: false, isTyped: false };
      hits.set(section, hit);
      hit.count += 1;
      hit.whole ||= !inside && !WORD.test(index.text[end]);
      hit.leads ||= section.entry && at === body; // the card of a figure begins with its value
      if (at >= body) hit.at = hit.at < 0 ? at : hit.at;
      else if (at >= other) hit.isOther ||= at === other && end === body - 1;
      else {
        hit.inTitle = Math.max(hit.inTitle, (end - at) / (other - 1 - title));
        const [name] = index.text.slice(title, other - 1).split(":"); // “Use: appointment …” is named “Use” too
        const isName = at === title && [name.length, other - 1 - title].includes(end - at);
        hit.isTitle ||= isName;
        hit.isTyped ||= isName && squash(index.text.slice(at, end)) === squash(wanted.typed);
      }
    }
    return hits;
  }

  /** Titles beat text; the entry of a term or a figure beats other titles; a whole word beats a part of one. */
  function points({ section, count, isTitle, isOther, inTitle, whole, leads, hasAll, isTyped }) {
    const name = isTitle ? 100 : isOther ? 90 : inTitle ? 20 + 20 * inTitle : 0;
    const kind = name && section.pinyin ? 15 : name && section.entry ? 10 : name && !section.id ? 5 : 0;
    return name + kind + (isTyped ? 20 : 0) + (leads ? 5 : 0) + (hasAll ? 60 : 0) + (whole ? 10 : 0) + Math.min(8, Math.log2(1 + count));
  }

  /** Return the pages of the hits, best first, each with its sections, best first. */
  function byPage(hits) {
    const pages = new Map();
    for (const hit of hits) {
      if (!pages.has(hit.section.page)) pages.set(hit.section.page, []);
      pages.get(hit.section.page).push({ ...hit, score: points(hit) });
    }
    const ranked = [...pages].map(([page, found]) => ({ page, hits: found.sort((a, b) => b.score - a.score) }));
    const score = ({ hits: [best, ...rest] }) => best.score + Math.min(3, rest.length / 4);
    return ranked.sort((a, b) => Boolean(a.page.aside) - Boolean(b.page.aside) || score(b) - score(a));
  }

  /** Return the pages that hold all of `wanted`; a section that holds them all comes first. */
  function together(index, wanted) {
    const scans = wanted.map((one) => scan(index, one));
    const holds = scans.map((hits) => new Set([...hits.keys()].map((section) => section.page)));
    const sections = new Set(scans.flatMap((hits) => [...hits.keys()]).filter((section) => holds.every((pages) => pages.has(section.page))));
    const hits = [...sections].map((section) => {
      const found = scans.map((one) => one.get(section)).filter(Boolean);
      const best = found.reduce((a, b) => (points(a) >= points(b) ? a : b));
      return { ...best, isTitle: false, isOther: false, isTyped: false, places: found.map((hit) => hit.at), hasAll: found.length === scans.length };
    });
    return byPage(hits);
  }

  /** Return the words and runs of a query that may stand apart; a long Chinese run is cut where the text has its parts. */
  function pieces(index, parts) {
    const out = [];
    for (const { gap, text } of parts) {
      const last = out.at(-1);
      const kind = new RegExp(`[${HAN}]`).test(text) ? "han" : WORD.test(text[0]) ? "word" : "";
      if (last && kind === "han" && last.kind === kind && !gap) last.text += text;
      else if (kind) out.push({ kind, text });
    }
    return out.flatMap(({ kind, text }) => (kind === "han" ? cut(index, text) : [text]));
  }

  function cut(index, text) {
    const out = [];
    for (let rest = text; rest; rest = rest.slice(out.at(-1).length)) {
      let length = rest.length;
      while (length > 1 && !matches(index.text, matcher(tokens(rest.slice(0, length)))).next().value) length -= 1;
      out.push(rest.slice(0, length));
    }
    return out.some((piece) => piece.length === 1) && text.length > 1 ? [text] : out;
  }

  // ---- spelling ----

  /** Return the words of the index that differ from a word by one slip, in their forms; else those that begin like it. */
  function similar(index, word) {
    const all = [...index.vocabulary];
    const whole = all.filter((known) => near(word, known));
    const begun = () => all.filter((known) => [-1, 0, 1].some((by) => known.length > word.length + by && near(word, known, word.length + by)));
    const found = (whole.length ? whole : begun()).slice(0, 5);
    return { shown: found, forms: found.flatMap(forms).filter((form) => index.vocabulary.has(form)) };
  }

  // ---- terms ----

  /** Return up to three terms whose name in the other language, or whose pinyin, is what was typed. */
  function offers(index, query, wanted) {
    const key = squash(query);
    const chinese = isChinese(tokens(query));
    const least = chinese ? 2 : 3;
    const rank = ({ other, names: [, name, pinyin] }) => {
      if (key === name || key === pinyin) return 4;
      if (key.length < least) return 0;
      const [found] = matches(other, wanted);
      if (found) return found.at === 0 && found.end === other.length ? 3 : found.at === 0 ? 2 : 1;
      return (chinese ? name.length > 1 && key.includes(name) : pinyin.startsWith(key)) ? 1 : 0;
    };
    const ranked = index.terms.map((term) => ({ ...term, rank: rank(term) })).filter((term) => term.rank);
    ranked.sort((a, b) => b.rank - a.rank || a.names[1].length - b.names[1].length);
    return ranked.slice(0, 3).map(({ section }) => section);
  }

  /** Return the term most like what was typed, or null when none is like it. */
  function nearest(index, query) {
    const key = squash(query);
    const ranked = index.terms.map((term) => ({ ...term, like: Math.max(...term.names.map((name) => likeness(key, name))) }));
    const best = ranked.sort((a, b) => b.like - a.like)[0];
    return best?.like >= 0.3 ? best.section : null;
  }

  // ---- figures ----

  /** Return up to four figures whose number, in this report or another, or whose name is what was typed. */
  function answers(index, query) {
    const number = query.replace(/,(?=\d{3}(?!\d))/g, "").match(/^[^\d]*(\d+)[^\d]*$/)?.[1];
    const numbers = (text) => text.replace(/,(?=\d{3})/g, "").match(/\d+/g) ?? [];
    const key = squash(query);
    const isIt = ({ section, amount, differs, name }) =>
      number ? [...numbers(amount), ...numbers(differs)].includes(number) && amountFits(query, `${amount} ${differs} ${section.title}`, number) : name === key;
    return index.figures.filter(isIt).slice(0, 4);
  }

  /** Whether all that was typed beside the number stands in the row of a figure. */
  function amountFits(query, row, number) {
    const words = query.replace(/,(?=\d{3})/g, "").replace(number, " ").split(/\s+/).map(squash).filter(Boolean);
    return words.every((word) => squash(row.toLowerCase()).includes(word));
  }

  // ---- the answer ----

  /** Return { kind, pages, wanted, corrected, offers, nearest }; kind is exact, apart, corrected or none. */
  function find(index, typed) {
    const query = fold(typed.trim(), index.simplified);
    const parts = tokens(query);
    const wanted = parts.length ? matcher(parts) : null;
    if (!wanted) return { kind: "none", pages: [], wanted: [], corrected: "", offers: [], answers: [], nearest: null }; // a sign alone, or a rare character
    const answer = (kind, pages, looked, corrected = "") => ({ kind, pages, wanted: looked, corrected, offers: offers(index, query, wanted), answers: answers(index, query), nearest: null });
    const exact = byPage(scan(index, wanted).values());
    if (exact.length) return answer("exact", exact, [wanted]);
    const words = pieces(index, parts);
    const alternatives = new Map();
    const shown = [];
    for (const word of words) {
      const known = matches(index.text, matcher(tokens(word))).next().value;
      const others = !known && /^[a-z]{5,}$/.test(word) ? similar(index, word) : { shown: [] };
      if (!others.shown.length) continue;
      alternatives.set(word, others.forms);
      shown.push(...others.shown);
    }
    const loose = words.map((word) => matcher(tokens(word), alternatives));
    const apart = together(index, loose);
    const corrected = shown.join(", ");
    if (apart.length) return answer(corrected ? "corrected" : "apart", apart, loose, corrected);
    const named = words.flatMap((word) => offers(index, word, matcher(tokens(word)))).slice(0, 3);
    const none = answer("none", [], []);
    return { ...none, offers: none.offers.length ? none.offers : named, nearest: nearest(index, query) };
  }

  // ---- excerpts ----

  const LONGEST = 100;

  const isEnd = (text, at) => /[\n。！？；]/.test(text[at - 1]) || (/[.!?]/.test(text[at - 1]) && text[at] === " ");

  /** Return the sentence that holds most of what was looked for, as [text, whether it is marked] pairs. */
  function excerpt(index, { section, at, places = [at] }, wanted) {
    const sentences = places.filter((place) => place >= 0).map((place) => sentence(index, section, place, wanted));
    const marks = (pairs) => new Set(pairs.filter(([, isMarked]) => isMarked).map(([text]) => text.toLowerCase())).size;
    return sentences.sort((a, b) => marks(b) - marks(a))[0] ?? sentence(index, section, section.places.body, wanted);
  }

  function sentence(index, section, from, wanted) {
    const { body, end } = section.places;
    const width = new RegExp(`[${HAN}]`).test(index.text.slice(from, from + 40)) ? LONGEST : 2 * LONGEST;
    let start = from;
    while (start > body && !isEnd(index.text, start)) start -= 1;
    while (start < from && /[ \t]/.test(index.text[start])) start += 1;
    let stop = from;
    while (stop < end - 1 && index.text[stop] !== "\n" && (stop === from || !isEnd(index.text, stop))) stop += 1;
    const first = stop - start > width ? Math.max(start, from - Math.round(width / 3)) : start;
    const last = Math.min(stop, first + width);
    const dots = (cut) => (cut ? [["…", false]] : []);
    return [...dots(first > start), ...marked(index, first, last, wanted), ...dots(last < stop)];
  }

  /** Return the printed text between two places as [text, whether it is marked] pairs. */
  function marked(index, start, stop, wanted) {
    const ranges = wanted.flatMap((one) => [...matches(index.text.slice(start - 1, stop), one)]).map(({ at, end }) => [at + start - 1, end + start - 1]);
    const pairs = [];
    let done = start;
    for (const [at, end] of ranges.sort((a, b) => a[0] - b[0])) {
      if (at < done) continue;
      pairs.push([index.printed.slice(done, at), false], [index.printed.slice(at, end), true]);
      done = end;
    }
    return [...pairs, [index.printed.slice(done, stop), false]].filter(([text]) => text);
  }

  /** Return the title of a section as [text, whether it is marked] pairs. */
  const titled = (index, section, wanted) => marked(index, section.places.title, section.places.other - 1, wanted);

  window.searchEngine = { prepare, find, excerpt, titled };
})();
