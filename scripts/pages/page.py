"""A page as its editor wrote it: blocks, pieces, headings and links, each with its line."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scripts.records.languages import Language


@dataclass(frozen=True)
class Piece:
    """A run of text on one line of a block; `target` when it is the text of a link or of an `image`, `code` when it is literal."""

    line: int
    text: str
    target: str | None = None
    code: bool = False
    image: bool = False


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list item, cell … with its pieces; a structure such as a table has none."""

    line: int
    kind: str
    pieces: tuple[Piece, ...] = ()
    depth: int = 0
    """How many lists it stands in."""

    @cached_property
    def text(self) -> str:
        """What a reader sees, code left out."""
        return "".join(piece.text for piece in self.pieces if not piece.code)


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
    is_image: bool = False


@dataclass(frozen=True, eq=False)
class Page:
    """One half of a page pair, as it stood at one reading; `path` is relative to the repository, lines are 1-based."""

    path: str
    name: str
    language: Language
    source: str
    meta: dict[str, Any]
    headings: list[Heading]
    blocks: list[Block]
    includes: list[Link]
    ids: set[str]
    meta_broken: int
    """The line at which the front matter cannot be read; 0 when it can."""
    first: int
    """The line after the front matter."""
    code: set[int]
    """The lines of code blocks."""
    fences: list[tuple[int, str]]
    """The line and the language of each fenced block that names one."""
    written: list[Piece]
    """The text of each block as it was written, markup included; all but fenced code."""

    @property
    def title(self) -> str:
        """The text of the first heading of level one."""
        return next((heading.text for heading in self.headings if heading.level == 1), self.name)

    @cached_property
    def rows(self) -> list[str]:
        """The rows of the file, front matter included."""
        return self.source.split("\n")

    def line_of(self, field: str) -> int:
        """Return the line of a field of the front matter, the first where it is not found."""
        return next((line for line, row in enumerate(self.rows, 1) if row.startswith(f"{field}:")), 1)

    @cached_property
    def links(self) -> list[Link]:
        """Every link and image of the page, in order."""
        pieces = (piece for block in self.blocks for piece in block.pieces)
        return [Link(piece.line, piece.text, piece.target, piece.image) for piece in pieces if piece.target is not None]


def pairs(pages: list[Page]) -> list[tuple[Page, Page]]:
    """Return the Chinese and English half of every page that has both."""
    english = {page.name: page for page in pages if page.language == "en"}
    return [(page, english[page.name]) for page in pages if page.language == "zh" and page.name in english]


def prose(page: Page) -> list[Block]:
    """Return the blocks that are this site's own words: all but quotations, which are citations here."""
    return [block for block in page.blocks if block.kind != "quote"]
