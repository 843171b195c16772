"""How soon a save is seen under `make serve`: `python -m tests.bench_serve` times edits of prose and of data."""

import statistics
import sys
import tempfile
from pathlib import Path

from scripts.load import DATA_FILE
from tests.conftest import copy_sources
from tests.serving import Server, edit, serving

ROUNDS = 8
MOST = {"prose": 1.0, "data": 1.5}  # seconds on a free machine of two cores


def _times(server: Server, file: Path, page: str, first: str) -> list[float]:
    """Save a file with another ending of `first`, again and again, and return how long each took to be seen."""
    seen, shown = [], first
    for number in range(ROUNDS):
        wanted = f"{first}{'甲乙丙丁'[number % 4]}"
        edit(file, shown, wanted)
        seen.append(server.shows(page, wanted))
        shown = wanted
    return seen


def measure() -> dict[str, list[float]]:
    """Return the seconds until each save was seen, by kind of edit."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy_sources(Path(folder))
        with serving(root) as server:
            return {
                "prose": _times(server, root / "docs/use.zh.md", "use/", "前三个环节的落脚点"),
                "data": _times(server, root / DATA_FILE, "figures/", "培训班与讲堂期数"),
            }


def main() -> int:
    """Print the shortest, median and longest time of each kind of edit; return 1 when a median is over its limit."""
    times = measure()
    for kind, seen in times.items():
        middle = statistics.median(seen)
        print(
            f"{kind}: shortest {min(seen):.2f} s, median {middle:.2f} s, longest {max(seen):.2f} s, at most {MOST[kind]} s wanted"
        )
    return int(any(statistics.median(seen) > MOST[kind] for kind, seen in times.items()))


if __name__ == "__main__":
    sys.exit(main())
