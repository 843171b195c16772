// How text is compared: characters, words and their forms, patterns, spelling. Knows neither the index nor the page.
// Folding keeps the length of the text, so that a place in the folded text is the same place in the text as printed.
(() => {
  const HAN = "\u3400-\u9fff";
  const WORD = /[a-z0-9]/;
  const TOKEN = new RegExp(`([\\s\\-]*)([${HAN}]|[a-z]+|\\d+|[^\\s\\-])`, "g");
  const GAP = `[^a-z0-9\\n\\t${HAN}]{1,3}`; // between the words of a phrase: a space, a hyphen, a full stop and a space

  // Endings that belong together: what remains must have at least this many letters.
  const ENDINGS = [
    [2, ["e", "es", "ed"]],
    [3, ["e", "es", "ed", "ing"]],
    [3, ["", "s", "ed"]],
    [3, ["y", "ies", "ied", "ying"]],
    [4, ["", "s", "es", "ed", "ing", "ings", "ly", "ment", "ments"]],
    [5, ["", "s", "es", "ed", "ing", "er", "ers", "or", "ors", "ion", "ions", "ance", "ances", "ment", "ments"]],
    [5, ["e", "es", "ed", "ing", "er", "ers", "ion", "ions", "ation", "ations", "ement", "ements"]],
  ];

  // ---- text ----

  function fold(text, simplified) {
    const traditional = Object.keys(simplified).join("");
    const folded = text
      .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
      .replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => letter.normalize("NFD")[0])
      .replace(/[\u3000\u00a0]/g, " ")
      .replace(/[“”「」『』]/g, '"')
      .replace(/[‘’]/g, "'")
      .replace(/[‐‑–—−]/g, "-")
      .toLowerCase();
    return traditional ? folded.replace(new RegExp(`[${traditional}]`, "g"), (sign) => simplified[sign]) : folded;
  }

  const squash = (text) => text.replace(new RegExp(`[^a-z0-9${HAN}]`, "g"), "");

  // ---- patterns ----

  /** Return the inflected forms of an English word, itself first: officials -> official, officials. */
  function forms(word) {
    const found = new Set([word]);
    for (const [least, endings] of ENDINGS) {
      for (const ending of endings) {
        const base = word.slice(0, word.length - ending.length);
        if (endings.includes("") && /[^e]e$/.test(base)) continue; // “placement” is not “place”
        if (word.endsWith(ending) && base.length >= least) endings.forEach((other) => found.add(base + other));
      }
    }
    return [...found];
  }

  function tokens(query) {
    const plain = query.replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
    return [...plain.matchAll(TOKEN)].map(([, gap, text]) => ({ gap: gap !== "", text }));
  }

  const digits = (text) => text.replace(/\B(?=(?:\d{3})+$)/g, ",?"); // 1237 also finds 1,237
  const literal = (text) => (/\d/.test(text) ? digits(text) : text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));

  /** Return the pattern of a run that holds Chinese: as typed, whatever spaces stand between the scripts. */
  function run(parts) {
    return parts.map(({ gap, text }, at) => (at ? (gap ? "[ \\-]?" : " ?") : "") + literal(text)).join("");
  }

  /** Return the pattern of English words in order, in any of their forms; the last may still be incomplete. */
  function phrase(parts, alternatives = new Map()) {
    let joined = "";
    const words = parts.filter(({ text }) => WORD.test(text[0]));
    words.forEach(({ text }, at) => {
      const last = at === words.length - 1;
      const touches = !last && !parts[parts.indexOf(words[at]) + 1].gap && WORD.test(parts[parts.indexOf(words[at]) + 1].text[0]);
      const end = touches ? "" : "(?![a-z0-9])";
      const whole = /\d/.test(text) ? digits(text) : `(?:${(alternatives.get(text) ?? forms(text)).join("|")})`;
      joined += whole === "" ? "" : last ? `(?:${whole}${end}|${/\d/.test(text) ? digits(text) : text}[a-z0-9]*)` : whole + end;
      joined += last || touches ? "" : GAP;
    });
    return joined;
  }

  const isChinese = (parts) => parts.some(({ text }) => new RegExp(`[${HAN}]`).test(text));

  /** Return what to look for: a pattern, what was typed, and whether it may begin only where a word begins. */
  function matcher(parts, alternatives) {
    const chinese = isChinese(parts);
    const source = chinese ? run(parts) : phrase(parts, alternatives);
    return source ? { pattern: new RegExp(source, "g"), typed: parts.map(({ text }) => text).join(""), atWord: !chinese } : null;
  }

  function* matches(text, { pattern, atWord }) {
    pattern.lastIndex = 0;
    for (let found; (found = pattern.exec(text)) !== null; ) {
      const before = found.index ? text[found.index - 1] : "";
      const inside = WORD.test(before) || (before === "," && /^\d/.test(found[0]) && /\d/.test(text[found.index - 2] ?? ""));
      if (atWord && inside) pattern.lastIndex = found.index + 1;
      else yield { at: found.index, end: found.index + found[0].length, inside: inside && WORD.test(found[0][0]) };
    }
  }

  // ---- spelling ----

  /** Whether one letter added, dropped or changed, or two neighbours swapped, makes `a` into the first letters of `b`. */
  function near(a, b, length = b.length) {
    const longest = Math.max(a.length, length);
    if (longest - Math.min(a.length, length) > 1) return false;
    let head = 0;
    while (head < longest && a[head] === b[head]) head += 1;
    let tail = 0;
    while (tail < longest - head && a[a.length - 1 - tail] === b[length - 1 - tail]) tail += 1;
    const swapped = a.length === length && a[head] === b[head + 1] && a[head + 1] === b[head];
    return head + tail >= longest - (swapped ? 2 : 1);
  }

  /** Return how alike two names are, 0 to 1, by their characters and pairs of characters. */
  function likeness(a, b) {
    const grams = (text) => new Set([...text, ...[...text].slice(1).map((sign, at) => text[at] + sign)]);
    const [one, two] = [grams(a), grams(b)];
    return (2 * [...one].filter((gram) => two.has(gram)).length) / (one.size + two.size);
  }

  window.searchText = { HAN, WORD, fold, squash, forms, tokens, isChinese, matcher, matches, near, likeness };
})();
