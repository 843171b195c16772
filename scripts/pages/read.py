"""Read the Markdown pages: what an editor wrote, as blocks with line numbers. No rendering, no judgement."""

import posixpath
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from scripts.ground.cache import PAGES
from scripts.pages.boxes import COMMENT, default_title, plain_rows
from scripts.pages.finish import INCLUDE
from scripts.pages.page import Block, Heading, Link, Page, Piece
from scripts.pages.sources import DOCS, FRAGMENTS, page_files, refuse_unreadable
from scripts.records.languages import LANGUAGES, Language

_HEADING_ID = re.compile(r"\s*\{:?[^}#]*#([^\s}]+)[^}]*\}\s*$")
_ATTRIBUTES = re.compile(r"\s*\{[^{}\n]*\}\s*$")
_FIRST = 2  # line of the front matter
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)  # as MkDocs reads it
_UNREAD = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG_OR_COMMENT = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_ATTRIBUTE_ID = re.compile(r"\{[^}\n]*?#([\w-]+)|<[a-z][^>]*?\bid=\"([^\"]+)\"")
_CONTAINERS = {
    "list_item_open": "item",
    "blockquote_open": "quote",
    "dt_open": "term",
    "dd_open": "definition",
    "th_open": "cell",
    "td_open": "cell",
}
_CODE = {"fence", "code_block"}
_STRUCTURES = {
    "bullet_list_open": "list",
    "ordered_list_open": "numbered list",
    "table_open": "table",
    "dl_open": "definition list",
}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(deflist_plugin).use(footnote_plugin).use(tasklists_plugin)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # an address that may not stand is a link, too, for a check to refuse
    return parser


@lru_cache(maxsize=PAGES)
def extract(path: str, text: str) -> Page:
    """Return the records of one Markdown file; `path` ends in .zh.md or .en.md, or holds the language as a folder.

    The name of a page, and what its links name, is given from docs/, whatever folder the page stands in.
    """
    name, language = _name_and_language(path)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    offset = front.group(0).count("\n") if front else 0
    rows = (text[front.end() :] if front else text).split("\n")
    plain, boxes = plain_rows(rows)
    tokens = _parser().parse("\n".join(plain))
    lines = [(token, (token.map or [0])[0] + offset + 1) for token in tokens]
    code = {line + offset + 1 for token in tokens if token.type in _CODE and token.map for line in range(*token.map)}
    included = ((line, INCLUDE.match(row)) for line, row in enumerate(rows, offset + 1) if line not in code)
    titles = {offset + row + 1: title or default_title(kind, language) for row, (kind, title) in boxes.items()}
    headings, blocks, ids = _read(tokens, offset, titles, posixpath.dirname(name))
    meta, broken = _meta(front)
    return Page(
        path,
        name,
        language,
        text,
        meta,
        headings,
        blocks,
        [Link(line, "", found["target"]) for line, found in included if found],
        ids,
        broken,
        offset + 1,
        code,
        [(line, token.info.split()[0]) for token, line in lines if token.type == "fence" and token.info],
        [Piece(line, token.content) for token, line in lines if token.type in {"inline", "html_block", "code_block"}],
    )


