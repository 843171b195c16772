"""Counts of the site’s own records, such as “sixty terms”: they follow the data file and need no link."""

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.checks.prose import style
from scripts.model import Pipeline
from scripts.numerals import Numeral, numerals
from scripts.pages import Page, prose
from scripts.problems import Problem
from scripts.vocabulary import Language


@dataclass(frozen=True)
class Count:
    """A numeral with the word for the records that it counts, and their collection in the data file."""

    numeral: Numeral
    text: str
    of: str


def counts(text: str, language: Language) -> Iterator[Count]:
    """Yield every count in a text: a numeral right before one of the words listed in style.yml."""
    nouns = [(str(entry[language]), str(entry["of"])) for entry in style()["counts"]]
    for numeral in numerals(text, language):
        end = numeral.start + len(numeral.text)
        gap = len(text[end:]) - len(text[end:].lstrip())
        for noun, of in nouns:
            if text[end:].lstrip().lower().startswith(noun):
                yield Count(numeral, text[numeral.start : end + gap + len(noun)], of)
                break


def without_counts(text: str, language: Language) -> str:
    """Return the text with the numerals of counts blanked out."""
    for count in counts(text, language):
        start, length = count.numeral.start, len(count.numeral.text)
        text = text[:start] + " " * length + text[start + length :]
    return text


def count_problems(pages: list[Page], data: Pipeline) -> Iterator[Problem]:
    """Yield a problem for each count that is not the number of records."""
    for page in pages:
        for line, text in _texts(page):
            for count in counts(text, page.language):
                size = len(getattr(data, count.of))
                if count.numeral.value != size:
                    yield Problem.at(page.path, line, page.name, "count-wrong", text=count.text, of=count.of, size=size)


def _texts(page: Page) -> Iterator[tuple[int, str]]:
    described = next((line for line, row in enumerate(page.source.split("\n"), 1) if row.startswith("description:")), 1)
    yield described, str(page.meta.get("description", ""))
    for block in prose(page):
        yield from ((piece.line, piece.text) for piece in block.pieces if piece.target is None and not piece.code)
