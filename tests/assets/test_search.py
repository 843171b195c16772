"""Search in a real browser finds what a reader can find on the pages, and ranks it; the pages themselves say what is right."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts.records.languages import Language
from tests.bench.search import ask_ours, measure
from tests.helpers.search_panel import Shown, ask, open_panel
from tests.helpers.search_queries import ASIDE, SeenPage, holds, names, seen_pages
from tests.helpers.tables import table

TABLES = table("assets/queries.yml")

HOME: dict[Language, str] = {"zh": "", "en": "en/"}


@pytest.fixture(scope="module")
def pages(site: Path) -> list[SeenPage]:
    return seen_pages(site)


Asked = Callable[[Language, list[str]], list[Shown]]


@pytest.fixture(scope="module")
def asked(chrome: Browser, address: str, site: Path) -> Iterator[Asked]:
    """Ask the search of the home page of a language, opened once."""
    context = chrome.new_context()
    pages: dict[Language, Page] = {}

    def answers(language: Language, queries: list[str]) -> list[Shown]:
        if language not in pages:
            pages[language] = context.new_page()
            open_panel(pages[language], address + HOME[language])
        return ask(pages[language], address, queries)

    yield answers
    context.close()


def test_every_page_that_holds_a_query_is_found_and_no_other(page: Page, address: str, pages: list[SeenPage]) -> None:
    reached = measure(ask_ours, page, address, pages, [], runs=60, phrases=40)  # names are asked below, by their sections
    assert len(reached) == 8
    assert [f"{name}: {query}" for name, seen in reached.items() for query, is_well in seen.items() if not is_well] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_come_first(language: Language, asked: Asked, pages: list[SeenPage]) -> None:
    """Every term, figure label and heading is among the first three, by its own section, and nearly all are first."""
    wanted = [name for name in names(pages) if name.language == language]
    pairs = list(zip(wanted, asked(language, [name.query for name in wanted]), strict=True))
    assert [name.query for name, shown in pairs if not name.addresses & set(shown.results[:3])] == []
    late = [name.query for name, shown in pairs if shown.results[0] not in name.addresses]
    assert len(late) <= 0.05 * len(pairs), late
    kinds = [(name.query, [page.removeprefix("en/") in ASIDE for page in shown.pages]) for name, shown in pairs]
    assert [query for query, found in kinds if found != sorted(found)] == [], "what only editors look for stands last"


@pytest.mark.parametrize(("language", "query", "first", "marked"), TABLES["finds"])
def test_query_finds(language: Language, query: str, first: str, marked: str, asked: Asked) -> None:
    [shown] = asked(language, [query])
    assert shown.results[0] == first
    assert marked in shown.marked


def test_words_apart_are_found_and_said_to_be_apart(asked: Asked, pages: list[SeenPage]) -> None:
    [shown] = asked("zh", ["兰州 干部"])
    assert shown.status.startswith("没有连在一起的“兰州 干部”")
    half = [seen for seen in pages if seen.language == "zh"]
    assert set(shown.pages) == {seen.url for seen in half if holds(seen, "兰州") and holds(seen, "干部")}


def test_run_outranks_its_characters_apart(asked: Asked) -> None:
    [shown] = asked("zh", ["干部"])
    assert set(shown.marked) == {"干部"}


@pytest.mark.parametrize(("language", "query", "first"), TABLES["offers"])
def test_term_of_the_other_language_is_offered_apart(language: Language, query: str, first: str, asked: Asked) -> None:
    [shown] = asked(language, [query])
    assert shown.offers[0] == first
    assert all(result.startswith("en/") == (language == "en") for result in shown.results)
