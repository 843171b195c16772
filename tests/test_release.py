"""Releases: a published value, precision, unit or period does not change without a correction record."""

from pathlib import Path

import pytest

from scripts.checks.run import problems
from scripts.ground.problems import DataError, Problem
from scripts.records.load import DATA_FILE, load
from scripts.records.released import RELEASE_FILE, read_release, release_problems, released
from scripts.release import main as release
from scripts.rules.every import data_problems
from tests.helpers.sources import ROOT, edit

ROUTES = "value: 18\n    precision: exact\n    period: {kind: not_stated}\n    quote: 18条"
RECORD = """corrections:
- id: routes-recounted
  date: "2026-12-01"
  figure: study-routes
  field: value
  was: "18"
  now: "19"
  kind: correction
  cause:
    zh: 录入有误。
    en: A slip.
"""


def found(root: Path) -> list[Problem]:
    """Return what stands between these records and the last release; the records themselves are sound."""
    doc = load(root)
    assert data_problems(doc) == []
    try:
        return sorted(release_problems(doc, read_release(root)))
    except DataError as error:
        return error.problems


def test_check_asks_for_the_release(copy: Path) -> None:
    (copy / RELEASE_FILE).unlink()
    assert "release-file" in {problem.key for problem in problems(copy)}


def test_published_values_are_those_of_the_last_release() -> None:
    assert released(load(ROOT).data) == read_release(ROOT).values


LIVING_APART = "precision: more_than\n    period: {kind: not_stated}\n    quote: 340余名"
CHANGES = {
    "value": ([(ROUTES, ROUTES.replace("18", "19"))], "18", "19"),
    "precision": ([(LIVING_APART, LIVING_APART.replace("more_than", "exact").replace("余", ""))], "more_than", "exact"),
    "unit": ([("unit: route", "unit: base"), ("quote: 18条", "quote: 18个")], "route", "base"),
    "period": (
        [(ROUTES, ROUTES.replace("{kind: not_stated}", "{kind: since, interval: 2019/2023}"))],
        "not_stated",
        "since 2019/2023",
    ),
}


@pytest.mark.parametrize("field", CHANGES)
def test_change_asks_for_a_record(field: str, copy: Path) -> None:
    edits, was, now = CHANGES[field]
    for old, new in edits:
        edit(copy / DATA_FILE, old, new)
    said = [problem for problem in found(copy) if problem.key == "release-changed"]
    assert len(said) == 1
    assert said[0].path == DATA_FILE
    assert f" {field}:" in " " + (copy / DATA_FILE).read_text(encoding="utf-8").splitlines()[said[0].line - 1]
    assert said[0].en == (
        f"“{field}” was published as “{was}” and is now “{now}”; "
        "add a record under “corrections” with this field, was and now, dated 2026-11-23 or later"
    )
    assert f"“{field}”发布时是“{was}”，现在是“{now}”；请在“corrections”下补一条记录" in said[0].zh


AGAIN = (
    RECORD.removeprefix("corrections:\n").replace("recounted", "recounted-again").replace('"19"', '"20"').replace('"18"', '"19"')
)
RECORDS = {
    "of the change": ("19", RECORD, []),
    "that follow one another": ("20", RECORD + AGAIN, []),
    "to another value": ("19", RECORD.replace('now: "19"', 'now: "20"'), ["release-changed"]),
    "before the release": ("19", RECORD.replace("2026-12-01", "2026-11-01"), ["release-changed"]),
    "of another figure": ("19", RECORD.replace("figure: study-routes", "figure: training-bases"), ["release-changed"]),
    "of another field": ("19", RECORD.replace("field: value", "field: unit"), ["release-changed"]),
}


@pytest.mark.parametrize("name", RECORDS)
def test_records_of_a_change_settle_it_and_others_do_not(name: str, copy: Path) -> None:
    now, records, keys = RECORDS[name]
    edit(copy / DATA_FILE, ROUTES, ROUTES.replace("18", now))
    edit(copy / DATA_FILE, "corrections: []", records)
    assert [problem.key for problem in found(copy)] == keys


SECOND = """  - source: china-com-cn-2023
    locator: *b-select
    value: 116
    precision: exact
    period: {kind: as_of}
    as_of: "2023-10-20"
    inferred: [period, as_of]
    quote: 116人
"""


def test_second_source_is_named_in_its_record(copy: Path) -> None:
    edit(copy / DATA_FILE, SECOND, SECOND.replace('"2023-10-20"', '"2023-10-19"'))
    record = RECORD.replace("study-routes", "reserve-soe-middle-managers").replace("field: value", "field: period")
    record = record.replace('"18"', "as_of 2023-10-20").replace('"19"', "as_of 2023-10-19")
    edit(copy / DATA_FILE, "corrections: []", record)
    assert [problem.key for problem in found(copy)] == ["release-changed"]
    edit(copy / DATA_FILE, "  field: period\n", "  source: china-com-cn-2023\n  field: period\n")
    assert found(copy) == []


def test_published_figure_does_not_vanish(copy: Path) -> None:
    edit(copy / DATA_FILE, SECOND, "")
    said = [problem for problem in found(copy) if problem.key == "release-gone"]
    assert [problem.id for problem in said] == ["reserve-soe-middle-managers"]
    assert "“reserve-soe-middle-managers@china-com-cn-2023” was published and is gone; restore the record" in said[0].en
    assert "曾经发布，现在没有了；编号是公开链接，请恢复这条记录" in said[0].zh


@pytest.mark.parametrize("damage", ["", "version: 1\n", "\t:", "version: '1'\ndate: x\nvalues: []\n"])
def test_damaged_release_file_is_named(damage: str, copy: Path) -> None:
    (copy / RELEASE_FILE).write_text(damage, encoding="utf-8")
    said = found(copy)
    assert [(problem.path, problem.key) for problem in said] == [(RELEASE_FILE, "release-file")]
    assert "cannot be read; restore it with git, or run “make release DATE=…”" in said[0].en
    assert "文件不存在或无法读取；请用 git 恢复，或运行“make release DATE=…”" in said[0].zh


def test_release_records_version_date_and_values(copy: Path) -> None:
    assert release(["--date", "2026-12-24", "--root", str(copy)]) == 0
    recorded = read_release(copy)
    assert (recorded.version, recorded.date, recorded.values) == ("0.1.0", "2026-12-24", released(load(copy).data))
    before = (copy / RELEASE_FILE).read_bytes()
    assert release(["--date", "2026-12-24", "--root", str(copy)]) == 0
    assert (copy / RELEASE_FILE).read_bytes() == before


def test_release_refuses_a_change_without_record(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (copy / RELEASE_FILE).read_bytes()
    edit(copy / DATA_FILE, ROUTES, ROUTES.replace("18", "19"))
    assert release(["--date", "2026-12-24", "--root", str(copy)]) == 1
    assert (copy / RELEASE_FILE).read_bytes() == before
    assert "No release was recorded." in capsys.readouterr().err


def test_release_needs_a_day() -> None:
    with pytest.raises(SystemExit):
        release(["--date", "tomorrow"])


def test_version_is_that_of_the_project() -> None:
    assert f'version = "{read_release(ROOT).version}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
