"""The recipes: what is in them, and the one for containers, by which nginx serves the built site to many readers at once."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.editions.hosting import main, recipes
from scripts.pages.policy import own_scripts
from tests.helpers.paths import PATHS
from tests.helpers.servers import ask, free_ports, read_together, running
from tests.helpers.tools import tool
from tests.helpers.watching import Watch, use

READERS = 200


@pytest.fixture(scope="module")
def files(site: Path) -> dict[str, str]:
    return recipes(site)


@pytest.fixture(scope="module")
def port(files: dict[str, str], site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run nginx with the container's settings, changed only in what a container gives: port, folders."""
    folder = tmp_path_factory.mktemp("nginx")
    (number,) = free_ports()
    recipe = (
        files["container-site.conf"].replace("listen 8080;", f"listen 127.0.0.1:{number};").replace("    listen [::]:8080;\n", "")
    )
    (folder / "site.conf").write_text(recipe.replace("/srv/site", str(site)), encoding="utf-8")
    frame = files["container-nginx.conf"].replace("/tmp/", f"{folder}/").replace("/etc/nginx/conf.d/*.conf", f"{folder}/site.conf")
    frame = frame.replace(
        "worker_processes auto;", "worker_processes auto;\nuser root;\n" if os.geteuid() == 0 else "worker_processes auto;"
    )
    (folder / "nginx.conf").write_text(frame, encoding="utf-8")
    command = [tool("nginx"), "-e", "stderr", "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with running(command, lambda: ask(number, "/")):
        yield number


HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/", "/en/", "/figures/", "/assets/favicon.svg", "/data/pipeline.yml", "/nowhere/"])
def test_every_answer_has_the_security_headers(path: str, port: int) -> None:
    found = ask(port, path).headers
    assert {name: found.get(name) for name in HEADERS} == HEADERS
    assert found["content-security-policy"].startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in found["content-security-policy"]
    assert "unsafe" not in found["content-security-policy"]
    assert "camera=()" in found["permissions-policy"]
    assert found["server"] == "nginx"  # no version
    assert "set-cookie" not in found


def test_header_allows_the_scripts_of_our_templates(files: dict[str, str]) -> None:
    assert own_scripts()
    for name in ("nginx.conf", "Caddyfile", "_headers"):
        assert [found for found in own_scripts() if found not in files[name]] == []


def test_page_that_has_not_changed_is_not_sent_again(port: int) -> None:
    for path in ("/", "/assets/social-zh.png"):
        etag = ask(port, path).headers["etag"]
        assert ask(port, path, If_None_Match=etag).status == 304


def test_pages_work_under_the_header(port: int, page: Page) -> None:
    """The header and the page's own policy hold at once; drawings keep their style."""
    home = f"http://127.0.0.1:{port}/"
    watch = Watch(page, home)
    use(page, home)
    found = watch.found()
    for path in ("assets/charts/recruitment-zh.svg", "assets/charts/two-reports-en.svg"):
        page.goto(home + path)
        assert page.evaluate("getComputedStyle(document.querySelector('.value')).fontWeight") == "700"
        found += watch.found()
    assert found == []


@pytest.mark.parametrize("pages", [5, pytest.param(200, marks=pytest.mark.wide)])
def test_two_hundred_readers_at_once(pages: int, port: int) -> None:
    paths = ["/" + path for path in PATHS] + ["/assets/reading.js", "/search/zh.js"]
    assert read_together(port, paths, READERS, pages) == [200] * (READERS * pages)


def test_container_is_not_root_and_holds_the_site_alone(files: dict[str, str]) -> None:
    text = files["Containerfile"]
    assert text.index("USER www-data") < text.index("ENTRYPOINT")
    assert re.findall(r"^COPY (\S+)", text, re.MULTILINE) == [
        "build/hosting/container-nginx.conf",
        "build/hosting/container-site.conf",
        "site",
    ]
    assert "listen 8080" in files["container-site.conf"]  # a port that needs no root


def test_recipes_need_the_address_of_the_site(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(home.replace('rel="canonical"', ""), encoding="utf-8")
    assert main(["--site-dir", str(tmp_path), "--output-dir", str(tmp_path / "out")]) == 1
    assert "the site was built without an address; run “make hosting SITE_URL=https://…”" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
