"""The site in a real browser: nothing is fetched from elsewhere, nothing fails, search finds both languages."""

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
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
    page.goto(address + path, wait_until="networkidle")  # the theme hears no key before its script has run
    field = page.locator("[data-md-component=search-query]").first
    field.fill(query)
    field.press("End")  # the theme listens to keys, which filling in does not send
    expect(page.locator(f".md-search-result__item a[href^='{address}{wanted}']").first).to_be_attached()


def test_figure_link_shows_its_card(address: str, page: Page) -> None:
    page.goto(f"{address}select/", wait_until="networkidle")
    page.locator("article a[href$='figures/#recruited-total']").first.hover()
    expect(page.locator(".md-tooltip2", has_text="公开选招人数")).to_be_visible()


def test_language_switch_keeps_page_and_section(address: str, page: Page) -> None:
    page.goto(f"{address}use/#not-reported")
    page.locator("a.site-language").click()
    expect(page).to_have_url(f"{address}en/use/#not-reported")
    page.locator("a.site-language").click()
    expect(page).to_have_url(f"{address}use/#not-reported")


def test_language_switch_is_a_plain_link_without_script(address: str, chrome: Browser) -> None:
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}use/")
    page.locator("a.site-language").click()
    expect(page).to_have_url(f"{address}en/use/")
    context.close()


AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
STILL = "*, ::before, ::after { transition: none !important; animation: none !important }"


@pytest.mark.parametrize("path", [*PATHS, "404.html"])
def test_page_is_accessible_and_fits(path: str, address: str, page: Page) -> None:
    """No axe-core violation and no sideways scroll, in light and dark, on a phone, at 320 px and on a laptop."""
    page.goto(address + path)
    page.add_style_tag(content=STILL)
    page.evaluate(AXE)
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{scheme} {width}: the page scrolls sideways")
            for fault in page.evaluate(RULES)["violations"] if width > 320 else ():
                found += [f"{scheme} {width}: {fault['id']}: {node['html'][:120]}" for node in fault["nodes"]]
    assert found == []
