"""What is checked is what is shown: the blocks that the checks read of a page are those that the site makes of it."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

import markdown
import yaml
from lxml import html

from scripts.ground.cache import PAGES
from scripts.ground.problems import Problem
from scripts.pages.finish import INCLUDE, localised
from scripts.pages.page import Block, Page

_KINDS = {"pre": "code", "td": "cell", "th": "cell", "dt": "term", "dd": "definition"}
_KINDS |= {f"h{level}": "heading" for level in range(1, 7)} | dict.fromkeys(("li", "p", "summary", "div"), "text")
_LISTS = {"ul", "ol"}
_READ = dict.fromkeys(("title", "paragraph", "quote", "item"), "text")
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")
_SIGNS = re.compile(r"[\W_]+")


class _Shown(NamedTuple):
    """A block as a reader meets it: its kind, how many lists it stands in, and its letters and digits."""

    kind: str
    depth: int
    text: str


_END = _Shown("end", 0, "")


def shown_problems(page: Page, settings: str) -> Iterator[Problem]:
    """Yield the first place at which the site, made with these settings, shows another block of a page than the checks read."""
    if line := _first_difference(page, settings):
        yield Problem.at(page.path, line, page.name, "shown-otherwise", text=page.rows[line - 1].strip()[:40])


@lru_cache(maxsize=PAGES)
def _first_difference(page: Page, settings: str) -> int:
    """Return the line from which on the two readings part, or 0."""
    raw = {written.line: written.text for written in page.written}
    read = [
        (block.line, one)
        for block in page.blocks
        for one in (_in_html(raw.get(block.line, "")) if block.kind == "html" else [_as_read(block)])
    ]
    kept = [
        "" if INCLUDE.match(row) and page.first + at not in page.code else row for at, row in enumerate(page.rows[page.first - 1 :])
    ]
    shown = _in_html(localised(_engine(settings).reset().convert("\n".join(kept)), page.language))
    ours, theirs = _merged(read), _merged([(0, block) for block in shown])
    for (line, one), (_, other) in zip_longest(ours, theirs, fillvalue=(0, None)):
        if one != other and sorted(block for _, block in ours) != sorted(block for _, block in theirs):  # footnotes move to the end
            return line or ours[-1][0]
    return 0


def _in_html(text: str) -> list[_Shown]:
    """Return the blocks of HTML; marks and links of footnotes are left out."""
    whole = html.document_fromstring(f"<div>{text}</div>".encode(), parser=html.HTMLParser(encoding="utf-8"))
    blocks = (list(runs) for is_end, runs in groupby(_runs(whole, "text", 0), lambda run: run is _END) if not is_end)
    found = (_Shown(runs[0].kind, max(runs[0].depth, 0), _SIGNS.sub("", "".join(run.text for run in runs))) for runs in blocks)
    return [block for block in found if block.text]


def _runs(element: html.HtmlElement, kind: str, depth: int) -> Iterator[_Shown]:
    """Yield each run of text within an element, and _END where a block begins or ends."""
    tag = element.tag
    if not isinstance(tag, str) or (tag == "sup" and "fnref" in element.get("id", "")) or "footnote-backref" in element.classes:
        return
    ends = [_END] * (tag in _KINDS or tag in _LISTS)
    inner = _KINDS[tag] if tag in _KINDS and tag != "p" else kind
    depth += (tag in _LISTS) - ("footnote" in element.classes)  # the list of the notes is the engine’s
    yield from ends
    yield _Shown(inner, depth, element.text or "")
    for child in element:
        yield from _runs(child, inner, depth)
        yield _Shown(inner, depth, child.tail or "")
    yield from ends


def _as_read(block: Block) -> _Shown:
    text = "".join(piece.text if piece.code else _ATTRIBUTES.sub("", piece.text) for piece in block.pieces if not piece.image)
    return _Shown(_READ.get(block.kind, block.kind), block.depth, _SIGNS.sub("", text))


def _merged(blocks: list[tuple[int, _Shown]]) -> list[tuple[int, _Shown]]:
    """Return the blocks that hold text; paragraphs of one place that follow each other count as one."""
    found: list[tuple[int, _Shown]] = []
    for line, block in blocks:
        if block.text and found and block[:2] == found[-1][1][:2] and block.kind == "text" and not block.depth:
            found[-1] = (found[-1][0], found[-1][1]._replace(text=found[-1][1].text + block.text))
        elif block.text:
            found.append((line, block))
    return found


class _Loader(yaml.SafeLoader):
    """Reads the settings without their values from the environment."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
_Loader.add_multi_constructor("tag:", lambda loader, suffix, node: None)


@cache
def _engine(settings: str) -> markdown.Markdown:
    """Return the engine that the site is made with, without what includes fragments."""
    listed: list[Any] = yaml.load(settings, Loader=_Loader)["markdown_extensions"]
    options = {name: given for entry in listed for name, given in (entry.items() if isinstance(entry, dict) else [(entry, {})])}
    del options["pymdownx.snippets"]
    options["toc"] = {}
    return markdown.Markdown(extensions=list(options), extension_configs=options)
