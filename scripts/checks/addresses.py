"""Published addresses and places that the pages no longer have, and redirects that are wrong; read from the sources, without a build."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.ground.problems import DataError, Problem, nearest
from scripts.pages.addresses import REDIRECTS_FILE, Addresses, page_path, read_redirects, read_released
from scripts.pages.page import Page
from scripts.records.languages import Language

Ids = dict[tuple[str, Language], set[str]]


def address_problems(root: Path, pages: list[Page], ids: Ids) -> Iterator[Problem]:
    """Yield one problem for each lost page or place, with the line to add, and for each redirect that is wrong; `ids` by page half."""
    now = _united((_address(name), places) for (name, _), places in ids.items())
    released = _united((address.removeprefix("en/") or "./", places) for address, places in read_released(root).items())
    try:
        redirects = read_redirects(root)
    except DataError as error:
        yield from error.problems
        return
    yield from _redirect_problems(root, now, redirects)
    for address in sorted(address for address in released if address.endswith("/") and address not in now.keys() | redirects):
        new = _likely(address, set(), set(now)) or "./"
        yield Problem.at(REDIRECTS_FILE, 1, address, "address-gone", address=address, line_to_add=f"{address}: {new}")
    halves = {_address(page.name): page for page in pages}  # the Chinese half, when there are two
    for address, anchors in released.items():
        for anchor in sorted(anchors - now.get(address, anchors)):
            if f"{address}#{anchor}" not in redirects:
                page = halves[address]
                lines = {heading.id: heading.line for heading in page.headings}
                new = _likely(anchor, lines.keys() - anchors, now[address])
                row = f"{address}#{anchor}: {address}{new and '#'}{new}"
                yield Problem.at(page.path, lines.get(new, 1), page.name, "anchor-gone", anchor=anchor, line_to_add=row)


def _address(name: str) -> str:
    return page_path(name) or "./"


def _united(halves: Iterable[tuple[str, set[str]]]) -> Addresses:
    """Return each address, the same for both languages, with the places that either half has."""
    both: Addresses = {}
    for address, places in halves:
        both.setdefault(address, set()).update(places)
    return both


def _likely(old: str, added: set[str], known: set[str]) -> str:
    """Return what most likely took the place of `old`: the only one that is new, or the one named like it; empty when none is."""
    return added.pop() if len(added) == 1 else nearest(old, known, 0.6)


def _redirect_problems(root: Path, now: Addresses, redirects: dict[str, str]) -> Iterator[Problem]:
    rows = (root / REDIRECTS_FILE).read_text(encoding="utf-8").splitlines() if redirects else []
    for old, new in redirects.items():
        line = next((number for number, row in enumerate(rows, 1) if row.startswith(f"{old}:")), 1)
        if not _is_there(new, now):
            yield Problem.at(REDIRECTS_FILE, line, old, "redirect-nowhere", target=new)
        if _is_there(old, now):
            yield Problem.at(REDIRECTS_FILE, line, old, "redirect-of-a-page")


def _is_there(place: str, now: Addresses) -> bool:
    address, _, anchor = place.partition("#")
    return address in now and (not anchor or anchor in now[address])
