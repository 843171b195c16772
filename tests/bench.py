"""What this site costs its readers and builders beside stock Material with the same pages: `python -m tests.bench [--accept]`."""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser

from tests import bench_serve
from tests.bench_figures import REPAIR, Figures, changes, over_budget, read_budgets, read_figures, write_figures
from tests.build_cost import Cost, build_other, build_ours, ratios
from tests.conftest import ROOT, copy_sources, launched
from tests.page_cost import Weight, first_view, next_page, paints
from tests.stock import write_settings
from tests.web_server import WebServer, web_server

RESULT = ROOT / "build/bench.json"
ACCEPTED = ROOT / "tests/bench.json"
PAGE = "select"  # a page of a stage, reached from the home page
VIEWS = {"home, zh": "", "home, en": "en/", f"{PAGE}, zh": f"{PAGE}/", f"{PAGE}, en": f"en/{PAGE}/"}
SITES = ("ours", "stock")
PAINTS = 9  # loads of each page: single ones differ by a third, their medians by a twentieth
BUILDS = 5
_OPEN_GATE = "def refuse_sources(*given):\n    pass\n\n\ndef refuse_site(*given):\n    pass\n"  # in place of scripts/built/gate.py


@dataclass(frozen=True)
class Results:
    """All that was measured, by view or language and by site; costs of builds by run."""

    weights: dict[str, dict[str, Weight]]
    paints: dict[str, dict[str, tuple[float, float]]]
    second: dict[str, dict[str, int]]
    builds: dict[str, list[Cost]]
    saves: tuple[dict[str, list[float]], float]


def measure(folder: Path) -> Results:
    """Build the sites below `folder` and measure them; takes some minutes."""
    root = copy_sources(folder)
    ungated = copy_sources(folder / "ungated")
    (ungated / "scripts/built/gate.py").write_text(_OPEN_GATE, encoding="utf-8")
    plain, stock = write_settings(root, "plain"), write_settings(root, "stock")
    sites = {name: folder / f"site-{name}" for name in (*SITES, "plain", "ungated")}
    for tree in (root, ungated):
        build_ours(tree, sites["ours"])  # the first fills the cache, so that what is timed is warm
    build_other(root, stock, sites["stock"])
    builds = _builds(root, ungated, plain, sites)
    with ExitStack() as stack:
        chrome = stack.enter_context(launched())
        servers = {name: stack.enter_context(web_server(sites[name])) for name in SITES}
        return Results(**_pages(chrome, servers), builds=builds, saves=bench_serve.measure())


def _builds(root: Path, ungated: Path, plain: Path, sites: dict[str, Path]) -> dict[str, list[Cost]]:
    """Build in turns, so that a busy moment falls on all."""
    builds: dict[str, list[Cost]] = {"ours": [], "ungated": [], "plain": []}
    for _ in range(BUILDS):
        builds["ours"].append(build_ours(root, sites["ours"]))
        builds["ungated"].append(build_ours(ungated, sites["ungated"]))
        builds["plain"].append(build_other(root, plain, sites["plain"]))
    return builds


def _pages(chrome: Browser, servers: dict[str, WebServer]) -> dict[str, Any]:
    return {
        "weights": {
            view: {name: first_view(chrome, server, path) for name, server in servers.items()} for view, path in VIEWS.items()
        },
        "second": {
            language: {name: next_page(chrome, server, path, PAGE) for name, server in servers.items()}
            for language, path in (("zh", ""), ("en", "en/"))
        },
        "paints": {view: paints(chrome, servers, path, PAINTS) for view, path in VIEWS.items()},
    }


