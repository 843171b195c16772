"""No page may vanish: every published address is there or leads on, in both languages, and planted losses are found."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.built.addresses import address_problems, addresses, built_problems, main
from scripts.built.site import read_site
from scripts.checks.run import problems
from scripts.pages.addresses import REDIRECTS_FILE, read_redirects, read_released, redirect_pages, with_moved
from tests.helpers.sources import ROOT, run
from tests.helpers.tables import table


def test_list_of_what_was_published_is_whole() -> None:
    released = read_released(ROOT)
    assert len(released) > 40
    assert all("recruited-total" in released[page] for page in ("figures/", "en/figures/"))


@pytest.mark.parametrize(("text", "says"), table("built/redirects.yml"))
def test_wrong_redirect_is_found(text: str, says: str, copy: Path) -> None:
    (copy / REDIRECTS_FILE).write_text(f"{text}\n", encoding="utf-8")
    (found,) = [str(problem) for problem in problems(copy) if problem.path == REDIRECTS_FILE and problem.key != "address-gone"]
    assert found.startswith(says)


def test_home_page_keeps_its_places(copy: Path) -> None:
    """The address of the home page is “./”, in the redirects as in the list of what was published."""
    with (copy / REDIRECTS_FILE).open("a", encoding="utf-8") as file:
        file.write("./#old: ./#origin\nold/: ./\n")
    assert [str(problem) for problem in problems(copy)] == []
    assert 'id="old"' in with_moved('<article><h2 id="origin"></h2></article>', "en/", read_redirects(copy))


def test_moved_pages_and_places_lead_on(warm: Path, page: Page) -> None:
    """A page, a place on a page and a place on another page have moved; readers in both languages arrive."""
    with (warm / REDIRECTS_FILE).open("a", encoding="utf-8") as file:
        file.write("people/: background/\nold/total/: figures/#recruited-total\n")
        file.write("figures/#old-total: figures/#recruited-total\nuse/#old: select/#programmes\n")
    done = run("mkdocs", "build", "--site-dir", "site", cwd=warm, site_url="http://127.0.0.1/")
    assert done.returncode == 0, done.stderr
    site = read_site(warm / "site", "http://127.0.0.1/")
    wanted = {"people/": set[str](), "figures/": {"old-total"}, "en/use/": {"old"}, "en/people/": {"x"}}
    assert list(address_problems(site, wanted, read_redirects(warm))) == []
    assert [str(problem) for problem in built_problems(warm, site)] == []
    for folder in ("", "en/"):
        home = (warm / "site" / folder).as_uri()
        assert 'url=../background/"' in (warm / "site" / folder / "people/index.html").read_text(encoding="utf-8")
        assert 'url=../../figures/#recruited-total"' in (warm / "site" / folder / "old/total/index.html").read_text(
            encoding="utf-8"
        )
        page.goto(f"{home.rstrip('/')}/figures/index.html#old-total")
        expect(page.locator("#old-total + #recruited-total, :has(> #old-total)").first).to_be_in_viewport()
        page.goto(f"{home.rstrip('/')}/use/index.html#old")
        expect(page.locator("#old a")).to_have_attribute("href", "../select/#programmes")


def test_redirect_page_needs_no_script_and_has_a_policy() -> None:
    pages = redirect_pages({"old/": "figures/#total"}, {})
    assert sorted(pages) == ["en/old/index.html", "old/index.html"]
    assert b"<script" not in pages["old/index.html"]
    assert b"Content-Security-Policy" in pages["old/index.html"]
    assert b'content="0; url=../figures/#total"' in pages["en/old/index.html"]


def test_files_to_cite_a_page_that_moved_are_those_of_the_page_it_moved_to() -> None:
    files = {"data/cite/en/figures.bib": b"@misc", "data/cite/zh/figures.bib": b"@online", "data/cite/en/figures-2.bib": b"@book"}
    moved = {
        path: content for path, content in redirect_pages({"old/": "figures/#total"}, files).items() if path.startswith("data")
    }
    assert moved == {"data/cite/en/old.bib": b"@misc", "data/cite/zh/old.bib": b"@online"}


def test_place_stays_where_nothing_moved() -> None:
    assert with_moved("<article></article>", "use/", {"figures/#a": "figures/#b", "old/": "use/"}) == "<article></article>"


def test_record_keeps_what_was_published_before(site: Path, tmp_path: Path) -> None:
    listing = tmp_path / "docs/data/released-addresses.txt"
    listing.parent.mkdir(parents=True)
    listing.write_text("gone/ a b\nfigures/ old-id\n", encoding="utf-8")
    assert main([str(site), "--record", "--root", str(tmp_path)]) == 0
    released = read_released(tmp_path)
    assert released["gone/"] == {"a", "b"}
    assert {"old-id", "recruited-total"} <= released["figures/"]
    assert set(addresses(read_site(site))) <= set(released)
