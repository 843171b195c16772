"""Building under bad conditions: it works, or it fails with one clear line and leaves the site that was there as it was."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from scripts.site.in_place import Staging
from tests.helpers.last_site import is_untouched, leftovers, put_good_site
from tests.helpers.repository import git
from tests.helpers.sources import copy_sources, edit, editor_environment, spawn

COMMAND = [sys.executable, "-m", "scripts.build"]
UTF8 = {"LC_ALL": "C.UTF-8"}


def built(cwd: Path, *arguments: str, command: Sequence[str] = COMMAND, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the build in `cwd`, and return what it printed."""
    return spawn([*command, *arguments], cwd, **(UTF8 | environment))


def is_complete(site: Path) -> bool:
    return (site / "en/use/index.html").is_file() and (site / "404.html").is_file() and (site / "llms.txt").is_file()


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr, done.stderr
    return done.stderr.splitlines()[-1]


def without_override() -> list[str]:
    """Return what makes even root heed the permissions of files."""
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


@pytest.fixture
def read_only(warm: Path) -> Iterator[Path]:
    put_good_site(warm)
    folders = [warm, *(path for path in warm.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield warm
    for folder in folders:
        folder.chmod(0o755)


def test_read_only_checkout_builds_elsewhere(read_only: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    target = tmp_path_factory.mktemp("elsewhere") / "site"
    done = built(read_only, "--site-dir", str(target), command=[*without_override(), *COMMAND])
    assert done.returncode == 0, done.stderr
    assert is_complete(target)
    assert is_untouched(read_only / "site")


def test_read_only_checkout_says_so(read_only: Path) -> None:
    done = built(read_only, command=[*without_override(), *COMMAND])
    assert done.returncode == 1
    assert re.match(r"site:1: build: “.+” could not be written \(Permission denied\), and the site .+SITE_DIR=", last_line(done))
    assert len(done.stderr.splitlines()) == 1
    assert is_untouched(read_only / "site")


def test_path_with_spaces_and_chinese_of_a_careful_user(tmp_path: Path) -> None:
    """Whoever builds, and wherever: pages say when they changed, and a server can read them."""
    (tmp_path / "兰州 新区 site").mkdir()
    root = copy_sources(tmp_path / "兰州 新区 site")
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Start")
    done = built(root, command=["sh", "-c", 'umask 077; exec "$0" "$@"', *COMMAND])
    assert done.returncode == 0, done.stderr
    assert is_complete(root / "site")
    assert "最后更新" in (root / "site/use/index.html").read_text(encoding="utf-8")
    paths = [root / "site", *(root / "site").rglob("*")]
    assert [path for path in paths if path.stat().st_mode & 0o777 != (0o755 if path.is_dir() else 0o644)] == []


def test_shallow_clone(warm: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    for message in ("Start", "Go on"):
        if not (warm / ".git").exists():
            git(warm, "init")
        git(warm, "add", ".")
        git(warm, "commit", "--allow-empty", "-m", message)
    shallow = tmp_path_factory.mktemp("shallow") / "clone"
    git(warm, "clone", "--depth", "1", warm.as_uri(), str(shallow))
    done = built(shallow, SITE_URL="https://example.org/")
    assert done.returncode == 0, done.stderr
    assert is_complete(shallow / "site")
    assert "lastmod" not in (shallow / "site/sitemap.xml").read_text(encoding="utf-8")


# Python runs this before anything else when it is on the path; every attempt to reach another machine ends the build.
NO_NETWORK = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise SystemExit(f"network: {event} {arguments}")
sys.addaudithook(refuse)
"""


def test_no_network_and_no_git_metadata(warm: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without git nothing says when a page changed, and so nothing is said, on pages or in the site map."""
    folder = tmp_path_factory.mktemp("path")
    (folder / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    refused = [sys.executable, "-c", "import socket; socket.getaddrinfo('localhost', 80)"]
    assert "network:" in built(warm, command=refused, PYTHONPATH=str(folder)).stderr  # so that the refusal is one
    done = built(warm, PYTHONPATH=str(folder), GIT_CEILING_DIRECTORIES=str(warm.parent), SITE_URL="https://example.org/")
    assert done.returncode == 0, done.stderr
    assert is_complete(warm / "site")
    assert "lastmod" not in (warm / "site/sitemap.xml").read_text(encoding="utf-8")
    assert "最后更新" not in (warm / "site/use/index.html").read_text(encoding="utf-8")


# As NO_NETWORK: a signal in the midst of writing the site, whatever else the machine does.
INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell turns off for what it runs in the background
def interrupt(event, arguments):
    if event == "os.mkdir" and str(arguments[0]).endswith("built/assets"):
        os.kill(os.getpid(), int(os.environ["INTERRUPTION"]))
sys.addaudithook(interrupt)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_interrupted_build(number: signal.Signals, warm: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = put_good_site(warm)
    folder = tmp_path_factory.mktemp("path")
    (folder / "sitecustomize.py").write_text(INTERRUPTED, encoding="utf-8")
    done = built(warm, PYTHONPATH=str(folder), INTERRUPTION=str(number.value))
    assert is_untouched(site)
    if number == signal.SIGKILL:
        assert leftovers(warm) != []
        assert built(warm).returncode == 0
        assert is_complete(site)
    else:
        assert done.returncode == 1
        assert last_line(done).startswith("site:1: build: the build was stopped, and the site that was here is unchanged")
    assert leftovers(warm) == []


def mounting() -> list[str]:
    """Return a command that may mount a file system of its own; a machine that has none cannot run this test."""
    ways = [["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"], ["sudo", "-n", "-E", "unshare", "--mount"]]
    for way in ways:
        if shutil.which(way[0]):
            tried = spawn([*way, "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
            if tried.returncode == 0:
                return way
    pytest.fail("A full disk cannot be tried here: run as root, with sudo, or where user namespaces are allowed", pytrace=False)


ON_A_FULL_DISK = """
mount -t tmpfs -o size=600k tmpfs "$1"
mkdir "$1/site"
echo "the last good site" > "$1/site/index.html"
"$2" -m scripts.build --site-dir "$1/site"
echo "status $?"
find "$1" -mindepth 1 | sort
cat "$1/site/index.html"
"""


def test_full_disk(warm: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    disk = tmp_path_factory.mktemp("disk")
    done = built(warm, str(disk), sys.executable, command=[*mounting(), "sh", "-c", ON_A_FULL_DISK, "sh"])
    assert re.match(r".*site:1: build: “.+” could not be written \(No space left on device\)", last_line(done))
    assert done.stdout.splitlines() == ["status 1", f"{disk}/site", f"{disk}/site/index.html", "the last good site"]


def test_file_too_large_for_the_disk(warm: Path) -> None:
    """Writing fails in the middle of a file."""
    site = put_good_site(warm)
    done = built(warm, command=["prlimit", "--fsize=60000", *COMMAND])
    assert done.returncode == 1
    assert "could not be written (File too large), and the site that was here is unchanged" in last_line(done)
    assert is_untouched(site)
    assert leftovers(warm) == []


def test_two_builds_at_once(warm: Path) -> None:
    put_good_site(warm)
    both = [
        subprocess.Popen(COMMAND, cwd=warm, env=editor_environment() | UTF8, stderr=subprocess.PIPE, encoding="utf-8")
        for _ in range(2)
    ]
    told = [one.communicate(timeout=180)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert is_complete(warm / "site")
    assert leftovers(warm) == []


@pytest.mark.parametrize("command", [COMMAND, [sys.executable, "-m", "mkdocs", "build"]], ids=["ours", "mkdocs"])
def test_fault_in_the_data(command: list[str], warm: Path) -> None:
    site = put_good_site(warm)
    edit(warm / "docs/data/pipeline.yml", "unit: route", "unit: road")
    done = built(warm, command=command)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "study-routes: “road” is not among the ids under “units”" in done.stderr
    assert command != COMMAND or last_line(done).startswith(
        "site:1: build: the site was not built, and the one that was here is unchanged;"
    )
    assert is_untouched(site)


def test_failed_swap_brings_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = put_good_site(tmp_path)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "built":
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    staging = Staging(site)
    with pytest.raises(OSError, match="Input/output"):
        staging.put_in_place()
    staging.discard()
    assert is_untouched(site)
    assert leftovers(tmp_path) == []
