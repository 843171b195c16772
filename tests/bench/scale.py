"""How the cost of the site grows with its content: `python -m tests.bench.scale` measures it at 1, 10 and 100 times this site."""

import argparse
import gzip
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import median

from playwright.sync_api import Page, expect

from tests.bench.builds import Cost, build_other, build_ours, cost, open_gate
from tests.bench.figures import shown, write_figures
from tests.bench.pairs import Interval, of_pairs
from tests.bench.search import key_times
from tests.bench.stock import write_settings
from tests.bench.web_server import LEVEL, web_server
from tests.helpers.chrome import launched
from tests.helpers.search_queries import SEED, chinese_runs, english_phrases, seen_pages
from tests.helpers.sources import ROOT
from tests.synthetic.site import complete_site, write_site

RESULT = ROOT / "build/bench-scale.json"
SIZES = (1, 10, 100)
PAIRED, PAIRED_LARGEST = 7, 3  # builds of each kind; at the largest size one takes a minute
FIRST = 2  # first builds, of which the cheaper counts: what else the machine does can only add to one
QUERIES = 20
MOST_GROWTH = 1.15  # cost of a page, as a ratio to its cost at the smallest size
MOST_OF_PLAIN = 1.2  # wall time of a warm build without its gate, as a ratio to plain MkDocs
MOST_MEBIBYTES = 2048
MOST_SEARCH = 50  # milliseconds from the last key to the first result


