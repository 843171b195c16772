"""Where the halves of a page differ by section, which half is told, and what follows from it is told in the same run."""

from pathlib import Path

import pytest

from scripts.check import problems
from scripts.checks.freshness import hashes
from scripts.checks.parity import parity_problems
from scripts.load import load
from scripts.pages import Page, extract
from tests.conftest import ROOT

DATA = load(ROOT).data
TOTAL = "[437](figures.md#recruited-total)"
POSTS = "[15](figures.md#principal-posts)"
BASE = "# x {#x}\n\n## a {#a}\n\n%s\n\n## b {#b}\n\n%s\n"


def halves(zh: str, en: str) -> list[Page]:
    """Return both halves of a page."""
    return [extract(f"docs/x.{language}.md", text) for language, text in (("zh", zh), ("en", en))]


def said(zh: str, en: str, stamped_zh: str = "", stamped_en: str = "") -> list[tuple[str, int, str]]:
    """Return file, line and message of what the check says of two halves, stamped when they were as given."""
    stamped = halves(stamped_zh, stamped_en)
    stamps = {"x": {id: {"zh": hashes(stamped[0])[id], "en": hashes(stamped[1])[id]} for id in hashes(stamped[0]) if id}}
    found = parity_problems(halves(zh, en), stamps if stamped_zh else {}, DATA)
    return [(problem.path.split(".")[1], problem.line, problem.key) for problem in found]


BOTH = BASE % (TOTAL, POSTS)
WITHOUT = BASE % (TOTAL, "15")


@pytest.mark.parametrize(
    ("zh", "en", "stamped", "wanted"),
    [
        (BOTH, WITHOUT, (BOTH, BOTH), [("en", 9, "parity-lacks"), ("en", 9, "parity-only")]),
        (BOTH, WITHOUT, (WITHOUT, WITHOUT), [("zh", 9, "parity-only"), ("zh", 9, "parity-lacks")]),
    ],
)
def test_difference_is_said_at_the_half_that_changed(
    zh: str, en: str, stamped: tuple[str, str], wanted: list[tuple[str, int, str]]
) -> None:
    assert said(zh, en, *stamped) == wanted
