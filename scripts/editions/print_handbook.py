"""Print the handbook of each language as a tagged PDF with the installed Chromium: `python -m scripts.editions.print_handbook`."""

import io
import re
import sys
import tempfile
from collections.abc import Iterator
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
from scripts.records.load import load
from scripts.records.vocabulary import LANGUAGES

_SIZES = (10, 9.9, 9.8, 9.7)  # points of the text
_LINES = 10  # fewer on a page, with its head and number, are almost none
_TRIES = 3  # page numbers of other lengths could move a line of the contents once


def print_handbook(handbook: Handbook, chromium: Browser, edition: str, date: str) -> bytes:
    """Return the PDF in the largest size of text that leaves no page almost empty, which only the last one can be."""
    data, pages = b"", [0] * len(handbook.entries)
    for size in _SIZES:
        data, pages = _laid_out(handbook.numbered(pages).html(edition, date, size), chromium, handbook)
        if len(PdfReader(io.BytesIO(data)).pages[-1].extract_text().splitlines()) >= _LINES:
            break
    for _ in range(_TRIES):
        data, found = _laid_out(handbook.numbered(pages).html(edition, date, size), chromium, handbook)
        if found == pages:  # the contents are numbered by where the headings came to stand
            return _renumbered(readable(_dated(data, date or "1980-01-01"), handbook.title, handbook.author, handbook.tag))
        pages = found
    raise RuntimeError("the page numbers of the contents do not settle")


def _laid_out(document: str, chromium: Browser, handbook: Handbook) -> tuple[bytes, list[int]]:
    data = _print(document, chromium)
    return data, entry_pages(data, [entry.id for entry in handbook.entries])


def _print(document: str, chromium: Browser) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "handbook.html"
        path.write_text(document, encoding="utf-8")
        page = chromium.new_page()
        page.goto(path.as_uri())
        data = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
        page.close()
    return data


def entry_pages(data: bytes, ids: list[str]) -> list[int]:
    """Return the number of the page on which each id stands in a PDF whose contents link to it."""
    reader = PdfReader(io.BytesIO(data))
    places = {name.lstrip("/"): place for name, place in reader.named_destinations.items()}
    return [(reader.get_destination_page_number(places[id]) or 0) + 1 for id in ids]


def _dated(data: bytes, date: str) -> bytes:
    """Return the PDF with the date of its contents in place of the moment of printing; both are of one length."""
    day = date.replace("-", "").encode("ascii")
    return re.sub(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}", rb"\g<1>" + day + b"000000", data)


def _renumbered(data: bytes) -> bytes:
    """Number the ids of table headers from one in their order: the browser numbers them by all it has drawn so far."""
    known = sorted(set(re.findall(rb"\(node(\d{8})\)", data)))
    numbers = {old: b"(node%08d)" % new for new, old in enumerate(known, 1)}
    return re.sub(rb"\(node(\d{8})\)", lambda found: numbers[found[1]], data)


def handbooks(site: Path, chromium: str) -> Iterator[tuple[str, bytes]]:
    """Yield file name and PDF of each language of a built site, printed with the Chromium at the path."""
    say_address(site, "handbook")
    names = page_names((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    edition, date, masthead = site_version(ROOT), last_date(ROOT), load(ROOT).data.masthead
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for language in LANGUAGES:
            printed = print_handbook(assemble(site, names, language, masthead), started, edition, date)
            yield f"{masthead.id}-{edition}-{language}.pdf", printed
        started.close()


def main(arguments: list[str] | None = None) -> int:
    """Print the handbooks; return the exit status."""
    chromium = browser.find()
    if chromium is None:
        print("There is no Chromium; run: make browser / 没有 Chromium；请运行：make browser", file=sys.stderr)
        return 1
    return write_artefacts("print_handbook", __doc__, lambda site: handbooks(site, chromium), arguments)


if __name__ == "__main__":
    sys.exit(main())