@dataclass(frozen=True)
class Size:
    """What one size costs: the commands, the search, and the pages as sent; `pages` counts both languages."""

    times: int
    pages: int
    figures: int
    generate: Cost
    check: Cost
    first_build: Cost
    gated: Cost
    builds: list[Cost]  # without the gate
    plain: list[Cost]
    index_bytes: int
    sent_bytes: int  # all pages
    first_result: float
    median_page: int
    largest_page: int
    largest_name: str

    @property
    def build(self) -> Cost:
        """The warm build nearest to the middle."""
        return sorted(self.builds, key=lambda one: one.wall)[len(self.builds) // 2]

    @property
    def of_plain(self) -> Interval:
        """The wall time of a warm build as a ratio to plain MkDocs."""
        return of_pairs([one.wall for one in self.builds], [one.wall for one in self.plain])

    def per_page(self) -> dict[str, float]:
        """Return what a page costs, by name of the cost."""
        totals = {
            "generate, processor": self.generate.cpu,
            "check, processor": self.check.cpu,
            "first build, processor": self.first_build.cpu,
            "warm build, processor": self.build.cpu,
            "plain MkDocs, processor": median(one.cpu for one in self.plain),
        }
        # The pages that do not grow are short: so an index is measured by the pages whose text it holds, not by their number.
        sizes = {"search index, a byte": self.index_bytes / self.sent_bytes, "median page, bytes": self.median_page}
        return {name: total / self.pages for name, total in totals.items()} | sizes


def measure(folder: Path, times: int, page: Page) -> Size:
    """Write a site below an empty folder, build it in both ways, and return what it cost."""
    root, ours, other = write_site(folder, times), folder / "site", folder / "site-plain"
    complete_site(root)
    plain = write_settings(root, "plain")
    generate, check = cost(root, "scripts.generate"), cost(root, "scripts.check")
    first = min((_first_build(root, ours) for _ in range(FIRST)), key=lambda one: one.cpu)
    gated, builds, others = build_ours(root, ours), [], []
    open_gate(root)
    build_ours(root, ours)  # other code makes anew what builds keep
    for _ in range(PAIRED_LARGEST if times >= max(SIZES) else PAIRED):
        builds.append(build_ours(root, ours))
        others.append(build_other(root, plain, other))
    sent = {path: len(gzip.compress(path.read_bytes(), LEVEL)) for path in ours.rglob("*.html")}
    largest = max(sent, key=lambda path: sent[path])
    return Size(
        times, len(sent) - 1, sum(1 for row in (root / "docs/data/figures.csv").open(encoding="utf-8")) - 1,
        generate, check, first, gated, builds, others,
        sum(len(gzip.compress(path.read_bytes(), LEVEL)) for path in (ours / "search").iterdir()), sum(sent.values()),
        _first_result(ours, page),
        int(median(sent.values())), sent[largest], largest.relative_to(ours).parent.as_posix(),
    )  # fmt: skip


def _first_build(root: Path, site: Path) -> Cost:
    """Build with nothing from before, and return what it cost."""
    for folder in (root / ".cache", site):
        shutil.rmtree(folder, ignore_errors=True)
    return build_ours(root, site)


def _first_result(site: Path, page: Page) -> float:
    """Return the median milliseconds from the last key to the first result, over queries in both languages."""
    random, seen = Random(SEED), seen_pages(site)
    expect.set_options(timeout=60_000)  # the index of a hundred times this site takes its seconds
    with web_server(site) as server:
        times = [
            *key_times(page, server.address, "zh", chinese_runs(seen, QUERIES, random)),
            *key_times(page, server.address, "en", english_phrases(seen, QUERIES, random)),
        ]
    return median(shown for shown, _ in times)


def print_size(size: Size) -> None:
    """Print what one size costs in all."""
    print(f"\n{size.times} times: {size.pages} pages in both languages, {size.figures} rows of figures")
    rows = {"generate": size.generate, "check": size.check, "first build": size.first_build, "warm build": size.gated}
    rows |= {"without gate": size.build}
    for name, one in (rows | {"plain MkDocs": size.plain[0]}).items():
        print(f"  {name:14} wall {one.wall:7.1f} s   processor {one.cpu:7.1f} s   peak memory {one.memory:6.0f} MiB")
    print(f"  warm build without its gate, of plain MkDocs: {shown(size.of_plain)}")
    print(f"  search: index {size.index_bytes:,} bytes compressed, last key to first result {size.first_result:.0f} ms")
    print(
        f"  pages, compressed: median {size.median_page:,} bytes, largest {size.largest_page:,} ({size.largest_name})", flush=True
    )


def growth(sizes: list[Size]) -> dict[str, list[float]]:
    """Return, by name of the cost, what a page costs at each size as a ratio to the smallest."""
    first = sizes[0].per_page()
    return {name: [size.per_page()[name] / first[name] for size in sizes] for name in first}


def over_budget(sizes: list[Size]) -> list[str]:
    """Return one line for each bar that a size does not keep; plain MkDocs is there to compare with, and has none."""
    lines = [
        f"{name}, a page: {ratio:.2f} times its cost at the smallest size, at most {MOST_GROWTH} / 每页成本增长超出上限"
        for name, seen in growth(sizes).items()
        for ratio in seen
        if ratio > MOST_GROWTH and not name.startswith("plain")
    ]
    for size in sizes:
        bars = (
            ("warm build", size.of_plain.low, MOST_OF_PLAIN, "times plain MkDocs / 倍于原版"),
            ("build", max(one.memory for one in (size.first_build, size.gated)), MOST_MEBIBYTES, "MiB"),
            ("search", size.first_result, MOST_SEARCH, "ms / 毫秒"),
        )
        lines += [
            f"{name} at {size.times} times: {value:.2f} {unit}, at most {most}" for name, value, most, unit in bars if value > most
        ]
    return lines


def main(arguments: list[str] | None = None) -> int:
    """Measure every size, print costs and growth, keep them in build/bench-scale.json; return 1 when a bar is not kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="how many times this site, smallest first")
    sizes = []
    with launched() as chrome:
        page = chrome.new_page(bypass_csp=True)  # waiting for a condition evaluates text, which the pages’ policy forbids
        for times in parser.parse_args(arguments).sizes:
            with tempfile.TemporaryDirectory() as folder:
                sizes.append(measure(Path(folder), times, page))
            print_size(sizes[-1])
    RESULT.parent.mkdir(exist_ok=True)
    grown = growth(sizes)
    write_figures(RESULT, {"sizes": [asdict(size) for size in sizes], "growth": grown})
    print("\ncost of a page, as a ratio to the smallest size")
    for name, seen in grown.items():
        print(f"  {name:26}" + "".join(f"{ratio:8.2f}" for ratio in seen))
    over = over_budget(sizes)
    for line in over:
        print(f"over budget 超出预算: {line}", file=sys.stderr)
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
