"""Record a release: `python -m scripts.release --date 2026-12-01`, with the version that pyproject.toml gives."""

import argparse
import sys
from datetime import date
from pathlib import Path

from scripts import ROOT
from scripts.ground.files import replace
from scripts.ground.problems import DataError, report
from scripts.pages.finish import site_version
from scripts.records.load import load
from scripts.records.released import RELEASE_FILE, dump_release, read_release, release_problems
from scripts.rules.every import data_problems


def record(root: Path, day: str) -> None:
    """Write the release file; raise DataError, in which case nothing is written: a changed value needs its record first."""
    doc = load(root)
    found = [*data_problems(doc)]
    if (root / RELEASE_FILE).exists():
        found += release_problems(doc, read_release(root))
    if found:
        raise DataError(found)
    replace(root / RELEASE_FILE, dump_release(doc.data, site_version(root), day))


def main(arguments: list[str] | None = None) -> int:
    """Record a release; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.release", description=__doc__)
    parser.add_argument("--date", required=True, type=lambda text: date.fromisoformat(text).isoformat(), help="day of the release")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        record(options.root, options.date)
    except DataError as error:
        return report(error.problems, "No release was recorded. / 没有记录发布。")
    print(f"{RELEASE_FILE} is written; run “make generate” and commit. / 已写入；请运行“make generate”并提交。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
