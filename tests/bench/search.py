"""How well and how fast the search finds: `python -m tests.bench.search` sets it beside stock Material and Pagefind."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import fmean, median

from playwright.sync_api import Page

from scripts.records.languages import Language
from tests.bench import peers
from tests.bench.web_server import web_server
from tests.helpers.chrome import launched
from tests.helpers.search_panel import ask, open_panel
from tests.helpers.search_queries import SEED, Named, SeenPage, chinese_runs, english_phrases, holds, holds_forms, names, seen_pages
from tests.helpers.sources import run

Ask = Callable[[Page, str, Language, list[str]], list[list[str]]]
Fits = Callable[[SeenPage, str], bool]


def measure(
    ask_engine: Ask, page: Page, root: str, seen: list[SeenPage], named: list[Named], *, runs: int = 200, phrases: int = 100
) -> dict[str, dict[str, bool]]:
    """Return, by name of the measure, what of the seeded queries an engine does well; the pages themselves say what is right."""
    random, known = Random(SEED), {one.url: one for one in seen}
    asked: list[tuple[Language, list[str], Fits]] = [
        ("zh", chinese_runs(seen, runs, random), holds),
        ("en", english_phrases(seen, phrases, random), holds_forms),
    ]
    found: dict[str, dict[str, bool]] = {}
    for half, queries, fits in asked:
        answers = dict(zip(queries, ask_engine(page, root, half, queries), strict=True))
        wanted = {query: {one.url for one in seen if one.language == half and holds(one, query)} for query in queries}
        listed = [(query, url) for query, answer in answers.items() for url in answer]
        right = {f"{query}: {url}": url in known and fits(known[url], query) for query, url in listed}
        found |= {
            f"{half}: all pages found": {query: wanted[query] <= set(answer) for query, answer in answers.items()},
            f"{half}: rightly listed": right,
            f"{half}: first is right": {query: right.get(f"{query}: {next(iter(answers[query]), '')}", False) for query in queries},
            f"{half}: right language": {f"{query}: {url}": url.startswith("en/") == (half == "en") for query, url in listed},
        }
        own = [name for name in named if name.language == half]
        for name, answer in zip(own, ask_engine(page, root, half, [name.query for name in own]), strict=True):
            pages = {address.partition("#")[0] for address in name.addresses}
            for what, first in (("names: first", answer[:1]), ("names: in top 3", answer[:3])):
                found.setdefault(what, {})[f"{half} {name.query}"] = bool(pages & set(first))
    return found


def ask_ours(page: Page, root: str, language: Language, queries: list[str]) -> list[list[str]]:
    """Return the pages that the panel shows for each query."""
    open_panel(page, root + ("en/" if language == "en" else ""))
    return [shown.pages for shown in ask(page, root, queries)]


# From the last key, or what an input method hands over, to the frame in which the first result stands.
_WATCH = """() => {
  const panel = document.querySelector("dialog[open]");
  for (const type of ["keydown", "input"]) addEventListener(type, () => { window.pressed ??= performance.now(); }, true);
  new MutationObserver(() => {
    if (!window.pressed || window.shown || !panel.querySelector(".site-search__result")) return;
    const ready = performance.now() - window.pressed;
    requestAnimationFrame(() => { window.shown ??= [ready, performance.now() - window.pressed]; });
  }).observe(panel, { childList: true, subtree: true });
}"""


def key_times(page: Page, root: str, language: Language, queries: list[str]) -> list[tuple[float, float]]:
    """Return, for each query, the milliseconds from its last key to the result in the page, and to the next frame."""
    open_panel(page, root + ("en/" if language == "en" else ""))
    page.evaluate(_WATCH)
    times = []
    for query in queries:
        page.locator("dialog[open] input").fill(query[:-1])
        page.evaluate("window.shown = window.pressed = null")
        page.keyboard.press(query[-1]) if query[-1].isascii() else page.keyboard.insert_text(query[-1])
        ready, shown = page.wait_for_function("window.shown", timeout=10000).json_value()
        times.append((float(ready), float(shown)))
    return times


def print_table(reached: dict[str, dict[str, dict[str, bool]]]) -> None:
    """Print the shares that each engine reached in per cent, a measure a line."""
    print(f"{'per cent':22}" + "".join(f"{engine:>10}" for engine in reached))
    for name in reached["ours"]:
        print(f"{name:22}" + "".join(f"{100 * fmean(measures[name].values()):10.1f}" for measures in reached.values()))


def print_times(page: Page, root: str, seen: list[SeenPage]) -> None:
    """Print how long the first result takes after the last key; at other sizes `tests.bench.scale` says so."""
    random = Random(SEED)
    asked: list[tuple[Language, list[str]]] = [("zh", chinese_runs(seen, 20, random)), ("en", english_phrases(seen, 20, random))]
    for language, queries in asked:
        times = [shown for _, shown in key_times(page, root, language, queries)]
        print(
            f"last key to first result, {language}: median {median(times):.0f} ms, longest {max(times):.0f} ms, {len(times)} queries"
        )


def main() -> int:
    """Build the three sites, ask them, and print the tables; return the exit status."""
    with tempfile.TemporaryDirectory() as name, launched() as chrome:
        folder = Path(name)
        ours = folder / "ours"
        run("scripts.build", "--site-dir", str(ours)).check_returncode()
        (folder / "stock").mkdir()
        stock = peers.build_stock(folder / "stock")
        missing = peers.index_with_pagefind(ours)
        seen, page = seen_pages(ours), chrome.new_page(bypass_csp=True)
        engines: list[tuple[str, Ask, Path]] = [("ours", ask_ours, ours), ("stock", peers.ask_stock, stock)]
        engines += [] if missing else [("Pagefind", peers.ask_pagefind, ours)]
        reached, named = {}, names(seen)
        for engine, ask_engine, site in engines:
            with web_server(site) as server:
                reached[engine] = measure(ask_engine, page, server.address, seen, named)
        print_table(reached)
        print(missing, end="\n" if missing else "")
        own, theirs = peers.compressed(*(ours / "search").iterdir()), peers.compressed(stock / "search/search_index.json")
        print(f"index, both languages, compressed: ours {own} bytes, stock {theirs}, ratio {own / theirs:.2f}", end="")
        print("" if missing else f"; Pagefind {peers.pagefind_bytes(ours)}")
        with web_server(ours) as server:
            print_times(page, server.address, seen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
