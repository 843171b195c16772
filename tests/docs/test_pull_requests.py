"""Whole pull requests, good and bad: what an editor commits, and what the checks then say, from the command line to the summary."""

import re
from pathlib import Path

import pytest

from scripts.check import main as check
from scripts.summary import main as summary
from tests.helpers import cases
from tests.helpers.repository import clone, git, here
from tests.helpers.tables import table

REQUESTS = sorted((Path(__file__).parent / "pull_requests").glob("*.yml"))
WELL = "Data, generated files and pages agree. / 数据、生成的文件与页面一致。"


@pytest.mark.parametrize("path", REQUESTS, ids=lambda path: path.stem)
def test_pull_request(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = table(path)
    root = clone(tmp_path)
    git(root, "checkout", "-qb", "proposal")
    for change in case["changes"]:
        cases.plant({"files": change}, root)
    for command in case.get("runs", []):
        done = here(root, command)
        assert done.returncode == 0, done.stdout
    git(root, "add", "-A")
    git(root, "commit", "-qm", case["title"])
    status = check(["--root", str(root)])
    placed = (cases.relative(line, case["changes"], root) for line in "".join(capsys.readouterr()).splitlines())
    lines = [re.sub(r"(?<=\w):\d+(?=: )", ":{line}", line) for line in placed]
    assert lines == (case["says"] if case["says"] else [WELL])
    assert (status == 0) == (lines[-1] == WELL)
    assert len(lines) <= 6, "what an editor reads at once"
    assert summary(["--root", str(root)]) == 0
    shown = capsys.readouterr().out
    assert [text for text in case["summary"] if text not in shown] == []
    assert shown.count("\n### ") == case["sections"], "what has not changed is not shown"


def test_corpus_is_four_good_and_eight_bad() -> None:
    good = [path for path in REQUESTS if not table(path)["says"]]
    assert (len(good), len(REQUESTS)) == (4, 12)
