"""The termbase at work: renderings to avoid and variants of fixed terms."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scripts.ground.cache import READINGS
from scripts.ground.problems import Problem
from scripts.pages.page import Page, prose
from scripts.records.languages import LANGUAGES, Language
from scripts.records.model import Pipeline, Term


def term_problems(page: Page, data: Pipeline) -> Iterator[Problem]:
    """Yield a problem for each wording that the termbase advises against; the glossary names them."""
    if page.name == "glossary":
        return
    barred, key = _barred(data, page.language), "term-avoid" if page.language == "en" else "term-variant"
    for block in prose(page):
        for piece in block.pieces:
            for text, term in barred.within(piece.text) if not piece.code else ():
                yield Problem.at(page.path, piece.line, page.name, key, text=text, wanted=getattr(term, page.language))


class Phrases:
    """Finds which of many phrases a text holds; in English as whole words.

    One look at the text serves for all phrases: with each tried on every page, the check would grow with the square of the site.
    """

    def __init__(self, terms: list[Term], language: Language) -> None:
        self._words = language == "en"
        self._by_start: dict[str, list[tuple[str, Term]]] = {}
        for term in terms:
            for phrase in [avoid.text.lower() for avoid in term.avoid if avoid.lint] if self._words else term.variants:
                self._by_start.setdefault(phrase[:_START], []).append((phrase, term))

    def within(self, text: str) -> Iterator[tuple[str, Term]]:
        """Yield each phrase in a text, as written there, with the term to write instead."""
        lower = text.lower()
        for place in (match.start() for match in _WORD.finditer(text)) if self._words else range(len(text)):
            for phrase, term in self._by_start.get(lower[place : place + _START], ()):
                end = place + len(phrase)
                if lower.startswith(phrase, place) and not (self._words and _IN_WORD.match(text, end)):
                    yield text[place:end], term


@lru_cache(maxsize=READINGS * len(LANGUAGES))
def _barred(data: Pipeline, language: Language) -> Phrases:
    return Phrases(data.terms, language)


_START = 2  # characters by which phrases are looked up; none is shorter
_WORD = re.compile(r"\b(?=\w)")
_IN_WORD = re.compile(r"\w")
