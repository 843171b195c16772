"""Shared fixtures: the site built once, a server on a free port, one browser."""

import fcntl
import functools
import gc
import http.server
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scripts.ground import browser as chromium
from scripts.pages.addresses import page_path
from scripts.pages.read import read_pages
from tests.subjects import chosen

gc.set_threshold(200_000, 50, 50)  # a tenth of the time went on looking through records that stay till the end
ROOT = Path(__file__).resolve().parent.parent
PATHS = sorted(("en/" if page.language == "en" else "") + page_path(page.name) for page in read_pages(ROOT))
# A page of each kind: home, a text, a stage, figures, terms, a page to print. “make test” asks these alone what is asked of every page
# in “make test-all”.
OF_EACH_KIND = {"", "chain/", "develop/", "figures/", "glossary/", "handout/", "404.html"}
ENGINES = {"mkdocs": "scripts.build", "zensical": "scripts.zensical"}
SOURCES = ("docs", "overrides", "scripts", "mkdocs.yml", "pyproject.toml", "CITATION.cff")


# Set for this site, or left by the make that runs the tests, whose own commands would then say so.
_NOT_AN_EDITORS = {"SITE_URL", "REPO_URL", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}


def sampled(paths: Collection[str], sample: Collection[str] | None = None) -> list[Any]:
    """Return the paths as parameters of a test, those not in the sample, or of pages like others, marked as wide."""
    chosen = [path in sample if sample else is_sample(path) for path in paths]
    return [path if by_day else pytest.param(path, marks=pytest.mark.wide) for path, by_day in zip(paths, chosen, strict=True)]


def is_sample(path: str) -> bool:
    """Whether a path stands for a kind of page."""
    return path.removeprefix("en/") in OF_EACH_KIND


def editor_environment() -> dict[str, str]:
    """Return the environment of a person who has set nothing for this site."""
    environment = {key: value for key, value in os.environ.items() if key not in _NOT_AN_EDITORS}
    return environment | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def run(*arguments: str, cwd: Path = ROOT, site_url: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a Python module as an editor would, and return what it printed."""
    environment = editor_environment() | ({"SITE_URL": site_url} if site_url else {})
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="session")
def _copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sources(tmp_path_factory.mktemp("copy"))


@pytest.fixture
def copy(_copied: Path) -> Iterator[Path]:
    """Return a copy of the sources that a test may damage; what it did is undone, which takes less than another copy."""
    yield _copied
    restore(_copied)


def restore(root: Path) -> None:
    """Undo whatever was done to a copy of the sources; what time of change and size say is as it was is not read."""
    wanted, there = _sources(), dict(_found(root, ""))
    for name in sorted(there.keys() - wanted.keys(), reverse=True):
        (root / name).rmdir() if there[name] is None else (root / name).unlink()
    for name, was in wanted.items():
        if there.get(name, 0) != was and was is None:
            (root / name).mkdir()
        elif there.get(name, 0) != was:
            (root / name).unlink(missing_ok=True)
            shutil.copy2(ROOT / name, root / name)


@functools.cache
def _sources() -> dict[str, tuple[int, int] | None]:
    return {name: was for name, was in _found(ROOT, "") if name.split("/")[0] in SOURCES}


def _found(root: Path, folder: str) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Yield each path below the root with its time of change and size, none for a folder."""
    with os.scandir(root / folder) as entries:
        for entry in entries:
            name = f"{folder}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__" and (folder or root != ROOT or entry.name in SOURCES):
                    yield name, None
                    yield from _found(root, f"{name}/")
            else:
                told = entry.stat(follow_symlinks=False)
                yield name, (told.st_mtime_ns, told.st_size)


def copy_sources(folder: Path) -> Path:
    """Copy what a build needs into `folder`, and return that."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    return folder


def edit(path: Path, old: str, new: str, after: str = "") -> None:
    """Save a file with a text replaced by another where it stands first, or first after the text `after`."""
    text = path.read_text(encoding="utf-8")
    at = text.find(old, text.find(after))
    assert at >= 0, f"{path} no longer holds “{old}”"
    path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing; /repo/ stands beside that folder, as the site of a project does at a code host."""

    def translate_path(self, path: str) -> str:
        if path.startswith("/repo/"):
            self.directory = str(Path(self.directory).parent)
        return super().translate_path(path)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file; a browser that has moved on wants no more of it."""
        with suppress(BrokenPipeError, ConnectionResetError):
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: object) -> None:
        pass


Made = TypeVar("Made")


@dataclass(frozen=True)
class Shared:
    """What the workers of one run have together: a folder, and the address at which its `site/` is served."""

    folder: str
    address: str

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what `make` returns; the worker that asks first makes it, all others wait and get a copy."""
        kept = Path(self.folder, f"{name}.pickle")
        with Path(self.folder, f"{name}.lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(make()))
        return cast("Made", pickle.loads(kept.read_bytes()))


_SHARED = pytest.StashKey[Shared]()


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


# What a page meets where a reader has forbidden sites to keep data, in Chromium and others.
NO_STORAGE = """for (const area of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, area, { get() { throw new DOMException("Access is denied for this document.", "SecurityError"); } });
}"""


@pytest.fixture(scope="session")
def chrome(remembers: bool) -> Iterator[Browser]:
    """Start the browser; a missing one is a failure, not a skip."""
    if chromium.find() is None:
        pytest.fail("There is no Chromium; run: make browser", pytrace=False)
    with launched() as started:
        yield started if remembers else cast("Browser", Forgetful(started))


class Forgetful:
    """A browser whose pages may keep nothing."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def new_context(self, **options: Any) -> BrowserContext:
        """Return a profile in which storage is denied to every page."""
        context = self.browser.new_context(**options)
        context.add_init_script(NO_STORAGE)
        return context


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser without anything of its own that asks the network, and close it at the end."""
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    flags += ["--disable-gpu", "--disable-gpu-compositing", "--use-gl=disabled"]  # there is none, and imitating one takes time
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=flags)
        yield started
        started.close()


@pytest.fixture(scope="module")
def reader(chrome: Browser) -> Iterator[Page]:
    """Return a page in which to open one page of the site after the other: a third of the time that new ones take."""
    context = chrome.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    """Return a page in a browser profile of its own."""
    context = chrome.new_context()
    yield context.new_page()
    context.close()
