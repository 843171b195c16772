"""What differs between the working tree and an earlier commit: sections of pages and generated tables, in both languages."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.ground.files import git
from scripts.ground.problems import DataError, Problem
from scripts.pages.freshness import section_texts
from scripts.pages.page import Page
from scripts.pages.read import extract
from scripts.pages.sources import DOCS, FRAGMENTS
from scripts.records.languages import LANGUAGES, Language

_MARKUP = re.compile(r"<[^>]*>|\{[^{}\n]*\}|\]\([^)\s]*\)|\[")


@dataclass(frozen=True)
class Half:
    """One language of a section or table: lines that went and came, each after “-” or “+”, and the text as it stands now."""

    path: str
    diff: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Change:
    """A section (`page` and heading id) or a generated file (`page` is its name) with both halves, of which at least one changed."""

    page: str
    id: str
    halves: dict[Language, Half]


@dataclass(frozen=True)
class Changes:
    """Everything that a reviewer should look at; `others` are changed paths that are neither page nor generated."""

    sections: list[Change]
    tables: list[Change]
    others: list[str]


def changes(root: Path, base: str) -> Changes:
    """Return what changed since the tree parted from `base`; raise DataError when git does not know it."""
    start = _start(root, base)
    paths = _changed_paths(root, start)
    pages = sorted({name for path in paths if (name := _page_name(path))})
    tables = sorted({path.split("/")[-1] for path in paths if path.startswith(FRAGMENTS)})
    rest = [path for path in paths if not _page_name(path) and not path.startswith(FRAGMENTS)]
    sections = [change for name in pages for change in _section_changes(root, start, name)]
    return Changes(sections, [_table_change(root, start, name) for name in tables], rest)


def _start(root: Path, base: str) -> str:
    found = git(root, "merge-base", "--end-of-options", base, "HEAD").strip()
    if not found:
        raise DataError([Problem.at("Makefile", 1, "summary", "base-unknown", base=base)])
    return found


def _changed_paths(root: Path, start: str) -> list[str]:
    committed = git(root, "diff", "--name-only", "--no-renames", "-z", start)
    new = git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return sorted(filter(None, {*committed.split("\0"), *new.split("\0")}))


def _page_name(path: str) -> str:
    found = re.fullmatch(rf"{DOCS}/((?!_generated/).+)\.(?:zh|en)\.md", path)
    return found.group(1) if found else ""


def _section_changes(root: Path, start: str, name: str) -> Iterator[Change]:
    """Yield the sections of a page pair that changed in either language, in the order in which they stand."""
    now, before = ({language: _half(root, start, name, language, old) for language in LANGUAGES} for old in (False, True))
    for id in dict.fromkeys(id for tree in (now, before) for page in tree.values() for id in page):
        halves: dict[Language, Half] = {}
        for language in LANGUAGES:
            text = now[language].get(id, "")
            halves[language] = Half(f"{DOCS}/{name}.{language}.md", _diff(before[language].get(id, ""), text), text.strip())
        if any(half.diff for half in halves.values()):
            yield Change(name, id, halves)


def _half(root: Path, start: str, name: str, language: Language, old: bool) -> dict[str, str]:
    path = f"{DOCS}/{name}.{language}.md"
    text = git(root, "show", f"{start}:{path}") if old else _read(root / path)
    page = extract(path, text)
    return {"": _head(page), **section_texts(page)} if text else {}


def _head(page: Page) -> str:
    """Return what stands before the first heading: the description and the paragraphs covered."""
    first = page.headings[0].line if page.headings else 1
    return "\n".join(page.rows[: first - 1])


def _table_change(root: Path, start: str, name: str) -> Change:
    halves: dict[Language, Half] = {}
    for language in LANGUAGES:
        path = f"{FRAGMENTS}/{language}/{name}"
        now = _plain(_read(root / path))
        halves[language] = Half(path, _diff(_plain(git(root, "show", f"{start}:{path}")), now), "")
    return Change(name, "", halves)


def _plain(text: str) -> str:
    """Return the words of a generated table, a row a line, without tags and addresses."""
    return "\n".join(filter(None, (" ".join(_MARKUP.sub(" ", row).split()) for row in text.split("\n"))))


def _diff(old: str, new: str) -> tuple[str, ...]:
    rows = list(difflib.unified_diff(old.strip().split("\n"), new.strip().split("\n"), n=0, lineterm=""))[2:]
    return tuple(f"{row[0]} {row[1:]}" for row in rows if row[0] in "-+" and row[1:].strip())


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
