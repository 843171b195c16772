"""What the second engine builds: faults planted in small sites that the comparison must find, and the steps around Zensical."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from scripts.built.site import read_site
from scripts.pages.addresses import page_address
from scripts.pages.finish import finished
from scripts.pages.page import Page
from scripts.pages.read import read_pages
from scripts.site.prepare import prepare
from scripts.site.prepared import Prepared
from scripts.zensical.assemble import assemble, shared, within
from scripts.zensical.compare import differences, main
from scripts.zensical.stage import END_OF_TEXT, staged_config, staged_page
from tests.helpers.sources import ROOT
from tests.helpers.tables import table

TABLES = table("zensical/links.yml")

ROOT_ADDRESS = "https://example.org/"
PAGE = """<!doctype html><html lang="en"><head><title>A page</title><meta name="description" content="Of a page">
<script type="application/ld+json">{"name": "A page"}</script></head>
<body><nav><a href="../other/">Other</a></nav><article><h1 id="top">A page</h1><p>Of these, <a href="#seen">25 people</a> were seen.</p>
<figure><figcaption>People seen</figcaption><table><tr><th>Group</th><th>Number</th></tr><tr><td>First</td><td>3</td></tr>
<tr><td>Second</td><td>22</td></tr></table></figure><svg><desc>Of people</desc><text>22 people</text></svg><p><a href="../data/seen.csv">Download</a></p>
<img src="../assets/a.svg" alt="Bars"></article><footer><p>Made with one</p></footer></body></html>"""
READY = Prepared(
    front={"a.zh": {"name": "a"}, "a.en": {"json_ld": '{"name": "<\\/b>"}'}},
    notes={"a.zh": ([], "落后", ""), "a.en": (["late"], "Behind", "")},
    cite={"a.zh": "<section>引用</section>", "a.en": "<section>Cite</section>"},
    linked={},
    unlinked={},
    redirects={},
    stages=[],
    title="Site",
    tones={},
)


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    """Return two folders that hold the same site."""
    folders = (tmp_path / "first", tmp_path / "second")
    for folder in folders:
        for path, text in {"page/index.html": PAGE, "index.html": PAGE, "data/seen.csv": "group,number\nfirst,3\n"}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    return folders


def found(sites: tuple[Path, Path]) -> list[str]:
    return [str(problem) for problem in differences(*(read_site(folder, ROOT_ADDRESS) for folder in sites))]


def test_same_sites_have_no_difference(sites: tuple[Path, Path]) -> None:
    assert found(sites) == []


FAULTS = table("zensical/faults.yml")


@pytest.mark.parametrize("name", FAULTS)
def test_planted_difference_is_found(name: str, sites: tuple[Path, Path]) -> None:
    before, after, wanted = FAULTS[name].values()
    assert before in PAGE
    (sites[1] / "page/index.html").write_text(PAGE.replace(before, after), encoding="utf-8")
    problems = found(sites)
    assert all(problem.startswith("second/page/index.html:") for problem in problems)
    assert any(wanted in problem for problem in problems), problems


def test_other_way_to_write_the_same_is_no_difference(sites: tuple[Path, Path]) -> None:
    same = (
        PAGE.replace('href="../data/', f'href="{ROOT_ADDRESS}data/')
        .replace('"#seen"', '"./#seen"')
        .replace("were seen.", "were\n seen. ")
    )
    (sites[1] / "page/index.html").write_text(same, encoding="utf-8")
    assert found(sites) == []


def test_download_that_differs_or_is_missing_is_found(sites: tuple[Path, Path]) -> None:
    (sites[1] / "data/seen.csv").write_text("group,number\nfirst,4\n", encoding="utf-8")
    (sites[1] / "page/index.html").unlink()
    (sites[1] / "more.txt").write_text("", encoding="utf-8")
    (sites[1] / "assets").mkdir()
    (sites[1] / "assets/style.css").write_text("a {}", encoding="utf-8")
    assert [problem.partition(":")[0] for problem in found(sites)] == [
        "second/assets/style.css",
        "second/data/seen.csv",
        "second/more.txt",
        "second/page/index.html",
    ]


def test_comparison_needs_both_sites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(tmp_path)]) == 1
    assert "compare:" in capsys.readouterr().err


def test_front_matter_names_both_halves(copy: Path) -> None:
    added = prepare(copy, "https://example.org/site/").front["use.en"]
    assert added["addresses"] == {"zh": "https://example.org/site/use/", "en": "https://example.org/site/en/use/"}
    assert (added["other"], added["home"], "released" in added) == ("../../use/", "../", True)
    assert [page_address("index", code) for code in ("zh", "en")] == ["", "en/"]


def test_staged_page_has_notes_front_matter_and_the_end_of_its_text() -> None:
    text = staged_page('---\ntitle: A\n---\n\n## Late {#late}\n\n<a href="../../data/a.csv">A</a>', "a.en", READY)
    front, _, body = text.removeprefix("---\n").partition("\n---\n")
    assert yaml.safe_load(front) == {"title": "A"} | READY.front["a.en"]
    assert '!!! translation "Behind"' in body
    assert '<a href="data/a.csv">' in body
    assert body.endswith(f"{END_OF_TEXT}\n")
    assert staged_page("Text", "a.zh", READY).startswith("---\nname:")


def test_staged_configuration_has_no_hooks_and_the_languages() -> None:
    i18n = {"docs_structure": "suffix"}
    config = {
        "theme": {"name": "material"},
        "hooks": ["a.py"],
        "plugins": [{"i18n": i18n}],
        "markdown_extensions": ["abbr"],
        "nav": ["index.md"],
    }
    staged = staged_config(config, "1.0", [])
    assert "hooks" not in staged
    assert staged["theme"] == {"name": "material", "variant": "classic"}
    assert {"i18n": i18n | {"reconfigure_theme": False}} in staged["plugins"]
    assert (staged["nav"], staged["extra"]) == (["index.md"], {"site_version": "1.0", "stages": []})


def test_finished_page_has_its_address_and_marks_chinese() -> None:
    page = '<title>选</title><nav>选 <a href="#a">选</a></nav><article><p>选 <span class="address">a/</span></p></article>'
    english = finished(page, "en", ROOT_ADDRESS, {})
    assert '<p><span lang="zh-Hans">选</span> <span class="address">https://example.org/a/</span></p>' in english
    assert '<title>选</title><nav>选 <a href="#a"><span lang="zh-Hans">选</span></a></nav>' in english
    assert "<p>选 " in finished(page, "zh", ROOT_ADDRESS, {})


def test_assembled_site_has_its_citations_and_what_is_shared_once(tmp_path: Path) -> None:
    for path in ("zh/a/index.html", "en/a/index.html", "zh/404.html", "en/404.html", "zh/search.json"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(f'<a href="./.."></a>{END_OF_TEXT}', encoding="utf-8")
    assemble(tmp_path, tmp_path / "site", READY)
    written = {path.relative_to(tmp_path / "site").as_posix(): path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.*")}
    assert written == {
        "a/index.html": '<a href=".."></a><section>引用</section>',
        "en/a/index.html": '<a href=".."></a><section>Cite</section>',
        "404.html": f'<a href="./.."></a>{END_OF_TEXT}',
    }


@pytest.mark.parametrize(("written", "wanted"), TABLES["shared"])
def test_english_page_leads_to_shared_files(written: str, wanted: str, tmp_path: Path) -> None:
    for path in ("data/a.csv", "a/index.md", "en/a/index.md", "b/index.html", "en/b/index.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("", encoding="utf-8")
    assert shared(f'<a href="{written}">', "en/a/", tmp_path) == f'<a href="{wanted}">'


def test_site_map_lists_every_page_with_both_languages(site: Path, address: str) -> None:
    listed = {url.findtext("{*}loc"): url for url in ElementTree.parse(site / "sitemap.xml").getroot()}
    assert list(listed) == [address + page_address(page.name, page.language) for page in _chinese_first(read_pages(ROOT))]
    for page in read_pages(ROOT):
        url = listed[address + page_address(page.name, page.language)]
        links = {str(link.get("hreflang")): link.get("href") for link in url.iterfind("{*}link")}
        assert links == {code: address + page_address(page.name, code) for code in ("zh", "en")}
        assert not (day := url.findtext("{*}lastmod")) or date.fromisoformat(day)


def _chinese_first(pages: list[Page]) -> list[Page]:
    return sorted(pages, key=lambda page: (page.language == "en", page.name))


@pytest.mark.parametrize(("address", "written", "wanted"), TABLES["within"])
def test_links_within_a_page_name_the_section_alone(address: str, written: str, wanted: str) -> None:
    assert within(f'<a href="{written}">', address) == f'<a href="{wanted}">'
