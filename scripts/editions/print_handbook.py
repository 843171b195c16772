"""Print the handbook of each language as a tagged PDF with the installed Chromium: `python -m scripts.editions.print_handbook`."""

import io
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader

from scripts import ROOT
from scripts.editions.artefacts import say_address, write_artefacts
from scripts.editions.handbook import Handbook, assemble, page_names
from scripts.editions.readable_pdf import readable
from scripts.ground import browser
from scripts.pages.finish import site_version
from scripts.pages.history import last_date
from scripts.records.languages import LANGUAGES
from scripts.records.load import load

_SIZES = (10, 9.9, 9.8, 9.7)  # points of the text
_LINES = 10  # fewer on a page, with its head and number, are almost none
_TRIES = 3  # page numbers of other lengths could move a line of the contents once


def print_handbook(handbook: Handbook, chromium: Browser, edition: str, date: str) -> bytes:
    """Return the PDF in the largest size of text that leaves no page almost empty, which only the last one can be."""
    data, pages = b"", list[int]()
    for size in _SIZES:
        data, pages = _laid_out(handbook, handbook.html(edition, date, size, pages), chromium)
        if len(PdfReader(io.BytesIO(data)).pages[-1].extract_text().splitlines()) >= _LINES:
            break
    for _ in range(_TRIES):
        data, found = _laid_out(handbook, handbook.html(edition, date, size, pages), chromium)
        if found == pages:  # the contents are numbered by where the headings came to stand
            return _renumbered(readable(data, handbook.title, handbook.author, handbook.tag, date or "1980-01-01"))
        pages = found
    raise RuntimeError("the page numbers of the contents do not settle")


def _laid_out(handbook: Handbook, document: str, chromium: Browser) -> tuple[bytes, list[int]]:
    """Return the PDF of a document, and the number of the page on which each entry of its contents stands."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "handbook.html"
        path.write_text(document, encoding="utf-8")
        page = chromium.new_page()
        page.goto(path.as_uri())
        data = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
        page.close()
    reader = PdfReader(io.BytesIO(data))
    places = {name.lstrip("/"): place for name, place in reader.named_destinations.items()}
    return data, [(reader.get_destination_page_number(places[entry.id]) or 0) + 1 for entry in handbook.entries]


def _renumbered(data: bytes) -> bytes:
    """Number the ids of table headers from one in their order: the browser numbers them by all it has drawn so far."""
    known = sorted(set(re.findall(rb"\(node(\d{8})\)", data)))
    numbers = {old: b"(node%08d)" % new for new, old in enumerate(known, 1)}
    return re.sub(rb"\(node(\d{8})\)", lambda found: numbers[found[1]], data)


def handbooks(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield file name and PDF of each language of a built site."""
    chromium = browser.needed()
    say_address(site, "handbook")
    names = page_names((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    edition, date, masthead = site_version(ROOT), last_date(ROOT), load(ROOT).data.masthead
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for language in LANGUAGES:
            printed = print_handbook(assemble(site, names, language, masthead), started, edition, date)
            yield f"{masthead.id}-{edition}-{language}.pdf", printed
        started.close()


main = partial(write_artefacts, "print_handbook", __doc__, handbooks)

if __name__ == "__main__":
    sys.exit(main())
