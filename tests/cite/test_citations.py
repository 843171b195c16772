"""Citations: each string as it must read, each file as its own reader understands it, names whole."""

import json
from functools import cache
from pathlib import Path

import pybtex.database
import pytest
import rispy
import yaml
from citeproc.source.json import CiteProcJSON
from jsonschema import Draft202012Validator
from lxml import html
from playwright.sync_api import Locator, Page, expect

from scripts.cite.citing import Target, both, figure_targets
from scripts.cite.edition import Edition
from scripts.cite.references import FORMATS, Style, cite, plain
from scripts.publish.generated import sound_edition
from scripts.records.languages import Language
from scripts.records.released import Release
from tests.helpers.chrome import COPYING, NO_SCRIPT, Profile
from tests.helpers.paths import PATHS
from tests.helpers.sources import ROOT, run

RELEASE = Release(version="1.2.0", date="2026-12-01", values={})
TITLE = "全链条培养年轻干部 激发干事创业新动能：兰州新区不断健全完善干部队伍“选育管用”培养模式"
URL = "https://gansu.gansudaily.com.cn/system/2023/10/21/030895152.shtml"
CARD = Target("study-routes", {"zh": "现场教学观摩线路", "en": "Field-study routes"}, "figures/#study-routes")
SCHEMA = Draft202012Validator(json.loads((ROOT / "tests/cite/csl-data.schema.json").read_text(encoding="utf-8")))
HOME = Target("site", {"zh": "选育管用", "en": "Select–develop–manage–use"}, "")


@cache
def edition() -> Edition:
    found = sound_edition(ROOT)
    return Edition(found.environment, found.data, RELEASE, "https://example.org/")


REPORT: dict[Style, str] = {
    "gbt-2025": f"薛砚，史晓峰. {TITLE}[N/OL]. 甘肃日报，2023-10-21. {URL}.",
    "gbt-2015": f"薛砚, 史晓峰. {TITLE.replace('：', ': ')}[N/OL]. 甘肃日报, 2023-10-21[2026-11-23]. {URL}.",
    "apa": (
        "Xue, Y., & Shi, X. (2023, October 21). Quan liantiao peiyang nianqing ganbu, jifa ganshi chuangye xin dongneng: Lanzhou "
        "Xinqu buduan jianquan wanshan ganbu duiwu “xuan yu guan yong” peiyang moshi [Developing young officials along the full "
        "chain to stimulate new drive: Lanzhou New Area keeps improving its “select–develop–manage–use” model]. "
        f"<cite>Gansu Daily</cite>. {URL}"
    ),
}


@pytest.mark.parametrize("style", REPORT)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_report(style: Style, language: Language) -> None:
    assert cite(both(edition(), CARD, language)[0], style) == REPORT[style]


PLACES: list[tuple[Target, Language, Style, str]] = [
    (CARD, "zh", "gbt-2025", "选育管用：现场教学观摩线路：1.2.0 版[EB/OL]. （2026-12-01）[引用日期]. https://example.org/figures/#study-routes."),
    (CARD, "zh", "gbt-2015", "选育管用: 现场教学观摩线路: 1.2.0 版[EB/OL]. (2026-12-01)[引用日期]. https://example.org/figures/#study-routes."),
    (CARD, "zh", "apa", "现场教学观摩线路 [Field-study routes]. (2026, December 1). In <cite>选育管用 [Select–develop–manage–use]</cite> (Version 1.2.0). https://example.org/figures/#study-routes"),
    (CARD, "en", "gbt-2025", "Select–develop–manage–use: Field-study routes: version 1.2.0[EB/OL]. (2026-12-01)[date of access]. https://example.org/en/figures/#study-routes."),
    (CARD, "en", "gbt-2015", "Select–develop–manage–use: Field-study routes: version 1.2.0[EB/OL]. (2026-12-01)[date of access]. https://example.org/en/figures/#study-routes."),
    (CARD, "en", "apa", "Field-study routes. (2026, December 1). In <cite>Select–develop–manage–use</cite> (Version 1.2.0). https://example.org/en/figures/#study-routes"),
    (HOME, "zh", "gbt-2025", "选育管用：1.2.0 版[EB/OL]. （2026-12-01）[引用日期]. https://example.org/."),
    (HOME, "en", "apa", "<cite>Select–develop–manage–use</cite> (Version 1.2.0). (2026, December 1). https://example.org/en/"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "language", "style", "wanted"), PLACES)
def test_place_on_this_site(target: Target, language: Language, style: Style, wanted: str) -> None:
    assert cite(both(edition(), target, language)[1], style) == wanted


def test_plain_text_has_no_marks() -> None:
    assert "<" not in plain(REPORT["apa"])


