"""The files that are made from the data file and stand in the repository: which they are, which are stale, and writing them."""

from pathlib import Path

from scripts.cite.edition import Edition, edition_of
from scripts.ground.files import replace
from scripts.ground.problems import DataError, Problem
from scripts.pages.page import Page
from scripts.pages.sources import FRAGMENTS
from scripts.publish.downloads import committed
from scripts.records.load import Document, load
from scripts.records.released import read_release
from scripts.render.captions import CHARTS
from scripts.render.render import SCHEMA_FILE, environment, render, schema
from scripts.rules.every import data_problems


def build(root: Path, pages: list[Page]) -> dict[str, str]:
    """Return every generated file as repository path -> text; raise DataError when the data file has a fault."""
    return files(sound_edition(root), pages)


def files(edition: Edition, pages: list[Page]) -> dict[str, str]:
    """Return every generated file of an edition as repository path -> text."""
    return {SCHEMA_FILE: schema()} | render(edition, pages) | committed(edition)


def edition_at(root: Path, doc: Document) -> Edition:
    """Return records and last release, at no address yet; raise DataError when what the release said cannot be read."""
    return edition_of(environment(), doc.data, read_release(root))


def sound_edition(root: Path) -> Edition:
    """Return records and last release, at no address yet; raise DataError with every fault."""
    doc = load(root)
    problems = data_problems(doc)
    if problems:
        raise DataError(problems)
    return edition_at(root, doc)


def write(root: Path, files: dict[str, str]) -> list[str]:
    """Write the files that changed, each in one step, delete orphans, and return the paths touched."""
    stale, orphans = stale_paths(root, files), _orphans(root, files)
    for path in stale:
        replace(root / path, files[path])
    for path in orphans:
        (root / path).unlink()
    return [*stale, *orphans]


def stale_paths(root: Path, files: dict[str, str]) -> list[str]:
    """Return the files that writing would change."""
    return [path for path, text in files.items() if current(root / path) != text]


def stale_problems(root: Path, files: dict[str, str]) -> list[Problem]:
    """Return one problem for the files that writing would change, and one for each that it would delete."""
    stale = stale_paths(root, files)
    return [
        *(Problem.at(path, 1, "generated", "generated-stale", count=len(stale)) for path in stale[:1]),
        *(Problem.at(path, 1, "generated", "generated-orphan") for path in _orphans(root, files)),
    ]


def current(path: Path) -> str | None:
    """Return the text of a file; none when there is none, or it is no UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _orphans(root: Path, files: dict[str, str]) -> list[str]:
    there = [*(root / FRAGMENTS).rglob("*.md"), *(root / CHARTS).glob("*.svg"), *(root / CHARTS).glob("*.png")]
    found = (path.relative_to(root).as_posix() for path in there)
    return sorted(path for path in found if path.replace(".png", ".svg") not in files)
