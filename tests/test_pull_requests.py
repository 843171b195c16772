"""Whole pull requests, good and bad: what an editor commits, and what the checks then say, from the command line to the summary."""

import re
from pathlib import Path

import pytest

from tests import cases
from tests.repository import clone, git, say

REQUESTS = sorted((Path(__file__).parent / "pull_requests").glob("*.yml"))
WELL = "Data, generated files and pages agree. / 数据、生成的文件与页面一致。"


@pytest.mark.parametrize("path", REQUESTS, ids=lambda path: path.stem)
def test_pull_request(path: Path, tmp_path: Path) -> None:
    case = cases.read(path)
    root = clone(tmp_path)
    git(root, "checkout", "-qb", "proposal")
    for change in case["changes"]:
        cases.plant({"files": change}, root)
    for command in case.get("runs", []):
        done = say(root, command)
        assert done.returncode == 0, done.stdout
    git(root, "add", "-A")
    git(root, "commit", "-qm", case["title"])
    done = say(root, "make --silent check")
    placed = (cases.relative(line, case["changes"], root) for line in done.stdout.splitlines() if not line.startswith("make"))
    lines = [re.sub(r"(?<=\w):\d+(?=: )", ":{line}", line) for line in placed]
    assert lines == (case["says"] if case["says"] else [WELL])
    assert (done.returncode == 0) == (lines[-1] == WELL)
    assert len(lines) <= 3
    shown = say(root, "make --silent summary")
    assert shown.returncode == 0, shown.stdout
    for text in case["summary"]:
        assert text in shown.stdout


def test_corpus_is_four_good_and_eight_bad() -> None:
    good = [path for path in REQUESTS if not cases.read(path)["says"]]
    assert (len(good), len(REQUESTS)) == (4, 12)
