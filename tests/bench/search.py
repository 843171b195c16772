"""How well and how fast the search finds: `python -m tests.bench.search` sets it beside stock Material and Pagefind."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from playwright.sync_api import Page

from scripts.records.languages import Language
from tests.bench import peers
from tests.bench.web_server import web_server
from tests.helpers.chrome import launched
from tests.helpers.search_panel import ask, open_panel
from tests.helpers.search_queries import SEED, SeenPage, chinese_runs, english_phrases, holds, holds_forms, names, seen_pages
from tests.helpers.sources import run

Ask = Callable[[Page, str, Language, list[str]], list[list[str]]]


@dataclass(frozen=True)
class Row:
    """What one engine reached; shares are of all queries, but `right` and `foreign` are of all pages listed."""

    name: str
    found: float
    right: float
    first: float
    english_found: float
    english_right: float
    named_first: float
    named_third: float
    foreign: float


def measure(name: str, ask_engine: Ask, page: Page, root: str, seen: list[SeenPage]) -> Row:
    """Return how an engine answers the seeded queries; the pages themselves say what is right."""
    random = Random(SEED)
    runs, phrases, named = chinese_runs(seen, 200, random), english_phrases(seen, 100, random), names(seen)
    chinese = list(zip(runs, ask_engine(page, root, "zh", runs), strict=True))
    english = list(zip(phrases, ask_engine(page, root, "en", phrases), strict=True))
    halves: list[tuple[Language, list[str]]] = [
        (half, [item.query for item in named if item.language == half]) for half in ("zh", "en")
    ]
    answers = [answer for half, queries in halves for answer in ask_engine(page, root, half, queries)]
    by_half = [item for half, _ in halves for item in named if item.language == half]
    pairs = [
        (answer, {address.partition("#")[0] for address in item.addresses}) for item, answer in zip(by_half, answers, strict=True)
    ]
    known = {half.url: half for half in seen}
    listed = [(half, url) for half, pages in ((("zh"), chinese), ("en", english)) for _, answer in pages for url in answer]

    def complete(query: str, answer: list[str], language: Language) -> bool:
        return all(half.url in answer for half in seen if half.language == language and holds(half, query))

    return Row(
        name,
        share(complete(query, answer, "zh") for query, answer in chinese),
        share(url in known and holds(known[url], query) for query, answer in chinese for url in answer),
        share(bool(answer) and answer[0] in known and holds(known[answer[0]], query) for query, answer in chinese),
        share(complete(query, answer, "en") for query, answer in english),
        share(url in known and holds_forms(known[url], query) for query, answer in english for url in answer),
        share(bool(answer) and answer[0] in wanted for answer, wanted in pairs),
        share(bool(wanted & set(answer[:3])) for answer, wanted in pairs),
        share(url.startswith("en/") != (half == "en") for half, url in listed),
    )


def share(values: Iterator[bool]) -> float:
    """Return the share of true values in per cent."""
    all_values = list(values)
    return 100 * sum(all_values) / len(all_values) if all_values else 0.0


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


def print_rows(rows: list[Row]) -> None:
    """Print the table of what was found."""
    print(
        f"{'per cent':10} | Chinese runs: all pages, listed right, first right | English: all, right | names: first, top 3 | wrong language"
    )
    for row in rows:
        print(
            f"{row.name:10} | {row.found:6.1f} {row.right:6.1f} {row.first:6.1f} | {row.english_found:6.1f} {row.english_right:6.1f}"
            f" | {row.named_first:6.1f} {row.named_third:6.1f} | {row.foreign:6.1f}"
        )


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
        rows = []
        for engine, ask_engine, site in engines:
            with web_server(site) as server:
                rows.append(measure(engine, ask_engine, page, server.address, seen))
        print_rows(rows)
        print(missing, end="\n" if missing else "")
        own, theirs = peers.compressed(*(ours / "search").iterdir()), peers.compressed(stock / "search/search_index.json")
        print(f"index, both languages, compressed: ours {own} bytes, stock {theirs}, ratio {own / theirs:.2f}", end="")
        print("" if missing else f"; Pagefind {peers.pagefind_bytes(ours)}")
        with web_server(ours) as server:
            print_times(page, server.address, seen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
