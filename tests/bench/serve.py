"""What the preview costs: `python -m tests.bench.serve` times saves of each kind, with and without what it keeps, and its idleness."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scripts.records.load import DATA_FILE, load
from tests.helpers.serving import Server, serving
from tests.helpers.sources import copy_sources, edit

ROUNDS = 6
QUIET = 10.0  # seconds in which the checks of the last save end
MOST = 1.5  # seconds from a save to the page, on a free machine of two cores
IDLE = 20.0  # seconds looked at while nobody types
MOST_IDLE = 0.03  # of a core; 0.01 on a machine that does nothing else

# What the preview does by hand, which has to save more than 0.3 s of a save, and how the hooks do without it.
KEPT = ("scripts/engine/building.py", "            page.render = partial(render, page)\n", "")


def _times(server: Server, file: Path, page: str, shown: str, words: Callable[[str], str]) -> list[float]:
    """Save a file with other words, again and again, and return how many seconds each took to be served."""
    seen = []
    for number in range(ROUNDS):
        mark = f"{file.stem}改{number}"  # found nowhere before this save
        wanted = words(mark)
        edit(file, shown, wanted)
        seen.append(server.shows(page, mark))
        shown = wanted
    return seen


def _saves(root: Path) -> tuple[dict[str, list[float]], float]:
    template = root / "overrides/partials/actions.html"
    template.write_text(template.read_text(encoding="utf-8") + "\n样本\n", encoding="utf-8")
    label = f"zh: {load(root).data.figures[0].label.zh}\n"
    with serving(root) as server:
        return {
            "prose": _times(server, root / "docs/use.zh.md", "use/", "\n# ", lambda mark: f"\n# {mark}"),
            "data": _times(server, root / DATA_FILE, "figures/", label, lambda mark: f"zh: {mark}\n"),
            "template": _times(server, template, "use/", "样本", lambda mark: mark),
            "words": _times(
                server,
                root / "scripts/words/words.yml",
                "chain/",
                "caption_chain: {zh: ",
                lambda mark: f"caption_chain: {{zh: {mark}",
            ),
        }, idle(server)


def idle(server: Server) -> float:
    """Return the part of a core that the preview and what it started use while nobody types; Linux only, elsewhere 0."""
    if sys.platform != "linux":
        return 0.0
    time.sleep(QUIET)
    before, begun = _used(server.process), time.perf_counter()
    time.sleep(IDLE)
    return (_used(server.process) - before) / (time.perf_counter() - begun)


def _used(process: int) -> float:
    """Return the seconds of processor time of a process, with children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def measure() -> tuple[dict[str, list[float]], float]:
    """Return the seconds until each save was served, by kind, also without the pages that are kept; and the idle part of a core."""
    with tempfile.TemporaryDirectory() as folder:
        found, idleness = _saves(copy_sources(Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        root = copy_sources(Path(folder))
        edit(root / KEPT[0], *KEPT[1:])
        return found | {f"{kind}, no pages kept": seen for kind, seen in _saves(root)[0].items()}, idleness


def report(saves: dict[str, list[float]], idleness: float) -> int:
    """Print the shortest, median and longest time of each kind, and what idleness costs; return 1 when one is over its limit."""
    medians = {kind: statistics.median(seen) for kind, seen in saves.items()}
    for kind, seen in saves.items():
        print(f"save to page, {kind}: shortest {min(seen):.2f} s, median {medians[kind]:.2f} s, longest {max(seen):.2f} s")
    print(f"preview while nobody types: {idleness:.1%} of a core")
    return int(any(medians[kind] > MOST for kind in saves if ", " not in kind) or idleness > MOST_IDLE)


if __name__ == "__main__":
    sys.exit(report(*measure()))
