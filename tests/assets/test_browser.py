"""Every page in a real browser, each loaded once for all that is asked of it; what a test finds is one list of lines."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.helpers.axe import EVERYWHERE, LAPTOP, PHONE, places, still, violations
from tests.helpers.paths import PATHS, is_sample, sampled
from tests.helpers.sources import ROOT
from tests.helpers.watching import Watch

pytestmark = pytest.mark.usefixtures("site")

BOTH = [path + "?view=both" for path in PATHS if path.removeprefix("en/") in {"", "use/", "figures/"}]
SCREENSHOTS = ROOT / "screenshots"  # one for each page, scheme and width, kept by the code host

# What reaches beyond the page, and words of a chart that reach beyond its frame.
OVERFLOWING = """() => [...document.querySelectorAll('.plot')].flatMap((plot) => {
  const frame = plot.closest('figure').getBoundingClientRect();
  return [...plot.querySelectorAll('text')]
    .filter((text) => text.getBoundingClientRect().right > frame.right + 1 || text.getBoundingClientRect().left < frame.left - 1)
    .map((text) => `“${text.textContent}” reaches beyond the chart`);
}).concat(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [])"""

# Lines of what a reader copies that hold the sign of a link to their heading or row.
COPIED = """() => {
  getSelection().selectAllChildren(document.querySelector('article') ?? document.body);
  const lines = getSelection().toString().split('\\n');
  getSelection().removeAllRanges();
  return lines.filter((line) => /¶|^\\s*#$|\\w #$/.test(line)).map((line) => `copied: ${line}`);
}"""

# What leaves the screen, and bars that stay and cover more than a third of it, with text of twice the size; within what scrolls or
# is cut by itself, nothing leaves.
ENLARGED = """() => {
  const isCut = (one) => one && one !== document.body && (getComputedStyle(one).overflowX !== 'visible' || isCut(one.parentElement));
  const shown = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility({ visibilityProperty: true }));
  const boxes = shown.map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 1 && box.height > 1);
  const leaving = boxes.filter(([one, box]) => box.right > innerWidth + 1 && !isCut(one.parentElement)).map(([one]) => `${one.outerHTML.slice(0, 80)} leaves`);
  const bars = boxes.filter(([one, box]) => /fixed|sticky/.test(getComputedStyle(one).position) && box.height > innerHeight / 3)
    .map(([one]) => `${one.outerHTML.slice(0, 80)} covers the page`);
  return [...leaving, ...bars].map((line) => `text of 200 %: ${line}`);
}"""

# Headings, tables and drawings without their counterpart beside them (text is cut as each writer likes), blocks of the other
# half that are left out, and ids that stand twice; once the page has drawn itself at its new width.
UNPAIRED = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
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


@contextmanager
def enlarged(page: Page) -> Iterator[None]:
    """Let the page have text of twice the size, as a reader sets it in the browser."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    yield
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    session.detach()


def faults(page: Page, watch: Watch, path: str, everywhere: bool) -> list[str]:
    """Open a page and return what is wrong with it: in its requests, policy and console, in light and dark and at each width
    what does not fit and what axe-core finds; then the halves side by side. Everywhere, pictures are kept too."""
    page.goto(watch.home + path)
    if "view=both" in path:
        expect(page.locator("button.side-by-side")).to_have_attribute("aria-pressed", "true")
    looks = [PHONE, LAPTOP] if is_sample(path) else []
    still(page, with_axe=everywhere or bool(looks))
    found = []
    for place, asks_axe in places(page, everywhere, looks):
        found += [f"{place}: {line}" for line in page.evaluate(OVERFLOWING) + (violations(page) if asks_axe else [])]
        if everywhere:
            name = path.replace("/", "-").strip("-").replace("?view=", "-") or "home"
            file = SCREENSHOTS / f"{name}-{place.replace(' ', '-')}.jpg"
            page.screenshot(path=file, full_page=True, type="jpeg", quality=70)
    found += page.evaluate(COPIED)
    page.set_viewport_size({"width": 360, "height": 740})
    with enlarged(page):
        found += page.evaluate(ENLARGED)
    page.set_viewport_size({"width": 1280, "height": 900})
    side = page.locator("button.side-by-side")
    beside = path != "404.html" and (everywhere or not path.startswith("en/"))  # the halves are the same seen from either
    if beside and "view=both" not in path:
        side.click()
        expect(side).to_have_attribute("aria-pressed", "true")
    if beside:
        found += [f"side by side: {line}" for line in page.evaluate(UNPAIRED)]
        assert page.locator(".other-half").count() > 3
    found += watch.found()
    page.evaluate("sessionStorage.clear()")  # where the choice of both languages is kept for the next page,
    page.goto("about:blank")  # and again at another width
    return found


