"""Counts of the site’s own records, such as “sixty terms”: they follow the data file and need no link."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from scripts.checks.prose import style
from scripts.ground.cache import READINGS
from scripts.ground.problems import Problem
from scripts.pages.page import Page, prose
from scripts.records.languages import LANGUAGES, Language
from scripts.records.load import Document
from scripts.records.model import Pipeline
from scripts.rules.numerals import Numeral, numerals, small_numerals
from scripts.rules.plain_text import all_texts


def count_problems(page: Page, data: Pipeline) -> Iterator[Problem]:
    """Yield a problem for each count in a page that is not the number of records."""
    texts = [(block.line, block.text) for block in prose(page)]
    for line, text in [(page.line_of("description"), str(page.meta.get("description", ""))), *texts]:
        for given in _wrong(text, page.language, _sizes(data)):
            yield Problem.at(page.path, line, page.name, "count-wrong", **given)


def data_count_problems(doc: Document) -> Iterator[Problem]:
    """Yield a problem for each count in a text of the data file that is not the number of records."""
    sizes = _sizes(doc.data)
    for id, steps, text, _ in all_texts(doc):
        for given in _wrong(text, steps[-1], sizes) if steps[-1] in LANGUAGES else ():
            yield doc.problem(steps, id, "count-wrong", **given)


def without_counts(text: str, language: Language) -> str:
    """Return the text with the numerals of counts blanked out."""
    for numeral, _, _ in _counts(text, language, numerals(text, language)):
        text = text[: numeral.start] + " " * len(numeral.text) + text[numeral.start + len(numeral.text) :]
    return text


@lru_cache(maxsize=READINGS)
def _sizes(data: Pipeline) -> Counter[str]:
    """Return how many records there are of each kind, and how many figures the first source beside the main one shares, alike and unlike."""
    sizes = Counter({kind: len(getattr(data, kind)) for kind in type(data).model_fields})
    second = next((source.id for source in data.sources if source.role == "corroborating"), "")
    for figure in data.figures:
        for seen in (seen for seen in figure.observations if seen.source == second):
            same = (seen.value, seen.precision) == (figure.reported.value, figure.reported.precision)
            alike = same or figure.disagreement is None  # a difference that no record explains is a slip, said elsewhere
            sizes.update(("figures in the second source", f"figures {'alike' if alike else 'unlike'} in the second source"))
    return sizes


def _wrong(text: str, language: Language, sizes: Counter[str]) -> Iterator[dict[str, object]]:
    small = small_numerals(text, language)
    for numeral, phrase, of in _counts(text, language, numerals(text, language) + small):
        some_of_them = numeral in small and sizes[of] > 10  # “two figures” are no claim to be all
        if numeral.value != sizes[of] and not some_of_them:
            yield {"text": phrase, "of": of, "size": sizes[of]}


def _counts(text: str, language: Language, numbers: list[Numeral]) -> Iterator[tuple[Numeral, str, str]]:
    """Yield the numerals that count records, with the words around them and the records, by the longest phrase of style.yml that fits."""
    for numeral in numbers:
        end = numeral.start + len(numeral.text)
        for before, after, of in _phrases(language):
            left, right = before.search(text[: numeral.start]), after.match(text[end:])
            if left and right:
                yield numeral, left[0] + numeral.text + right[0], of
                break


@cache
def _phrases(language: Language) -> list[tuple[re.Pattern[str], re.Pattern[str], str]]:
    """Return what stands before and after the numeral, and what is then counted, the longest phrase first."""
    border = r"\b" if language == "en" else ""
    found = []
    for entry in sorted(style()["counts"], key=lambda entry: len(entry[language]), reverse=True):
        before, after = (re.escape(part.strip()) for part in entry[language].split("#"))
        patterns = (rf"{border}{before} ?\Z" if before else "", rf" ?{after}{border}" if after else "")
        found.append((*(re.compile(pattern, re.IGNORECASE) for pattern in patterns), entry["of"]))
    return found
