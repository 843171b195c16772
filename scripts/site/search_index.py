"""Make the search index, one file a language, from built pages; any site generator’s will do.

The index is the text of the pages and nothing else: at this size, and at a hundred times this size, looking through
the text itself finds every run of characters, needs no segmenter, and takes fewer bytes than a table of words.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import blake2b
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from scripts.ground.cache import keep, read_kept
from scripts.ground.files import replace
from scripts.pages.sources import FOR_EDITORS
from scripts.records.languages import LANGUAGES, Language, language_of
from scripts.words.dictionary import words

FOLDER = "search"
_NAMES = {"name": "title", "other": "other", "pinyin": "pinyin"}
"""The parts of the head of a row, by their class, and the fields that they fill; the rest are cells of its first line."""
_AMOUNT = ("n", "unit")  # which the row gives whole in an attribute
_HEADINGS = ("h1", "h2", "h3")
_BLOCKS = {"p", "li", "dt", "tr", "caption", "figcaption", "summary", "div", "blockquote", "pre", "text", "br", "h4", "h5", "h6"}
_CELLS = {"td", "th", "dt"}  # a name and what stands beside it share a line
_SILENT = {"script", "style", "title", "desc", "form"}  # “title” and “desc” name a drawing for screen readers
_SIGNS = ("headerlink",)  # links that are a sign and no word
_CELL = "\t"


@dataclass
class Section:
    """A heading, or the row of a term or a figure, and the text up to the next one; `text` has a line for each block, and a tab between the cells of a row."""

    id: str
    title: str = ""
    other: str = ""
    """A term’s name in the other language."""
    pinyin: str = ""
    entry: bool = False
    text: str = ""


@dataclass
class IndexedPage:
    """A page by its address within the site, with its sections in order; the first is the page’s own."""

    url: str
    sections: list[Section] = field(default_factory=list)
    aside: bool = False
    """Whether it is found only after what readers look for."""


def write_indexes(folder: Path, pages: Iterable[tuple[str, str]], cache: Path | None = None) -> None:
    """Write the index of each language among `pages` below `folder`, each file in one step."""
    for path, text in index_files(pages, cache).items():
        replace(folder / path, text)


def index_files(pages: Iterable[tuple[str, str]], cache: Path | None = None) -> dict[str, str]:
    """Return path -> script of the index of each language among `pages`: path within the site and HTML of one after the other.

    Reading articles is most of an index; what was found in them is kept in `cache` by what they hold.
    """
    reader = _digest(Path(__file__).read_text(encoding="utf-8"))  # what another reader found is read again
    before = (read_kept(cache, reader) if cache else None) or {}
    now, digests = {}, {}
    for path, html in pages:
        article = _article(html)
        digests[path] = digest = _digest(article)
        now[digest] = before.get(digest) or _sections(article)
    if cache and now != before:
        keep(cache, reader, now)
    indexed = [_page(path, now[digest]) for path, digest in sorted(digests.items()) if now[digest]]
    halves = {half: [page for page in indexed if language_of(page.url) == half] for half in LANGUAGES}
    return {f"{FOLDER}/{half}.js": _script(half, found) for half, found in halves.items() if found}


def indexed_page(path: str, html: str) -> IndexedPage:
    """Return the sections of one built page: what stands in its article."""
    return _page(path, _sections(_article(html)))


def _page(path: str, sections: list[dict[str, Any]]) -> IndexedPage:
    url = path.removesuffix("index.html")
    return IndexedPage(url, [Section(**section) for section in sections], url.removeprefix("en/").rstrip("/") in FOR_EDITORS)


def _article(html: str) -> str:
    begin, end = html.find("<article"), html.rfind("</article>")
    return html[begin:end] if begin >= 0 else ""


def _sections(html: str) -> list[dict[str, Any]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return [asdict(section) for section in reader.sections]


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


class _Reader(HTMLParser):
    """Gathers sections. What is inside `_silent`, the name of an open element, is not part of the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections: list[Section] = []
        self._pieces: list[str] = []
        self._heading = self._silent = ""
        self._head: list[str] = []  # the open elements in the head of a row, by the class that they or what holds them have
        self._depth = 0  # elements of the silent kind that are open, one in another

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._silent:
            self._depth += tag == self._silent
            return
        if tag in _SILENT or "data-search-exclude" in given or set(_SIGNS) & set((given.get("class") or "").split()):
            self._silent, self._depth = tag, 1
        elif tag in _HEADINGS and given.get("id"):
            self._begin_section(tag, str(given["id"]))
        elif tag == "details" and given.get("id"):
            self.end_block()
            self.sections.append(Section(str(given["id"]), entry=True))
            self._pieces += [given.get("data-amount") or "", _CELL]
        elif self._head:
            self._head += [given.get("class") or self._head[-1]] if tag != "br" else []
        elif tag == "summary" and self.sections and self.sections[-1].entry:
            self._head = [tag]
        elif tag in _BLOCKS:
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._depth -= 1
            self._silent = tag if self._depth else ""
        elif tag == self._heading:
            self._end_heading()
        elif self._head:
            left = self._head.pop()
            if not self._head:
                self.end_block()
            elif left != self._head[-1]:
                self._pieces.append(_CELL)
        elif tag in _CELLS:
            self._pieces.append(_CELL)
        elif tag in _BLOCKS or tag == "dd":
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self._silent or not self.sections:
            return
        part = self._head[-1] if self._head else ""
        if part in _NAMES:
            setattr(self.sections[-1], _NAMES[part], getattr(self.sections[-1], _NAMES[part]) + data)
        elif part not in _AMOUNT:
            self._pieces.append(data)

    def _begin_section(self, tag: str, id: str) -> None:
        self.end_block()
        self._heading = tag
        self.sections.append(Section("" if tag == "h1" else id))

    def _end_heading(self) -> None:
        self.sections[-1].title = self._take()
        self._heading = ""

    def end_block(self) -> None:
        """Add the text gathered so far to the section, as a line of its own."""
        text = self._take()
        if text and self.sections:
            section = self.sections[-1]
            section.text += "\n" * bool(section.text) + text

    def _take(self) -> str:
        cells = "".join(self._pieces).split(_CELL)
        self._pieces.clear()
        return _CELL.join(filter(None, (" ".join(cell.split()) for cell in cells)))


def _script(language: Language, pages: Iterable[IndexedPage]) -> str:
    """Return a script, not JSON, because a page opened from a disk may load scripts and nothing else."""
    records = _json([_present(page) | {"sections": [_present(section) for section in page.sections]} for page in pages])
    parts = {"words": _json(words("search", language)), "simplified": _json(simplified(records)), "pages": records}
    return (
        f"(window.searchIndexes ??= {{}}).{language} = {{{','.join(f'{_json(name)}:{part}' for name, part in parts.items())}}};\n"
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _present(record: Section | IndexedPage) -> dict[str, object]:
    return {key: value for key, value in vars(record).items() if value or key in {"id", "url"}}


def simplified(text: str) -> dict[str, str]:
    """Return traditional character -> simplified, for the simplified characters that occur in `text`."""
    characters = set(text)
    return {traditional: simple for traditional, simple in _table().items() if {simple, traditional} & characters}


@cache
def _table() -> dict[str, str]:
    rows = (Path(__file__).parent / "traditional.txt").read_text(encoding="utf-8").splitlines()
    return {traditional: row[0] for row in rows if not row.startswith("#") for traditional in row[1:]}