def read_pages(root: Path) -> list[Page]:
    """Return every page below docs/, sorted by path; raise DataError with each source that is not UTF-8."""
    refuse_unreadable(root)
    return [extract(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")) for path in page_files(root)]


def fragment_ids(root: Path, page: Page) -> set[str]:
    """Return the heading ids that the fragments included in `page` bring with them; made by us, they hold no code that shows one."""
    paths = (root / FRAGMENTS / include.target for include in page.includes)
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file())
    return {one or other for text in texts for one, other in _ATTRIBUTE_ID.findall(text)}


def _name_and_language(path: str) -> tuple[str, Language]:
    stem = path.removeprefix(f"{DOCS}/").removesuffix(".md")
    name, _, suffix = stem.rpartition(".")
    for language in LANGUAGES:
        if language == suffix or language in Path(path).parts:
            return name if language == suffix else stem, language
    return stem, "zh"


def _meta(front: re.Match[str] | None) -> tuple[dict[str, Any], int]:
    """Return the front matter, and the line at which it cannot be read."""
    try:
        meta = yaml.load(front.group(1), Loader=yaml.CSafeLoader) if front else {}
    except yaml.MarkedYAMLError as error:
        mark = error.context_mark or error.problem_mark  # where what is not closed begins, rather than where that is noticed
        return {}, mark.line + _FIRST if mark else _FIRST
    except yaml.YAMLError:
        return {}, _FIRST
    return (meta, 0) if isinstance(meta, dict) else ({}, _FIRST)


def _read(tokens: list[Token], offset: int, titles: dict[int, str], folder: str) -> tuple[list[Heading], list[Block], set[str]]:
    headings: list[Heading] = []
    blocks: list[Block] = []
    ids: set[str] = set()
    within: list[str] = []
    level = 0
    for token in tokens:
        line = (token.map[0] if token.map else 0) + offset + 1
        if token.type in _STRUCTURES:
            blocks.append(Block(line, _STRUCTURES[token.type]))
        elif token.type in _CODE:
            blocks.append(Block(line, "code", (Piece(line, token.content, code=True),), within.count("item")))
        elif token.type == "html_block" and token.content.strip() == COMMENT:
            blocks.append(Block(line, "title", (Piece(line, titles[line]),)))
        elif token.type == "html_block":
            blocks.append(Block(line, "html", tuple(_html_pieces(token.content, line))))
        elif token.type == "hr":
            blocks.append(Block(line, "hr"))
        elif token.type in _CONTAINERS:
            within.append(_CONTAINERS[token.type])
        elif token.type.replace("_close", "_open") in _CONTAINERS:
            within.pop()
        elif token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "inline" and not INCLUDE.match(token.content):
            if level:
                found = _HEADING_ID.search(token.content)
                headings.append(Heading(line, level, found.group(1) if found else "", _HEADING_ID.sub("", token.content)))
            kind = "heading" if level else (within or ["paragraph"])[-1]
            blocks.append(Block(line, kind, tuple(_pieces(token, line, folder)), within.count("item")))
            level = 0
        for part in [token, *(token.children or [])]:
            if part.type in {"text", "html_inline", "html_block"}:
                ids |= {one or other for one, other in _ATTRIBUTE_ID.findall(part.content)}
    return headings, blocks, ids


def _resolved(target: str, folder: str) -> str:
    """Return a link of a page in `folder` with the file that it leads to named from docs/."""
    path = re.split("[?#]", target, maxsplit=1)[0]
    if not path or path.startswith("/") or ":" in path:
        return target
    slash = "/" if path.endswith("/") else ""
    return posixpath.normpath(posixpath.join(folder, path)) + slash + target[len(path) :]


def _html_pieces(content: str, line: int) -> Iterator[Piece]:
    """Yield what a reader sees of a block of HTML, line by line."""
    shown = _UNREAD.sub(lambda found: "\n" * found[0].count("\n"), content)
    shown = _TAG_OR_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), shown)
    yield from (Piece(line + number, row.strip()) for number, row in enumerate(shown.split("\n")) if row.strip())


def _pieces(token: Token, line: int, folder: str) -> list[Piece]:
    """Split inline content into runs of text, link texts and code, each with its line, and with its target as seen from docs/."""
    pieces: list[Piece] = []
    target, words, start = None, "", line
    children = token.children or []
    for child in children:
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
            pieces.append(Piece(line, "\n"))
        elif child.type == "link_open":
            target, words, start = _resolved(str(child.attrGet("href")), folder), "", line
        elif child.type == "link_close" and target is not None:
            pieces.append(Piece(start, words, target))
            target = None
        elif child.type == "image":
            pieces.append(Piece(line, child.content, _resolved(str(child.attrGet("src")), folder), image=True))
        elif target is not None:
            words += child.content if child.type in {"text", "code_inline"} else ""
        elif child.type in {"text", "code_inline"}:
            text = _ATTRIBUTES.sub("", child.content) if child is children[-1] else child.content
            pieces.append(Piece(line, text, code=child.type == "code_inline"))
    return pieces
