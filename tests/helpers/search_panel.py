"""Type into the search panel of a page in Chromium and read what it shows; the tests and the bench share it."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

# Types each query at once and reads the panel after every one: the search answers within the same task.
_ASK = """async (queries) => {
  const panel = document.querySelector("dialog[open]");
  const field = panel.querySelector("input");
  return queries.map((query) => {
    field.value = query;
    field.dispatchEvent(new Event("input"));
    for (let more; (more = panel.querySelector(".site-search__more")); ) more.click();
    const links = (place) => [...panel.querySelectorAll(place)].map((link) => link.href);
    return {
      status: panel.querySelector("[role=status]").textContent,
      results: links(".site-search__result > a"),
      offers: links(".site-search__offers a"),
      marked: [...panel.querySelectorAll("mark")].map((mark) => mark.textContent),
    };
  });
}"""


@dataclass(frozen=True)
class Shown:
    """What the panel shows for a query: its status line, addresses within the site in order, and highlighted words."""

    status: str
    results: list[str]
    offers: list[str]
    marked: list[str]

    @property
    def pages(self) -> list[str]:
        """The addresses of the results without their sections."""
        return [address.partition("#")[0] for address in self.results]


def open_panel(page: Page, address: str) -> None:
    """Go to an address and open its search with the key “/”, until the index is there."""
    page.goto(address)
    page.keyboard.press("/")
    expect(page.locator("dialog[open] input")).to_be_focused()
    expect(page.locator("dialog[open] .site-search__output")).to_have_attribute("aria-busy", "false")


def ask(page: Page, root: str, queries: list[str]) -> list[Shown]:
    """Return what the open panel shows for each query; `root` is the address of the site."""
    shown = page.evaluate(_ASK, queries)
    for answer in shown:
        for key in ("results", "offers"):
            answer[key] = [str(link).removeprefix(root) for link in answer[key]]
    return [Shown(**answer) for answer in shown]
