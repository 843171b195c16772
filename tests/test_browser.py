"""Every page in a real browser: nothing fails or is fetched from elsewhere, all of it fits, is accessible, and reads without script."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PATHS, ROOT

pytestmark = pytest.mark.usefixtures("site")


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


AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
STILL = "*, ::before, ::after { transition: none !important; animation: none !important }"
# A style element would be blocked by the page's policy.
ADOPT = "(text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); document.adoptedStyleSheets = [sheet]; }"
BOTH = [path + "?view=both" for path in PATHS if path.removeprefix("en/") in {"", "use/", "figures/"}]
SCREENSHOTS = ROOT / "screenshots"  # kept as artefacts of the test run, one for each page, scheme and width


@pytest.mark.parametrize("path", [*PATHS, "404.html", *BOTH])
def test_page_is_accessible_and_fits(path: str, address: str, page: Page) -> None:
    """No axe-core violation and no sideways scroll, in light and dark, on a phone, at 320 px and on a laptop."""
    page.goto(address + path, wait_until="networkidle")
    page.evaluate(ADOPT, STILL)
    page.evaluate(AXE)
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{scheme} {width}: the page scrolls sideways")
            found += [f"{scheme} {width}: {text}" for text in page.evaluate(OVERFLOWING)]
            if width > 320:
                _keep(page, path, scheme, width)
                for fault in page.evaluate(RULES)["violations"]:
                    found += [f"{scheme} {width}: {fault['id']}: {node['html'][:120]}" for node in fault["nodes"]]
    assert found == []


# Words of a chart that reach beyond its frame.
OVERFLOWING = """() => [...document.querySelectorAll('.plot')].flatMap((plot) => {
  const frame = plot.closest('figure').getBoundingClientRect();
  return [...plot.querySelectorAll('text')]
    .filter((text) => text.getBoundingClientRect().right > frame.right || text.getBoundingClientRect().left < frame.left)
    .map((text) => `“${text.textContent}” reaches beyond the chart`);
})"""


def _keep(page: Page, path: str, scheme: str, width: int) -> None:
    name = path.replace("/index.html", "").replace("/", "-").strip("-").replace("?view=", "-") or "home"
    page.screenshot(path=SCREENSHOTS / f"{name}-{scheme}-{width}.jpg", full_page=True, type="jpeg", quality=70)


@pytest.mark.parametrize("path", PATHS)
def test_page_reads_without_script(path: str, address: str, chrome: Browser) -> None:
    """Every block of the page shows, both languages are a link apart, and no control is left that does nothing."""
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path)
    twin = path.removeprefix("en/") if path.startswith("en/") else f"en/{path}"
    hidden = "article > :is(h1, h2, h3, p, ul, ol, dl, figure, .admonition, .stations)"
    assert all(block.is_visible() for block in page.locator(hidden).all())
    assert not page.locator("article :is(button, input, select):visible").count()
    page.locator("a.side-by-side").click()
    expect(page).to_have_url(address + twin)
    context.close()
