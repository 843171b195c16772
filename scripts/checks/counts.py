"""Counts of the site’s own records, such as “sixty terms”: they follow the data file and need no link."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Count:
    """A numeral with the words around it that say which records it counts."""

    numeral: Numeral
    text: str
    of: str


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
    for count in _counts(text, language, numerals(text, language)):
        start, length = count.numeral.start, len(count.numeral.text)
        text = text[:start] + " " * length + text[start + length :]
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
    for count in _counts(text, language, numerals(text, language) + small):
        size = sizes[count.of]
        some_of_them = count.numeral in small and size > 10  # “two figures” are no claim to be all
        if count.numeral.value != size and not some_of_them:
            yield {"text": count.text, "of": count.of, "size": size}


def _counts(text: str, language: Language, numbers: list[Numeral]) -> Iterator[Count]:
    """Yield the counts among the numerals; where several of the phrases in style.yml fit, the longest says what is counted."""
    for numeral in numbers:
        end = numeral.start + len(numeral.text)
        for before, after, of in _phrases(language):
            left, right = before.search(text[: numeral.start]), after.match(text[end:])
            if left and right:
                yield Count(numeral, left[0] + numeral.text + right[0], of)
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
