"""A bound stays a bound: whatever generated text prints the number of a figure that is not exact says how it is known.

The templates are filled in with numbers that occur nowhere else, so that each is found by its figure and not by its digits.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from scripts.cite.edition import Edition
from scripts.ground.cache import READINGS, remembered
from scripts.ground.problems import Problem
from scripts.pages.page import Page
from scripts.records.figures import Figure
from scripts.records.languages import LANGUAGES, Language
from scripts.records.load import Document
from scripts.records.model import Pipeline
from scripts.render.lookups import Told
from scripts.render.render import rendered, told
from scripts.rules.numerals import numerals
from scripts.rules.plain_text import texts
from scripts.rules.precision import said
from scripts.words import wording

_MARKUP = re.compile(r"<[^>]+>|\]\([^)]*\)|[*\[]")
_FIRST = 7_000_003  # of the numbers that stand in for the reported ones
_BESIDE = 40  # characters


def bound_problems(doc: Document, edition: Edition, pages: list[Page]) -> Iterator[Problem]:
    """Yield a problem for each place at which a template, or a text of the figure itself, drops how its number is known."""
    yield from _text_problems(doc)
    yield from _template_problems(doc, edition, told(pages))


@remembered(READINGS)
def _template_problems(doc: Document, edition: Edition, pages: tuple[Told, ...]) -> Iterator[Problem]:
    probes = {_FIRST + index: figure for index, figure in enumerate(doc.data.figures) if figure.reported.precision != "exact"}
    if not probes:
        return
    files = rendered(replace(edition, data=_with_probes(doc.data, probes)), pages)
    printed = {language: {wording.number(probe, language): figure for probe, figure in probes.items()} for language in LANGUAGES}
    for path, text in files.items():
        for language in LANGUAGES:
            if f"/{language}/" in path or path.endswith(f"-{language}.svg"):
                yield from _line_problems(path, text, printed[language], language)


def _with_probes(data: Pipeline, probes: dict[int, Figure]) -> Pipeline:
    """Return the records with another number in the first observation of each figure of `probes`."""
    probe_of = {figure.id: probe for probe, figure in probes.items()}

    def probed(figure: Figure) -> Figure:
        if figure.id not in probe_of:
            return figure
        first, *others = figure.observations
        return figure.model_copy(update={"observations": [first.model_copy(update={"value": probe_of[figure.id]}), *others]})

    records = {name: getattr(data, name) for name in type(data).model_fields}
    return Pipeline.model_construct(**records | {"figures": [probed(figure) for figure in data.figures]})


def _line_problems(path: str, text: str, printed: dict[str, Figure], language: Language) -> Iterator[Problem]:
    for line, row in enumerate(text.split("\n"), 1):
        shown = _MARKUP.sub(" ", row)
        for numeral, figure in printed.items():
            for found in re.finditer(re.escape(numeral), shown):
                if _said(shown, found.start(), found.end(), figure, language) != {figure.reported.precision}:
                    yield _fault(path, line, figure, language)


@remembered(READINGS)
def _text_problems(doc: Document) -> Iterator[Problem]:
    for index, figure in enumerate(doc.data.figures):
        if figure.reported.precision != "exact":
            for steps, text in texts(figure, ("figures", index)):
                language: Language = "zh" if steps[-1] == "zh" else "en"
                for found in numerals(text, language) if steps[-1] in LANGUAGES else ():
                    end = found.start + len(found.text)
                    if found.value == figure.reported.value and not _said(text, found.start, end, figure, language):
                        yield _fault(doc.path, doc.line(steps), figure, language)


def _said(text: str, start: int, end: int, figure: Figure, language: Language) -> frozenset[str]:
    return said(text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE], language, figure.counts_in.words(language))


def _fault(path: str, line: int, figure: Figure, language: Language) -> Problem:
    amount = wording.amount(figure, figure.reported, language)
    return Problem.at(path, line, figure.id, "bound-lost", figure=figure.id, amount=amount)
