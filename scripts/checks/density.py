"""Prose that is read and not clicked through: a warning for a page on which links take up much of the text."""

from collections.abc import Iterator

from scripts.ground.problems import Problem
from scripts.pages.page import Page

MOST = 0.14  # of the characters of a page’s rendered prose
_PROSE = {"paragraph", "item", "term", "definition", "quote"}
_FILES = "data/"  # a list of downloads is there to be clicked


def density_warnings(pages: list[Page]) -> Iterator[Problem]:
    """Yield a warning for each page with more links than a reader can read past; it does not fail a check."""
    for page in pages:
        share = link_share(page)
        if share > MOST:
            given = {"share": f"{100 * share:.0f}", "most": f"{100 * MOST:.0f}"}
            yield Problem.at(page.path, 1, page.name, "links-dense", **given)


def link_share(page: Page) -> float:
    """Return the share of links in the characters of paragraphs and lists, from 0 to 1; tables, headings and fragments are no prose."""
    pieces = [piece for block in page.blocks if block.kind in _PROSE for piece in block.pieces if not piece.image]
    linked = sum(len(piece.text) for piece in pieces if piece.target is not None and not piece.target.startswith(_FILES))
    return linked / max(sum(len(piece.text) for piece in pieces), 1)
