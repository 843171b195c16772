"""Reporting a problem from any heading: what is filled in, by pointer and keyboard, with a code host and without one."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Page, Route, expect

from scripts.pages.finish import site_version
from tests.helpers.axe import EVERYWHERE, places, still, violations
from tests.helpers.chrome import COPYING, NO_SCRIPT, Profile
from tests.helpers.sources import ROOT
from tests.helpers.watching import holding

pytestmark = pytest.mark.usefixtures("site")
HOST = "https://github.com/someone/a-fork"


@pytest.fixture
def hosted(page: Page, address: str) -> Page:
    """Return a page whose repository stands at a code host; the built pages name none."""
    button = '<button type="button" name="copying">'

    def answer(route: Route) -> None:
        body = route.fetch().text().replace("data-version=", f'data-issues="{HOST}/issues/new" data-version=')
        route.fulfill(
            body=body.replace(button, f'<a class="report-issue">issue</a>{button}'), content_type="text/html; charset=utf-8"
        )

    page.route(re.compile(re.escape(address) + r".*/$"), answer)
    return page


def test_every_heading_has_a_flag_of_its_own(address: str, page: Page) -> None:
    page.goto(f"{address}en/use/")
    headings = page.locator("article :is(h1, h2, h3)[id]")
    names = [str(flag.get_attribute("aria-label")) for flag in page.locator(".report-open").all()]
    assert len(names) == headings.count()
    assert len(set(names)) == len(names)
    assert "Report a problem with this section: Back to the start" in names


def test_keyboard_opens_fills_in_and_returns(address: str, page: Page) -> None:
    page.goto(f"{address}en/use/")
    flag = page.locator("h2#hand-over .report-open")
    flag.focus()
    assert flag.evaluate("(one) => getComputedStyle(one).opacity") == "1"
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Report a problem")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("What is wrong, and what would be right")).to_be_focused()
    expect(dialog.get_by_label("The sentence in question")).to_have_value(re.compile(r"^The report presents appointment .*\.$"))
    assert dialog.get_by_role("link", name="Open an issue").count() == 0, "no code host, no issue"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(flag).to_be_focused()


def test_copied_text_holds_everything(address: str, profile: Profile) -> None:
    granted = profile(**COPYING)
    granted.goto(f"{address}use/")
    granted.locator("h2#hand-over").hover()
    granted.locator("h2#hand-over .report-open").click()
    granted.get_by_label("哪里不对，应该怎样").fill("应为“目的”")
    granted.get_by_role("button", name="复制文字").click()
    expect(granted.locator("dialog output[name=said]")).to_have_text("已复制")
    text = granted.evaluate("navigator.clipboard.readText()")
    assert f"{address}use/#hand-over" in text
    assert "语言：中文" in text
    assert f"网站版本：{site_version(ROOT)})" in text
    assert "网站写的是：报道把任用看作前三个环节的落脚点。" in text
    assert "问题：应为“目的”" in text
    mail = str(granted.get_by_role("link", name="用邮件寄出").get_attribute("href"))
    assert mail.startswith("mailto:?subject=")
    assert parse_qs(urlsplit(mail).query)["body"] == [text]


def test_copying_by_hand_where_the_browser_refuses(address: str, page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{address}en/use/")
    page.locator("a.report-page").click()
    page.get_by_role("button", name="Copy the text").click()
    whole = page.get_by_label("The text to send")
    expect(whole).to_be_focused()
    assert f"{address}en/use/#use" in whole.input_value()


@pytest.mark.parametrize("own", [True, False])
def test_selected_words_are_the_quote_in_their_own_section_only(own: bool, address: str, page: Page) -> None:
    page.goto(f"{address}en/use/")
    selected = page.locator("#hand-over + p").evaluate(
        "(block) => (getSelection().setBaseAndExtent(block.firstChild, 4, block.firstChild, 12), String(getSelection()))"
    )
    heading = page.locator("h2#hand-over" if own else "h2:not(#hand-over)").first
    heading.hover()
    heading.locator(".report-open").click()
    quote = page.get_by_label("The sentence in question")
    expect(quote).to_have_value(re.compile(r"\w"))
    assert (quote.input_value() == selected.strip()) == own


def test_dialog_closed_before_its_script_arrived_stays_closed(address: str, page: Page) -> None:
    """As on a slow network; asked for again, it opens."""
    held = holding(page, "**/reading.js")
    page.goto(f"{address}en/use/")
    flag = page.locator("h2#hand-over .report-open")
    flag.focus()
    with page.expect_request("**/reading.js"):
        page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    held[0].continue_()
    assert page.evaluate("load('reading.js').then(() => document.querySelector('dialog.report').open)") is False
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Report a problem")).to_be_visible()


def test_issue_is_filled_in_for_the_form(address: str, hosted: Page) -> None:
    hosted.goto(f"{address}en/use/")
    hosted.locator("h2#hand-over").hover()
    hosted.locator("h2#hand-over .report-open").click()
    hosted.get_by_label("What is wrong, and what would be right").fill("too strong & “vague”")
    url = urlsplit(str(hosted.locator(".report-issue").get_attribute("href")))
    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{HOST}/issues/new"
    given = {name: value for name, (value,) in parse_qs(url.query).items()}
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE" / given.pop("template")).read_text(encoding="utf-8"))
    assert set(given) - {"title"} <= {part["id"] for part in form["body"] if "id" in part}
    assert given["details"] == "too strong & “vague”"
    assert f"{address}en/use/#hand-over" in given["place"]
    assert f"Site version: {site_version(ROOT)}" in given["place"]


@EVERYWHERE
@pytest.mark.parametrize("path", ["use/", "en/use/"])
def test_dialog_is_accessible_and_fits(path: str, everywhere: bool, address: str, page: Page) -> None:
    page.goto(address + path)
    still(page)
    page.locator("a.report-page").click()
    for place, asks_axe in places(page, everywhere):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        assert page.locator("dialog.report").evaluate("(one) => one.scrollWidth <= one.clientWidth"), place
        assert not asks_axe or violations(page) == [], place


def test_link_leads_to_the_page_that_says_how_without_script(address: str, profile: Profile) -> None:
    page = profile(**NO_SCRIPT)
    page.goto(f"{address}en/use/")
    page.get_by_role("link", name="Report a problem").click()
    expect(page).to_have_url(f"{address}en/contributing/#report")


def test_flags_stay_out_of_cards_and_print(address: str, page: Page) -> None:
    page.goto(f"{address}en/figures/")
    page.locator("article p > a[href='#download']").hover()
    expect(page.locator(".card .card-title")).to_have_text("Download")  # a heading of this page, which bears a flag here
    assert page.locator(".card .report-open").count() == 0
    page.emulate_media(media="print")
    assert not page.locator(".report-open").first.is_visible()
