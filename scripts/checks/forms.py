"""Forms that an editor knows from elsewhere and that this site would show as they stand: each is refused with what to write instead."""

import re
from collections.abc import Iterator

from scripts.ground.problems import Problem
from scripts.pages.boxes import CALLOUT, OPENING
from scripts.pages.page import Page

_ROWS: dict[str, re.Pattern[str]] = {
    "form-tabs": re.compile(r'^ *===[!+]* +["“]'),
    "form-mathematics": re.compile(r"(?<![\\$\w])\$(?=[^\s$\d])[^$\n]*[\\^_=+][^$\n]*(?<=\S)\$(?!\w)"),
    "form-heading": re.compile(r"^ {0,3}(?:＃|#{1,6}(?=[^#\s\x00-\x7f]|[\u00a0\u3000]))"),
    "form-mark": re.compile(r"^ *(?:[-*+]|\d+[.)])[\u00a0\u3000]"),
    "form-number": re.compile(r"^ *[0-9０-９]+[、．]"),
    "form-indent": re.compile(r"^[\u3000]"),
    "form-merge": re.compile(r"^(?:<{7} |>{7} |={7}$)"),
    "form-link": re.compile(r"[【［][^】］\n]+[】］] ?[（(][^）)\s]+[）)]|\][（(](?=[^）)\s]+\.md)[^）)\n]*）|\]（[^）\n]*[）)]"),
    "form-emoji": re.compile(r"(?<![\w:/]):[a-z][a-z0-9_+-]+:(?![\w/])"),
}
_INCLUDE = re.compile(r"^ *--8<-- ")
_BOX = re.compile(r"^ *(?:!!!|\?\?\?\+?)(?!\?|!)")
_CODE_SPAN = re.compile(r"(`+).*?\1")
_FENCES = {"mermaid": "form-drawing", "math": "form-mathematics"}


def form_problems(page: Page) -> Iterator[Problem]:
    """Yield each row of a page that stands in a form this site does not show."""
    for line, language in page.fences:
        if key := _FENCES.get(language):
            yield Problem.at(page.path, line, page.name, key, text=language)
    for line in range(page.first, len(page.rows) + 1):
        if line not in page.code:
            yield from _row_problems(page, line)
        elif _INCLUDE.match(page.rows[line - 1]):
            yield Problem.at(page.path, line, page.name, "form-include", text=page.rows[line - 1].strip())


# What other checks say in vain beside a fault: its keys, over how many lines they say it, none for both halves of the page; their keys.
_ECHOES = (
    ("form-.*|front-matter", 1, "markdown|typography|markup-attribute"),
    ("form-mathematics|form-number|markup-script", 1, "number-.*"),
    ("shown-otherwise", 2, "markdown|typography"),
    ("form-heading", 0, "parity.*"),
    ("form-merge", 0, "(?!form-merge).*"),
)


def without_echoes(found: list[Problem]) -> list[Problem]:
    """Leave out what checks say only because of another fault, which has a message of its own."""
    kept = found
    for fault, lines, echo in _ECHOES:
        vain = {place for problem in found if re.fullmatch(fault, problem.key) for place in _places(problem, lines)}
        kept = [
            problem
            for problem in kept
            if not (re.fullmatch(echo, problem.key) and vain.intersection(_places(problem, 1) + _places(problem, 0)))
        ]
    return kept


def _places(problem: Problem, lines: int) -> list[object]:
    return [(problem.path, problem.line + more) for more in range(lines)] or [problem.id]


def _row_problems(page: Page, line: int) -> Iterator[Problem]:
    rows = page.rows
    row = _CODE_SPAN.sub("", rows[line - 1])
    key = next((key for key, form in _ROWS.items() if form.search(row)), "")
    if key == "form-number" and not any(_ROWS[key].match(near) for near in (rows[line - 2], *rows[line : line + 1])):
        key = ""  # a paragraph may begin with a number
    if _BOX.match(row):
        following = rows[line] if line < len(rows) else ""
        opened = OPENING.match(row)
        if not opened:
            key = "form-box"
        elif following.strip() and not following.startswith(" " * (len(opened["indent"]) + 4)):
            key = "form-box-text"
    if row.lstrip().startswith("> [!") and not CALLOUT.match(row.lstrip()):
        key = "form-callout"
    if key:
        found = _ROWS[key].search(row) if key in _ROWS else None
        part = found[0] if found and len(found[0].strip()) > 2 else row  # too short to be found by
        yield Problem.at(page.path, line, page.name, key, text=part.strip()[:40])