def figures(results: Results) -> Figures:
    """Return what is comparable from machine to machine: bytes, requests, and ratios of times, never times."""
    found: Figures = {}
    for view, weights in results.weights.items():
        ours, stock = weights["ours"], weights["stock"]
        shown = results.paints[view]
        found |= {
            f"{view} / requests": ours.requests,
            f"{view} / bytes": ours.bytes,
            f"{view} / bytes, of stock": round(ours.bytes / stock.bytes, 3),
            f"{view} / LCP, of stock": round(shown["ours"][1] / shown["stock"][1], 3),
            f"{view} / search before use": ours.search_before,
            f"{view} / search after a query": ours.search_after,
        }
    found |= {f"{language} / second page": sent["ours"] for language, sent in results.second.items()}
    against = ratios(results.builds["ours"], results.builds["plain"])
    names = {"wall": "wall time", "cpu": "processor time", "memory": "peak memory"}
    return found | {f"build / {name}, of plain MkDocs": round(getattr(against, field), 3) for field, name in names.items()}


def print_tables(results: Results) -> None:
    """Print everything side by side, with ratios."""
    print("First view, empty cache: ours | stock Material | ratio")
    for view, weights in results.weights.items():
        ours, stock = weights["ours"], weights["stock"]
        rows = [("requests", ours.requests, stock.requests), ("bytes", ours.bytes, stock.bytes)]
        rows += [(f"  {kind}", ours.kinds[kind], stock.kinds[kind]) for kind in ours.kinds]
        rows += [("search before use", ours.search_before, stock.search_before)]
        rows += [("search after a query", ours.search_after, stock.search_after)]
        shown = results.paints[view]
        times = [
            (f"{name}, ms", *(round(shown[site][at]) for site in SITES)) for at, name in enumerate(("DOMContentLoaded", "LCP"))
        ]
        _print_rows(view, [*rows, *times])
    _print_rows(
        f"second page, home to {PAGE}", [(language, sent["ours"], sent["stock"]) for language, sent in results.second.items()]
    )
    _print_builds(results.builds)
    _print_gate(results.builds)
    bench_serve.report(*results.saves)


def _print_rows(title: str, rows: list[tuple[Any, ...]]) -> None:
    print(f"\n{title}")
    for name, ours, stock in rows:
        print(f"  {name:24} {ours:>9,} | {stock:>9,} | {f'{ours / stock:.2f}' if stock else '–'}")


def _print_builds(builds: dict[str, list[Cost]]) -> None:
    print(f"\nwarm build, {BUILDS} paired runs: ours | plain MkDocs, hooks off | median ratio of the pairs")
    against = ratios(builds["ours"], builds["plain"])
    for field, unit in (("wall", "s"), ("cpu", "s"), ("memory", "MiB")):
        values = (median(getattr(one, field) for one in builds[name]) for name in ("ours", "plain"))
        print(f"  {f'{field}, {unit}':24} {' | '.join(f'{value:>9.2f}' for value in values)} | {getattr(against, field):.2f}")


def _print_gate(builds: dict[str, list[Cost]]) -> None:
    pairs = list(zip(builds["ours"], builds["ungated"], strict=True))
    wall, cpu = (median(getattr(one, field) - getattr(other, field) for one, other in pairs) for field in ("wall", "cpu"))
    print(
        f"  of which the gate that lets no fault through: {wall:.2f} s, {cpu:.2f} s of processor time (median difference of the pairs)"
    )


def conclude(found: Figures, accept: bool) -> int:
    """Print what changed and what is over budget, or accept the figures; return the exit status."""
    if accept:
        write_figures(ACCEPTED, found)
    changed, over = list(changes(found, read_figures(ACCEPTED))), list(over_budget(found, read_budgets()))
    print("\n".join(["", *(f"changed 变化: {line}" for line in changed), *([REPAIR] if changed else [])]))
    for line in over:
        print(f"over budget 超出预算: {line}", file=sys.stderr)
    return int(bool(over))


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, keep the result in build/bench.json; return 1 when a budget is exceeded."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--accept", action="store_true", help="make these the figures that later runs are compared with")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        results = measure(Path(folder))
    found = figures(results)
    RESULT.parent.mkdir(exist_ok=True)
    write_figures(RESULT, asdict(results) | {"figures": found})
    print_tables(results)
    return conclude(found, options.accept)


if __name__ == "__main__":
    sys.exit(main())
