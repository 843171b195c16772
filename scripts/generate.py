"""Write the generated files, or with --check say which are stale: `python -m scripts.generate [--check]`."""

import argparse
import difflib
import sys
from itertools import islice
from pathlib import Path

from scripts import ROOT
from scripts.ground.problems import DataError, report
from scripts.pages.read import read_pages
from scripts.publish.generated import build, current, stale_paths, stale_problems, write

REPAIR = "Run “make generate” and commit what it changes. / 请运行“make generate”，并提交改动。"
_DIFF_LINES = 20


def _diff(root: Path, files: dict[str, str], path: str) -> str:
    old, new = (current(root / path) or "").splitlines(), files.get(path, "").splitlines()
    lines = list(difflib.unified_diff(old, new, path, f"{path} (as it should be)", n=1, lineterm=""))
    rest = len(lines) - _DIFF_LINES
    return "\n".join([*islice(lines, _DIFF_LINES), *([f"… {rest} more line(s)"] if rest > 0 else [])])


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
