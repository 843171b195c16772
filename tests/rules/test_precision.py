"""The table of precision words: in quotes and in prose, in both languages; what it lacks is never taken as exact."""

import pytest

from scripts import ROOT
from scripts.records.load import load
from scripts.rules.precision import bounds, of_sum, read_quote, said

RECORDS = load(ROOT).data.units
UNITS = tuple(word for unit in RECORDS for word in unit.counted)

QUOTES: dict[str, tuple[float, str]] = {
    "20条": (20, ""), "１８条": (18, ""), "1,237人次": (1237, ""), "三名": (3, ""), "十五期": (15, ""),
    "12.5条": (12.5, ""), "1.2万人次": (12000, ""), "3万余名": (30000, "more_than"), "80%": (80, ""), "百分之八十": (80, ""),
    "21个培训专题": (21, ""), "340余名": (340, "more_than"), "20多条": (20, "more_than"), "20 多条": (20, "more_than"),
    "逾20条": (20, "more_than"), "超20条": (20, "more_than"), "超过20条": (20, "more_than"), "过百人": (100, "more_than"),
    "20几条": (20, "more_than"), "十几条": (10, "more_than"), "20条有余": (20, "more_than"), "多于20条": (20, "more_than"),
    "20来条": (20, "about"), "近20条": (20, "about"), "约20条": (20, "about"), "大约20条左右": (20, "about"),
    "20条左右": (20, "about"), "20条上下": (20, "about"), "将近20条": (20, "about"),
    "至少20条": (20, "at_least"), "20条以上": (20, "at_least"), "20条及以上": (20, "at_least"), "不少于20条": (20, "at_least"),
    "最多20条": (20, "at_most"), "至多20条": (20, "at_most"), "20条以内": (20, "at_most"), "20条以下": (20, "at_most"),
    "近20余条": (20, "about more_than"), "不超过20条": (20, "at_most"), "不到20条": (20, "less_than"), "不足20条": (20, "less_than"), "未满20条": (20, "less_than"),
}  # fmt: skip


@pytest.mark.parametrize("quote", QUOTES)
def test_quote_is_read_by_the_table(quote: str) -> None:
    read = read_quote(quote, UNITS)
    assert read is not None
    value, precision = QUOTES[quote]
    assert (read.value, set(read.said), read.rest) == (value, set(precision.split()), "")
    assert read.units


@pytest.mark.parametrize("quote", ["几十条", "10至15条", "20条不止", "20-30条", "上百条", "20条许", "县里20条"])
def test_what_the_table_lacks_is_left_unread(quote: str) -> None:
    read = read_quote(quote, UNITS)
    assert read is None or read.rest


PROSE = [
    ("约 ", " 条线路", "zh", "about"), ("", " 多条线路", "zh", "more_than"), ("", " 余条", "zh", "more_than"),
    ("超 ", " 条线路", "zh", "more_than"), ("至少 ", " 条线路", "zh", "at_least"), ("", " 条线路以上", "zh", "at_least"),
    ("不少于 ", " 条", "zh", "at_least"), ("不超过 ", " 条", "zh", "at_most"), ("", " 条以内", "zh", "at_most"),
    ("不到 ", " 条", "zh", "less_than"), ("近 ", " 条", "zh", "about"), ("", " 条上下", "zh", "about"),
    ("最近 ", " 条", "zh", ""), ("经过 ", " 条", "zh", ""), ("", " 名科级以下干部", "zh", ""), ("共", " 条", "zh", ""),
    ("about ", " routes", "en", "about"), ("upwards of ", " routes", "en", "more_than"), ("More than ", " routes", "en", "more_than"),
    ("", " or more routes", "en", "at_least"), ("", " routes or more", "en", "at_least"), ("not fewer than ", " routes", "en", "at_least"),
    ("no more than ", " routes", "en", "at_most"), ("fewer than ", " routes", "en", "less_than"), ("", "-odd routes", "en", "more_than"), ("", "+ routes", "en", "about"), ("节约 ", " 条", "zh", ""),
    ("the ", " routes", "en", ""), ("", " officials at section level and below", "en", ""), ("takeover ", " people", "en", ""),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "language", "precision"), PROSE)
def test_prose_is_read_by_the_same_table(before: str, after: str, language: str, precision: str) -> None:
    words = tuple(word for unit in RECORDS for word in unit.words(language))  # type: ignore[arg-type]
    assert said(before, after, language, words) == set(precision.split())  # type: ignore[arg-type]


def test_bounds_and_sums_carry_what_is_known() -> None:
    assert [bounds(20, name) for name in ("exact", "more_than", "at_least", "about", "at_most", "less_than")] == [
        (20, 20), (20, None), (20, None), (None, None), (0, 20), (0, 20)
    ]  # fmt: skip
    assert of_sum(["exact", "exact"]) == "exact"
    assert of_sum(["exact", "about"]) == "about"
    assert of_sum(["at_least", "more_than"]) == "more_than"
    assert of_sum(["at_most", "exact"]) == "at_most"
    assert of_sum(["at_most", "at_least"]) is None
    assert of_sum(["about", "more_than"]) is None
