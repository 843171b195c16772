"""Shared fixtures: the site built once, a server on a free port, one browser."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scripts import browser as chromium
from scripts.pages import read_pages

ROOT = Path(__file__).resolve().parent.parent
PATHS = sorted(
    ("en/" if page.language == "en" else "") + ("" if page.name == "index" else f"{page.name}/") for page in read_pages(ROOT)
)
ENGINES = {"mkdocs": "scripts.build", "zensical": "scripts.zensical"}
SOURCES = ("docs", "overrides", "scripts", "mkdocs.yml", "pyproject.toml", "CITATION.cff")


# Set for this site, or left by the make that runs the tests, whose own commands would then say so.
_NOT_AN_EDITORS = {"SITE_URL", "REPO_URL", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}


def editor_environment() -> dict[str, str]:
    """Return the environment of a person who has set nothing for this site."""
    environment = {key: value for key, value in os.environ.items() if key not in _NOT_AN_EDITORS}
    return environment | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def run(*arguments: str, cwd: Path = ROOT, site_url: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a Python module as an editor would, and return what it printed."""
    environment = editor_environment() | ({"SITE_URL": site_url} if site_url else {})
    return subprocess.run([sys.executable, "-m", *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the sources that a test may damage."""
    return copy_sources(tmp_path)


def copy_sources(folder: Path) -> Path:
    """Copy what a build needs into `folder`, and return that."""
    for name in SOURCES:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return folder


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the folder that `build` fills, on a free port, and return the address that the site is built for."""
    folder = tmp_path_factory.getbasetemp() / "site"
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let “make zensical” run the same tests on what the second engine builds."""
    parser.addoption("--engine", choices=ENGINES, default="mkdocs", help="what builds the site under test")


@pytest.fixture(scope="session")
def build(
    address: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> subprocess.CompletedProcess[str]:
    """Build the site once, strictly, as `make build` or `make zensical` does."""
    folder = tmp_path_factory.getbasetemp() / "site"
    return run(ENGINES[request.config.getoption("--engine")], "--site-dir", str(folder), site_url=address)


@pytest.fixture(scope="session")
def site(build: subprocess.CompletedProcess[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built site."""
    assert build.returncode == 0, build.stderr
    return tmp_path_factory.getbasetemp() / "site"


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Start the browser; a missing one is a failure, not a skip."""
    if chromium.find() is None:
        pytest.fail("There is no Chromium; run: make browser", pytrace=False)
    with launched() as started:
        yield started


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser without anything of its own that asks the network, and close it at the end."""
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=flags)
        yield started
        started.close()


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    """Return a page in a browser profile of its own."""
    context = chrome.new_context()
    yield context.new_page()
    context.close()
