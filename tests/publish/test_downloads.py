"""The downloads: valid, complete, inert, and the same bytes wherever and whenever they are made."""

import csv
import io
import json
import os
import re
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pandas
import pybtex.database
import pytest
import rispy
from translate.storage.tbx import tbxfile

from scripts.built.site import read_site
from scripts.cite.edition import Edition
from scripts.publish.columns import TABLES, codes, columns
from scripts.publish.downloads import built, published
from scripts.publish.generated import sound_edition
from scripts.publish.rows import interval, rows
from scripts.publish.tables import inert, tables
from scripts.publish.workbook import workbook
from scripts.records.load import DATA_FILE, load
from scripts.records.vocabulary import DerivedPrecision
from tests.cite.test_citations import SCHEMA
from tests.helpers.sources import ROOT

SITE = "https://example.org/sub/"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return sound_edition(ROOT).at(SITE)


@pytest.fixture(scope="module")
def files(edition: Edition) -> dict[str, bytes]:
    return published(edition, (ROOT / DATA_FILE).read_bytes())


@pytest.fixture
def zone() -> Iterator[None]:
    """Put the clock elsewhere for one test."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Kiritimati"
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before:
        os.environ["TZ"] = before
    time.tzset()


def test_same_bytes_in_another_time_zone(edition: Edition, files: dict[str, bytes], zone: None) -> None:
    assert published(edition, (ROOT / DATA_FILE).read_bytes()) == files


def test_build_makes_what_pages_may_link_to(files: dict[str, bytes]) -> None:
    assert files.keys() >= built(load(ROOT).data)


def test_archive_holds_everything_and_its_citation(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["data/xuan-yu-guan-yong.zip"])) as archive:
        assert set(archive.namelist()) == {
            "README.txt", "citations.bib", "citations.json", "citations.ris", "claims.csv", "claims.json", "datapackage.json", "figures.csv", "figures.json",
            "figures.xlsx", "phrases.csv", "pipeline.yml", "sources.csv", "terms.csv", "terms.tbx",
        }  # fmt: skip
        assert archive.read("figures.csv") == files["data/figures.csv"]
        assert archive.testzip() is None


@pytest.mark.parametrize("place", ["repository", "site"])
def test_package_is_valid(place: str, site: Path) -> None:
    folder = ROOT / "docs/data" if place == "repository" else site / "data"
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.to_summary()


PACKAGE_FAULTS = {
    "unit that is no unit": ("figures.csv", ",person,437,", ",persons,437,"),
    "value that is no number": ("figures.csv", ",437,exact,", ",437人,exact,"),
    "column renamed": ("figures.csv", ",precision,", ",exactness,"),
    "row twice": ("sources.csv", "china-com-cn-2023,", "gansu-daily-2023,"),
}


@pytest.mark.parametrize("name", PACKAGE_FAULTS)
def test_validator_finds_a_planted_fault(name: str, tmp_path: Path) -> None:
    table, old, new = PACKAGE_FAULTS[name]
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "docs/data", folder)
    text = (folder / table).read_text(encoding="utf-8")
    assert old in text, f"the fault can no longer be planted: {old}"
    (folder / table).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


def test_table_opens_in_pandas_with_no_argument(edition: Edition) -> None:
    frame = pandas.read_csv(ROOT / "docs/data/figures.csv")
    assert list(frame.columns) == [column.name for column in columns("figures")]
    assert len(frame) == sum(len(figure.observations) for figure in edition.data.figures) + len(edition.data.derived)
    assert frame.set_index("row_id").loc["recruited-total@gansu-daily-2023", "value"] == 437


NEEDED = (
    "unit", "value", "precision", "bounds", "period_kind", "source_id", "label_zh", "label_en", "definition_zh", "definition_en",
    "caveat_zh", "caveat_en", "permalink_zh", "permalink_en",
)  # fmt: skip


def test_every_row_is_complete_and_its_permalinks_resolve(site: Path, address: str) -> None:
    pages = read_site(site, address).pages
    with (site / "data/figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert [name for name in NEEDED if not row[name]] == [], row["row_id"]
            assert row["paragraph"] or (row["locator_zh"] and row["locator_en"]), row["row_id"]
            for language in ("zh", "en"):
                place, anchor = row[f"permalink_{language}"].removeprefix(address).split("#")
                assert anchor in pages[f"{place}index.html"].anchors


def test_permalinks_of_sources_and_terms_resolve(site: Path, address: str) -> None:
    pages = read_site(site, address).pages
    for table in ("sources", "terms"):
        with (site / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                place, anchor = row["permalink_en"].removeprefix(address).split("#")
                assert anchor in pages[f"{place}index.html"].anchors


def test_table_is_utf8_without_mark_and_with_line_feeds(files: dict[str, bytes]) -> None:
    for table in TABLES:
        content = files[f"data/{table}.csv"]
        assert not content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_cell_is_never_a_formula(text: str, edition: Edition) -> None:
    assert inert(text) == f"'{text}"
    table = rows(edition.data, SITE)
    table["terms"][0] |= {"en": text}
    written = next(csv.DictReader(io.StringIO(tables(table)["terms.csv"])))
    assert written["en"] == f"'{text}"
    cell = openpyxl.load_workbook(io.BytesIO(workbook(table, [], "Title", "2026-11-23")))["术语 Terms"]["D2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_number_and_plain_text_stay_as_they_are() -> None:
    assert [inert(cell) for cell in (437, 5.7, None, "干部")] == [437, 5.7, None, "干部"]


def test_workbook_says_the_same_as_the_table(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["data/figures.xlsx"]))
    assert book.sheetnames == [
        "说明 Notes",
        "数字 Figures",
        "说法 Claims",
        "提法 Phrases",
        "来源 Sources",
        "术语 Terms",
        "各列 Columns",
    ]
    for table, sheet in zip(TABLES, book.worksheets[1:-1], strict=True):
        written = csv.reader(io.StringIO(files[f"data/{table}.csv"].decode()))
        cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        assert cells == list(written)
    described = {(row[0], row[1]) for row in book.worksheets[-1].iter_rows(min_row=2, values_only=True) if row[2] and row[3]}
    assert described == {(table, column.name) for table in TABLES for column in columns(table)}


def test_sheet_opens_in_pandas_with_numbers_as_numbers(files: dict[str, bytes]) -> None:
    sheets = pandas.ExcelFile(io.BytesIO(files["data/figures.xlsx"]))
    for table, sheet in zip(TABLES, sheets.sheet_names[1:], strict=False):
        frame = pandas.read_excel(sheets, sheet_name=sheet)
        numbers = {column.name for column in columns(table) if column.type in {"number", "integer"}}
        assert set(frame.select_dtypes("number").columns) == numbers | {name for name in frame if frame[name].isna().all()}
    figures = pandas.read_excel(sheets, sheet_name="数字 Figures").set_index("row_id")
    assert figures.loc["attendances-per-session", "value"] * 2 == 165
    assert figures["value_min"].min() >= 0


@pytest.mark.parametrize(
    ("value", "precision", "decimals", "wanted"),
    [
        (437, "exact", 0, (437, 437, "[437, 437]")),
        (340, "more_than", 0, (340, None, "(340, ∞)")),
        (340, "at_least", 0, (340, None, "[340, ∞)")),
        (340, "about", 0, (None, None, "")),
        (20, "at_most", 0, (0, 20, "[0, 20]")),
        (20, "less_than", 0, (0, 20, "[0, 20)")),
        (5.7, "rounded", 1, (5.65, 5.75, "[5.65, 5.75)")),
        (82.5, "rounded", 1, (82.45, 82.55, "[82.45, 82.55)")),
        (60.0, "rounded", 0, (59.5, 60.5, "[59.5, 60.5)")),
        (60.0, "exact", 0, (60, 60, "[60, 60]")),
        (1234567, "exact", 0, (1234567, 1234567, "[1234567, 1234567]")),
    ],
)
def test_bounds(value: float, precision: DerivedPrecision, decimals: int, wanted: tuple[float | None, float | None, str]) -> None:
    assert interval(value, precision, decimals) == wanted


def test_records_carry_bounds_and_addresses(files: dict[str, bytes]) -> None:
    records = json.loads(files["data/figures.json"])
    figure = next(figure for figure in records["figures"] if figure["id"] == "living-apart-resolved")
    assert figure["observations"][0] | {"value_max": None} == figure["observations"][0]
    assert figure["observations"][0]["bounds"] == "(340, ∞)"
    assert figure["permalink"]["en"] == f"{SITE}en/figures/#living-apart-resolved"


def test_calculation_says_that_it_is_rounded_and_what_was_inferred(files: dict[str, bytes]) -> None:
    """In the table and in the records alike; both give every source that they name."""
    row = next(
        row for row in csv.DictReader(io.StringIO(files["data/figures.csv"].decode())) if row["row_id"] == "share-county-level"
    )
    assert (row["value"], row["precision"], row["bounds"], row["inferred"]) == (
        "5.7",
        "rounded",
        "[5.65, 5.75)",
        "period_end as_of",
    )
    records = json.loads(files["data/figures.json"])
    share = next(value for value in records["derived"] if value["id"] == "share-county-level")
    assert (share["precision"], share["inferred"]) == ("rounded", ["period_end", "as_of"])
    total = next(value for value in records["derived"] if value["id"] == "placements-listed")
    assert (str(total["value"]), total["precision"], total["bounds"]) == ("60", "exact", "[60, 60]")
    for name in ("figures", "claims"):
        text = files[f"data/{name}.json"].decode()
        known = {source["id"] for source in json.loads(text)["sources"]}
        assert set(re.findall(r'"(?:source|to)": "([a-z0-9-]+)"', text)) <= known


def test_one_file_cites_everything_with_a_key_each(site: Path, address: str) -> None:
    items = json.loads((site / "data/citations.json").read_text(encoding="utf-8"))
    keys = [item["id"] for item in items]
    assert len(keys) == len(set(keys))
    data = load(ROOT).data
    assert {source.id for source in data.sources} | {f"{figure.id}-en" for figure in data.figures} | {
        "site-zh",
        "select-en",
    } <= set(keys)
    home = next(item for item in items if item["id"] == "site-en")
    assert (home["URL"], home["author"]) == (f"{address}en/", [{"literal": "The editors of Select–develop–manage–use"}])
    assert list(pybtex.database.parse_file(str(site / "data/citations.bib")).entries) == keys
    assert [item["id"] for item in rispy.loads((site / "data/citations.ris").read_text(encoding="utf-8"))] == keys
    SCHEMA.validate(items)


def test_readme_explains_every_column_and_code(files: dict[str, bytes]) -> None:
    text = files["data/README.txt"].decode()
    for table in TABLES:
        for column in columns(table):
            assert f"\n{column.name}" in text
            assert column.zh in text
            assert column.en in text
    for listed in codes(load(ROOT).data).values():
        assert all(f"{value} = {code.zh} / {code.en}" in text for value, code in listed.items())


def test_both_languages_link_to_the_same_downloads(site: Path) -> None:
    pages = read_site(site).pages
    found = []
    for name in ("figures/index.html", "en/figures/index.html"):
        links = pages[name].root.xpath("//article//a/@href[contains(., 'data/') and not(contains(., 'cite/'))]")
        found.append([str(link).rpartition("../")[2] for link in links])
    assert found[0] == found[1]
    assert {"data/figures.csv", "data/figures.xlsx", "data/xuan-yu-guan-yong.zip"} <= set(found[0])


def test_terms_go_through_the_translate_toolkit_and_back(edition: Edition, files: dict[str, bytes]) -> None:
    """As Weblate reads them: source, target, its status, what to avoid; nothing is lost when they are written again."""
    text = files["data/terms.tbx"]
    assert edition.release.version.encode() in text
    for content in (text, bytes(_glossary(text))):
        found = {unit.getid(): unit for unit in _glossary(content).units}
        assert list(found) == [term.id for term in edition.data.terms]
        for term in edition.data.terms:
            unit = found[term.id]
            assert (unit.source, unit.target) == (term.zh, term.en)
            assert [one.text for one in unit.get_target_terms() if one.deprecated] == [avoid.text for avoid in term.avoid]
            notes = {(note.category, note.text) for note in (*unit.get_common_notes(), *unit.get_common_notes(source=True))}
            assert notes >= {("definition", term.definition.zh), ("definition", term.definition.en), ("pinyin", term.pinyin)}


def _glossary(content: bytes) -> Any:
    reader: Any = tbxfile
    glossary = reader.parsestring(content)
    glossary.setsourcelanguage("zh-Hans")
    glossary.settargetlanguage("en")
    return glossary
