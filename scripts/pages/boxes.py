"""Boxes, “!!! note "Title"” or “> [!NOTE]”, which CommonMark does not know: rows that it reads, line for line, and their titles."""

import re

from scripts.records.languages import Language
from scripts.words.dictionary import words

# As Python-Markdown and pymdown-extensions read them.
OPENING = re.compile(r'^(?P<indent> *)(?:!!!|\?\?\?\+?) ?(?P<kind>[\w-]+)(?: +[\w-]+)*(?: +"(?P<title>.*?)")? *$')
CALLOUT = re.compile(r"^(?P<indent> {0,3})> ?\[!(?P<kind>[\w-]+)\][+-]? *$")
_QUOTED = re.compile(r"^ {0,3}> ?")
_ABBREVIATION = re.compile(r"^ {0,3}\*\[[^\]\n]+\]: ")  # what it stands for is shown on pointing at it, not in the text
_FENCE = re.compile(r"^ *(?P<mark>`{3,}|~{3,})")
_FORMULA = "`" * 7  # a fence that nobody writes
COMMENT = "<!-- box -->"  # what stands for the row that opens a box: a block of its own, whatever follows


def plain_rows(rows: list[str]) -> tuple[list[str], dict[int, tuple[str, str]]]:
    """Return the rows without their boxes, and by 0-based row the kind and the title (or nothing) of each box that opens there."""
    out: list[str] = []
    boxes: dict[int, tuple[str, str]] = {}
    indents: list[int] = []  # where the text of each open box begins
    in_callout, fence = False, ""
    for number, row in enumerate(rows):
        while indents and row.strip() and not row.startswith(" " * indents[-1]):
            indents.pop()
        text = row[4 * len(indents) :] if row.strip() else ""
        if text.strip() == "$$" and fence in {"", _FORMULA}:  # a block of formulas is no Markdown, either
            text = _FORMULA if fence else f"{_FORMULA}math"
        fence = _fence(fence, text)
        in_callout = in_callout and bool(_QUOTED.match(text))
        if in_callout:
            text = _QUOTED.sub("", text)
        elif not fence and (found := CALLOUT.match(text)):
            in_callout, boxes[number], text = True, (found["kind"].lower(), ""), COMMENT
        elif not fence and (found := OPENING.match(text)):
            indents.append(len(found["indent"]) + 4 * (len(indents) + 1))
            boxes[number], text = (found["kind"], found["title"] or ""), found["indent"] + COMMENT
        out.append("" if not fence and _ABBREVIATION.match(text) else text)
    return out, boxes


def _fence(open_with: str, row: str) -> str:
    """Return the mark of the fence that is open after this row; empty when none is."""
    found = _FENCE.match(row)
    if not found:
        return open_with
    if not open_with:
        return found["mark"]
    return "" if found["mark"].startswith(open_with) and row.strip() == found["mark"] else open_with


def default_title(kind: str, language: Language) -> str:
    """Return the title of a box that names none, in the language of its page; the kind itself where the house has no word for it."""
    return words("boxes", language).get(kind, kind.capitalize())
