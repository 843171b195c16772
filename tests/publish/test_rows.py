"""The interval that a value stands for, as tables and records give it."""

import pytest

from scripts.publish.rows import interval
from scripts.records.vocabulary import DerivedPrecision


@pytest.mark.parametrize(
    ("value", "precision", "decimals", "wanted"),
    [
        (437, "exact", 0, (437, 437, "[437, 437]")),
        (340, "more_than", 0, (340, None, "(340, ∞)")),
        (340, "at_least", 0, (340, None, "[340, ∞)")),
        (340, "about", 0, (None, None, "")),
        (20, "at_most", 0, (0, 20, "[0, 20]")),
        (20, "less_than", 0, (0, 20, "[0, 20)")),
        (5.7, "rounded", 1, (5.65, 5.75, "[5.65, 5.75)")),
        (82.5, "rounded", 1, (82.45, 82.55, "[82.45, 82.55)")),
        (60.0, "rounded", 0, (59.5, 60.5, "[59.5, 60.5)")),
        (60.0, "exact", 0, (60, 60, "[60, 60]")),
        (1234567, "exact", 0, (1234567, 1234567, "[1234567, 1234567]")),
    ],
)
def test_bounds(value: float, precision: DerivedPrecision, decimals: int, wanted: tuple[float | None, float | None, str]) -> None:
    assert interval(value, precision, decimals) == wanted
