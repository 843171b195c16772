"""The downloads: valid, complete, inert, and the same bytes wherever and whenever they are made."""

import csv
import io
import json
import re
import shutil
import time
import zipfile
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
from scripts.publish.tables import inert, tables, workbook
from scripts.records.languages import LANGUAGES
from scripts.records.load import DATA_FILE, load
from scripts.records.vocabulary import DerivedPrecision
from tests.cite.test_citations import SCHEMA
from tests.helpers.sources import ROOT
from tests.helpers.tables import table as read_table

SITE = "https://example.org/sub/"


def table(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.fixture(scope="module")
def edition() -> Edition:
    return sound_edition(ROOT).at(SITE)


@pytest.fixture(scope="module")
def files(edition: Edition) -> dict[str, bytes]:
    return published(edition, (ROOT / DATA_FILE).read_bytes())


def test_same_bytes_in_another_time_zone(edition: Edition, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Pacific/Kiritimati")
        time.tzset()
        made = published(edition, (ROOT / DATA_FILE).read_bytes())
    time.tzset()
    assert made == files


def test_build_makes_what_pages_may_link_to_and_an_archive_with_its_citation(files: dict[str, bytes]) -> None:
    assert files.keys() >= built(load(ROOT).data)
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


NEEDED = {
    "figures": [
        "unit", "value", "precision", "bounds", "period_kind", "source_id", "label_zh", "label_en", "definition_zh", "definition_en", "caveat_zh", "caveat_en",
    ],
    "sources": [],
    "terms": [],
}  # fmt: skip


@pytest.mark.parametrize("name", NEEDED)
def test_every_row_is_complete_and_its_permalinks_resolve(name: str, site: Path, address: str) -> None:
    pages = read_site(site, address).pages
    for row in table((site / f"data/{name}.csv").read_bytes()):
        assert [column for column in NEEDED[name] if not row[column]] == [], row
        assert name != "figures" or row["paragraph"] or (row["locator_zh"] and row["locator_en"]), row
        for language in LANGUAGES:
            place, anchor = row[f"permalink_{language}"].removeprefix(address).split("#")
            assert anchor in pages[f"{place}index.html"].anchors


def test_table_is_utf8_without_mark_and_with_line_feeds(files: dict[str, bytes]) -> None:
    for name in TABLES:
        content = files[f"data/{name}.csv"]
        assert not content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_cell_is_never_a_formula(text: str, edition: Edition) -> None:
    assert inert(text) == f"'{text}"
    made = rows(edition.data, SITE)
    made["terms"][0] |= {"en": text}
    assert table(tables(made)["terms.csv"].encode())[0]["en"] == f"'{text}"
    cell = openpyxl.load_workbook(io.BytesIO(workbook(made, [], "Title", "2026-11-23")))["术语 Terms"]["D2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_number_and_plain_text_stay_as_they_are() -> None:
    assert [inert(cell) for cell in (437, 5.7, None, "干部")] == [437, 5.7, None, "干部"]


def test_workbook_says_the_same_as_the_table(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["data/figures.xlsx"]))
    names = ", ".join(book.sheetnames)
    assert names == "说明 Notes, 数字 Figures, 说法 Claims, 提法 Phrases, 来源 Sources, 术语 Terms, 各列 Columns"
    for name, sheet in zip(TABLES, book.worksheets[1:-1], strict=True):
        cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        assert cells == list(csv.reader(io.StringIO(files[f"data/{name}.csv"].decode())))
    described = {(row[0], row[1]) for row in book.worksheets[-1].iter_rows(min_row=2, values_only=True) if row[2] and row[3]}
    assert described == {(name, column.name) for name in TABLES for column in columns(name)}


def test_sheet_opens_in_pandas_with_numbers_as_numbers(files: dict[str, bytes]) -> None:
    sheets = pandas.ExcelFile(io.BytesIO(files["data/figures.xlsx"]))
    for name, sheet in zip(TABLES, sheets.sheet_names[1:], strict=False):
        frame = pandas.read_excel(sheets, sheet_name=sheet)
        numbers = {column.name for column in columns(name) if column.type in {"number", "integer"}}
        assert set(frame.select_dtypes("number").columns) == numbers | {column for column in frame if frame[column].isna().all()}
    figures = pandas.read_excel(sheets, sheet_name="数字 Figures").set_index("row_id")
    assert figures.loc["attendances-per-session", "value"] * 2 == 165
    assert figures["value_min"].min() >= 0


@pytest.mark.parametrize(("value", "precision", "decimals", "wanted"), read_table("publish/intervals.yml"))
def test_value_stands_for_an_interval(value: float, precision: DerivedPrecision, decimals: int, wanted: list[object]) -> None:
    assert list(interval(value, precision, decimals)) == wanted


def test_records_carry_bounds_addresses_and_what_was_inferred(files: dict[str, bytes]) -> None:
    """In the table and in the records alike; both give every source that they name."""
    rows = {row["row_id"]: row for row in table(files["data/figures.csv"])}
    share = [rows["share-county-level"][name] for name in ("value", "precision", "bounds", "inferred")]
    assert share == ["5.7", "rounded", "[5.65, 5.75)", "period_end as_of"]
    records = json.loads(files["data/figures.json"])
    found = {record["id"]: record for record in (*records["figures"], *records["derived"])}
    seen = found["living-apart-resolved"]["observations"][0]
    assert (seen["value_max"], seen["bounds"]) == (None, "(340, ∞)")
    assert found["living-apart-resolved"]["permalink"]["en"] == f"{SITE}en/figures/#living-apart-resolved"
    assert (found["share-county-level"]["precision"], found["share-county-level"]["inferred"]) == (
        "rounded",
        ["period_end", "as_of"],
    )
    total = found["placements-listed"]
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
    wanted = {source.id for source in data.sources} | {f"{figure.id}-en" for figure in data.figures} | {"site-zh", "select-en"}
    assert wanted <= set(keys)
    home = next(item for item in items if item["id"] == "site-en")
    assert (home["URL"], home["author"]) == (f"{address}en/", [{"literal": "The editors of Select–develop–manage–use"}])
    assert list(pybtex.database.parse_file(str(site / "data/citations.bib")).entries) == keys
    assert [item["id"] for item in rispy.loads((site / "data/citations.ris").read_text(encoding="utf-8"))] == keys
    SCHEMA.validate(items)


def test_readme_explains_every_column_and_code(files: dict[str, bytes]) -> None:
    text = files["data/README.txt"].decode()
    described = [column for name in TABLES for column in columns(name)]
    assert [one.name for one in described if not all(word in text for word in (f"\n{one.name}", one.zh, one.en))] == []
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
