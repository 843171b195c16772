"""Values in words: precision, units and dates as each language writes them."""

import pytest

from scripts.records.languages import Language
from scripts.records.load import load
from scripts.words import wording
from tests.helpers.sources import ROOT

FIGURES = {figure.id: figure for figure in load(ROOT).data.figures}


@pytest.mark.parametrize(
    ("id", "language", "words"),
    [
        ("recruited-total", "zh", "437 人"),
        ("recruited-total", "en", "437 people"),
        ("training-attendances", "zh", "1237 人次"),
        ("training-attendances", "en", "1,237 attendances"),
        ("living-apart-resolved", "zh", "340 多人"),
        ("living-apart-resolved", "en", "more than 340 people"),
        ("study-routes", "zh", "18 条线路"),
        ("recruited-county-level", "zh", "25 人"),  # the same number,
        ("training-bases", "zh", "25 个基地"),  # of something else
    ],
)
def test_amount(id: str, language: Language, words: str) -> None:
    assert wording.amount(FIGURES[id], FIGURES[id].reported, language) == words


@pytest.mark.parametrize(
    ("id", "language", "words"),
    [
        ("recruited-total", "zh", "2019 年以来（截至报道时）"),
        ("recruited-total", "en", "since 2019, up to publication"),
        ("training-sessions", "en", "in 2023, up to publication"),
        ("reserve-young-officials", "zh", "截至报道时（2023 年 10 月 21 日）"),
        ("study-routes", "en", "period not stated"),
    ],
)
def test_period(id: str, language: Language, words: str) -> None:
    assert wording.period(FIGURES[id].reported, language) == words


@pytest.mark.parametrize(
    ("begin", "end", "zh", "en"),
    [
        ("2019", None, "2019 年", "2019"),
        ("2018-05", None, "2018 年 5 月", "May 2018"),
        ("2023-10-21", None, "2023 年 10 月 21 日", "21 October 2023"),
        ("2018-07-03", "2018-07-04", "2018 年 7 月 3 日至 4 日", "3–4 July 2018"),
        ("2018-07-31", "2018-08-01", "2018 年 7 月 31 日至 2018 年 8 月 1 日", "31 July 2018 – 1 August 2018"),
    ],
)
def test_dates(begin: str, end: str | None, zh: str, en: str) -> None:
    assert (wording.dates(begin, end, "zh"), wording.dates(begin, end, "en")) == (zh, en)
