"""Write the generated files, or with --check say which are stale: `python -m scripts.generate [--check]`."""

import argparse
import difflib
import sys
from itertools import islice
from pathlib import Path

from scripts.captions import CHARTS
from scripts.load import load
from scripts.pages import FRAGMENTS, Page, read_pages
from scripts.problems import DataError, Problem, report
from scripts.publish.downloads import committed
from scripts.publish.edition import Edition, edition_of
from scripts.publish.release import read_release
from scripts.render import SCHEMA_FILE, environment, render, schema
from scripts.rules import data_problems
from scripts.writing import replace

ROOT = Path(__file__).resolve().parent.parent
REPAIR = "Run “make generate” and commit what it changes. / 请运行“make generate”，并提交改动。"
_DIFF_LINES = 20


def build(root: Path, pages: list[Page]) -> dict[str, str]:
    """Return every generated file as repository path -> text; raise DataError when the data file has a fault."""
    edition = sound_edition(root)
    return {SCHEMA_FILE: schema()} | render(edition, pages) | committed(edition)


def sound_edition(root: Path) -> Edition:
    """Return records and last release, at no address yet; raise DataError with every fault."""
    doc = load(root)
    problems = data_problems(doc)
    if problems:
        raise DataError(problems)
    return edition_of(environment(), doc.data, read_release(root))


def write(root: Path, files: dict[str, str]) -> list[str]:
    """Write the files that changed, each in one step, delete orphans, and return the paths touched."""
    touched = []
    for path, text in files.items():
        if _current(root / path) != text:
            replace(root / path, text)
            touched.append(path)
    for path in _orphans(root, files):
        (root / path).unlink()
        touched.append(path)
    return touched


def stale_paths(root: Path, files: dict[str, str]) -> list[str]:
    """Return the files that writing would change."""
    return [path for path, text in files.items() if _current(root / path) != text]


def stale_problems(root: Path, files: dict[str, str]) -> list[Problem]:
    """Return one problem for the files that writing would change, and one for each that it would delete."""
    stale = stale_paths(root, files)
    return [
        *(Problem.at(path, 1, "generated", "generated-stale", count=len(stale)) for path in stale[:1]),
        *(Problem.at(path, 1, "generated", "generated-orphan") for path in _orphans(root, files)),
    ]


def _diff(root: Path, files: dict[str, str], path: str) -> str:
    old, new = (_current(root / path) or "").splitlines(), files.get(path, "").splitlines()
    lines = list(difflib.unified_diff(old, new, path, f"{path} (as it should be)", n=1, lineterm=""))
    rest = len(lines) - _DIFF_LINES
    return "\n".join([*islice(lines, _DIFF_LINES), *([f"… {rest} more line(s)"] if rest > 0 else [])])


def _current(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _orphans(root: Path, files: dict[str, str]) -> list[str]:
    there = [*(root / FRAGMENTS).rglob("*.md"), *(root / CHARTS).glob("*.svg"), *(root / CHARTS).glob("*.png")]
    found = (path.relative_to(root).as_posix() for path in there)
    return sorted(path for path in found if path.replace(".png", ".svg") not in files)


def main(arguments: list[str] | None = None) -> int:
    """Write or check the generated files; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; show what is stale and exit 1")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        files = build(options.root, read_pages(options.root))
    except DataError as error:
        return report(error.problems, "Nothing was written. / 没有写入任何文件。")
    if options.check:
        problems = stale_problems(options.root, files)
        for path in stale_paths(options.root, files)[:3]:
            print(_diff(options.root, files, path))
        return report(problems, REPAIR)
    touched = write(options.root, files)
    print("\n".join(touched) if touched else "Generated files are up to date. / 生成的文件已是最新。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
