"""A bound stays a bound: whatever generated text prints the number of a figure that is not exact says how it is known.

The templates are filled in with numbers that occur nowhere else, so that each is found by its figure and not by its digits.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from scripts.cite.edition import Edition
from scripts.ground.cache import READINGS
from scripts.ground.problems import Problem
from scripts.pages.page import Page
from scripts.records.figures import Figure
from scripts.records.languages import LANGUAGES, Language
from scripts.records.load import Document
from scripts.records.model import Pipeline
from scripts.render.functions import Told
from scripts.render.render import rendered, told
from scripts.rules.numerals import numerals
from scripts.rules.plain_text import texts
from scripts.rules.precision import said
from scripts.words import wording

_MARKUP = re.compile(r"<[^>]+>|\]\([^)]*\)|[*\[]")
_NUMERAL = re.compile(r"\d[\d,]*\d")
_FIRST = 7_000_003  # of the numbers that stand in for the reported ones
_BESIDE = 40  # characters


def bound_problems(edition: Edition, pages: list[Page]) -> list[Problem]:
    """Return a problem for each place at which a template drops how a number is known."""
    return _template_problems(edition, told(pages))


@lru_cache(maxsize=READINGS)
def _template_problems(edition: Edition, pages: tuple[Told, ...]) -> list[Problem]:
    probes = {_FIRST + at: figure for at, figure in enumerate(edition.data.figures) if figure.reported.precision != "exact"}
    records = edition.data.model_dump()
    for probe in probes:
        records["figures"][probe - _FIRST]["observations"][0]["value"] = probe
    printed = {language: {wording.number(probe, language): probes[probe] for probe in probes} for language in LANGUAGES}
    files = rendered(replace(edition, data=Pipeline.model_validate(records)), pages) if probes else {}
    return [
        problem
        for path, text in files.items()
        for language in LANGUAGES
        if f"/{language}/" in path or path.endswith(f"-{language}.svg")
        for problem in _line_problems(path, text, printed[language], language)
    ]


def _line_problems(path: str, text: str, printed: dict[str, Figure], language: Language) -> Iterator[Problem]:
    for line, row in enumerate(text.split("\n"), 1):
        shown = _MARKUP.sub(" ", row)
        for found in _NUMERAL.finditer(shown):
            figure = printed.get(found[0])
            if figure and _said(shown, *found.span(), figure, language) != {figure.reported.precision}:
                yield Problem.at(path, line, figure.id, "bound-lost", **_given(figure, language))


def text_bound_problems(doc: Document) -> Iterator[Problem]:
    """Yield a problem for each text of a figure that gives its number and drops how it is known."""
    for index, figure in enumerate(doc.data.figures):
        if figure.reported.precision != "exact":
            for steps, text, _ in texts(figure, ("figures", index)):
                language: Language = "zh" if steps[-1] == "zh" else "en"
                for found in numerals(text, language) if steps[-1] in LANGUAGES else ():
                    end = found.start + len(found.text)
                    if found.value == figure.reported.value and not _said(text, found.start, end, figure, language):
                        yield doc.problem(steps, figure.id, "bound-lost", **_given(figure, language))


def _said(text: str, start: int, end: int, figure: Figure, language: Language) -> frozenset[str]:
    return said(text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE], language, figure.counts_in.words(language))


def _given(figure: Figure, language: Language) -> dict[str, str]:
    return {"figure": figure.id, "amount": wording.amount(figure, figure.reported, language)}
