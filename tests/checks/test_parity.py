"""Where the halves of a page differ by section, which half is told, and what follows from a fault is told in the same run."""

import pytest

from scripts.checks.parity import parity_problems
from scripts.pages.freshness import hashes
from scripts.pages.page import Page
from scripts.pages.read import extract
from scripts.records.load import load
from tests.helpers.sources import ROOT

DATA = load(ROOT).data
TOTAL = "[437](figures.md#recruited-total)"
POSTS = "[15](figures.md#principal-posts)"
BASE = "# x {#x}\n\n## a {#a}\n\n%s\n\n## b {#b}\n\n%s\n"
FULL, SHORT = BASE % (TOTAL, POSTS), BASE % (TOTAL, "—")


def halves(zh: str, en: str) -> list[Page]:
    """Return both halves of a page."""
    return [extract(f"docs/x.{language}.md", text) for language, text in (("zh", zh), ("en", en))]


def said(zh: str, en: str, stamped: tuple[str, str] | None = None) -> list[tuple[str, int, str]]:
    """Return language, line and message of what the check says of two halves that were last read together as `stamped`."""
    old = [hashes(page) for page in halves(*stamped)] if stamped else [{}, {}]
    stamps = {"x": {id: {"zh": old[0][id], "en": old[1][id]} for id in old[0]}}
    found = parity_problems(halves(zh, en), stamps, DATA)
    return [(problem.path.split(".")[1], problem.line, problem.key) for problem in found]


def test_halves_that_agree_in_their_own_order_pass() -> None:
    zh = BASE % (f"{POSTS}，三名。\n\n- {TOTAL}\n- 2023 年 10 月 21 日", "3 项")
    en = BASE % (f"On 21 October 2023, {TOTAL} and [fifteen](figures.md#principal-posts); three.", "Three of them.")
    assert said(zh, en) == []


@pytest.mark.parametrize(
    ("zh", "en", "stamped", "wanted"),
    [
        (FULL, SHORT, (FULL, FULL), ("en", 9, "parity-lacks")),
        (FULL, SHORT, (SHORT, SHORT), ("zh", 9, "parity-only")),
        (SHORT, FULL, (FULL, FULL), ("zh", 9, "parity-lacks")),
        (SHORT, FULL, (SHORT, SHORT), ("en", 9, "parity-only")),
        (FULL, SHORT, (SHORT, FULL), ("en", 9, "parity-lacks")),  # both changed
        (FULL, SHORT, None, ("en", 9, "parity-lacks")),
        (SHORT, FULL, None, ("zh", 9, "parity-lacks")),
    ],
)
def test_difference_is_said_at_the_half_that_changed(
    zh: str, en: str, stamped: tuple[str, str] | None, wanted: tuple[str, int, str]
) -> None:
    assert said(zh, en, stamped) == [wanted]


@pytest.mark.parametrize(
    ("old", "wanted"), [(FULL, ("en", 3, "parity-lacks")), ("# x {#x}\n\n## a {#a}\n", ("zh", 7, "parity-only"))]
)
def test_heading_in_one_half_is_lost_or_new_as_the_stamps_know(old: str, wanted: tuple[str, int, str]) -> None:
    shorter = FULL.replace("\n## b {#b}\n", "") if old == FULL else FULL[: FULL.index("\n## b")]
    assert said(FULL, shorter, (old, old)) == [wanted]


def test_sections_in_another_order_are_one_difference() -> None:
    turned = f"# x {{#x}}\n\n## b {{#b}}\n\n{POSTS}\n\n## a {{#a}}\n\n{TOTAL}\n"
    assert said(FULL, turned) == [("zh", 3, "parity")]


def test_each_table_and_image_counts() -> None:
    table = "| a |\n| - |\n| b |\n"
    assert said(BASE % (table, "x"), BASE % (f"{table}\n{table}", "x")) == [("zh", 7, "parity-lacks")]
    assert said(BASE % ("![x](a-zh.svg)", "x"), BASE % ("![x](a-en.svg)", "x")) == []


def test_misspelt_citation_is_no_second_difference() -> None:
    assert said(FULL, FULL.replace("recruited-total", "recruited-totl")) == []
