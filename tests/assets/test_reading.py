"""What a reader can do on a page, by pointer, keyboard and touch: cards, both languages, rows that open, links to copy."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.assets.test_browser import UNPAIRED
from tests.helpers.watching import holding

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def at(page: Page, address: str) -> Callable[[str], Page]:
    """Return a function that opens a path of the site and returns the page."""

    def opened(path: str) -> Page:
        page.goto(address + path)
        return page

    return opened


CARD = ".card"
INSIDE = """(card) => {
  const { left, top, right, bottom } = card.getBoundingClientRect();
  return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
}"""


@pytest.mark.parametrize(
    ("path", "link", "says"),
    [
        ("select/", "figures/#recruited-total", "公开选招人数"),
        ("en/use/", "figures/#appointed-chief-county", "14 people"),
        ("en/select/", "glossary/#open-recruitment", "gōngkāi"),
        ("use/", "coverage/#p12", "p12"),
        ("en/figures/", "#reserve-young-officials", "238"),
        ("select/", "figures/#share-section-level-and-below", "409 ÷ 437"),
    ],
)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "laptop"])
def test_link_shows_its_card(path: str, link: str, says: str, phone: bool, at: Callable[[str], Page]) -> None:
    """By pointer and by keyboard, inside the viewport, closed by Escape and by leaving."""
    page = at(path)
    page.set_viewport_size({"width": 390 if phone else 1280, "height": 700})
    target = page.locator(f"article a[href$='{link}']").first
    target.hover()
    expect(page.locator(CARD)).to_contain_text(says)
    assert page.locator(CARD).evaluate(INSIDE)
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)
    page.mouse.move(1, 1)
    target.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(CARD)).to_contain_text(says)
    assert page.locator(CARD).evaluate(INSIDE)
    expect(page.get_by_role("status").last).to_contain_text(says)
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)
    expect(target).to_be_focused()


def test_card_stays_while_the_pointer_is_on_it_and_copies_the_citation(address: str, chrome: Browser) -> None:
    context = chrome.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}en/select/")
    page.locator("article a[href$='figures/#recruited-total']").first.hover()
    page.locator(CARD).hover()
    page.locator(CARD).get_by_role("button", name="Copy citation").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert "(2023, October 21)" in page.evaluate("navigator.clipboard.readText()")
    context.close()


@pytest.mark.parametrize("path", ["select/", "en/"])
def test_touch_shows_a_sheet_and_keeps_the_place(path: str, address: str, chrome: Browser) -> None:
    """Back, Escape, the button and a tap outside close it; the full record is one tap further."""
    context = chrome.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + path)
    link, sheet = page.locator("article a[href$='figures/#recruited-total']").first, page.locator("dialog.card")
    link.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    ways: list[Callable[[], object]] = [
        page.go_back,
        lambda: page.keyboard.press("Escape"),
        sheet.locator("button").last.tap,
        lambda: page.touchscreen.tap(195, 60),
    ]
    for close in ways:
        link.tap()
        expect(sheet).to_contain_text("437")
        expect(page).to_have_url(address + path)
        close()
        expect(sheet).to_have_count(0)
        expect(page).to_have_url(address + path)
        assert page.evaluate("scrollY") == place
    link.tap()
    sheet.locator("a.button").tap()
    expect(page.locator("details#recruited-total")).to_have_attribute("open", "")
    context.close()


def test_side_by_side_bears_a_paragraph_more_and_another_order(address: str, page: Page) -> None:
    text = page.request.get(f"{address}use/").text()
    first, rest = text.split("</h2>", 1)
    page.route(f"{address}use/", lambda route: route.fulfill(body=f"{first}</h2><figure>甲</figure><p>乙</p>{rest}"))
    page.goto(f"{address}en/use/?view=both")
    expect(page.locator("button.side-by-side")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(UNPAIRED) == []
    following = "[...document.querySelectorAll('.other-half')].find((one) => one.textContent === '甲').matches(':has(+ .other-half + :is(h2, h3, span))')"
    assert page.evaluate(following), "what has no counterpart ends its section"


@pytest.mark.parametrize("path", ["en/use/", "en/chain/"])  # without a table of contents beside the text, and with one
def test_head_of_a_language_stands_over_its_column(path: str, address: str, page: Page) -> None:
    page.goto(f"{address}{path}?view=both")
    head, column = (page.locator(one).last.bounding_box() for one in (".halves span", "article > h1.other-half"))
    assert head
    assert column
    assert head["x"] == column["x"]


def test_side_by_side_is_a_switch_that_can_be_shared(address: str, page: Page, remembers: bool) -> None:
    page.goto(f"{address}en/use/")
    button = page.get_by_role("button", name="Side by side")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1.other-half")).to_be_visible()
    expect(page).to_have_url(f"{address}en/use/?view=both")
    own, other = (page.locator(f"article > h2#{prefix}programmes").bounding_box() for prefix in ("", "other-"))
    assert own
    assert other
    assert own["y"] == other["y"], "on a wide screen the halves stand beside each other"
    assert own["x"] < other["x"]
    page.emulate_media(media="print")
    assert page.locator("h1.other-half").is_visible()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 800})
    folded = page.locator("article > details.other-half")
    expect(folded.first).to_have_attribute("open", "")
    expect(folded.nth(1)).to_contain_text("任用年轻干部")
    expect(folded.nth(1).locator("p").first).to_be_hidden()
    folded.nth(1).locator("summary").click()
    expect(folded.nth(1).locator("p").first).to_be_visible()
    page.locator("article a[href*='select/']").first.click()
    expect(page).to_have_url(f"{address}en/select/{'?view=both' if remembers else ''}")
    if not remembers:
        page.goto(f"{address}en/select/?view=both")
        expect(page.locator(".other-half").first).to_be_visible()
    page.get_by_role("button", name="Side by side").click()
    expect(page.locator(".other-half")).to_have_count(0)
    expect(page).to_have_url(f"{address}en/select/")


def test_side_by_side_asked_for_again_and_again_shows_each_half_once(address: str, page: Page) -> None:
    """While the other half is still being read, as on a slow network: what was asked for last counts."""
    page.goto(f"{address}en/use/")
    held = holding(page, f"{address}use/")
    button = page.get_by_role("button", name="Side by side")
    with page.expect_request(f"{address}use/"):
        button.click()
    button.click()
    button.click()
    held[0].continue_()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("h1.other-half")).to_have_count(1)


def test_language_switch_keeps_page_section_and_place(address: str, page: Page) -> None:
    failed: list[str] = []
    page.on("response", lambda response: failed.append(response.url) if response.status not in {200, 304} else None)
    first = "() => [...document.querySelectorAll('.group > .row')].find((block) => block.getBoundingClientRect().bottom > 60)?.id"
    page.goto(f"{address}glossary/")
    page.locator("#reserve-pool").evaluate("(block) => scrollTo(0, block.getBoundingClientRect().top + scrollY - 50)")
    for folder in ("en/", ""):
        page.locator("a.site-language").click()
        expect(page).to_have_url(f"{address}{folder}glossary/#use")
        assert page.evaluate(first) == "reserve-pool"
    assert failed == []


def test_browser_language_decides_nothing(address: str, chrome: Browser) -> None:
    context = chrome.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(address)
    expect(page).to_have_url(address)
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    context.close()


def _shown(page: Page) -> list[str]:
    return [str(row.get_attribute("id")) for row in page.locator("details.row:visible").all()]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_pills_show_one_stage(script: bool, address: str, chrome: Browser) -> None:
    context = chrome.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{address}en/figures/")
    assert len(_shown(page)) == 20
    page.get_by_role("radio", name="Manage").focus()
    page.keyboard.press(" ")
    assert _shown(page) == ["living-apart-resolved"]
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_row_that_a_link_leads_to_is_open(script: bool, address: str, chrome: Browser) -> None:
    context = chrome.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{address}figures/#recruited-total")
    expect(page.locator("#recruited-total > dl")).to_be_in_viewport()
    expect(page.locator("#study-routes > dl")).not_to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#study-routes > dl")).to_be_visible()
    context.close()


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


def test_link_to_a_heading_is_copied_and_said(address: str, chrome: Browser) -> None:
    context = chrome.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}en/use/")
    page.locator("h2#programmes .headerlink").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}en/use/#programmes"
    context.close()


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
