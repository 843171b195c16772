"""Check the data file, the generated files and the pages, without a build: `python -m scripts.check`."""

import argparse
import sys
from pathlib import Path

from scripts.generate import ROOT, stale_problems
from scripts.load import DATA_FILE, load
from scripts.page_checks import page_problems
from scripts.pages import read_pages
from scripts.problems import DataError, Problem, report
from scripts.render import render
from scripts.rules import data_problems

NEXT = "Correct them and run “make check” again. / 请改正后再运行“make check”。"


def problems(root: Path) -> list[Problem]:
    """Return every problem found; generated files are compared once data file and page pairs are sound."""
    pages = read_pages(root)
    try:
        doc = load(root)
    except DataError as error:
        return error.problems
    found = [*data_problems(doc), *page_problems(root, pages, {paragraph.id for paragraph in doc.data.paragraphs})]
    if not any(problem.key == "half-missing" or problem.path == DATA_FILE for problem in found):
        found += stale_problems(root, render(doc.data, pages))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print every problem; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.check", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    status = report(problems(parser.parse_args(arguments).root), NEXT)
    if not status:
        print("Data, generated files and pages agree. / 数据、生成的文件与页面一致。")
    return status


if __name__ == "__main__":
    sys.exit(main())
