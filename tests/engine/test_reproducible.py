"""One commit, one site: other folders, days, time zones, languages and hash seeds give the same bytes."""

from pathlib import Path

import pytest

from tests.engine.test_build import is_complete
from tests.helpers.outputs import hashes
from tests.helpers.repository import git
from tests.helpers.sources import copy_sources, run
from tests.helpers.tools import tool

# Two machines as different as we can make them.
MACHINES = {
    "one": {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "clock": "2026-12-01 10:00:00"},
    "另一台 other": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "77", "clock": "2031-02-28 23:59:58"},
}


def on(machine: str, folder: Path, *module: str, own_clock: bool = True) -> None:
    """Run a Python module in `folder` as on that machine; a browser needs the real clock, which moves between two runs."""
    settings = dict(MACHINES[machine])
    moment = settings.pop("clock")
    clock = [tool("faketime"), moment] if own_clock else []
    settings |= {"SITE_URL": "https://example.org/", "REPO_URL": "https://example.com/r"}
    done = run(*module, cwd=folder, before=clock, **settings)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def clones(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a clone of one commit for each machine, in folders of other names."""
    origin = copy_sources(tmp_path_factory.mktemp("origin"))
    git(origin, "init")
    git(origin, "add", ".")
    git(origin, "commit", "-m", "Start", "--date", "2026-11-20T12:00:00+08:00")
    found = {}
    for machine in MACHINES:
        found[machine] = tmp_path_factory.mktemp("machine") / machine
        git(origin, "clone", str(origin), str(found[machine]))
    return found


@pytest.mark.wide  # test_progress.py builds twice on one machine
def test_two_builds_are_the_same_bytes(clones: dict[str, Path]) -> None:
    for machine, folder in clones.items():
        on(machine, folder, "scripts.build")
        assert is_complete(folder / "site")
        on(machine, folder, "scripts.editions.offline")
        on(machine, folder, "scripts.editions.hosting")
    one, other = (hashes(folder / "site") | hashes(folder / "build") for folder in clones.values())
    assert {"index.html", "sitemap.xml.gz", "search/zh.js", "nginx.conf"} <= {path.removeprefix("hosting/") for path in one}
    assert one == other


@pytest.mark.wide  # test_handbook.py prints a chapter twice
def test_two_handbooks_are_the_same_bytes(clones: dict[str, Path]) -> None:
    for machine, folder in clones.items():
        if not (folder / "site").exists():
            on(machine, folder, "scripts.build")
        on(machine, folder, "scripts.editions.print_handbook", own_clock=False)
    one, other = ({path.name: path.read_bytes() for path in (folder / "build").glob("*.pdf")} for folder in clones.values())
    assert len(one) == 2
    assert one == other


def test_clock_is_another(tmp_path: Path) -> None:
    """The machines differ, or the test above would say nothing."""
    code, years = "import pathlib, time; pathlib.Path('year').write_text(time.strftime('%Y'))", []
    for machine in MACHINES:
        on(machine, tmp_path, "timeit", "-n1", "-r1", "-s", code)
        years.append((tmp_path / "year").read_text("utf-8"))
    assert years == ["2026", "2031"]
