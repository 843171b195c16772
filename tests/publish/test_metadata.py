"""What programs find: JSON-LD that expands, no personal names, a feed in each language, each page as Markdown, llms.txt."""

import json
import re
from pathlib import Path

import pytest
from lxml import etree, html
from pyld import jsonld

from scripts.cite.edition import Edition
from scripts.pages.read import read_pages
from scripts.publish.companions import companions
from scripts.publish.feed import feed
from scripts.records.load import load
from scripts.records.model import Correction
from scripts.records.released import Release
from scripts.render.render import environment, render
from scripts.site.prepare import prepare
from tests.helpers.paths import PATHS
from tests.helpers.sources import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://example.org/"
CORRECTION = Correction.model_validate(
    {
        "id": "routes-recounted", "date": "2027-02-03", "figure": "study-routes", "field": "value", "was": "17", "now": "18",
        "kind": "correction", "cause": {"zh": "录入时看错<一行>。", "en": "Read from the wrong <row>."},
    }
)  # fmt: skip


def edition(*corrections: Correction) -> Edition:
    data = load(ROOT).data.model_copy(update={"corrections": list(corrections)})
    return Edition(environment(), data, Release(version="1.2.0", date="2026-12-01", values={}), SITE)


def metadata(path: Path) -> dict[str, object]:
    found = html.parse(str(path)).getroot().xpath("//script[@type='application/ld+json']/text()")
    assert len(found) == 1, path
    return dict(json.loads(str(found[0])))


def expanded(record: dict[str, object]) -> list[dict[str, object]]:
    """Expand with the vocabulary inline, since the remote context cannot be loaded."""
    return list(jsonld.expand(record | {"@context": {"@vocab": "https://schema.org/"}}))


def test_every_page_has_metadata_and_the_figures_are_a_dataset(site: Path, address: str) -> None:
    for path in (site / page / "index.html" for page in PATHS):
        record = metadata(path)
        node = expanded(record)[0]
        wanted = "Dataset" if path.parent.name == "figures" else "WebPage"
        assert node["@type"] == [f"https://schema.org/{wanted}"], path
        assert node["@id"] == address + path.relative_to(site).as_posix().removesuffix("index.html")
        assert record["name"]
        assert record["description"]


def test_dataset_measures_every_observation_and_names_nobody(site: Path) -> None:
    data = load(ROOT).data
    for name in ("figures/index.html", "en/figures/index.html"):
        record = metadata(site / name)
        measured = expanded(record)[0]["https://schema.org/variableMeasured"]
        assert isinstance(measured, list)
        assert len(measured) == sum(len(figure.observations) for figure in data.figures)
        assert "sameAs" not in json.dumps(record)
    for path in (site / page / "index.html" for page in PATHS):
        assert not re.search("薛砚|史晓峰", json.dumps(metadata(path), ensure_ascii=False))


def test_downloads_of_the_dataset_are_there(site: Path, address: str) -> None:
    downloads = metadata(site / "figures/index.html")["distribution"]
    assert isinstance(downloads, list)
    assert len(downloads) == 8
    for download in downloads:
        assert (site / download["contentUrl"].removeprefix(address)).is_file()


def atom(text: str) -> etree._Element:
    """Return the feed after checking what RFC 4287 requires of it."""
    root = etree.fromstring(text.encode("utf-8"))
    for element in [root, *root.iter(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert (element.findtext(f"{ATOM}id") or "").startswith("http")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{ATOM}updated") or "")
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    return root


@pytest.mark.parametrize(
    ("language", "title", "summary"),
    [
        ("zh", "更正（本站的错）：现场教学观摩线路", "原为“17 条线路”，改为“18 条线路”。录入时看错<一行>。"),
        (
            "en",
            "Correction (our mistake): Field-study routes",
            "It was “17 routes” and is now “18 routes”. Read from the wrong <row>.",
        ),
    ],
)
def test_feed_shows_a_correction(language: str, title: str, summary: str) -> None:
    root = atom(feed(edition(CORRECTION), language))  # type: ignore[arg-type]
    assert root.findtext(f"{ATOM}updated") == "2027-02-03T00:00:00Z"
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) == (title, summary)


def test_feed_without_corrections_is_dated_by_the_release() -> None:
    root = atom(feed(edition(), "zh"))
    assert root.findtext(f"{ATOM}updated") == "2026-12-01T00:00:00Z"
    assert root.find(f"{ATOM}entry") is None


def test_feed_entry_leads_to_its_row_on_the_page() -> None:
    fragments = render(edition(CORRECTION), read_pages(ROOT))
    row = next(row for row in fragments["docs/_generated/en/corrections.md"].splitlines() if "routes-recounted" in row)
    assert '<th scope="row" id="routes-recounted">3 February 2027</th>' in row
    assert "<td>17 routes</td><td>18 routes</td><td>Correction (our mistake)</td>" in row


def test_every_page_names_feed_and_markdown(site: Path) -> None:
    for path in (site / page / "index.html" for page in PATHS):
        root = html.parse(str(path)).getroot()
        for kind in ("application/atom+xml", "text/markdown"):
            found = root.xpath(f"//head/link[@rel='alternate'][@type='{kind}']/@href")
            assert len(found) == 1
            assert (path.parent / str(found[0])).is_file(), found
    for language in ("zh", "en"):
        atom((site / f"data/corrections-{language}.atom").read_text(encoding="utf-8"))


def test_markdown_says_what_the_page_says_and_its_caveats(site: Path) -> None:
    text = (site / "en/manage/index.md").read_text(encoding="utf-8")
    assert text.startswith("# Manage")
    for left_over in ("--8<--", "{#", "{ .", "<div", "<details", "<table", "<!--", "](figures.md"):
        assert left_over not in text
    assert "| Figure | Value | Period | Source |\n| :-- | :-- | :-- | :-- |\n| Officials reunited with family" in text
    assert "more than 340 people" in text
    assert "It counts officials, not families" in text


def test_markdown_takes_charts_and_tables_by_their_words() -> None:
    page = next(page for page in read_pages(ROOT) if (page.name, page.language) == ("manage", "en"))
    drawn = '<figure><svg role="img"><title>Chart</title><desc>More than 340 officials.</desc><path d="M0"/></svg></figure>\n'
    fragments = render(edition(), [page]) | {f"docs/_generated/{page.includes[0].target}": drawn}
    text = companions(edition(), [page], fragments)["en/manage/index.md"]
    assert "Chart. More than 340 officials." in text
    assert "<svg" not in text


def test_list_for_tools_leads_to_every_page(site: Path, address: str) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# 选育管用 Select–develop–manage–use\n\n> ")
    found = re.findall(r"\]\(([^)]+)\)", text)
    assert len(found) == len(read_pages(ROOT)) + 4
    for link in found:
        assert (site / link.removeprefix(address)).is_file(), link


def test_page_that_has_no_description_yet_can_be_previewed(copy: Path) -> None:
    """The checks ask for one; whoever has just begun a page sees it all the same."""
    for language, title in (("zh", "新页"), ("en", "New")):
        (copy / f"docs/new.{language}.md").write_text(f"# {title} {{#new}}\n\n{title}\n", encoding="utf-8")
    prepared = prepare(copy, SITE)
    assert {"new.zh", "new.en"} <= prepared.front.keys()
    assert f"- [新页]({SITE}new/index.md): \n" in prepared.unlinked["llms.txt"].decode()
