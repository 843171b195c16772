"""Who waits sees what runs and how long it took; who does not wait, and whatever is written, sees nothing of it."""

import os
import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.ground import progress
from tests.helpers.outputs import hashes
from tests.helpers.repository import clone, say
from tests.helpers.sources import ROOT, run

COMMAND = [sys.executable, "-m", "scripts.ground.progress"]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a quarter of a second pass between two looks at the clock."""
    ticks: Iterator[float] = iter(0.25 * tick for tick in range(100))
    monkeypatch.setattr(progress, "perf_counter", lambda: next(ticks))


@pytest.mark.usefixtures("clock")
def test_parts_are_named_in_order_with_their_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.parts():
        for part in ("settings", "pages-zh", "completed", "pages-en", "completed"):
            progress.done(part)
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "== settings read 读取设置: 0.2 s",
        "== pages in Chinese 中文页面: 0.2 s",
        "== pages completed, search index 补全页面，制作搜索索引: 0.5 s",
        "== pages in English 英文页面: 0.2 s",
        "== site 网站: 1.5 s",
    ]
    assert told.out == ""


def test_nothing_is_printed_when_nobody_waits(capsys: pytest.CaptureFixture[str]) -> None:
    progress.done("settings")
    with progress.parts():
        pass
    assert len(capsys.readouterr().err.splitlines()) == 1
    progress.done("settings")
    assert capsys.readouterr().err == ""


def test_failure_has_the_last_word(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        with progress.parts():
            progress.done("settings")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
    progress.done("settings")
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("clock")
def test_command_is_named_before_and_timed_after(capsys: pytest.CaptureFixture[str]) -> None:
    assert progress.timed("tests 测试", lambda: 0) == 0
    assert capsys.readouterr().err == "== tests 测试 …\n== tests 测试: 0.2 s\n"
    assert progress.timed("tests 测试", lambda: 3) == 3
    assert capsys.readouterr().err == "== tests 测试 …\n"


@pytest.mark.parametrize(("code", "status"), [("", 0), ("exit(5)", 5), ("import os; os.kill(os.getpid(), 15)", 128 + 15)])
def test_command_keeps_its_status(code: str, status: int, capfd: pytest.CaptureFixture[str]) -> None:
    assert progress.main(["it", sys.executable, "-c", f"print('ran', flush=True); {code}"]) == status
    assert capfd.readouterr().out == "ran\n"


ANSWERS_LATE = """
import signal
def answer(number, frame):
    print("tidied up", flush=True)
    raise SystemExit(7)
signal.signal(signal.SIGINT, answer)
print("ready", flush=True)
signal.pause()
"""


def test_interruption_is_answered_by_the_command() -> None:
    """As at a terminal, both get it: the tests say what they were at and close the browser."""
    whole = [*COMMAND, "it", sys.executable, "-c", ANSWERS_LATE]
    with subprocess.Popen(
        whole, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", process_group=0
    ) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
        os.killpg(started.pid, signal.SIGINT)
        out, err = started.communicate(timeout=60)
    assert (started.returncode, out, err) == (7, "tidied up\n", "== it …\n")


def seconds_in(text: str) -> list[str]:
    """Return the names of the parts that `text` gives the seconds of, in order."""
    return re.findall(r"^== (.+): \d+\.\d s$", text, re.MULTILINE)


def test_build_tells_its_parts_and_a_second_gives_the_same_bytes(
    first_build: subprocess.CompletedProcess[str], plain: Path, warm: Path
) -> None:
    """The first build makes what comes from the data file, the second keeps it."""
    made, kept = first_build, run("scripts.build", cwd=warm)
    assert made.returncode == kept.returncode == 0, made.stderr + kept.stderr
    parts = [
        "settings read 读取设置", "tables, cards and downloads made 做出表格、卡片和下载", "checked 检查", "pages in Chinese 中文页面", "pages in English 英文页面",
        "pages completed, search index 补全页面，制作搜索索引", "downloads and redirects 下载和跳转", "put in place 放到位", "site 网站",
    ]  # fmt: skip
    assert seconds_in(made.stderr) == parts
    assert seconds_in(kept.stderr) == [
        *parts[:1],
        "tables, cards and downloads kept from before 沿用上次的表格、卡片和下载",
        *parts[2:],
    ]
    assert made.stdout + kept.stdout == ""
    assert "Overriding" not in made.stderr
    assert hashes(plain / "site") == hashes(warm / "site")
    assert (plain / "site/data/cite/en/study-routes.ris").is_file()


def test_make_test_times_its_parts_narrows_to_a_subject_and_widens_to_all(tmp_path: Path) -> None:
    """A dry run names and times what is a command of the Makefile, and prints the call of the tests."""
    root, parts = clone(tmp_path), ["style and types 代码", "data and pages 数据与页面"]
    told, whole, numbers = (say(root, f"make --dry-run {words}").stdout for words in ("test", "test-all", "test ONLY=numbers"))
    assert seconds_in(told) == seconds_in(whole) == parts
    assert re.search(r'python -m scripts\.ground\.progress "tests 测试" \S+python -m pytest .*--failed-first -m "not wide"', told)
    assert "wide" not in whole
    assert seconds_in(numbers) == []
    assert '-m "not wide" --only numbers' in numbers


def test_slowest_tests_are_listed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert "--durations=5 " in settings["addopts"]
