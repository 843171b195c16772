"""What a page costs its reader, in Chromium: requests, bytes by kind, what search adds, and when a phone shows it."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page

from tests.bench.web_server import Sent, WebServer

KINDS = ("document", "style", "script", "image", "other")
QUERY = "437"  # found in both languages, also by the theme’s own search

# A mid-range phone on a slow mobile network.
_PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True}
_SLOWER = 4
_NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}

_OF_SEARCH = re.compile(r"(^|/)(search/|workers/|lunr)|search-(panel|engine|text|worker)")
_RESULT = ".site-search__result, .md-search-result__item"
_PAINTED = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
})"""


@dataclass(frozen=True)
class Weight:
    """One first view with an empty cache: requests and compressed bytes, in all, by kind, and for search before and after its use."""

    requests: int
    bytes: int
    kinds: dict[str, int]
    search_before: int
    search_after: int


def first_view(chrome: Browser, server: WebServer, path: str) -> Weight:
    """Open a page on an empty cache, then search on it once; return what was sent."""
    context = _phone(chrome)
    begin = len(server.sent)
    page = context.new_page()
    page.goto(server.address + path)
    seen = _own(server.quiet(begin))
    kinds: Counter[str] = Counter()
    for one in seen:
        kinds[one.kind] += one.size
    before = sum(one.size for one in seen if _OF_SEARCH.search(one.path))
    used = len(server.sent)
    _search(page)
    after = before + sum(one.size for one in server.quiet(used))
    context.close()
    return Weight(len(seen), sum(kinds.values()), {kind: kinds[kind] for kind in KINDS}, before, after)


def next_page(chrome: Browser, server: WebServer, path: str, name: str) -> int:
    """Follow a link in the text from the page at `path` to the page `name`; return the bytes sent for that."""
    context = _phone(chrome)
    page = context.new_page()
    page.goto(server.address + path)
    server.quiet()
    begin = len(server.sent)
    page.locator(f"article a[href$='{name}/']").first.click()
    page.wait_for_url(f"**/{name}/")
    sent = sum(one.size for one in server.quiet(begin))
    context.close()
    return sent


def painted(chrome: Browser, server: WebServer, path: str) -> float:
    """Open a page on a slow phone with an empty cache; return milliseconds to the largest paint."""
    with _slow_phone(chrome) as page:
        page.goto(server.address + path)
        return float(page.evaluate(_PAINTED))


def next_painted(chrome: Browser, server: WebServer, path: str, name: str) -> float:
    """Follow a link in the text from the page at `path` to the page `name` on a slow phone; return milliseconds to its largest paint."""
    with _slow_phone(chrome) as page:
        page.goto(server.address + path, wait_until="networkidle")
        page.locator(f"article a[href$='{name}/']").first.evaluate("(link) => link.click()")
        page.wait_for_url(f"**/{name}/")
        return float(page.evaluate(_PAINTED))


@contextmanager
def _slow_phone(chrome: Browser) -> Iterator[Page]:
    context = _phone(chrome)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    yield page
    context.close()


def _phone(chrome: Browser) -> BrowserContext:
    return chrome.new_context(**_PHONE)  # type: ignore[arg-type]


def _own(sent: list[Sent]) -> list[Sent]:
    """Leave out what the browser asks for by itself, whatever the page."""
    return [one for one in sent if one.path != "favicon.ico"]


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.locator("dialog[open] input:focus, .md-search__input:focus").wait_for()
    page.keyboard.type(QUERY)
    page.locator(_RESULT).first.wait_for(state="attached")
