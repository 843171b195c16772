"""The search panel: loaded late, used by keyboard, shared by address, opened from a disk, under a strict policy, by anyone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.axe import EVERYWHERE, places, still, violations
from tests.helpers.chrome import NO_SCRIPT, Profile
from tests.helpers.search_panel import ask, open_panel
from tests.helpers.watching import holding

pytestmark = pytest.mark.usefixtures("site")


def test_pages_for_editors_stand_under_a_head_of_their_own(address: str, page: Page) -> None:
    open_panel(page, f"{address}en/")
    page.locator("dialog[open] input").fill("Corrections")
    expect(page.locator(".site-search__result").first).to_be_visible()
    expect(page.locator(".site-search__kind")).to_have_count(0)  # unless nothing else is found, they come when more is asked for
    page.locator(".site-search__more").click()
    expect(page.locator(".site-search__kind")).to_have_text(["Pages for editors"])
    page.locator("dialog[open] input").fill("make stamp")
    expect(page.locator(".site-search__kind")).to_be_visible()


def test_nothing_found_says_so_and_helps(address: str, page: Page) -> None:
    open_panel(page, address)
    [shown] = ask(page, address, ["挂值"])
    assert (shown.status, shown.results) == ("没有找到“挂值”。", [])
    for other in ask(page, address, ["𠮷", "〇", "《"]):
        assert other.results or other.status.startswith("没有找到"), other
    [shown] = ask(page, address, ["挂值"])
    links = page.locator(".site-search__help a")
    targets = [str(link.get_attribute("href")) for link in links.all()]
    assert targets == ["./glossary/#secondment", "./en/?q=%E6%8C%82%E5%80%BC", "./glossary/"]
    links.nth(1).click()
    expect(page.locator("dialog[open] input")).to_have_value("挂值")


@pytest.mark.parametrize(("half", "said"), [("", ("437 人", "第 4 段")), ("en/", ("437 people", "p4"))])
def test_number_has_its_figure_first(half: str, said: tuple[str, str], address: str, page: Page) -> None:
    open_panel(page, address + half)
    page.keyboard.type("437")
    first = page.locator("dialog[open] .site-search__output > *").first
    expect(first).to_have_class("site-search__answer")
    for words in (*said, "2019"):
        expect(first).to_contain_text(words)
    expect(first.locator("a").first).to_have_attribute("href", re.compile(r"figures/#recruited-total$"))


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
    page.keyboard.type("37")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(button).to_be_focused()
    assert "q=" not in page.url


def test_search_closed_before_its_index_arrived_leaves_no_query(address: str, page: Page) -> None:
    held = holding(page, "**/search/zh.js")
    page.goto(address)
    with page.expect_request("**/search/zh.js"):
        page.keyboard.press("/")
        page.keyboard.type("37")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    held[0].continue_()
    expect(page.locator(".site-search__output")).to_have_attribute("aria-busy", "false")
    assert page.locator(".site-search__result").count() == 0  # no search, and so no query kept in the address


def test_query_is_in_the_address(address: str, page: Page) -> None:
    open_panel(page, address)
    page.keyboard.type("挂职")
    page.wait_for_url(f"{address}?q=%E6%8C%82%E8%81%8C")
    page.goto(f"{address}en/use/?q=pool#programmes")
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


def test_search_is_hidden_without_script(address: str, profile: Profile) -> None:
    page = profile(**NO_SCRIPT)
    page.goto(address)
    expect(page.locator(".site-search")).to_be_hidden()


@pytest.mark.parametrize(("button", "query", "first"), [("搜索", "干部", "glossary/"), ("Search", "officials", "en/glossary/")])
def test_lost_address_can_be_searched_in_both_languages(button: str, query: str, first: str, address: str, page: Page) -> None:
    page.goto(f"{address}404.html")
    page.get_by_role("button", name=button).click()
    page.keyboard.type(query)
    expect(page.locator("dialog[open] .site-search__result > a").first).to_have_attribute("href", re.compile(rf"^/{first}#"))


@EVERYWHERE
@pytest.mark.parametrize("path", ["?q=干部", "en/?q=挂职", "?q=挂值", "en/?q=reserve+village"])
def test_open_panel_is_accessible_and_fits(path: str, everywhere: bool, address: str, page: Page) -> None:
    """No axe-core violation and no sideways scroll with results, offers, words apart and no result."""
    page.goto(address + path)
    expect(page.locator("dialog[open] [role=status]")).not_to_be_empty()
    still(page)
    for place, asks_axe in places(page, everywhere):
        assert not page.evaluate("document.querySelector('.site-search__output').scrollWidth > innerWidth"), place
        assert not asks_axe or violations(page) == [], place


def test_first_key_on_the_button_opens_the_search(address: str, page: Page) -> None:
    page.goto(f"{address}en/")
    page.get_by_role("button", name="Search").focus()
    page.keyboard.type("pool")
    expect(page.locator("dialog[open] input")).to_have_value("pool")


def test_failed_load_is_said_and_can_be_tried_again(address: str, page: Page) -> None:
    page.route("**/search/zh.js", lambda route: route.abort())
    page.goto(f"{address}?q=干部")
    expect(page.locator("dialog[open] [role=status]")).to_have_text("搜索没有载入，请稍后再试。")
    page.unroute("**/search/zh.js")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.get_by_role("button", name="搜索").click()
    expect(page.locator("dialog[open] .site-search__result").first).to_be_visible()


def test_chinese_on_an_english_page_is_marked(address: str, page: Page) -> None:
    open_panel(page, f"{address}en/")
    ask(page, address, ["挂职"])
    unmarked = """() => document.evaluate("//dialog[@open]//*[not(ancestor-or-self::*[@lang='zh-Hans'])]/text()[contains(., '挂')]",
        document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE).snapshotLength"""
    assert page.evaluate(unmarked) == 0
    assert page.locator("dialog[open] [lang=zh-Hans]").count() > 0
