"""The table of precision words: in quotes and in prose, in both languages; what it lacks is never taken as exact."""

import pytest

from scripts import ROOT
from scripts.records.load import load
from scripts.rules.precision import bounds, of_sum, read_quote, said
from tests.helpers.tables import table

TABLES = table("rules/precision.yml")

RECORDS = load(ROOT).data.units
UNITS = tuple(word for unit in RECORDS for word in unit.counted)


@pytest.mark.parametrize("quote", TABLES["quotes"])
def test_quote_is_read_by_the_table(quote: str) -> None:
    read = read_quote(quote, UNITS)
    assert read is not None
    value, precision = TABLES["quotes"][quote]
    assert (read.value, set(read.said), read.rest) == (value, set(precision.split()), "")
    assert read.units


@pytest.mark.parametrize("quote", ["几十条", "10至15条", "20条不止", "20-30条", "上百条", "20条许", "县里20条"])
def test_what_the_table_lacks_is_left_unread(quote: str) -> None:
    read = read_quote(quote, UNITS)
    assert read is None or read.rest


@pytest.mark.parametrize(("before", "after", "language", "precision"), TABLES["prose"])
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
