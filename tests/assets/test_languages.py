"""Both languages: side by side, each half once, and from one to the other at the same place."""

import pytest
from playwright.sync_api import Page, expect

from tests.assets.test_browser import UNPAIRED
from tests.helpers.chrome import Profile
from tests.helpers.watching import holding

pytestmark = pytest.mark.usefixtures("site")


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


def test_browser_language_decides_nothing(address: str, profile: Profile) -> None:
    page = profile(locale="en-GB")
    page.goto(address)
    expect(page).to_have_url(address)
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
