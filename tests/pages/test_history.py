"""The date of the last change: the page's own, or that of a part it includes; none where git cannot tell."""

from pathlib import Path

import pytest

from scripts.pages.history import page_dates
from scripts.pages.read import extract
from tests.helpers.repository import git

PAGE = "docs/a.zh.md"
TEXT = '# 题 {#a}\n\n--8<-- "zh/part.md"\n'


def commit(root: Path, date: str, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", date, GIT_AUTHOR_DATE=f"{date}T12:00:00Z", GIT_COMMITTER_DATE=f"{date}T12:00:00Z")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "仓库 with space"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    commit(root, "2024-01-01", PAGE, TEXT)
    commit(root, "2024-02-02", "docs/_generated/zh/part.md", "x")
    commit(root, "2024-03-03", "docs/b.zh.md", "# 乙 {#b}\n")
    return root


def test_newest_change_to_the_page_or_to_what_it_includes(repository: Path) -> None:
    page = extract(PAGE, TEXT)
    assert page_dates(repository, [page]) == {PAGE: "2024-02-02"}
    commit(repository, "2024-04-04", PAGE, TEXT + "\n新\n")
    assert page_dates(repository, [page]) == {PAGE: "2024-04-04"}


def test_shallow_clone_gives_no_date(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    assert page_dates(tmp_path / "shallow", [extract(PAGE, TEXT)]) == {}


def test_folder_without_git_gives_no_date(tmp_path: Path) -> None:
    assert page_dates(tmp_path, [extract(PAGE, TEXT)]) == {}


def test_machine_without_git_gives_no_date(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert page_dates(repository, [extract(PAGE, TEXT)]) == {}
