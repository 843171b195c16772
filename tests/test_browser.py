"""The site in a real browser: nothing is fetched from elsewhere, nothing fails, search finds both languages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.pages import read_pages
from tests.conftest import ROOT

PATHS = sorted(
    ("en/" if page.language == "en" else "") + ("" if page.name == "index" else f"{page.name}/") for page in read_pages(ROOT)
)


pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    context = chrome.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [*PATHS, "404.html"])
def test_page_loads_from_its_own_site_alone(path: str, address: str, page: Page) -> None:
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("response", lambda response: faults.append(f"{response.status} {response.url}") if response.status >= 400 else None)
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address + path, wait_until="networkidle")
    assert [url for url in requests if not url.startswith((address, "data:"))] == []
    assert faults == []


SEARCHES = [
    ("", "干部", "select/"),
    ("", "双向挂职", "develop/"),
    ("en/", "officials", "en/chain/"),
    ("en/", "secondment", "en/develop/"),
]


@pytest.mark.parametrize(("path", "query", "wanted"), SEARCHES)
def test_search_finds(path: str, query: str, wanted: str, address: str, page: Page) -> None:
    page.goto(address + path)
    page.locator("[data-md-component=search-query]").first.fill(query)
    expect(page.locator(f".md-search-result__item a[href^='{address}{wanted}']").first).to_be_attached()


def test_figure_link_shows_its_card(address: str, page: Page) -> None:
    page.goto(f"{address}select/")
    page.locator("article a[href$='figures/#recruited-total']").first.hover()
    expect(page.locator(".md-tooltip2", has_text="公开选招人数")).to_be_visible()


def test_language_switch_leads_to_the_same_page(address: str, page: Page) -> None:
    page.goto(f"{address}use/")
    page.locator("a.site-language").click()
    expect(page).to_have_url(f"{address}en/use/")
    page.locator("a.site-language").click()
    expect(page).to_have_url(f"{address}use/")
