"""With storage forbidden, a common privacy setting, pages do all they do and remember nothing; a part that fails leaves the others.

`pytest --storage denied` runs any test of pages in such a browser; “make test-all” does so with those of reading and of search.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.ground import browser as chromium
from tests.helpers.chrome import NO_STORAGE
from tests.helpers.sources import run

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def bare(chrome: Browser) -> Iterator[Page]:
    """Start a browser that has none to give: as in the windows of many apps, it is null."""
    flags = ["--no-sandbox", "--disable-background-networking", "--blink-settings=localStorageEnabled=false"]
    started = chrome.browser_type.launch(executable_path=chromium.find(), args=flags)
    yield started.new_page()
    started.close()


def search(page: Page) -> None:
    page.keyboard.press("/")
    page.locator("dialog[open] .site-search__field").fill("437")
    expect(page.locator(".site-search__results li").first).to_be_visible()
    page.keyboard.press("Escape")


def works(page: Page, address: str) -> None:
    """Go through all that a page does."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    scheme = "document.documentElement.dataset.scheme"
    assert page.evaluate(scheme) == "dark"
    page.locator(".site-scheme").click()
    assert page.evaluate(scheme) == "light"
    search(page)
    page.goto(f"{address}use/#programmes", wait_until="load")
    page.locator("a.site-language").click()
    expect(page).to_have_url(re.compile(f"^{address}en/use/#."))
    assert page.evaluate(scheme) == "dark"
    page.get_by_role("button", name="Side by side").click()
    expect(page.locator("h1.other-half")).to_be_visible()
    assert page.locator("h2 .report-open").count()
    assert faults == []


def test_pages_work_where_there_is_no_storage(address: str, bare: Page) -> None:
    bare.goto(address)
    assert bare.evaluate("window.localStorage") is None
    works(bare, address)


def test_pages_work_where_storage_is_denied(address: str, page: Page) -> None:
    page.add_init_script(NO_STORAGE)
    works(page, address)


def test_part_that_fails_leaves_the_others_working(address: str, page: Page) -> None:
    """The button for light and dark is not where the script expects it; search, both languages and reports work."""
    html = page.request.get(f"{address}use/").text()
    assert html.count('site-scheme"') == 1
    page.route(f"{address}use/", lambda route: route.fulfill(body=html.replace("site-scheme", "elsewhere")))
    page.goto(f"{address}use/")
    search(page)
    page.get_by_role("button", name="中英对照").click()
    expect(page.locator("h1.other-half")).to_be_visible()
    assert page.locator("h2 .report-open").count()


@pytest.mark.wide
def test_reading_and_search_with_storage_denied() -> None:
    files = (f"tests/assets/test_{name}.py" for name in ("cards", "languages", "reading", "search", "search_panel"))
    done = run("pytest", "--storage", "denied", *["-n", "0", "-q", "-p", "no:cacheprovider"], *files)
    assert done.returncode == 0, done.stdout
