"""Values in words: precision, units and dates as each language writes them."""

import pytest

from scripts.records.languages import Language
from scripts.records.load import load
from scripts.words import wording
from tests.helpers.sources import ROOT
from tests.helpers.tables import table

TABLES = table("words/wording.yml")

FIGURES = {figure.id: figure for figure in load(ROOT).data.figures}


@pytest.mark.parametrize(("id", "language", "words"), TABLES["amount"])
def test_amount(id: str, language: Language, words: str) -> None:
    assert wording.amount(FIGURES[id], FIGURES[id].reported, language) == words


@pytest.mark.parametrize(("id", "language", "words"), TABLES["period"])
def test_period(id: str, language: Language, words: str) -> None:
    assert wording.period(FIGURES[id].reported, language) == words


@pytest.mark.parametrize(("begin", "end", "zh", "en"), TABLES["dates"])
def test_dates(begin: str, end: str | None, zh: str, en: str) -> None:
    assert (wording.dates(begin, end, "zh"), wording.dates(begin, end, "en")) == (zh, en)
