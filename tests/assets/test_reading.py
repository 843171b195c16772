"""What a reader can do on a page, by pointer and keyboard: stages, rows that open, terms, menu, links to copy, light and dark."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.chrome import COPYING, Profile

pytestmark = pytest.mark.usefixtures("site")


def _shown(page: Page) -> list[str]:
    return [str(row.get_attribute("id")) for row in page.locator("details.row:visible").all()]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_pills_show_one_stage(script: bool, address: str, profile: Profile) -> None:
    page = profile(java_script_enabled=script)
    page.goto(f"{address}en/figures/")
    assert len(_shown(page)) == 20
    page.get_by_role("radio", name="Manage").focus()
    page.keyboard.press(" ")
    assert _shown(page) == ["living-apart-resolved"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_row_that_a_link_leads_to_is_open(script: bool, address: str, profile: Profile) -> None:
    page = profile(java_script_enabled=script)
    page.goto(f"{address}figures/#recruited-total")
    expect(page.locator("#recruited-total > dl")).to_be_in_viewport()
    expect(page.locator("#study-routes > dl")).not_to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#study-routes > dl")).to_be_visible()


def test_summary_table_is_folded_on_screen_and_open_on_paper(address: str, page: Page) -> None:
    page.goto(f"{address}select/")
    table = page.locator(".summary-table table")
    expect(table).not_to_be_visible()
    page.emulate_media(media="print")
    expect(table).to_be_visible()


@pytest.mark.parametrize("typed", ["挂职", "guàzhí", "guazhi", "gua zhi", "Secondment"])
def test_terms_are_found_as_one_types(typed: str, address: str, page: Page) -> None:
    page.goto(f"{address}glossary/")
    page.get_by_label("查术语").fill(typed)
    expect(page.locator("form.terms output")).to_contain_text("共")
    assert "secondment" in _shown(page)
    assert len(_shown(page)) < 5


def test_terms_stand_in_the_order_of_pinyin_or_of_the_stages(address: str, page: Page) -> None:
    page.goto(f"{address}en/glossary/")
    by_stage = _shown(page)
    page.get_by_label("Order by pinyin").check()
    first = page.locator("details.row:visible .pinyin").first
    expect(first).to_have_text(re.compile("^[aābá]"))
    assert sorted(_shown(page)) == sorted(by_stage) != _shown(page)
    page.get_by_role("radio", name="Manage").check()
    assert 0 < len(_shown(page)) < 10
    page.get_by_role("radio", name="All").check()
    page.get_by_label("Order by pinyin").uncheck()
    assert _shown(page) == by_stage


@pytest.mark.parametrize("key", ["Enter", " "])
def test_menu_opens_and_closes_by_keys(key: str, address: str, page: Page) -> None:
    page.goto(f"{address}en/select/")
    menu, nav = page.locator(".site-menu > summary"), page.get_by_role("navigation", name="Navigation")
    first, here = nav.get_by_role("link", name="Home"), nav.locator("[aria-current=page]")
    expect(first).to_have_count(0)  # closed, it is no place for the keys to be lost in
    menu.focus()
    page.keyboard.press(key)
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    expect(here).to_be_visible()
    page.keyboard.press("Escape")
    expect(first).to_have_count(0)
    expect(menu).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_focus_is_seen_wherever_the_keys_lead(width: int, address: str, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"{address}en/select/")
    seen = []
    for _ in range(20):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("document.activeElement.outerHTML.slice(0, 90) + getComputedStyle(document.activeElement).outlineStyle")
        )
    assert len(set(seen)) > 15
    assert [one for one in seen if one.endswith("none")] == []


def test_link_to_a_heading_is_copied_and_said(address: str, profile: Profile) -> None:
    page = profile(**COPYING)
    page.goto(f"{address}en/use/")
    page.locator("h2#programmes .headerlink").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}en/use/#programmes"


# The letters that stand on each full line of the longest paragraphs.
LINES = """() => [...document.querySelectorAll('article > p')].flatMap((paragraph) => {
  const lines = new Map();
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (let at = 0; at < texts.currentNode.length; at++) {
      const range = document.createRange();
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + 1);
      const line = Math.round(range.getBoundingClientRect().bottom / 8);
      lines.set(line, (lines.get(line) ?? 0) + 1);
    }
  }
  return [...lines.values()].slice(0, -1);
})"""


@pytest.mark.parametrize(("path", "least", "most"), [("background/", 36, 40), ("en/background/", 65, 75)])
def test_lines_have_a_length_that_reads_well(path: str, least: int, most: int, address: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address + path)
    lines = page.evaluate(LINES)
    assert len(lines) > 10
    assert least <= sum(lines) / len(lines) <= most


def test_forced_colours_and_reduced_motion_are_respected(address: str, page: Page) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(f"{address}select/")
    fill, text = (
        page.locator(f".plot {part}").first.evaluate("(one) => getComputedStyle(one).fill") for part in (".person", "text")
    )
    assert fill == text
    assert page.locator(".site-header").evaluate("(one) => getComputedStyle(one).transitionDuration") in {"0s", "1e-05s"}


def test_dark_mode_follows_the_system_and_remembers_a_choice(address: str, page: Page, remembers: bool) -> None:
    scheme = "document.documentElement.getAttribute('data-scheme')"
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    assert page.evaluate(scheme) == "dark"
    page.locator(".site-scheme").click()
    assert page.evaluate(scheme) == "light"
    page.goto(f"{address}en/use/")
    assert page.evaluate(scheme) == ("light" if remembers else "dark")


@pytest.mark.parametrize("path", ["", "en/"])
def test_every_tool_is_in_reach_on_the_smallest_phone(path: str, address: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(address + path)
    expect(page.locator("button.side-by-side")).to_be_visible()
    ends = "(tools) => tools.filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().right)"
    seen = page.locator(".site-header").locator(".brand, summary, a.tool, button").evaluate_all(ends)
    assert len(seen) == 6  # home, menu, search, the other language, both, light or dark
    assert max(seen) <= 320
