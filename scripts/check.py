"""Check the data file, the generated files and the pages, without a build: `python -m scripts.check`."""

import argparse
import sys
from pathlib import Path

from scripts import ROOT
from scripts.checks.links import density_warnings
from scripts.checks.run import problems
from scripts.ground.problems import DataError, report
from scripts.pages.freshness import freshness_warnings, read_stamps, stale_sections
from scripts.pages.read import read_pages

NEXT = "Correct them and run “make check” again. / 请改正后再运行“make check”。"


def main(arguments: list[str] | None = None) -> int:
    """Print every problem, then what to look at; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.check", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    root = parser.parse_args(arguments).root
    try:
        pages = read_pages(root)
    except DataError as error:
        return report(error.problems, NEXT)
    for warning in sorted([*freshness_warnings(stale_sections(pages, read_stamps(root))), *density_warnings(pages)]):
        print(f"warning: {warning}", flush=True)
    status = report(problems(root, pages), NEXT)
    if not status:
        print("Data, generated files and pages agree. / 数据、生成的文件与页面一致。")
    return status


if __name__ == "__main__":
    sys.exit(main())
