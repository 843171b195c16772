"""Print what a change does, for a reviewer who may read one of the languages only: `python -m scripts.summary --base main`."""

import argparse
import sys
from pathlib import Path

from scripts import ROOT
from scripts.ground.problems import DataError, report
from scripts.pages.changes import Changes, changes
from scripts.pages.freshness import Section, read_stamps, stale_sections
from scripts.pages.read import read_pages
from scripts.render.render import environment
from scripts.words.dictionary import word

_MOST = 900_000  # bytes; a code host shows no summary above a mebibyte
_CUT = "\n\n… 余下部分过长，没有列出。The rest is too long to list.\n"


def summary(root: Path, base: str) -> str:
    """Return the Markdown of a review’s summary, in both languages, cut where a code host would refuse it."""
    stale = stale_sections(read_pages(root), read_stamps(root))
    text = render(changes(root, base), stale).encode("utf-8")
    return text.decode("utf-8") if len(text) <= _MOST else text[:_MOST].decode("utf-8", errors="ignore") + _CUT


def render(found: Changes, stale: list[Section]) -> str:
    """Return changed sections, changed tables, stale sections and other changed files as Markdown."""
    pages = {one.page: [other for other in found.sections if other.page == one.page] for one in found.sections}
    context = {"changes": found, "stale": stale, "pages": pages, "word": word, "fence": _fence}
    return environment().get_template("summary.md.j2").render(context)


def _fence(text: str, language: str = "") -> str:
    """Return text inside a fence that nothing in it can close."""
    marks = "~~~"
    while marks in text:
        marks += "~"
    return f"{marks}{language}\n{text}\n{marks}"


def main(arguments: list[str] | None = None) -> int:
    """Print the summary; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.summary", description=__doc__)
    parser.add_argument("--base", default="main", help="branch or commit that the change starts from")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        print(summary(options.root, options.base))
    except DataError as error:
        return report(error.problems, "Nothing was compared. / 没有比较。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
