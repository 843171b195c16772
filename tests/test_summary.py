"""The summary of a change: before, after and the other half of each section, tables that moved, halves not read together."""

from pathlib import Path

import pytest

from scripts.ground.problems import messages
from scripts.pages.changes import Changes
from scripts.summary import _CUT, _MOST, main, render, summary
from tests.helpers.repository import clone, git
from tests.helpers.sources import edit

EN = "docs/use.en.md"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return clone(tmp_path)


def test_nothing_changed(repository: Path) -> None:
    text = summary(repository, "main")
    assert "没有改动。Nothing has changed." in text
    assert "没有。None." in text
    assert "##  " not in text


def test_committed_work_is_compared_with_where_it_started(repository: Path) -> None:
    git(repository, "checkout", "-qb", "proposal")
    edit(repository / EN, "what the first three stages lead to", "the aim of the first three stages")
    git(repository, "commit", "-qam", "wording")
    git(repository, "checkout", "-q", "main")
    edit(repository / "docs/manage.en.md", "# ", "# On ")
    git(repository, "commit", "-qam", "elsewhere")
    git(repository, "checkout", "-q", "proposal")
    text = summary(repository, "main")
    assert "## use\n" in text
    assert "## manage" not in text


def test_new_page_without_its_other_half(repository: Path) -> None:
    (repository / "docs/extra.en.md").write_text("# Extra {#extra}\n\n~~~\ncode\n~~~\n", encoding="utf-8")
    text = summary(repository, "main")
    assert "`docs/extra.zh.md`：还没有 · missing" in text
    assert "~~~~diff\n+ # Extra {#extra}" in text, "what is quoted cannot close its fence"


def test_description_and_deleted_page_are_shown(repository: Path) -> None:
    edit(repository / EN, "description: ", "description: New. ")
    (repository / "docs/coverage.en.md").unlink()
    text = summary(repository, "main")
    assert "### 简介和设置 · Description and settings" in text
    assert "## coverage" in text


def test_unknown_base_is_one_line(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--base", "nowhere", "--root", str(repository)]) == 1
    error = capsys.readouterr().err
    assert "git knows no “nowhere”; name a branch or commit" in error
    assert messages()["base-unknown"]["zh"].format(base="nowhere") in error


def test_summary_is_cut_where_a_code_host_would_refuse_it(repository: Path) -> None:
    (repository / "docs/use.zh.md").write_text("# 长 {#use}\n\n" + "字" * 400_000, encoding="utf-8")
    text = summary(repository, "main")
    assert text.endswith(_CUT)
    assert len(text.encode("utf-8")) <= _MOST + len(_CUT.encode("utf-8"))


def test_empty_change_renders() -> None:
    assert render(Changes([], [], []), []).startswith("# 改动摘要")