@pytest.mark.parametrize("form", FORMATS)
def test_file_reads_as_written(form: str) -> None:
    golden = ROOT / f"tests/cite/golden/citation.{form}"
    assert FORMATS[form](both(edition(), CARD, "zh")) == golden.read_bytes().decode("utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_other_programs_read_every_file(language: Language) -> None:
    """Programs that were not written for this read all three, and Chinese names come back whole."""
    for target in figure_targets(edition()):
        entries = both(edition(), target, language)
        keys = {entry.key for entry in entries}
        bibliography = pybtex.database.parse_string(FORMATS["bib"](entries), "bibtex").entries
        assert set(bibliography.keys()) == keys
        people = bibliography["gansu-daily-2023"].persons["author"]
        assert [[part.strip("{}") for part in person.last_names] for person in people] == [["薛砚"], ["史晓峰"]]
        found = rispy.loads(FORMATS["ris"](entries))
        assert [item["id"] for item in found] == [entry.key for entry in entries]
        assert found[0]["authors"] == ["薛砚", "史晓峰"]
        read = CiteProcJSON(json.loads(FORMATS["json"](entries)))
        assert set(read) == keys
        assert [str(name["literal"]) for name in read["gansu-daily-2023"]["author"]] == ["薛砚", "史晓峰"]


CSL_FAULTS: dict[str, dict[str, object]] = {
    "type that is none": {"type": "newspaper"},
    "unknown field": {"container": "甘肃日报"},
    "name torn apart": {"author": [{"family": "薛", "given": "砚"}]},
    "date as text": {"issued": "2023-10-21"},
    "address from the root": {"URL": "figures/#study-routes"},
}


def test_csl_follows_its_schema() -> None:
    for target in figure_targets(edition()):
        SCHEMA.validate(json.loads(FORMATS["json"](both(edition(), target, "zh"))))


@pytest.mark.parametrize("name", CSL_FAULTS)
def test_faulty_csl_is_refused(name: str) -> None:
    items = json.loads(FORMATS["json"](both(edition(), CARD, "zh")))
    items[0] |= CSL_FAULTS[name]
    assert not SCHEMA.is_valid(items)


def cff(path: Path) -> int:
    return run("check_jsonschema", "--builtin-schema", "vendor.citation-file-format", str(path)).returncode


def test_citation_file_is_valid(tmp_path: Path) -> None:
    assert cff(ROOT / "CITATION.cff") == 0
    record = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert [author["name"] for author in record["references"][0]["authors"]] == ["薛砚", "史晓峰"]
    del record["authors"]
    faulty = tmp_path / "CITATION.cff"
    faulty.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    assert cff(faulty) == 1


def test_every_figure_and_page_has_one_block_with_all_formats(site: Path, address: str) -> None:
    """One at the end of each page, and one in the row of each figure, for that figure."""
    figures = [figure.id for figure in edition().data.figures]
    for name in PATHS:
        (article,) = html.parse(str(site / name / "index.html")).getroot().iter("article")
        blocks = {f"{address}{name}": article.xpath("./details[@class='cite']")}
        if name.endswith("figures/"):
            blocks |= {f"{address}{name}#{id}": article.xpath(f".//details[@id='{id}']/details[@class='cite']") for id in figures}
        assert len(article.xpath(".//details[@class='cite']")) == len(blocks), name
        for place, found in blocks.items():
            assert len(found) == 1, place
            text = found[0].text_content()
            assert all(form in text for form in ("GB/T 7714-2025", "APA 7", "GB/T 7714-2015", "BibTeX", "RIS", "CSL-JSON"))
            assert f"{place}." in text  # the permanent address, whole
            assert "0.1.0" in text


def opened_block(page: Page, url: str) -> Locator:
    """Open the row of a figure and in it how to cite that, as a reader does, and return the block."""
    page.goto(url)
    row = page.locator("#study-routes")
    row.locator("> summary").click()
    block = row.locator("> details.cite")
    block.locator("> summary").click()
    return block


def test_reads_without_script(address: str, site: Path, profile: Profile) -> None:
    block = opened_block(profile(**NO_SCRIPT), f"{address}en/figures/")
    expect(block.get_by_text("Select–develop–manage–use: Field-study routes").first).to_be_visible()
    expect(block.locator(".cite-copy")).to_have_count(0)


def test_one_action_copies_with_the_readers_date(address: str, site: Path, profile: Profile) -> None:
    page = profile(**COPYING)
    page.clock.set_fixed_time("2027-01-05T12:00:00")
    block = opened_block(page, f"{address}figures/")
    block.get_by_role("button", name="复制 GB/T 7714-2025").nth(1).click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"选育管用：现场教学观摩线路：0.1.0 版[EB/OL]. （2026-11-23）[2027-01-05]. {address}figures/#study-routes."
