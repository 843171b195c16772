"""Read the Markdown pages: what an editor wrote, as records with line numbers. No rendering, no judgement."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from scripts.model import LANGUAGES, Language

DOCS = "docs"
FRAGMENTS = "docs/_generated"

_HEADING_ID = re.compile(r"\s*\{\s*#([^\s}]+)[^}]*\}\s*$")
_INCLUDE = re.compile(r'^--8<-- "([^"]+)"\s*$')
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_ATTRIBUTE_ID = re.compile(r"\{[^}\n]*?#([\w-]+)|<[a-z][^>]*?\bid=\"([^\"]+)\"")


@dataclass(frozen=True)
class Heading:
    line: int
    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Link:
    line: int
    text: str
    target: str


@dataclass(frozen=True)
class Page:
    """One half of a page pair; `path` is relative to the repository, lines are 1-based."""

    path: str
    name: str
    language: Language
    meta: dict[str, Any]
    headings: list[Heading]
    links: list[Link]
    includes: list[Link]
    ids: set[str] = field(default_factory=set)

    @property
    def title(self) -> str:
        """The text of the first heading of level one."""
        return next((heading.text for heading in self.headings if heading.level == 1), self.name)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").use(deflist_plugin)


def extract(path: str, text: str) -> Page:
    """Return the records of one Markdown file; `path` ends in .zh.md or .en.md, or holds the language as a folder."""
    name, language = _name_and_language(path)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    offset = front.group(0).count("\n") if front else 0
    body = text[front.end() :] if front else text
    headings, links, ids = _headings_links_ids(body, offset)
    lines = enumerate(body.splitlines(), offset + 1)
    includes = [Link(line, "", found.group(1)) for line, row in lines if (found := _INCLUDE.match(row))]
    return Page(path, name, language, _meta(front), headings, links, includes, ids)


def read_pages(root: Path) -> list[Page]:
    """Return every page below docs/, sorted by path; generated fragments are not pages."""
    paths = sorted(path for path in (root / DOCS).rglob("*.md") if "_generated" not in path.parts)
    return [extract(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def fragment_ids(root: Path, page: Page) -> set[str]:
    """Return the heading ids that the fragments included in `page` bring with them."""
    ids: set[str] = set()
    for include in page.includes:
        path = root / FRAGMENTS / include.target
        if path.is_file():
            ids |= extract(f"{FRAGMENTS}/{include.target}", path.read_text(encoding="utf-8")).ids
    return ids


def _name_and_language(path: str) -> tuple[str, Language]:
    stem = Path(path).name.removesuffix(".md")
    name, _, suffix = stem.rpartition(".")
    for language in LANGUAGES:
        if suffix == language:
            return name, language
        if language in Path(path).parts:
            return stem, language
    return stem, "zh"


def _meta(front: re.Match[str] | None) -> dict[str, Any]:
    try:
        meta = yaml.load(front.group(1), Loader=yaml.CSafeLoader) if front else {}
    except yaml.YAMLError:
        return {}
    return meta if isinstance(meta, dict) else {}


def _headings_links_ids(body: str, offset: int) -> tuple[list[Heading], list[Link], set[str]]:
    headings, links, ids = [], [], set()
    for token, following in _with_next(_parser().parse(body)):
        if token.type == "heading_open" and token.map and following is not None:
            found = _HEADING_ID.search(following.content)
            text = _HEADING_ID.sub("", following.content)
            headings.append(Heading(token.map[0] + offset + 1, int(token.tag[1]), found.group(1) if found else "", text))
        if token.type == "inline" and token.map:
            links += _inline_links(token, token.map[0] + offset + 1)
        for part in [token, *(token.children or [])]:
            if part.type in {"text", "html_inline", "html_block"}:
                ids |= {one or other for one, other in _ATTRIBUTE_ID.findall(part.content)}
    return headings, links, ids


def _with_next(tokens: list[Any]) -> list[tuple[Any, Any]]:
    return list(zip(tokens, [*tokens[1:], None], strict=True))


def _inline_links(token: Any, line: int) -> list[Link]:
    links: list[Link] = []
    target, words = None, ""
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.type == "link_open":
            target, words = child.attrGet("href"), ""
        elif child.type == "link_close" and target is not None:
            links.append(Link(line, words, str(target)))
            target = None
        elif child.type == "image":
            links.append(Link(line, child.content, str(child.attrGet("src"))))
        elif child.content:
            words += child.content
    return links
