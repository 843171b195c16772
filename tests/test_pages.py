"""Checks on the pages: each planted fault brings its line; odd but sound input passes."""

from pathlib import Path

import pytest
import yaml

from scripts.check import problems
from scripts.pages import extract
from tests.conftest import ROOT

CASES = sorted((ROOT / "tests/cases/pages").glob("*.yml"))


def test_pages_are_clean() -> None:
    assert [str(problem) for problem in problems(ROOT)] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_planted_fault(path: Path, copy: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    file = copy / case["file"]
    if case.get("delete"):
        file.unlink()
    else:
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(case["text"].replace("{old}", old), encoding="utf-8")
    last = str(len(file.read_text(encoding="utf-8").splitlines())) if file.exists() else ""
    found = [str(problem) for problem in problems(copy) if problem.key not in case.get("besides", [])]
    assert sorted(found) == [line.replace("{last}", last) for line in case["says"]]


ODD_PAGE = """\ufeff---\r\ndescription: x\r\n---\r\n# 标题 {#top}\r\n\r\n```\r\n# not a heading\r\n[x](nowhere.md)\r\n```\r\n
`[x](nowhere.md)` and [two\r\nlines](chain.md#links)\r\n\r\n| a |\r\n| - |\r\n| [cell](select.md) |\r\n\r\n- a\r\n    - [nested](use.md)\r\n"""


def test_extract_reads_odd_input() -> None:
    page = extract("docs/odd.zh.md", ODD_PAGE)
    assert [(heading.line, heading.id, heading.text) for heading in page.headings] == [(4, "top", "标题")]
    assert [(link.line, link.target) for link in page.links] == [(12, "chain.md#links"), (16, "select.md"), (19, "use.md")]
    assert page.meta == {"description": "x"}
