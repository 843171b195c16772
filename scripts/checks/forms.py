"""Forms that an editor knows from elsewhere and that this site would show as they stand: each is refused with what to write instead."""

import re
from collections.abc import Iterator

from scripts.boxes import CALLOUT, OPENING
from scripts.pages import Page
from scripts.problems import Problem

_ROWS: dict[str, re.Pattern[str]] = {
    "form-tabs": re.compile(r'^ *===[!+]* +["“]'),
    "form-mathematics": re.compile(r"^ *\$\$|(?<![\\$\w])\$(?=[^\s$\d])[^$\n]*[\\^_=+][^$\n]*(?<=\S)\$(?!\w)"),
    "form-heading": re.compile(r"^ {0,3}(?:＃|#{1,6}(?=[^#\s\x00-\x7f]|[\u00a0\u3000]))"),
    "form-mark": re.compile(r"^ *(?:[-*+]|\d+[.)])[\u00a0\u3000]"),
    "form-number": re.compile(r"^ *[0-9０-９]+[、．]"),
    "form-indent": re.compile(r"^[\u3000]"),
    "form-merge": re.compile(r"^(?:<{7} |>{7} |={7}$)"),
    "form-link": re.compile(r"[【［][^】］\n]+[】］] ?[（(][^）)\s]+[）)]|\][（(](?=[^）)\s]+\.md)[^）)\n]*）|\]（[^）\n]*[）)]"),
    "form-emoji": re.compile(r"(?<![\w:/]):[a-z][a-z0-9_+-]+:(?![\w/])"),
}
_BOX = re.compile(r"^ *(?:!!!|\?\?\?\+?)(?!\?|!)")
_CODE_SPAN = re.compile(r"(`+).*?\1")
_FENCES = {"mermaid": "form-drawing", "math": "form-mathematics"}


def form_problems(pages: list[Page]) -> Iterator[Problem]:
    """Yield each row of a page that stands in a form this site does not show."""
    for page in pages:
        rows = page.source.split("\n")
        for line, language in page.fences:
            if key := _FENCES.get(language):
                yield Problem.at(page.path, line, page.name, key, text=language)
        for line in range(page.first, len(rows) + 1):
            if line not in page.code:
                yield from _row_problems(page, line, rows)


def _row_problems(page: Page, line: int, rows: list[str]) -> Iterator[Problem]:
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
        yield Problem.at(page.path, line, page.name, key, text=row.strip()[:40])
