"""What this site costs its readers and builders beside stock Material with the same pages: `python -m tests.bench [--accept]`."""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser

from tests.bench import serve
from tests.bench.bare import write_bare
from tests.bench.builds import Cost, build_other, build_ours, open_gate
from tests.bench.figures import REPAIR, Figures, changes, most, over_budget, read_budgets, read_figures, shown, write_figures
from tests.bench.pages import Weight, first_view, next_page, next_painted, painted
from tests.bench.pairs import Interval, in_turn, of_pairs
from tests.bench.stock import write_settings
from tests.bench.web_server import WebServer, web_server
from tests.helpers.chrome import launched
from tests.helpers.sources import ROOT, copy_sources

RESULT = ROOT / "build/bench.json"
ACCEPTED = ROOT / "tests/bench/accepted.json"
PAGE = "select"  # a page of a stage, reached from the home page
HOMES = {"zh": "", "en": "en/"}
VIEWS = {
    f"{page}, {language}": f"{home}{path}" for page, path in (("home", ""), (PAGE, f"{PAGE}/")) for language, home in HOMES.items()
}
BARE, STOCK = "bare text", "stock"
BUILDS = 7

Times = dict[str, dict[str, list[float]]]  # by view and by site, in milliseconds


@dataclass(frozen=True)
class Results:
    """All that was measured: what a view weighs and when it is painted, by view and site; a second page; builds by kind; saves."""

    weights: dict[str, dict[str, Weight]]
    paints: Times
    second: dict[str, int]
    second_paints: Times
    builds: dict[str, list[Cost]]
    saves: tuple[dict[str, list[float]], float]


def measure(folder: Path) -> Results:
    """Build the sites below `folder` and measure them; takes some minutes."""
    root = copy_sources(folder)
    ungated = copy_sources(folder / "ungated")
    open_gate(ungated)
    plain, stock = write_settings(root, "plain"), write_settings(root, "stock")
    sites = {name: folder / f"site-{name}" for name in ("ours", STOCK, BARE, "plain", "ungated")}
    for tree in (root, ungated):
        build_ours(tree, sites["ours"])  # the first fills the cache, so that what is timed is warm
    build_other(root, stock, sites[STOCK])
    for path in VIEWS.values():
        write_bare(sites["ours"], sites[BARE], path)
    builds = _builds(root, ungated, plain, sites)
    with ExitStack() as stack:
        chrome = stack.enter_context(launched())
        servers = {name: stack.enter_context(web_server(sites[name])) for name in ("ours", STOCK, BARE)}
        return Results(**_pages(chrome, servers), builds=builds, saves=serve.measure())


def _builds(root: Path, ungated: Path, plain: Path, sites: dict[str, Path]) -> dict[str, list[Cost]]:
    """Build in turns, so that a busy moment falls on all."""
    builds: dict[str, list[Cost]] = {"ours": [], "ungated": [], "plain": []}
    for _ in range(BUILDS):
        builds["ours"].append(build_ours(root, sites["ours"]))
        builds["ungated"].append(build_ours(ungated, sites["ungated"]))
        builds["plain"].append(build_other(root, plain, sites["plain"]))
    return builds


def _pages(chrome: Browser, servers: dict[str, WebServer]) -> dict[str, Any]:
    budgets = read_budgets()
    bounds = {site: most(budgets, f"home, zh / LCP, of {site}") for site in (STOCK, BARE)}
    two = {name: server for name, server in servers.items() if name != BARE}
    return {
        "weights": {view: {name: first_view(chrome, server, path) for name, server in two.items()} for view, path in VIEWS.items()},
        "second": {language: next_page(chrome, servers["ours"], home, PAGE) for language, home in HOMES.items()},
        "paints": {
            view: in_turn({name: partial(painted, chrome, server, path) for name, server in servers.items()}, bounds, "ours")
            for view, path in VIEWS.items()
        },
        "second_paints": {
            language: in_turn({name: partial(next_painted, chrome, server, home, PAGE) for name, server in two.items()}, {}, "ours")
            for language, home in HOMES.items()
        },
    }


