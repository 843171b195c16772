"""What a reader may type and which pages then hold it, from the built HTML alone: the search index is not looked at."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from lxml import html
from snowballstemmer import stemmer  # type: ignore[import-untyped]

from scripts.records.languages import Language
from scripts.records.load import load
from tests.helpers.sources import ROOT

SEED = 20231021
_INLINE = {"a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "tspan"}
_UNSEEN = (
    ".//script | .//style | .//*[local-name()='title' or local-name()='desc'] | .//a[@class='headerlink'] | .//dialog"
    " | .//*[@data-search-exclude and not(ancestor::*[@data-search-exclude])]"  # citations, which say the same on every card
    " | .//*[@class='steps' or @class='page-end'] | .//form"  # controls
)
_HAN = "\u3400-\u9fff"
_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}，。、：；！？“”（）《》])\s+|\s+(?=[{_HAN}，。、：；！？“”（）《》])")


@dataclass(frozen=True)
class SeenPage:
    """The text of a built page as a reader sees it, a line for each block; headings are also kept by themselves."""

    url: str
    language: Language
    lines: tuple[str, ...]
    headings: tuple[tuple[str, str], ...]

    @property
    def body(self) -> list[str]:
        """The lines that are no heading."""
        titles = {text for _, text in self.headings}
        return [line for line in self.lines if line not in titles]


@dataclass(frozen=True)
class Named:
    """The name of a term, figure or section, and the addresses that should come first for it."""

    query: str
    language: Language
    addresses: frozenset[str]


def seen_pages(site: Path) -> list[SeenPage]:
    """Return every page of a built site but the one for lost addresses."""
    pages = sorted(path for path in site.rglob("index.html") if "<article" in path.read_text(encoding="utf-8"))
    return [_seen_page(site, path) for path in pages]  # without those that lead on to where a page has moved


def _seen_page(site: Path, path: Path) -> SeenPage:
    url = path.relative_to(site).as_posix().removesuffix("index.html")
    [article] = html.parse(str(path)).getroot().iter("article")
    for element in article.xpath(_UNSEEN):
        element.drop_tree()
    marked = article.xpath(".//*[self::h1 or self::h2 or self::h3 or self::details][@id]")
    headings = [("" if item.tag == "h1" else f"#{item.get('id')}", _plain(_name(item))) for item in marked]
    lines = (_plain(line) for line in "".join(_text(article)).split("\n"))
    return SeenPage(url, "en" if url.startswith("en/") else "zh", tuple(filter(None, lines)), tuple(headings))


def _name(item: html.HtmlElement) -> str:
    """Return a heading, or the name in the head of a row."""
    return str(item.text_content() if item.tag != "details" else item.xpath("string(summary//*[@class='name'])"))


def _text(element: html.HtmlElement) -> Iterator[str]:
    is_cell = element.getparent() is not None and any(one.tag == "summary" for one in element.iterancestors())
    edge = "" if element.tag in _INLINE and not is_cell else "\n"
    yield edge + " ".join((element.text or "").split("\n"))
    for child in element:
        yield from _text(child) if isinstance(child.tag, str) else ()
        yield " ".join((child.tail or "").split("\n"))
    yield edge


def _plain(text: str) -> str:
    return " ".join(text.split())


def normal(text: str) -> str:
    """Return text as it is compared: one width, lower case, no space beside Chinese, no comma within numbers."""
    text = _BESIDE_HAN.sub("", unicodedata.normalize("NFKC", text).lower())
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "", re.sub(r"[‐‑–—-]", " ", text))


def holds(page: SeenPage, query: str) -> bool:
    """Tell whether a page holds a run: Chinese anywhere in a line, English words from the beginning of a word."""
    start = "" if re.search(f"[{_HAN}]", query) else r"(?<![a-z0-9])"
    wanted = re.compile(start + re.escape(normal(query)))
    return any(wanted.search(line) for line in _normal_lines(page))


# The pairs of words on these pages that the search takes for forms of one word and the stemmer does not, each looked at.
# Rightly so: one word is made from the other, and who looks for one is helped by the other.
RELATED = {
    ("agree", "agreement"), ("agreement", "agrees"), ("great", "greater"), ("speak", "speaker"), ("speaker", "speaking"), ("speaker", "speaks"), ("http", "https"), ("investment", "investors"),
    ("programme", "programming"), ("settle", "settlers"), ("staff", "staffing"),
}  # fmt: skip
# Not so: what it costs to know endings and no dictionary; each shows a page too many for one word.
MISTAKEN = {("directions", "director"), ("new", "news"), ("them", "themes")}


def are_forms(one: str, other: str) -> bool:
    """Tell whether two English words are of one stem, or a reviewed pair."""
    return _stem(one) == _stem(other) or tuple(sorted((one, other))) in RELATED | MISTAKEN


def parted(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the pairs that the stemmer takes for forms of two words."""
    return {(one, other) for one, other in pairs if _stem(one) != _stem(other)}