@EVERYWHERE
@pytest.mark.parametrize("path", [*PATHS, "404.html", *BOTH])
def test_page_is_accessible_fits_and_asks_nobody(path: str, everywhere: bool, reader: Page, watch: Watch) -> None:
    assert faults(reader, watch, path, everywhere) == []


@pytest.fixture(scope="module")
def scriptless(chrome: Browser) -> Iterator[Page]:
    context = chrome.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", sampled(PATHS))
def test_page_reads_without_script(path: str, address: str, scriptless: Page) -> None:
    """Every block of the page shows, both languages are a link apart, and no control is left that does nothing."""
    scriptless.goto(address + path)
    twin = path.removeprefix("en/") if path.startswith("en/") else f"en/{path}"
    assert scriptless.evaluate(AMISS_WITHOUT_SCRIPT) == []
    scriptless.locator("a.site-language").click()
    expect(scriptless).to_have_url(address + twin)


TOPS = "() => [...document.querySelectorAll('article > *')].map((block) => Math.round(block.getBoundingClientRect().top))"


@pytest.mark.parametrize("path", ["en/", "en/chain/", "en/use/"])
def test_nothing_moves_when_the_script_comes(path: str, address: str, reader: Page, scriptless: Page) -> None:
    tops = []
    for page in (reader, scriptless):
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(address + path)
        if page is reader:
            page.locator("h1 > .report-open").wait_for(state="attached")
        tops.append(page.evaluate(TOPS))
    assert tops[0] == tops[1]


# Pixels that a page may be high at 1280 and at 390, with its rows closed; on the home page, where the chain ends.
HEIGHTS = {"figures/": (4500, 9000), "glossary/": (6000, 11000), "develop/": (2900, 6500), "": (780, 960)}
HEIGHTS |= {"select/": (2300, 6500), "use/": (2300, 6500), "manage/": (2000, 6500)}
ENDS = "() => document.querySelector('ol.chain')?.getBoundingClientRect().bottom ?? document.documentElement.scrollHeight"


@pytest.mark.parametrize("half", ["en/", pytest.param("", marks=pytest.mark.wide)])  # English takes more room
@pytest.mark.parametrize("path", HEIGHTS)
def test_page_is_no_longer_than_readers_scroll(half: str, path: str, address: str, reader: Page) -> None:
    reader.goto(address + half + path)
    for (width, height), most in zip([(1280, 800), (390, 844)], HEIGHTS[path], strict=True):
        reader.set_viewport_size({"width": width, "height": height})
        assert reader.evaluate(ENDS) <= most, f"{width} px"


def test_chain_of_three_or_five_stages_fills_its_row(address: str, reader: Page) -> None:
    reader.set_viewport_size({"width": 1280, "height": 800})
    for change in ("lastElementChild.remove()", "append(chain.lastElementChild.cloneNode(true))"):
        reader.goto(address)
        reader.evaluate(f"() => {{ const chain = document.querySelector('ol.chain'); chain.{change}; }}")
        boxes = [box for item in reader.locator("ol.chain > li").all() if (box := item.bounding_box())]
        chain = reader.locator("ol.chain").bounding_box()
        assert chain
        assert len({box["y"] for box in boxes}) == 1, "one row"
        assert boxes[-1]["x"] + boxes[-1]["width"] == pytest.approx(chain["x"] + chain["width"], abs=1)


# Sheets of A4 that a page may take, all rows open; the handout takes two.
SHEETS = {"handout/": {2}, "figures/": set(range(1, 7))} | {f"{stage}/": {1, 2} for stage in ("select", "develop", "manage", "use")}


@pytest.mark.parametrize("half", ["", "en/"])
@pytest.mark.parametrize("path", SHEETS)
def test_page_prints_on_few_sheets(path: str, half: str, address: str, reader: Page) -> None:
    reader.goto(address + half + path)
    assert len(PdfReader(io.BytesIO(reader.pdf(prefer_css_page_size=True))).pages) in SHEETS[path]


def test_link_to_a_figure_has_the_tone_of_its_own_stage(address: str, reader: Page) -> None:
    colour = "(link) => getComputedStyle(link).color"
    reader.goto(f"{address}en/use/")
    of_use = reader.locator("article a[href$='figures/#appointed-chief-county']").first.evaluate(colour)
    reader.goto(f"{address}en/chain/")
    shown = [
        reader.locator(f"article a[href$='figures/#{id}']").first.evaluate(colour)
        for id in ("appointed-chief-county", "recruited-total")
    ]
    assert shown[0] == of_use != shown[1]
