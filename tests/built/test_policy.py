"""The policy of each page: it is there, it blocks what was not built in, and nothing of the page breaks it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.pages.policy import own_scripts, with_policy
from tests.helpers.axe import EVERYWHERE
from tests.helpers.paths import OF_EACH_KIND, PATHS
from tests.helpers.shared import Shared
from tests.helpers.sources import run
from tests.helpers.watching import Watch, faults_on, use

HOMES = ("/", "/repo/")


@pytest.fixture(scope="module")
def homes(site: Path, address: str, shared: Shared) -> dict[str, str]:
    """Return the addresses of the site at the root and in a folder, as a project page of a code host is."""
    found = {"/": address, "/repo/": f"{address}repo/"}
    done = shared.once("repo", lambda: run("scripts.build", "--site-dir", f"{shared.folder}/repo", site_url=found["/repo/"]))
    assert done.returncode == 0, done.stderr
    return found


@EVERYWHERE
def test_no_page_breaks_its_policy_in_a_folder(everywhere: bool, homes: dict[str, str], page: Page) -> None:
    """Pages are opened, some beside the other language or narrowed down, and nothing is blocked or fetched elsewhere; at the
    root test_browser.py opens all."""
    paths = [path for path in PATHS if everywhere or path in OF_EACH_KIND]
    paths += ["?view=both", "en/figures/?view=both", "en/figures/?unit=person"]
    assert faults_on(page, homes["/repo/"], paths) == []


@pytest.mark.parametrize("home", HOMES)
def test_cards_and_both_languages_work_under_the_policy(home: str, homes: dict[str, str], page: Page) -> None:
    watch = Watch(page, homes[home])
    use(page, homes[home])
    assert watch.found() == []


def test_policy_blocks_what_was_not_built_in(address: str, site: Path, page: Page) -> None:
    """A script, a style and a picture from elsewhere, planted into the page as an attacker would, do nothing."""
    planted = '<script>window.hostile = 1</script><style>body{color:red}</style><img src="https://cdn.example.org/x.png" onerror="window.hostile = 2">'
    text = (site / "index.html").read_text(encoding="utf-8").replace("</article>", f"{planted}</article>")
    page.route(f"{address}planted.html", lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
    watch = Watch(page, address)
    page.goto(f"{address}planted.html", wait_until="networkidle")
    breaches = page.evaluate("window.breaches")
    assert page.evaluate("window.hostile") is None
    assert {breach.split()[0] for breach in breaches} >= {"script-src-elem", "style-src-elem", "img-src"}
    assert watch.faults  # so that this watch is one that sees


def test_policy_is_the_same_whatever_a_page_holds() -> None:
    page = '<head><meta charset="utf-8"></head>'
    planted = page.replace("</head>", "<script>alert(1)</script></head>")
    assert len(own_scripts()) == 1
    assert with_policy(page).index("http-equiv") < with_policy(page).index("</head>")
    assert with_policy(planted).replace("<script>alert(1)</script>", "") == with_policy(page)
    assert "unsafe" not in with_policy(page)
