"""axe-core in a page that is open: what it finds, as lines, and nothing of the far longer lists of what it found in order."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_RUN = """axe.run({
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)))"""
STILL = "*, ::before, ::after { transition: none !important; animation: none !important }"
# A style element would be blocked by the page's policy.
_ADOPT = "(text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); document.adoptedStyleSheets = [sheet]; }"


def still(page: Page) -> None:
    """Stop what moves in the page, whose colours would otherwise be looked at halfway, and bring axe-core."""
    page.evaluate(_ADOPT, STILL)
    page.evaluate(_AXE)


def violations(page: Page) -> list[str]:
    """Return each element that breaks a rule, after `still`."""
    return [str(line) for line in page.evaluate(_RUN)]
