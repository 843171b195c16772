"""What styles the first view of a page: sheets written into the page, which is painted before any other file has come.

The other sheets follow in the body, where that view ends: a browser shows what stands above, and waits with the rest.
"""

import re
from functools import cache

from scripts import ROOT

# The first in every page, the others where something of theirs stands.
FIRST = ("assets/first.css", "assets/first-home.css", "assets/first-stage.css")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLON = re.compile(r"(?<=[{;])\s*([\w-]+): ")
_LINK = re.compile(r'\s*<link rel="stylesheet" href="[^"]*">')
_PRELUDE = re.compile(r"([^{};]+)\{")
_NOT_NAMES = re.compile(r"@[^{]*|\[[^\]]*\]|::?[\w-]+|\"[^\"]*\"")
_NAME = re.compile(r"[.#]?[a-z][\w-]*")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
# A look behind the name, not before it, lets the search leap from one name to the next.
_GIVEN = {".": re.compile(r'class="(?<![\w-]class=")([^"]*)"'), "#": re.compile(r'id="(?<![\w-]id=")([^"]*)"')}
_ALONE = {"br", "hr", "img", "input", "link", "wbr"}  # elements that have no end
_HEADINGS = {"h1", "h2", "h3", "h4"}
_SCREEN = 1400  # half-width characters; a laptop shows some 19 lines of 37 Han characters below the header
_INDENT = re.compile(r"\n\s+")


def compact(css: str) -> str:
    """Return a style sheet, written with one selector or declaration to a line, without comments and the spaces that only its editors need."""
    rows = (row.strip() for row in _COMMENT.sub("", css).splitlines())
    css = "".join(row if row.endswith((",", ";", "{", "}")) else f"{row} " for row in rows if row)
    return _COLON.sub(r"\1:", css.replace(" {", "{").replace("; }", "}").replace(";}", "}"))


@cache
def first_sheets() -> dict[str, frozenset[str]]:
    """Return the sheets of the first view, compact, each with the names that only it has; none where it is for every page."""
    sheets = [compact((ROOT / "docs" / path).read_text(encoding="utf-8")) for path in FIRST]
    return {sheet: frozenset(named_in(sheet) - named_in(sheets[0])) for sheet in sheets}


def first_rules() -> str:
    """Return the rules for the first view of any page."""
    return "".join(first_sheets())


def only_in(css: str) -> frozenset[str]:
    """Return the elements, classes (“.row”) and ids (“#reading”) that the rules of a style sheet name, and those of the first view do not."""
    return frozenset(named_in(css) - named_in(first_rules()))


def named_in(css: str) -> set[str]:
    """Return the elements, classes and ids that the rules of a compact style sheet name, as it writes them."""
    return {name for prelude in _PRELUDE.findall(css) for name in _NAME.findall(_NOT_NAMES.sub(" ", prelude))}


def with_first_view(html: str, later: frozenset[str]) -> str:
    """Return the page with the rules of its first view within it, and its style sheet where that view ends.

    Above the text and below it, lines stand without their indentation.
    """
    link = _LINK.search(html)
    if link is None:  # a page that sends its readers on
        return html
    words = _given(html)
    styles = "".join(f"<style>{sheet}</style>" for sheet, own in first_sheets().items() if not own or not own.isdisjoint(words))
    html = f"{html[: link.start()]}{styles}{html[link.end() :]}"
    at = _end(html, later)
    html = f"{html[:at]}{link[0].strip()}{html[at:]}"
    above, article, rest = html.partition("<article")
    text, end, below = rest.rpartition("</article>")
    return _INDENT.sub("\n", above) + article + text + end + _INDENT.sub("\n", below)


def _end(html: str, later: frozenset[str]) -> int:
    """Return where the first view of a page ends: before the first block of the text that is or holds something that `later` names,
    or that no screen shows at first; else behind the text. Headings stay with the block after them, which may look at them.
    """
    depth, width, block, heads = 0, 0, 0, False
    past = html.index(">", html.index("<article")) + 1
    for tag in _TAG.finditer(html, past):
        width += _width(html[past : tag.start()])
        past = tag.end()
        closes, name, attributes = tag.groups()
        if closes:
            depth -= 1
            if depth < 0:
                break
            continue
        if depth == 0:
            if not heads:
                block = tag.start()
                if width > _SCREEN:
                    return block
            heads = name in _HEADINGS
        if name in later or ("=" in attributes and not later.isdisjoint(_given(attributes))):
            return block
        depth += name not in _ALONE and not attributes.endswith("/")
    return html.index("<script src=")


def _width(text: str) -> int:
    """Return the width of a text in halves of a Han character."""
    return sum(2 if character >= "\u2e80" else 1 for character in text.strip())


def _given(html: str) -> set[str]:
    """Return the classes and ids that are given in a page or an element, as a style sheet writes them."""
    return {f"{sign}{name}" for sign, given in _GIVEN.items() for value in set(given.findall(html)) for name in value.split()}
