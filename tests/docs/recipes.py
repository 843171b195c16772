"""The recipes of the contributing pages as an editor follows them: each fence is an edit to make or a command to run.

A fence marked `diff` names a file and then, once or more often, what goes after “-” and what comes after “+”; a line after a
space stays, and new lines without either end the file. A fence marked `console` holds commands after “$” and what they print, where “…” stands for anything.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from markdown_it import MarkdownIt

from scripts.pages.freshness import section_texts
from scripts.pages.page import Page
from tests.helpers.repository import here

_LINE = re.compile(r"(?<=\w):\d+(?=: )")


@dataclass(frozen=True)
class Step:
    """One fence of a recipe: its kind, `diff` or `console`, and its lines."""

    kind: str
    lines: tuple[str, ...]


def recipes(page: Page) -> dict[str, list[Step]]:
    """Return the steps of every section that has some, by heading id."""
    found = {id: list(_steps(text)) for id, text in section_texts(page).items()}
    return {id: steps for id, steps in found.items() if steps}


def _steps(text: str) -> Iterator[Step]:
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "fence" and token.info in {"diff", "console"}:
            yield Step(token.info, tuple(token.content.rstrip("\n").split("\n")))


def follow(root: Path, step: Step, *translated: Step, run: Callable[[Path, str], CompletedProcess[str]] = here) -> None:
    """Do what a step says below `root`; raise AssertionError where the outcome is another than the page promises, or than the
    pages do that have the same step in other languages."""
    if step.kind == "diff":
        _apply(root, step)
        return
    for (command, *wanted), *others in zip(*map(_commands, (step, *translated)), strict=True):
        told = _LINE.sub("", run(root, command).stdout).splitlines()
        for lines in (wanted, *(other[1:] for other in others)):
            _compare(lines, [line for line in told if not line.startswith("make: ***")])


def _commands(step: Step) -> list[list[str]]:
    """Return each command of a step with the lines that it is to print."""
    found: list[list[str]] = []
    for row in step.lines:
        if row.startswith("$ "):
            found.append([row[2:]])
        else:
            found[-1].append(row)
    return found


def _apply(root: Path, step: Step) -> None:
    path, hunk = "", list[str]()
    for row in [*step.lines, ""]:
        starts = not row or row[0] not in "+- " or (row[0] == "-" and any(line[0] == "+" for line in hunk))
        if starts and hunk:
            _replace(root / path, hunk)
            hunk = []
        if row and row[0] in "+- ":
            hunk.append(row)
        else:
            path = row


def _replace(file: Path, hunk: list[str]) -> None:
    old = "\n".join(row[1:] for row in hunk if row[0] in "- ")
    new = "\n".join(row[1:] for row in hunk if row[0] in "+ ")
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if old:
        found = text.count(old)
        assert found == 1, f"“{old}” stands {found} times in {file.name}"
    file.write_text(text.replace(old, new) if old else f"{text}{new}\n", encoding="utf-8")


def _compare(wanted: list[str], printed: list[str]) -> None:
    """Compare what a command printed with what the page shows; “…” alone stands for some lines, within a line for any text."""
    pattern = "\n".join("(?s:.+)" if row == "…" else ".*".join(map(re.escape, _LINE.sub("", row).split("…"))) for row in wanted)
    assert not wanted or re.fullmatch(pattern, "\n".join(printed)), "\n".join(["wanted:", *wanted, "printed:", *printed])
