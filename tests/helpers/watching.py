"""What a page does behind its text: every request, every breach of its policy, every fault in its console."""

from collections.abc import Iterable

from playwright.sync_api import ConsoleMessage, Page, Route, expect

_LISTEN = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) => breaches.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


class Watch:
    """Collects what the page asks for and what goes wrong, from now on; `home` is where its own files stand."""

    def __init__(self, page: Page, home: str) -> None:
        self._page, self.home = page, home
        self.foreign: list[str] = []
        self.faults: list[str] = []
        page.add_init_script(_LISTEN)
        page.on(
            "request",
            lambda request: None if request.url.startswith((home, "data:", "blob:")) else self.foreign.append(request.url),
        )
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        of_browser = message.location["url"].endswith("/favicon.ico")  # which it asks for when it shows a drawing alone
        if message.type == "error" and not of_browser:
            self.faults.append(message.text)

    def found(self) -> list[str]:
        """Return everything that should not have happened since this was last asked."""
        found = [*self.foreign, *self.faults, *self._page.evaluate("window.breaches.splice(0)")]
        self.foreign.clear()
        self.faults.clear()
        return found


def faults_on(page: Page, home: str, paths: Iterable[str]) -> list[str]:
    """Open pages one after the other, and return what each asked for elsewhere and what went wrong."""
    watch, found = Watch(page, home), list[str]()
    for path in paths:
        page.goto(home + path)
        found += [f"{path}: {fault}" for fault in watch.found()]
    return found


def use(page: Page, start: str) -> None:
    """Open a page, show the card of a figure, and the other language beside it."""
    page.goto(start)
    page.locator("article a[href*='#recruited-total']").first.hover()
    expect(page.locator(".card")).to_contain_text("437")
    page.mouse.move(0, 0)
    page.locator("button.side-by-side").click()
    expect(page.locator("p.other-half").first).to_be_visible()


def holding(page: Page, address: str) -> list[Route]:
    """Hold back the answers to what the page asks for at an address, as a slow network does; `continue_` lets one of them go."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(address, hold)
    return held
