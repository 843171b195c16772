"""How the checks grow with the site: `python -m tests.bench.checks` times them at 1, 10 and 100 times the pages."""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from scripts.checks.run import problems
from scripts.pages.read import read_pages
from tests.conftest import ROOT


def multiply(root: Path, times: int) -> None:
    """Copy every page pair under new names until there are `times` as many."""
    for path in sorted((root / "docs").glob("*.md")):
        name, language = path.name.removesuffix(".md").rsplit(".", 1)
        for number in range(1, times):
            shutil.copy(path, root / "docs" / f"{name}-{number}.{language}.md")


def main() -> int:
    """Print seconds and cost per page, as ratios to the smallest size; return the exit status."""
    first = 0.0
    print("times  pages  seconds  per page, ratio to the smallest")
    for times in (1, 10, 100):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name in ("docs", "scripts"):
                shutil.copytree(ROOT / name, root / name)
            shutil.copy(ROOT / "mkdocs.yml", root)
            multiply(root, times)
            begin = time.perf_counter()
            pages = read_pages(root)
            problems(root, pages)
            seconds = time.perf_counter() - begin
        cost = seconds / len(pages)
        first = first or cost
        print(f"{times:5}  {len(pages):5}  {seconds:7.2f}  {cost / first:.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
