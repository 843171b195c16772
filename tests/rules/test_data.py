"""Each rule of the data file: a planted fault, and the exact lines it must bring."""

import shutil
from pathlib import Path

import pytest

from scripts.ground.problems import DataError, Problem
from scripts.records.load import DATA_FILE, load
from scripts.rules.every import data_problems
from tests.helpers.sources import ROOT, edit
from tests.helpers.tables import table

SAMPLE = ROOT / "tests/records/sample.yml"
CASES = sorted(path for room in ("records", "rules") for path in (ROOT / f"tests/{room}/faults").glob("*.yml"))


def found(root: Path) -> list[Problem]:
    """Return what the loader and the rules say of the data file below `root`."""
    try:
        return sorted(set(data_problems(load(root))))
    except DataError as error:
        return error.problems


def plant(case: dict[str, str], target: Path) -> None:
    """Write the sample with the fault of `case`: text `old`, after `after` when that is given, becomes `new`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SAMPLE, target)
    edit(target, case["old"], case["new"], case.get("after", ""))


def test_published_data_is_clean() -> None:
    assert found(ROOT) == []


def test_sample_is_clean(tmp_path: Path) -> None:
    plant({"old": "", "new": ""}, tmp_path / DATA_FILE)
    assert found(tmp_path) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_planted_fault(path: Path, tmp_path: Path) -> None:
    case = table(path)
    plant(case, tmp_path / DATA_FILE)
    assert [str(problem) for problem in found(tmp_path)] == case["says"]


def test_missing_file(tmp_path: Path) -> None:
    assert [problem.key for problem in found(tmp_path)] == ["file-missing"]


def test_other_encoding(tmp_path: Path) -> None:
    (tmp_path / DATA_FILE).parent.mkdir(parents=True)
    (tmp_path / DATA_FILE).write_bytes("干部".encode("gb18030"))
    assert [problem.key for problem in found(tmp_path)] == ["not-utf8"]


@pytest.mark.parametrize("form", ["\ufeff{}", "crlf"])
def test_harmless_forms_pass(form: str, tmp_path: Path) -> None:
    text = (ROOT / DATA_FILE).read_text(encoding="utf-8")
    (tmp_path / DATA_FILE).parent.mkdir(parents=True)
    written = text.replace("\n", "\r\n") if form == "crlf" else form.format("") + text
    (tmp_path / DATA_FILE).write_bytes(written.encode("utf-8"))
    assert found(tmp_path) == []
