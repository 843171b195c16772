"""Set the punctuation and spaces of the pages right where that is certain, and show what changed: `python -m scripts.fix`."""

import argparse
import difflib
import sys
from pathlib import Path

from scripts import ROOT
from scripts.checks.punctuation import wanted_rows
from scripts.ground.files import replace
from scripts.ground.problems import DataError, report
from scripts.pages.page import Page
from scripts.pages.read import extract, read_pages
from scripts.rules.numerals import numerals


def fixed(page: Page) -> str:
    """Return the source of a page with its rows set right; a row whose link, code or number would change stays."""
    rows = list(page.rows)
    for line, right in wanted_rows(page).items():
        row = rows[line - 1]
        rows[line - 1] = right
        if _held(extract(page.path, "\n".join(rows))) != _held(page):
            rows[line - 1] = row
    return "\n".join(rows)


def _held(page: Page) -> tuple[list[object], ...]:
    """Return what no mending of punctuation may touch: links, code and the values of numbers."""
    pieces = [piece for block in page.blocks for piece in block.pieces]
    return (
        [piece.target for piece in pieces if piece.target is not None],
        [piece.text for piece in pieces if piece.code],
        [numeral.value for piece in pieces for numeral in numerals(piece.text, page.language)],
        [heading.id for heading in page.headings],
    )


def main(arguments: list[str] | None = None) -> int:
    """Mend the pages and print the difference; return the exit status, 0 also when there was nothing to mend."""
    parser = argparse.ArgumentParser(prog="python -m scripts.fix", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    root = parser.parse_args(arguments).root
    try:
        pages = read_pages(root)
    except DataError as error:
        return report(error.problems, "Nothing was mended. / 没有改动任何页面。")
    changed = 0
    for page in pages:
        text = fixed(page)
        if text != page.source:
            replace(root / page.path, text)
            changed += 1
            print("\n".join(difflib.unified_diff(page.rows, text.split("\n"), page.path, page.path, n=0, lineterm="")))
    print(f"{changed} page(s) mended; run “make check”. / 改了 {changed} 个页面；请运行“make check”。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
