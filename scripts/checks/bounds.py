"""A bound stays a bound: where generated text gives the number of a figure that is only known to exceed it, the words say so."""

import csv
import io
import re
from collections.abc import Iterator

from scripts import wording
from scripts.model import Figure, Pipeline
from scripts.problems import Problem
from scripts.vocabulary import LANGUAGES, Language

_TAG = re.compile(r"<[^>]+>")
_NUMERAL = re.compile(r"(?<![\d,.])\d+(?:,\d+)*(?![\d,]|\.\d)")
_SAID: dict[Language, tuple[str, ...]] = {
    "zh": ("多", "余", "超过", "不少于", "以上", "约"),
    "en": ("more than", "exceed", "at least", "about"),
}


def bound_problems(files: dict[str, str], data: Pipeline) -> Iterator[Problem]:
    """Yield a problem for each line of a generated file that drops the bound of a figure; `files` is path -> text."""
    loose = [figure for figure in data.figures if figure.reported.precision != "exact"]
    printed = {language: _printed(loose, language) for language in LANGUAGES}
    for path, text in files.items():
        if path.endswith("figures.csv"):
            yield from _row_problems(path, text, loose)
        for language in LANGUAGES:
            if f"/{language}/" in path or path.endswith(f"-{language}.svg"):
                yield from _line_problems(path, text, printed[language], language)


def _line_problems(path: str, text: str, printed: dict[str, list[Figure]], language: Language) -> Iterator[Problem]:
    for line, row in enumerate(text.split("\n"), 1):
        shown = _TAG.sub("", row)
        numerals = printed.keys() & _NUMERAL.findall(shown)
        if numerals and not any(word in shown.lower() for word in _SAID[language]):
            yield from (_fault(path, line, figure, language) for numeral in numerals for figure in printed[numeral])


def _printed(loose: list[Figure], language: Language) -> dict[str, list[Figure]]:
    """Return the figures by their numeral, as the language prints it."""
    found: dict[str, list[Figure]] = {}
    for figure in loose:
        found.setdefault(wording.number(figure.reported.value, language), []).append(figure)
    return found


def _row_problems(path: str, text: str, loose: list[Figure]) -> Iterator[Problem]:
    named = {figure.id: figure for figure in loose}
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        figure = named.get(row["figure_id"])
        if figure and (row["precision"] == "exact" or row["value_max"]):
            yield _fault(path, line, figure, "en")


def _fault(path: str, line: int, figure: Figure, language: Language) -> Problem:
    words = wording.word("precision_names", figure.reported.precision, language)
    return Problem.at(path, line, figure.id, "bound-lost", number=figure.reported.value, figure=figure.id, words=words)
