"""Search in a real browser: it finds what a reader can find on the page, ranks it, and works by keyboard and from a disk."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from scripts.vocabulary import Language
from tests.search_panel import Shown, ask, open_panel
from tests.search_queries import SEED, SeenPage, chinese_runs, english_phrases, holds, holds_forms, names, seen_pages
from tests.test_browser import AXE, RULES, STILL

pytestmark = pytest.mark.usefixtures("site")

HOME: dict[Language, str] = {"zh": "", "en": "en/"}


@pytest.fixture(scope="module")
def pages(site: Path) -> list[SeenPage]:
    return seen_pages(site)


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    context = chrome.new_context()
    yield context.new_page()
    context.close()


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


def test_nothing_is_loaded_before_the_reader_searches(address: str, page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(address)))
    page.goto(address, wait_until="networkidle")
    assert [url for url in requests if re.search(r"search/|search-|worker|lunr|en/", url)] == []
    open_panel(page, address)
    assert [url for url in requests if re.search(r"search/|search-", url)] == [
        "assets/search-text.js",
        "assets/search-engine.js",
        "search/zh.js",
    ]


def test_every_page_with_a_chinese_run_is_found(asked: Asked, pages: list[SeenPage]) -> None:
    queries = chinese_runs(pages, 60, Random(SEED))
    half = [seen for seen in pages if seen.language == "zh"]
    for query, shown in zip(queries, asked("zh", queries), strict=True):
        assert set(shown.pages) == {seen.url for seen in half if holds(seen, query)}, query


def test_every_page_with_an_english_phrase_is_found(asked: Asked, pages: list[SeenPage]) -> None:
    queries = english_phrases(pages, 40, Random(SEED))
    half = [seen for seen in pages if seen.language == "en"]
    for query, shown in zip(queries, asked("en", queries), strict=True):
        assert set(shown.pages) >= {seen.url for seen in half if holds(seen, query)}, query
        assert set(shown.pages) <= {seen.url for seen in half if holds_forms(seen, query)}, query


@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_come_first(language: Language, asked: Asked, pages: list[SeenPage]) -> None:
    """Every term, figure label and heading is among the first three, and nearly all are first."""
    wanted = [name for name in names(pages) if name.language == language]
    answers = asked(language, [name.query for name in wanted])
    pairs = list(zip(wanted, answers, strict=True))
    assert [name.query for name, shown in pairs if not name.addresses & set(shown.results[:3])] == []
    late = [name.query for name, shown in pairs if shown.results[0] not in name.addresses]
    assert len(late) <= 0.05 * len(pairs), late


# What is typed, in which half, and what must come first: each shows one promise.
FINDS: list[tuple[Language, str, str, str]] = [
    ("zh", "蘭州新區", "glossary/#lanzhou-new-area", "兰州新区"),  # traditional characters
    ("zh", "４３７人", "figures/#recruited-total", "437 人"),  # full-width digits, no space
    ("zh", "437 人", "figures/#recruited-total", "437 人"),
    ("zh", "35岁", "figures/#reserve-young-officials", "35 岁"),
    ("zh", "1,237人次", "figures/#training-attendances", "1237 人次"),
    ("zh", "干部", "glossary/#official", "干部"),
    ("en", "officials", "en/glossary/#official", "official"),
    ("en", "SECONDED", "en/glossary/#secondment", "secondment"),
    ("en", "secondm", "en/glossary/#secondment", "secondment"),  # while typing
    ("en", "secnodment", "en/glossary/#secondment", "secondment"),  # neighbours swapped
    ("en", "secondmnt", "en/glossary/#secondment", "secondment"),  # a letter dropped
    ("en", "village based officials", "en/glossary/#village-based-official", "village-based official"),
    ("en", "two way secondment", "en/glossary/#two-way-secondment", "two-way secondment"),
    ("en", "1237", "en/figures/#training-attendances", "1,237"),
    ("en", "1,237", "en/figures/#training-attendances", "1,237"),
]


@pytest.mark.parametrize("case", FINDS, ids=[query for _, query, _, _ in FINDS])
def test_query_finds(case: tuple[Language, str, str, str], asked: Asked) -> None:
    language, query, first, marked = case
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


OFFERS: list[tuple[Language, str, str]] = [
    ("zh", "secondment", "glossary/#secondment"),
    ("zh", "guazhi", "glossary/#secondment"),
    ("zh", "guàzhí", "glossary/#secondment"),
    ("zh", "gua zhi", "glossary/#secondment"),
    ("en", "挂职", "en/glossary/#secondment"),
    ("en", "掛職", "en/glossary/#secondment"),
    ("en", "guazhi", "en/glossary/#secondment"),
]


@pytest.mark.parametrize("case", OFFERS, ids=[f"{language} {query}" for language, query, _ in OFFERS])
def test_term_of_the_other_language_is_offered_apart(case: tuple[Language, str, str], asked: Asked) -> None:
    language, query, first = case
    [shown] = asked(language, [query])
    assert shown.offers[0] == first
    assert all(result.startswith("en/") == (language == "en") for result in shown.results)


def test_nothing_found_says_so_and_helps(address: str, page: Page) -> None:
    open_panel(page, address)
    [shown] = ask(page, address, ["挂值"])
    assert (shown.status, shown.results) == ("没有找到“挂值”。", [])
    links = page.locator(".site-search__help a")
    targets = [str(link.get_attribute("href")) for link in links.all()]
    assert targets == ["./glossary/#secondment", "./en/?q=%E6%8C%82%E5%80%BC", "./glossary/"]
    links.nth(1).click()
    expect(page.locator("dialog[open] input")).to_have_value("挂值")


def test_search_works_by_keyboard(address: str, page: Page) -> None:
    open_panel(page, f"{address}en/use/")
    page.keyboard.type("attendances")
    expect(page.locator("dialog[open] [role=status]")).to_have_text(re.compile(r"^\d+ pages have “attendances”$"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".site-search__output a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("dialog[open] input")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}en/glossary/#attendances")


def test_escape_closes_and_returns_to_the_button(address: str, page: Page) -> None:
    page.goto(address)
    button = page.get_by_role("button", name="搜索")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(button).to_be_focused()
    assert "q=" not in page.url


def test_query_is_in_the_address(address: str, page: Page) -> None:
    open_panel(page, address)
    page.keyboard.type("挂职")
    page.wait_for_url(f"{address}?q=%E6%8C%82%E8%81%8C")
    page.goto(f"{address}en/use/?q=pool#report")
    expect(page.locator(".site-search__result").first).to_be_visible()
    expect(page.locator("dialog[open] input")).to_have_value("pool")


def test_typed_markup_stays_text(address: str, page: Page) -> None:
    open_panel(page, address)
    [shown] = ask(page, address, ["<img src=x onerror=alert(1)>"])
    assert "<img src=x" in shown.status
    assert page.locator("dialog[open] img").count() == 0


def test_search_works_from_a_disk(site: Path, page: Page) -> None:
    open_panel(page, (site / "en/use/index.html").as_uri())
    page.keyboard.type("guazhi")
    page.locator(".site-search__offers a").first.click()
    expect(page).to_have_url((site / "en/glossary/index.html").as_uri() + "#secondment")


def test_search_works_under_a_strict_policy(address: str, page: Page) -> None:
    """No script or style of the search stands in the page, and none is made from text."""
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
    refused: list[str] = []

    def with_policy(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "Content-Security-Policy": policy})

    page.route(address, with_policy)
    page.on("console", lambda message: refused.append(message.text) if "search" in message.text else None)
    open_panel(page, address)
    [shown] = ask(page, address, ["干部"])
    assert shown.results
    assert refused == []


def test_search_is_hidden_without_script(address: str, chrome: Browser) -> None:
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".site-search")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(("button", "query", "first"), [("搜索", "干部", "glossary/"), ("Search", "officials", "en/glossary/")])
def test_lost_address_can_be_searched_in_both_languages(button: str, query: str, first: str, address: str, page: Page) -> None:
    page.goto(f"{address}404.html")
    page.get_by_role("button", name=button).click()
    page.keyboard.type(query)
    expect(page.locator("dialog[open] .site-search__result > a").first).to_have_attribute("href", re.compile(rf"^/{first}#"))


@pytest.mark.parametrize("path", ["?q=干部", "en/?q=挂职", "?q=挂值", "en/?q=reserve+village"])
def test_open_panel_is_accessible_and_fits(path: str, address: str, page: Page) -> None:
    """No axe-core violation and no sideways scroll with results, offers, words apart and no result."""
    page.goto(address + path)
    expect(page.locator("dialog[open] [role=status]")).not_to_be_empty()
    page.add_style_tag(content=STILL)
    page.evaluate(AXE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            place = f"{scheme} {width}"
            assert not page.evaluate("document.querySelector('.site-search__output').scrollWidth > innerWidth"), place
            found = page.evaluate(RULES)["violations"]
            assert [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]] == [], place
