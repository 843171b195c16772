"""Every page in a real browser, each loaded once for all that is asked of it; what a test finds is one list of lines."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import EVERYWHERE, places, still, violations
from tests.conftest import PATHS, ROOT
from tests.watching import Watch

pytestmark = pytest.mark.usefixtures("site")

BOTH = [path + "?view=both" for path in PATHS if path.removeprefix("en/") in {"", "use/", "figures/"}]
SCREENSHOTS = ROOT / "screenshots"  # one for each page, scheme and width, kept by the code host

# What reaches beyond the page, and words of a chart that reach beyond its frame.
OVERFLOWING = """() => [...document.querySelectorAll('.plot')].flatMap((plot) => {
  const frame = plot.closest('figure').getBoundingClientRect();
  return [...plot.querySelectorAll('text')]
    .filter((text) => text.getBoundingClientRect().right > frame.right || text.getBoundingClientRect().left < frame.left)
    .map((text) => `“${text.textContent}” reaches beyond the chart`);
}).concat(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [])"""

# Headings, tables and drawings without their counterpart beside them (text is cut as each writer likes), blocks of the other
# half that are left out, and ids that stand twice.
UNPAIRED = """async () => {
  const isPaired = (block) => {
    const other = block.nextElementSibling;
    return other?.matches('.other-half') && other.tagName === block.tagName && other.lang && other.lang !== document.documentElement.lang
      && (!block.matches('h1, h2, h3') || other.id === `other-${block.id}`);
  };
  const alone = blocks(document).filter((block) => !block.matches('p, ul, ol, dl, blockquote') && !isPaired(block));
  const missing = blocks(await page(languageLink.href)).length - document.querySelectorAll('.other-half').length;
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  return [
    ...alone.map((block) => block.outerHTML.slice(0, 100)),
    ...(missing ? [`${missing} blocks of the other half are not shown`] : []),
    ...ids.filter((id, at) => ids.indexOf(id) !== at),
  ];
}"""

# Blocks that do not show, and controls that do though no script runs.
AMISS_WITHOUT_SCRIPT = """() => {
  const shows = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().height > 0;
  const blocks = [...document.querySelectorAll('article > :is(h1, h2, h3, p, ul, ol, dl, figure, .admonition, .stations)')];
  const controls = [...document.querySelectorAll('article :is(button, input:not([type=radio]), select)')];
  return [...blocks.filter((one) => !shows(one)), ...controls.filter(shows)].map((one) => one.outerHTML.slice(0, 100));
}"""


@pytest.fixture(scope="module")
def watch(reader: Page, address: str) -> Watch:
    return Watch(reader, address)


def faults(page: Page, watch: Watch, path: str, everywhere: bool) -> list[str]:
    """Open a page and return what is wrong with it: in its requests, policy and console, in light and dark and at each width
    what does not fit and what axe-core finds; then the halves side by side. Everywhere, pictures are kept too."""
    page.goto(watch.home + path)
    if "view=both" in path:
        expect(page.locator("button.side-by-side")).to_have_attribute("aria-pressed", "true")
    still(page)
    found = []
    for place, asks_axe in places(page, everywhere):
        found += [f"{place}: {line}" for line in page.evaluate(OVERFLOWING) + (violations(page) if asks_axe else [])]
        if everywhere:
            name = path.replace("/", "-").strip("-").replace("?view=", "-") or "home"
            file = SCREENSHOTS / f"{name}-{place.replace(' ', '-')}.jpg"
            page.screenshot(path=file, full_page=True, type="jpeg", quality=70)
    side = page.locator("button.side-by-side")
    if path != "404.html" and "view=both" not in path:
        side.click()
        expect(side).to_have_attribute("aria-pressed", "true")
    if path != "404.html":
        found += [f"side by side: {line}" for line in page.evaluate(UNPAIRED)]
        assert page.locator(".other-half").count() > 3
    page.evaluate("sessionStorage.clear()")  # where the choice of both languages is kept for the next page
    return found + watch.found()


@EVERYWHERE
@pytest.mark.parametrize("path", [*PATHS, "404.html", *BOTH])
def test_page_is_accessible_fits_and_asks_nobody(path: str, everywhere: bool, reader: Page, watch: Watch) -> None:
    assert faults(reader, watch, path, everywhere) == []


@pytest.fixture(scope="module")
def scriptless(chrome: Browser) -> Iterator[Page]:
    context = chrome.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_page_reads_without_script(path: str, address: str, scriptless: Page) -> None:
    """Every block of the page shows, both languages are a link apart, and no control is left that does nothing."""
    scriptless.goto(address + path)
    twin = path.removeprefix("en/") if path.startswith("en/") else f"en/{path}"
    assert scriptless.evaluate(AMISS_WITHOUT_SCRIPT) == []
    scriptless.locator("a.site-language").click()
    expect(scriptless).to_have_url(address + twin)
