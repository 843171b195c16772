"""Freshness by section: what counts as a change, who is told, and what a stamp records."""

from pathlib import Path

import pytest

from scripts.pages.freshness import STAMPS_FILE, freshness_warnings, listing, read_stamps, sections_behind, stale_sections
from scripts.pages.read import read_pages
from scripts.stamp import main as stamp
from tests.helpers.sources import ROOT, edit, run

ZH, EN = "docs/use.zh.md", "docs/use.en.md"


def behind(root: Path) -> list[str]:
    """Return page, section and the halves that moved, as text."""
    stale = stale_sections(read_pages(root), read_stamps(root))
    return [f"{section.page}#{section.id}: {' '.join(section.moved)}" for section in stale]


def test_site_has_stamps_for_what_it_shows() -> None:
    assert set(read_stamps(ROOT)) == {page.name for page in read_pages(ROOT)}


@pytest.fixture
def stamped(copy: Path) -> Path:
    """Return a copy in which every section was read together."""
    for name in {page.name for page in read_pages(copy)}:
        assert stamp([name, "--other-unchanged", "--root", str(copy)]) == 0
    return copy


def test_reflowing_and_spacing_change_nothing(stamped: Path) -> None:
    edit(stamped / EN, "The report presents appointment as what", "The report\npresents  appointment as what")
    assert behind(stamped) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "moved"),
    [
        (ZH, "前三个环节的落脚点", "前三个环节的目的", "use#hand-over: zh"),
        (EN, "what the first three stages lead to", "the aim of the first three stages", "use#hand-over: en"),
    ],
)
def test_either_half_may_lead(stamped: Path, path: str, old: str, new: str, moved: str) -> None:
    edit(stamped / path, old, new)
    assert behind(stamped) == [moved]


def test_readers_of_the_other_half_are_told(stamped: Path) -> None:
    edit(stamped / EN, "what the first three stages lead to", "the aim of the first three stages")
    done = run("mkdocs", "build", "--site-dir", str(stamped / "site"), cwd=stamped)
    assert done.returncode == 0, done.stderr
    note = "这一节的英文版已更新，中文版尚未核对"
    chinese = (stamped / "site/use/index.html").read_text(encoding="utf-8")
    assert chinese.count(note) == 1
    assert chinese.index('id="not-reported"') < chinese.index('id="hand-over"') < chinese.index(note)
    assert "has changed; the English" not in (stamped / "site/en/use/index.html").read_text(encoding="utf-8")
    assert '<a href="../use/#hand-over">回到起点</a>' in (stamped / "site/contributing/index.html").read_text(encoding="utf-8")
    assert "the English has changed" in (stamped / "site/en/contributing/index.html").read_text(encoding="utf-8")


def test_stamp_of_one_changed_half_needs_a_word(stamped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(stamped / ZH, "前三个环节的落脚点", "前三个环节的目的")
    before = (stamped / STAMPS_FILE).read_bytes()
    assert stamp(["use", "--root", str(stamped)]) == 1
    assert (stamped / STAMPS_FILE).read_bytes() == before
    assert "if the other half was read and needs no change, add OTHER=unchanged" in capsys.readouterr().err
    assert stamp(["use", "--other-unchanged", "--root", str(stamped)]) == 0
    assert behind(stamped) == []


def test_stamp_of_both_changed_halves_needs_none(stamped: Path) -> None:
    edit(stamped / ZH, "前三个环节的落脚点", "前三个环节的目的")
    edit(stamped / EN, "what the first three stages lead to", "the aim of the first three stages")
    assert behind(stamped) == ["use#hand-over: zh en"]
    assert stamp(["use", "--section", "hand-over", "--root", str(stamped)]) == 0
    assert behind(stamped) == []


def test_both_changed_is_listed_but_shown_to_nobody(stamped: Path) -> None:
    edit(stamped / ZH, "前三个环节的落脚点", "前三个环节的目的")
    edit(stamped / EN, "what the first three stages lead to", "the aim of the first three stages")
    stale = stale_sections(read_pages(stamped), read_stamps(stamped))
    assert [problem.key for problem in freshness_warnings(stale)] == ["section-unread"]
    assert [sections_behind(page, stale) for page in read_pages(stamped) if page.name == "use"] == [set(), set()]
    assert "两种语言都有改动" in listing("zh", stale)


def test_stamp_names_what_it_does_not_know(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stamp(["sources-and-method", "--root", str(copy)]) == 1
    assert stamp(["use", "--section", "handover", "--root", str(copy)]) == 1
    error = capsys.readouterr().err
    assert "there is no page of this name in both languages" in error
    assert "the page has no section “handover” (did you mean “hand-over”?)" in error
