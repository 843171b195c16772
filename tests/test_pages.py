"""Checks on the pages: each planted fault brings its line; odd but sound input passes."""

from pathlib import Path

import pytest

from scripts.check import problems
from scripts.checks.prose import style
from scripts.pages import extract, read_pages
from scripts.vocabulary import LANGUAGES
from tests import cases
from tests.conftest import ROOT


def test_pages_are_clean() -> None:
    assert [str(problem) for problem in problems(ROOT)] == []


@pytest.mark.parametrize("path", cases.PAGES, ids=lambda path: path.stem)
def test_planted_fault(path: Path, copy: Path) -> None:
    case = cases.read(path)
    cases.plant(case, copy)
    assert cases.shown(case, copy) == case["says"]


@pytest.mark.parametrize("path", cases.SOUND, ids=lambda path: path.stem)
def test_sound_but_odd_input_passes(path: Path, copy: Path) -> None:
    case = cases.read(path)
    cases.plant(case, copy)
    assert cases.shown(case, copy) == []


ODD_PAGE = """\ufeff---\r\ndescription: x\r\n---\r\n# 标题 {#top}\r\n\r\n```\r\n# not a heading\r\n[x](nowhere.md)\r\n```\r\n
`[x](nowhere.md)` and [two\r\nlines](chain.md#links)\r\n\r\n| a |\r\n| - |\r\n| [cell](select.md) |\r\n\r\n- a\r\n    - [nested](use.md)\r\n"""


def test_extract_reads_odd_input() -> None:
    page = extract("docs/odd.zh.md", ODD_PAGE)
    assert [(heading.line, heading.id, heading.text) for heading in page.headings] == [(4, "top", "标题")]
    assert [(link.line, link.target) for link in page.links] == [(11, "chain.md#links"), (16, "select.md"), (19, "use.md")]
    assert page.meta == {"description": "x"}


def test_every_allowed_phrase_is_needed() -> None:
    """An allowance that nothing uses would hide the next fault that happens to look like it."""
    for language in LANGUAGES:
        words = "\n".join(block.text for page in read_pages(ROOT) if page.language == language for block in page.blocks).lower()
        phrases = [entry["text"] for entry in style()["numbers"][language]] + [count[language] for count in style()["counts"]]
        assert [phrase for phrase in phrases if phrase.lower() not in words] == []


def test_false_count_is_no_allowance(copy: Path) -> None:
    page = copy / "docs/figures.zh.md"
    page.write_text(page.read_text(encoding="utf-8").replace("二十个统计数字", "二十九个统计数字"), encoding="utf-8")
    assert sorted(problem.key for problem in problems(copy)) == ["count-wrong"]
