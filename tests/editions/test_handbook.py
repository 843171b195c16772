"""The printed handbook of each language: A4, tagged, numbered contents, embedded fonts, figures with their sources, every link at home."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from scripts.editions.handbook import Handbook, assemble, page_names
from scripts.editions.print_handbook import print_handbook
from scripts.editions.readable_pdf import plain_names
from scripts.records.languages import LANGUAGES, Language
from scripts.records.load import load
from tests.helpers.shared import Shared
from tests.helpers.sources import ROOT, spawn
from tests.helpers.tools import tool

NAMES = page_names((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
A4 = (595, 842)  # points
DATE = "2026-11-20"
_AFTER_CONTENTS = 2  # pages


@dataclass(frozen=True)
class Book:
    """A handbook as it was assembled, where it was printed, and the text of each of its pages."""

    language: Language
    whole: Handbook
    file: Path
    texts: list[str]


def assembled(site: Path, language: Language) -> Handbook:
    return assemble(site, NAMES, language, load(ROOT).data.masthead)


@pytest.fixture(scope="module", params=["zh", pytest.param("en", marks=pytest.mark.wide)])  # printing takes a quarter of a minute
def book(request: pytest.FixtureRequest, site: Path, chrome: Browser, shared: Shared) -> Book:
    """Return the handbook in a language, printed once for all workers."""
    whole = assembled(site, request.param)
    file = Path(shared.folder, f"handbook-{request.param}.pdf")

    def texts() -> list[str]:
        file.write_bytes(print_handbook(whole, chrome, "0.0.0", DATE))
        return [page.extract_text() for page in PdfReader(file).pages]

    return Book(request.param, whole, file, shared.once(f"handbook-{request.param}", texts))


@pytest.fixture(scope="module", params=LANGUAGES)
def whole(request: pytest.FixtureRequest, site: Path) -> Handbook:
    """Return the handbook in a language, not printed."""
    return assembled(site, request.param)


def test_pages_are_a4_and_numbered(book: Book) -> None:
    pages = PdfReader(book.file).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {A4}
    for number, text in enumerate(book.texts[1:], start=2):
        assert str(number) in text.split()


def test_contents_name_the_right_pages(book: Book) -> None:
    text = ["".join(page.split()) for page in book.texts]
    contents = "".join(text[1:_AFTER_CONTENTS])
    for entry in book.whole.entries:
        name = "".join(entry.text.split())
        wanted = [number for number, page in enumerate(text, start=1) if name in page and number > _AFTER_CONTENTS]
        assert wanted, entry
        assert any(f"{name}{number}" in contents for number in wanted), entry


def test_document_is_tagged_and_says_its_language(book: Book) -> None:
    root: Any = PdfReader(book.file).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(book.language)
    kinds = _tags(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure", "/Link", "/L"} <= kinds


def _tags(node: Any) -> set[str]:
    """Return the kinds of element in the structure of a document."""
    found: set[str] = set()
    rest = [node]
    while rest:
        one = rest.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            rest += one
        elif isinstance(one, dict):
            found |= {str(one["/S"])} if "/S" in one else set()
            rest += [one["/K"]] if "/K" in one else []
    return found


def test_every_font_is_inside_and_every_character_readable(book: Book) -> None:
    done = spawn([tool("pdffonts"), book.file])
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    assert rows
    assert [row for row in rows if row[-5] != "yes" or row[-3] != "yes"] == []  # embedded; mapped to Unicode
    assert "干部" in "".join(book.texts)


def test_every_figure_and_term_is_printed_with_its_source(book: Book) -> None:
    text = "".join("".join(book.texts).split())
    data = load(ROOT).data
    labels = [getattr(figure.label, book.language) for figure in data.figures] + [term.zh for term in data.terms]
    assert [label for label in labels if "".join(label.split()) not in text] == []
    credit = "出处：" if book.language == "zh" else "Source:"
    assert text.count(credit) >= len(data.charts)


def test_nothing_waits_to_be_opened_and_the_citation_is_there(book: Book) -> None:
    assert not re.search(r"<(details|summary|button|form|input|nav|use)\b", "".join(book.whole.chapters))
    cover = "".join(book.texts[0].split())
    assert "甘肃日报，2023-10-21." in cover
    assert "(Version0.1.0)" in cover  # the site
    assert "".join(book.texts).count("GB/T 7714-2025") > len(NAMES)  # and each chapter of it
    assert all(text.count("GB/T 7714-2025") == text.count("APA 7") for text in book.texts)  # on one page


def test_no_page_is_almost_empty_and_each_has_its_head(book: Book) -> None:
    head = book.whole.title.split("：")[0].split(": ")[0]
    for number, text in enumerate(book.texts[1:], start=2):
        assert head in text
        assert "0.0.0" in text
        assert len(text.splitlines()) >= 8, f"page {number}: {text}"


def test_everything_stands_in_its_place_and_is_drawn(whole: Handbook, page: Page, tmp_path: Path) -> None:
    path = tmp_path / "handbook.html"
    path.write_text(whole.html("0.0.0", DATE), encoding="utf-8")
    page.set_viewport_size({"width": 628, "height": 900})  # as wide as the text on A4
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    assert page.evaluate(_ASTRAY) == []
    assert page.evaluate(_UNFILLED) == []


_ASTRAY = """() => [...document.body.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  return style.position !== "static" || style.float !== "none" || (!element.closest("svg") && (box.left < -1 || box.right > 629));
}).map((element) => element.outerHTML.slice(0, 200))"""  # out of the flow, or wider than the page: printed over something else
_UNFILLED = """() => [...document.querySelectorAll("svg *")].map((element) => getComputedStyle(element).fill).filter(
  (fill) => fill.includes("#") && !document.getElementById(fill.split("#")[1].split('"')[0]))"""  # with what is not there


def test_document_says_what_it_is(book: Book) -> None:
    reader = PdfReader(book.file)
    told, wanted = reader.metadata, book.whole
    root: Any = reader.root_object
    assert told
    assert (told.title, told.author, str(told.creation_date)) == (wanted.title, wanted.author, f"{DATE} 00:00:00+00:00")
    assert root["/ViewerPreferences"].get_object()["/DisplayDocTitle"]
    packet = reader.xmp_metadata
    assert packet
    assert packet.dc_title == {"x-default": wanted.title}
    assert (packet.dc_creator, packet.dc_language) == ([wanted.author], [wanted.tag])
    links = [link.get_object() for page in reader.pages for link in page.annotations or []]
    assert links
    assert [link for link in links if not link.get("/Contents")] == []


def test_every_link_leads_to_a_place_in_the_handbook(whole: Handbook) -> None:
    text = whole.html("0.0.0", DATE)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'\shref="#([^"]+)"', text)) - set(ids) == set()
    assert not re.search(r'href="(?!#|https?:|mailto:)', "".join(whole.chapters))


def test_same_pages_give_the_same_bytes(site: Path, chrome: Browser) -> None:
    whole = assembled(site, "zh")
    chapters = whole.chapters[:1]
    entries = [entry for entry in whole.entries if f'id="{entry.id}"' in "".join(chapters)]
    short = replace(whole, chapters=chapters, entries=entries)
    assert print_handbook(short, chrome, "0.0.0", DATE) == print_handbook(short, chrome, "0.0.0", DATE)


def test_all_pages_but_those_about_the_site_are_chapters() -> None:
    assert NAMES[:3] == ["index", "chain", "select"]
    assert {"claims", "figures", "sources", "about", "corrections"} <= set(NAMES)
    assert not {"contributing", "recipes", "style", "publishing", "engines"} & set(NAMES)


def test_radicals_become_characters() -> None:
    table = b"2 beginbfrange\n<0001> <0003> <2F31>\n<0004> <0005> <4E00>\nendbfrange\n1 beginbfchar\n<0006> <FB01>\nendbfchar\n"
    found = plain_names(table)
    assert b"<0001> <0003> [<5DFE> <5E72> <5E7A>]" in found
    assert b"<0004> <0005> <4E00>" in found
    assert b"<0006> <00660069>" in found