def figures(results: Results) -> Figures:
    """Return what is comparable from machine to machine: bytes, requests, and ratios of times, never times."""
    found: Figures = {}
    for view, weights in results.weights.items():
        ours, stock, seen = weights["ours"], weights[STOCK], results.paints[view]
        found |= {
            f"{view} / requests": ours.requests,
            f"{view} / bytes": ours.bytes,
            f"{view} / bytes, of stock": round(ours.bytes / stock.bytes, 3),
            **{f"{view} / LCP, of {site}": of_pairs(seen["ours"], seen[site]) for site in (STOCK, BARE)},
            f"{view} / search before use": ours.search_before,
            f"{view} / search after a query": ours.search_after,
        }
    for language, sent in results.second.items():
        seen = results.second_paints[language]
        found |= {
            f"second page, {language} / bytes": sent,
            f"second page, {language} / LCP, of {STOCK}": of_pairs(seen["ours"], seen[STOCK]),
        }
    names = {"wall": "wall time", "cpu": "processor time", "memory": "peak memory"}
    return found | {f"build / {name}, of plain MkDocs": _against(results.builds, "plain", field) for field, name in names.items()}


def _against(builds: dict[str, list[Cost]], other: str, field: str) -> Any:
    """Return the ratios of a measure of builds, without the gate, which plain MkDocs does not have."""
    return of_pairs(*([getattr(one, field) for one in builds[name]] for name in ("ungated", other)))


def print_tables(results: Results) -> None:
    """Print everything side by side, with ratios."""
    print("First view, empty cache: ours | stock Material | ratio")
    for view, weights in results.weights.items():
        ours, stock = weights["ours"], weights[STOCK]
        rows = [("requests", ours.requests, stock.requests), ("bytes", ours.bytes, stock.bytes)]
        rows += [(f"  {kind}", ours.kinds[kind], stock.kinds[kind]) for kind in ours.kinds]
        rows += [("search before use", ours.search_before, stock.search_before)]
        _print_rows(view, [*rows, ("search after a query", ours.search_after, stock.search_after)])
    print("\nlargest paint on a slow phone, in turn: median ms of each | median ratio of the pairs and its 95 % interval")
    for view, seen in [*results.paints.items(), *((f"second page, {name}", seen) for name, seen in results.second_paints.items())]:
        print(f"  {view}, {len(seen['ours'])} rounds: " + ", ".join(f"{name} {median(times):,.0f}" for name, times in seen.items()))
        for other in [name for name in seen if name != "ours"]:
            print(f"    of {other}: {shown(of_pairs(seen['ours'], seen[other]))}")
    _print_rows(f"second page, home to {PAGE}, bytes", [(language, sent, 0) for language, sent in results.second.items()])
    _print_builds(results.builds)
    serve.report(*results.saves)


def _print_rows(title: str, rows: list[tuple[Any, ...]]) -> None:
    print(f"\n{title}")
    for name, ours, stock in rows:
        print(f"  {name:24} {ours:>9,} | {stock:>9,} | {f'{ours / stock:.2f}' if stock else '–'}")


def _print_builds(builds: dict[str, list[Cost]]) -> None:
    print(
        f"\nwarm build, {BUILDS} in turn: ours without its gate | plain MkDocs, hooks off | median ratio of the pairs and its 95 % interval"
    )
    for field, unit in (("wall", "s"), ("cpu", "s"), ("memory", "MiB")):
        values = (median(getattr(one, field) for one in builds[name]) for name in ("ungated", "plain"))
        print(
            f"  {f'{field}, {unit}':24} {' | '.join(f'{value:>9.2f}' for value in values)} | {shown(_against(builds, 'plain', field))}"
        )
    pairs = list(zip(builds["ours"], builds["ungated"], strict=True))
    wall, cpu = (median(getattr(one, field) - getattr(other, field) for one, other in pairs) for field in ("wall", "cpu"))
    print(
        f"  the gate that lets no fault through: {wall:.2f} s more, {cpu:.2f} s of processor time (median difference of the pairs)"
    )


def conclude(found: Mapping[str, float | Interval], accept: bool) -> int:
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
