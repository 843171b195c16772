"""The offline edition, unpacked and opened from the disk: pages, search, cards, both languages, downloads."""

import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Page, expect
from zopfli.zlib import compress

from scripts.editions.handbook import assemble, page_names
from scripts.editions.offline import main, offline_page
from scripts.records.languages import Language
from scripts.records.load import load
from tests.helpers.axe import EVERYWHERE
from tests.helpers.paths import OF_EACH_KIND, PATHS
from tests.helpers.search_panel import ask, open_panel
from tests.helpers.shared import Shared
from tests.helpers.sources import ROOT
from tests.helpers.tables import table
from tests.helpers.watching import Watch, faults_on, use


@pytest.fixture(scope="module")
def archive(site: Path, shared: Shared) -> Path:
    folder = Path(shared.folder, "offline")
    assert shared.once("offline", lambda: main(["--site-dir", str(site), "--output-dir", str(folder)])) == 0
    (found,) = folder.iterdir()
    return found


@pytest.fixture(scope="module")
def unpacked(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the archive where a name has a space and Chinese characters, as on a stick in a classroom."""
    folder = tmp_path_factory.mktemp("课堂 copy")
    zipfile.ZipFile(archive).extractall(folder)
    return folder / archive.stem / "site"


@EVERYWHERE
def test_no_page_breaks_its_policy_on_a_disk(everywhere: bool, unpacked: Path, page: Page) -> None:
    paths = [f"/{path}index.html" for path in PATHS if everywhere or path in OF_EACH_KIND]
    paths += ["/index.html?view=both", "/en/figures/index.html?unit=person"]
    assert faults_on(page, unpacked.as_uri(), paths) == []


def test_every_link_leads_to_a_file(unpacked: Path) -> None:
    found = []
    for path in sorted(unpacked.rglob("*.html")):
        for element in html.parse(str(path)).getroot().xpath("//*[@href or @src]"):
            address = str(element.get("href") or element.get("src")).split("#")[0].split("?")[0]
            if address and not urlsplit(address).scheme and not (path.parent / address).is_file():
                found.append(f"{path.relative_to(unpacked)}: {address}")
    assert found == []


@pytest.mark.parametrize(
    ("start", "query", "wanted"), [("", "双向挂职", "develop/index.html"), ("en/", "secondment", "en/develop/index.html")]
)
def test_search_works_on_a_disk(start: str, query: str, wanted: str, unpacked: Path, page: Page) -> None:
    watch = Watch(page, unpacked.as_uri())
    open_panel(page, f"{unpacked.as_uri()}/{start}index.html")
    (shown,) = ask(page, f"{unpacked.as_uri()}/", [query])
    assert wanted in shown.pages
    page.locator(".site-search__result > a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert watch.found() == []


@pytest.mark.parametrize("start", ["", "en/"])
def test_cards_and_both_languages_work_on_a_disk(start: str, unpacked: Path, page: Page) -> None:
    watch = Watch(page, unpacked.as_uri())
    use(page, f"{unpacked.as_uri()}/{start}index.html")
    page.locator("article a[href$='select/index.html']").first.click()
    expect(page.locator("p.other-half").first).to_be_visible()  # the view goes along
    page.locator("a.site-language").click()
    expect(page).to_have_url(re.compile(rf"{unpacked.as_uri()}/{'' if start else 'en/'}select/index\.html"))
    assert watch.found() == []


def test_downloads_are_on_the_disk(unpacked: Path) -> None:
    assert (unpacked / "data/pipeline.yml").is_file()
    assert list(unpacked.glob("assets/charts/*.svg"))
    assert not list(unpacked.rglob("*.map"))


def test_archive_is_the_same_bytes_each_time_and_an_address_that_no_reader_can_reach_is_said(
    site: Path, archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--site-dir", str(site), "--output-dir", str(tmp_path)]) == 0
    assert "*** http://127.0.0.1:" in capsys.readouterr().err
    assert (tmp_path / archive.name).read_bytes() == archive.read_bytes()
    names = zipfile.ZipFile(archive).namelist()
    assert names == sorted(names)
    assert {name.split("/")[0] for name in names} == {archive.stem}


ADDRESSES = table("editions/offline.yml")


def test_absolute_address_names_a_file() -> None:
    assert offline_page('<a href="/repo/en/#x">', "../", "/repo/") == '<a href="../en/index.html#x">'
    assert offline_page('<a href="/repo/">', "", "/repo/") == '<a href="index.html">'


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_names_a_file(address: str) -> None:
    assert offline_page(f'<a href="{address}">x</a>') == f'<a href="{ADDRESSES[address]}">x</a>'


NO_ADDRESS = re.compile(r"127\.0\.0\.1|localhost|//example\.")
ABOUT_ADDRESSES = re.compile(
    r"(^|/)(publishing|contributing)/|^search/|^assets/offline-"
)  # pages that tell how to set one, and what holds them


def test_edition_without_an_address_names_none(plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = plain / "site"
    assert main(["--site-dir", str(site), "--output-dir", str(tmp_path)]) == 0
    assert "*** SITE_URL is not set: this edition names no address of the site" in capsys.readouterr().err
    (archive,) = tmp_path.iterdir()
    with zipfile.ZipFile(archive) as opened:
        texts = {name.partition("/site/")[2]: opened.read(name).decode("utf-8", "replace") for name in opened.namelist()}
    assert [name for name, text in texts.items() if NO_ADDRESS.search(text) and not ABOUT_ADDRESSES.search(name)] == []
    workbook = b"".join(zipfile.ZipFile(site / "data/figures.xlsx").read(name) for name in ("xl/sharedStrings.xml",))
    assert not NO_ADDRESS.search(workbook.decode())
    for name in ("index.html", "en/select/index.html"):
        page = html.document_fromstring(texts[name])
        assert (
            page.xpath("//link[@rel='canonical' or @hreflang] | //a[@rel='edit'] | //a[@class='md-source'] | //*[@class='address']")
            == []
        )
        assert len(page.xpath("//details[@class='cite']//p[@class='cite-purpose']")) == len(page.xpath("//details[@class='cite']"))
    assert "SITE_URL" not in handbook_of(site, "zh")
    assert not NO_ADDRESS.search(handbook_of(site, "zh"))
    assert not list(site.glob("sitemap.xml*"))
    assert not (site / "robots.txt").exists()


def handbook_of(site: Path, language: Language) -> str:
    names = page_names((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return assemble(site, names, language, load(ROOT).data.masthead).html("0.1.0", "2026-11-25")


def test_archive_is_compressed(site: Path, archive: Path) -> None:
    assert archive.stat().st_size < sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 2
    with zipfile.ZipFile(archive) as opened:
        entry = opened.getinfo(f"{archive.stem}/site/index.html")
        assert (
            entry.compress_size == len(compress(opened.read(entry), numiterations=1, blocksplitting=False)) - 6
        )  # by Zopfli, the same everywhere


def test_missing_site_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--site-dir", str(tmp_path / "site"), "--output-dir", str(tmp_path)]) == 1
    assert "there is no built site here; run “make build” first" in capsys.readouterr().err
