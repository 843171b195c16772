"""Checks on the pages: each planted fault brings its line; odd but sound input passes."""

from pathlib import Path

import pytest

from scripts.check import problems
from scripts.pages import extract
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
