"""Shared fixtures: the site built once, a server on a free port, one browser."""

import functools
import gc
import http.server
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import astuple
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, Page

from scripts.ground import browser as chromium
from tests.helpers.chrome import Forgetful, launched
from tests.helpers.shared import Quiet, Shared
from tests.helpers.sources import copy_sources, restore, run
from tests.helpers.subjects import chosen

ENGINES = {"mkdocs": "scripts.build", "zensical": "scripts.zensical"}
_SHARED = pytest.StashKey[Shared]()
gc.set_threshold(200_000, 50, 50)  # a tenth of the time went on looking through records that stay till the end


@pytest.fixture(scope="session")
def _copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sources(tmp_path_factory.mktemp("copy"))


@pytest.fixture
def copy(_copied: Path) -> Iterator[Path]:
    """Return a copy of the sources that a test may damage; what it did is undone, which takes less than another copy."""
    yield _copied
    restore(_copied)


def pytest_configure(config: pytest.Config) -> None:
    """Serve what the workers will build, on a free port, from the process that starts them."""
    if only := config.getoption("--only"):
        try:
            chosen(only)
        except ValueError as error:
            raise pytest.UsageError(str(error)) from None
    if hasattr(config, "workerinput"):
        config.stash[_SHARED] = Shared(*config.workerinput["shared"])
        return
    folder = tempfile.mkdtemp(prefix="tests-")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=f"{folder}/site"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config.stash[_SHARED] = Shared(folder, f"http://127.0.0.1:{server.server_port}/")
    config.add_cleanup(server.server_close)
    config.add_cleanup(server.shutdown)
    config.add_cleanup(functools.partial(shutil.rmtree, folder))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the others build and read."""
    node.workerinput["shared"] = astuple(node.config.stash[_SHARED])


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest) -> Shared:
    """Return what the workers of this run have together."""
    return request.config.stash[_SHARED]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let “make zensical” run the same tests on what the second engine builds, and “make test” those on one subject."""
    parser.addoption("--engine", choices=ENGINES, default="mkdocs", help="what builds the site under test")
    parser.addoption("--only", help="a subject of tests/README.md")
    parser.addoption(
        "--storage", choices=["granted", "denied"], default="granted", help="whether pages may keep what a reader chose"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass over the tests that are not on the subject asked for."""
    only = config.getoption("--only")
    return True if only and collection_path.suffix == ".py" and collection_path.name not in chosen(only) else None


@pytest.fixture(scope="session")
def build(shared: Shared, request: pytest.FixtureRequest) -> subprocess.CompletedProcess[str]:
    """Build the site once, strictly, as `make build` or `make zensical` does."""
    engine = ENGINES[request.config.getoption("--engine")]
    return shared.once("build", lambda: run(engine, "--site-dir", f"{shared.folder}/site", site_url=shared.address))


@pytest.fixture(scope="session")
def site(build: subprocess.CompletedProcess[str], shared: Shared) -> Path:
    """Return the folder of the built site."""
    assert build.returncode == 0, build.stderr
    return Path(shared.folder, "site")


@pytest.fixture(scope="session")
def first_build(shared: Shared) -> subprocess.CompletedProcess[str]:
    """Build the site once from a copy that is no repository, for no address, with nothing kept from before."""
    folder = Path(shared.folder, "plain")
    return shared.once("plain", lambda: run("scripts.build", "--site-dir", "../site", cwd=copy_sources(folder / "sources")))


@pytest.fixture(scope="session")
def plain(first_build: subprocess.CompletedProcess[str], shared: Shared) -> Path:
    """Return the folder of that copy, `sources` with what is kept for the next build, and of its `site`."""
    assert first_build.returncode == 0, first_build.stderr
    return Path(shared.folder, "plain")


@pytest.fixture
def warm(tmp_path: Path, plain: Path) -> Path:
    """Return a copy whose builds make anew only what a test changes, as an editor’s second build does."""
    return shutil.copytree(plain / "sources", tmp_path, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)


@pytest.fixture(scope="session")
def address(site: Path, shared: Shared) -> str:
    """Return the address that the site is built for and served at; whoever asks for it finds the site there."""
    assert site.is_dir()
    return shared.address


@pytest.fixture(scope="session")
def remembers(request: pytest.FixtureRequest) -> bool:
    """Return whether the browser lets pages keep what a reader chose."""
    return str(request.config.getoption("--storage")) == "granted"


@pytest.fixture(scope="session")
def chrome(remembers: bool) -> Iterator[Browser]:
    """Start the browser; a missing one is a failure, not a skip."""
    if chromium.find() is None:
        pytest.fail("There is no Chromium; run: make browser", pytrace=False)
    with launched() as started:
        yield started if remembers else cast("Browser", Forgetful(started))


@pytest.fixture(scope="module")
def reader(chrome: Browser) -> Iterator[Page]:
    """Return a page in which to open one page of the site after the other: a third of the time that new ones take."""
    context = chrome.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def profile(chrome: Browser) -> Iterator[Callable[..., Page]]:
    """Return what opens a page in a browser profile of its own, set up by the options of Playwright’s `new_context`."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(chrome.new_context(**options)).new_page()


@pytest.fixture
def page(profile: Callable[..., Page]) -> Page:
    """Return a page in a browser profile of its own."""
    return profile()
