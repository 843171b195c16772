"""axe-core in a page that is open: what it finds, as lines, and nothing of the far longer lists of what it found in order."""

from collections.abc import Collection, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_RUN = """axe.run({
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)))"""
_WIDTHS = (320, 390, 768, 1280)
PHONE, LAPTOP = ("light", 390), ("dark", 1280)
# Whether axe-core looks in each scheme at each width, or in “make test” at two of these places.
EVERYWHERE = pytest.mark.parametrize(
    "everywhere", [pytest.param(False, id="quick"), pytest.param(True, id="everywhere", marks=pytest.mark.wide)]
)
STILL = "*, ::before, ::after { transition: none !important; animation: none !important }"
# A style element would be blocked by the page's policy.
_ADOPT = "(text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); document.adoptedStyleSheets = [sheet]; }"


def still(page: Page, *, with_axe: bool = True) -> None:
    """Stop what moves in the page, whose colours would otherwise be looked at halfway, and bring axe-core."""
    page.evaluate(_ADOPT, STILL)
    if with_axe:
        page.evaluate(_AXE)


def places(page: Page, everywhere: bool, looks: Collection[tuple[str, int]] = (PHONE, LAPTOP)) -> Iterator[tuple[str, bool]]:
    """Show the page in each scheme at each width in turn; yield the name of the place, and whether axe-core is to look there.

    Not everywhere, a phone of the narrowest kind and a laptop show what does not fit, besides where axe-core looks.
    """
    every = [(scheme, width) for scheme in ("light", "dark") for width in _WIDTHS]
    for scheme, width in every if everywhere else sorted({("light", min(_WIDTHS)), ("light", max(_WIDTHS)), *looks}):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        yield f"{scheme} {width}", everywhere or (scheme, width) in looks


def violations(page: Page) -> list[str]:
    """Return each element that breaks a rule, after `still`."""
    return [str(line) for line in page.evaluate(_RUN)]
