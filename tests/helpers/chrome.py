"""The browser, as it starts here, and as a reader may have set it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scripts.ground import browser as chromium

# What a page meets where a reader has forbidden sites to keep data, in Chromium and others.
NO_STORAGE = """for (const area of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, area, { get() { throw new DOMException("Access is denied for this document.", "SecurityError"); } });
}"""


# Options of a profile: a page may read what it copied; a reader runs no scripts.
COPYING = {"permissions": ["clipboard-read", "clipboard-write"]}
NO_SCRIPT = {"java_script_enabled": False}
Profile = Callable[..., Page]  # what the fixture `profile` returns


class Forgetful:
    """A browser whose pages may keep nothing."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def new_context(self, **options: Any) -> BrowserContext:
        """Return a profile in which storage is denied to every page."""
        context = self.browser.new_context(**options)
        context.add_init_script(NO_STORAGE)
        return context


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser without anything of its own that asks the network, and close it at the end."""
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    flags += ["--disable-gpu", "--disable-gpu-compositing", "--use-gl=disabled"]  # there is none, and imitating one takes time
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=flags)
        yield started
        started.close()
