"""The card of a link: by pointer, keyboard and touch, inside the screen, copied from, closed again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.chrome import COPYING, Profile

pytestmark = pytest.mark.usefixtures("site")


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
def test_link_shows_its_card(path: str, link: str, says: str, phone: bool, address: str, page: Page) -> None:
    """By pointer and by keyboard, inside the viewport, closed by Escape and by leaving."""
    page.goto(address + path)
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


def test_card_stays_while_the_pointer_is_on_it_and_copies_the_citation(address: str, profile: Profile) -> None:
    page = profile(**COPYING)
    page.goto(f"{address}en/select/")
    page.locator("article a[href$='figures/#recruited-total']").first.hover()
    page.locator(CARD).hover()
    page.locator(CARD).get_by_role("button", name="Copy citation").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert "(2023, October 21)" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("path", ["select/", "en/"])
def test_touch_shows_a_sheet_and_keeps_the_place(path: str, address: str, profile: Profile) -> None:
    """Back, Escape, the button and a tap outside close it; the full record is one tap further."""
    page = profile(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
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
