"""Published addresses and places that the pages no longer have, and redirects that are wrong; read from the sources, without a build."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from scripts.ground.problems import DataError, Problem
from scripts.pages.addresses import REDIRECTS_FILE, Addresses, page_path, read_redirects, read_released
from scripts.pages.page import Page
from scripts.records.languages import Language

Ids = dict[tuple[str, Language], set[str]]


def address_problems(root: Path, pages: list[Page], ids: Ids) -> Iterator[Problem]:
    """Yield one problem for each lost page or place, with the line to add, and for each redirect that is wrong; `ids` by page half."""
    now = _now(ids)
    released = _both_halves(read_released(root))
    try:
        redirects = read_redirects(root)
    except DataError as error:
        yield from error.problems
        return
    yield from _redirect_problems(root, now, redirects)
    lost = [address for address in released if address.endswith("/") and address not in now]
    for address in sorted(address for address in lost if address not in redirects):
        new = _likely(address, set(), set(now)) or "./"
        yield Problem.at(REDIRECTS_FILE, 1, address, "address-gone", address=address, line_to_add=f"{address}: {new}")
    halves = {_address(page.name): page for page in pages}  # the Chinese half, when there are two
    for address, anchors in released.items():
        for anchor in sorted(anchors - now.get(address, anchors)):
            if f"{address}#{anchor}" not in redirects:
                page = halves[address]
                new = _likely(anchor, {heading.id for heading in page.headings} - anchors, now[address])
                line = next((heading.line for heading in page.headings if heading.id == new), 1)
                row = f"{address}#{anchor}: {address}{new and '#'}{new}"
                yield Problem.at(page.path, line, page.name, "anchor-gone", anchor=anchor, line_to_add=row)


def _address(name: str) -> str:
    return page_path(name) or "./"


def _now(ids: Ids) -> Addresses:
    """Return the addresses of the pages for both languages at once, with the places that either half has."""
    now: Addresses = {}
    for (name, _), places in ids.items():
        now.setdefault(_address(name), set()).update(places)
    return now


def _both_halves(released: Addresses) -> Addresses:
    both: Addresses = {}
    for address, anchors in released.items():
        both.setdefault(address.removeprefix("en/") or "./", set()).update(anchors)
    return both


def _likely(old: str, added: set[str], known: set[str]) -> str:
    """Return what most likely took the place of `old`: the only one that is new, or the one named like it; empty when none is."""
    return added.pop() if len(added) == 1 else next(iter(get_close_matches(old, sorted(known), n=1)), "")


def _redirect_problems(root: Path, now: Addresses, redirects: dict[str, str]) -> Iterator[Problem]:
    rows = (root / REDIRECTS_FILE).read_text(encoding="utf-8").splitlines() if redirects else []
    for old, new in redirects.items():
        line = next((number for number, row in enumerate(rows, 1) if row.startswith(f"{old}:")), 1)
        page, _, place = new.partition("#")
        if page not in now or (place and place not in now[page]):
            yield Problem.at(REDIRECTS_FILE, line, old, "redirect-nowhere", target=new)
        address, _, anchor = old.partition("#")
        if (anchor in now.get(address, set())) if anchor else (address in now):
            yield Problem.at(REDIRECTS_FILE, line, old, "redirect-of-a-page")
