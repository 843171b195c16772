"""What differs between the working tree and an earlier commit: sections of pages and generated tables, in both languages."""

import difflib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.ground.files import git
from scripts.ground.problems import DataError, Problem
from scripts.pages.freshness import section_texts
from scripts.pages.read import extract
from scripts.pages.sources import DOCS, FRAGMENTS
from scripts.records.languages import LANGUAGES, Language

_MARKUP = re.compile(r"<[^>]*>|\{[^{}\n]*\}|\]\([^)\s]*\)|\[")
_PAGE = re.compile(rf"{DOCS}/((?!_generated/).+)\.(?:{'|'.join(LANGUAGES)})\.md")


class Half(NamedTuple):
    """One language of a section or table: lines that went and came, each after “-” or “+”, and the text as it stands now."""

    path: str
    diff: list[str]
    text: str


class Change(NamedTuple):
    """A section (`page` and heading id) or a generated file (`page` is its name) with both halves, of which at least one changed."""

    page: str
    id: str
    halves: dict[Language, Half]


class Changes(NamedTuple):
    """Everything that a reviewer should look at; `others` are changed paths that are neither page nor generated."""

    sections: list[Change]
    tables: list[Change]
    others: list[str]


def changes(root: Path, base: str) -> Changes:
    """Return what changed since the tree parted from `base`; raise DataError when git does not know it."""
    start = git(root, "merge-base", "--end-of-options", base, "HEAD").strip()
    if not start:
        raise DataError([Problem.at("Makefile", 1, "summary", "base-unknown", base=base)])
    committed = git(root, "diff", "--name-only", "--no-renames", "-z", start)
    new = git(root, "ls-files", "--others", "--exclude-standard", "-z")
    paths = sorted(filter(None, {*committed.split("\0"), *new.split("\0")}))
    pages = {path: found[1] for path in paths if (found := _PAGE.fullmatch(path))}
    tables = {path: path.rpartition("/")[2] for path in paths if path.startswith(FRAGMENTS)}
    return Changes(
        [one for name in sorted({*pages.values()}) for one in _changed(root, start, name, f"{DOCS}/{name}.{{}}.md", _sections)],
        [one for name in sorted({*tables.values()}) for one in _changed(root, start, name, f"{FRAGMENTS}/{{}}/{name}", _words)],
        [path for path in paths if path not in pages and path not in tables],
    )


def _changed(root: Path, start: str, name: str, path: str, parts: Callable[[str, str], dict[str, str]]) -> Iterator[Change]:
    """Yield the parts of a file in two languages that changed in either of them, in the order in which they stand; `path` has a place for the language."""
    now, before = dict[Language, dict[str, str]](), dict[Language, dict[str, str]]()
    for language in LANGUAGES:
        file = path.format(language)
        text = (root / file).read_text(encoding="utf-8") if (root / file).is_file() else ""
        now[language], before[language] = (parts(file, text), parts(file, git(root, "show", f"{start}:{file}")))
    for id in dict.fromkeys(id for tree in (now, before) for half in tree.values() for id in half):
        texts = {language: (before[language].get(id, "").strip(), now[language].get(id, "").strip()) for language in LANGUAGES}
        halves = {language: Half(path.format(language), _diff(*both), both[1]) for language, both in texts.items()}
        if any(half.diff for half in halves.values()):
            yield Change(name, id, halves)


def _sections(path: str, text: str) -> dict[str, str]:
    """Return the text of each section by heading id, first what stands before them: the description and the paragraphs covered."""
    page = extract(path, text)
    first = page.headings[0].line if page.headings else 1
    return {"": "\n".join(page.rows[: first - 1]), **section_texts(page)} if text else {}


def _words(path: str, text: str) -> dict[str, str]:
    """Return the words of a generated table, a row a line, without tags and addresses."""
    return {"": "\n".join(filter(None, (" ".join(_MARKUP.sub(" ", row).split()) for row in text.split("\n"))))}


def _diff(old: str, new: str) -> list[str]:
    rows = list(difflib.unified_diff(old.split("\n"), new.split("\n"), n=0, lineterm=""))[2:]
    return [f"{row[0]} {row[1:]}" for row in rows if row[0] in "-+" and row[1:].strip()]