def holds_forms(page: SeenPage, query: str) -> bool:
    """Tell whether a page holds the run, or forms of its English words in the same order; the last may be a beginning."""
    *before, last = _words(query)
    return holds(page, query) or any(
        all(map(are_forms, before, words[at:])) and (are_forms(last, word) or word.startswith(last))
        for words in _page_words(page)
        for at, word in enumerate(words[len(before) :])
    )


def english_words(pages: Iterable[SeenPage]) -> set[str]:
    """Return every word of the English pages."""
    return {word for page in pages if page.language == "en" for words in _page_words(page) for word in words if word.isalpha()}


@cache
def _normal_lines(page: SeenPage) -> list[str]:
    return [normal(line) for line in page.lines]


@cache
def _page_words(page: SeenPage) -> list[list[str]]:
    return [_words(line) for line in page.lines]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", normal(text))


@cache
def _stem(word: str) -> str:
    return str(stemmer("english").stemWord(word))


def chinese_runs(pages: Iterable[SeenPage], count: int, random: Random) -> list[str]:
    """Return random runs of 2 to 8 characters from the text of Chinese pages; each holds a Chinese character."""
    lines = [_BESIDE_HAN.sub("", line) for page in pages if page.language == "zh" for line in page.body]
    text = [run for line in lines for run in re.findall(rf"[{_HAN}A-Za-z0-9]+", line) if len(run) > 1]
    found: set[str] = set()
    while len(found) < count:
        [run] = random.choices(text, weights=[len(run) for run in text])
        length = random.randint(2, min(8, len(run)))
        begin = random.randint(0, len(run) - length)
        found |= {part for part in [run[begin : begin + length]] if re.search(f"[{_HAN}]", part)}
    return sorted(found)


def english_phrases(pages: Iterable[SeenPage], count: int, random: Random) -> list[str]:
    """Return random words and phrases of up to three words from the text of English pages."""
    lines = [line for page in pages if page.language == "en" for line in page.body]
    text = [run for line in lines for run in re.findall(r"\b[A-Za-z]+\b(?:[ -][A-Za-z]+\b)*", line) if len(run) > 3]
    found: set[str] = set()
    while len(found) < count:
        [run] = random.choices(text, weights=[len(run) for run in text])
        words = re.findall(r"\S+", run)
        begin = random.randrange(len(words))
        phrase = " ".join(words[begin : begin + random.randint(1, 3)])
        found |= {part for part in [phrase] if len(part) > 3}
    return sorted(found)


ASIDE = {"contributing/", "recipes/", "style/", "publishing/", "engines/"}


def names(pages: Iterable[SeenPage]) -> list[Named]:
    """Return every term, figure label and heading in both languages, with the sections that bear the name.

    Pages for editors come after those for readers, so that a heading of theirs need not be first.
    """
    bearers: dict[tuple[Language, str], set[str]] = {}
    for page in (page for page in pages if page.url.removeprefix("en/") not in ASIDE):
        for anchor, text in page.headings:
            if page.url.removeprefix("en/") != "glossary/" or _is_group(text):
                for name in {text, re.split("[:：]", text)[0]}:  # the page “Use: appointment …” is called “Use” as well
                    bearers.setdefault((page.language, name), set()).add(page.url + anchor)
    data = load(ROOT).data
    for term in data.terms:
        entries: dict[tuple[Language, str], str] = {
            ("zh", term.zh): f"glossary/#{term.id}",
            ("en", term.en): f"en/glossary/#{term.id}",
        }
        for (language, name), address in entries.items():
            bearers[language, name] = {address}
            if (language, capital := name[0].upper() + name[1:]) in bearers:  # a heading that begins like the term
                bearers[language, capital].add(address)
    terms = {term.zh for term in data.terms} | {term.en for term in data.terms}
    for figure in data.figures:
        halves: list[tuple[Language, str, str]] = [("zh", figure.label.zh, ""), ("en", figure.label.en, "en/")]
        for language, label, folder in halves:
            both = bearers[language, label] if label in terms else set()  # a name that is a term and a label may lead to either
            bearers[language, label] = both | {f"{folder}figures/#{figure.id}"}
    return [Named(query, language, frozenset(found)) for (language, query), found in sorted(bearers.items())]


def _is_group(heading: str) -> bool:
    """Tell a heading of one language from that of a term, which has its name in both."""
    return not (re.search(f"[{_HAN}]", heading) and re.search("[a-z]", heading))
