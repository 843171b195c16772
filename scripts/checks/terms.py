"""The termbase at work: renderings to avoid, variants of fixed terms, and a link to the glossary at first use."""

import re
from collections.abc import Iterable, Iterator

from scripts.model import Pipeline, Term
from scripts.pages import Page, Piece, prose
from scripts.problems import Problem
from scripts.vocabulary import LANGUAGES, Language


def term_problems(pages: list[Page], data: Pipeline) -> Iterator[Problem]:
    """Yield a problem for each wording that the termbase advises against, and each first use that is not a link."""
    barred = {language: Phrases(_barred(data.terms, language), language, whole=True) for language in LANGUAGES}
    named = {language: Phrases(_named(data.terms, language), language, whole=False) for language in LANGUAGES}
    for page in pages:
        if page.name != "glossary":
            yield from _wording_problems(page, barred[page.language])
        if page.meta.get("paragraphs"):
            yield from _first_use_problems(page, named[page.language])


class Phrases:
    """Finds which of many phrases a text holds; in English each begins, and when `whole` ends, where a word does.

    One look at the text serves for all phrases: with each tried on every page, the check would grow with the square of the site.
    """

    def __init__(self, phrases: Iterable[tuple[str, Term]], language: Language, *, whole: bool) -> None:
        self._words, self._whole = language == "en", whole and language == "en"
        self._by_start: dict[str, list[tuple[str, Term]]] = {}
        for phrase, term in sorted(phrases, key=lambda pair: len(pair[0]), reverse=True):
            self._by_start.setdefault(phrase[:_START], []).append((phrase, term))

    def all(self, text: str) -> Iterator[tuple[int, str, Term]]:
        """Yield the place of each phrase in a text, the phrase as written there, and its term: from left to right, longest first."""
        lower = text.lower()
        for place in (match.start() for match in _WORD.finditer(text)) if self._words else range(len(text)):
            for phrase, term in self._starting(lower, place):
                end = place + len(phrase)
                if lower.startswith(phrase, place) and not (self._whole and _IN_WORD.match(text, end)):
                    yield place, text[place:end], term

    def apart(self, text: str) -> Iterator[tuple[str, Term]]:
        """Yield those that do not overlap; the longest at a place wins."""
        free = 0
        for place, found, term in self.all(text):
            if place >= free:
                free = place + len(found)
                yield found, term

    def _starting(self, text: str, place: int) -> Iterator[tuple[str, Term]]:
        for length in range(_START, 0, -1):
            yield from self._by_start.get(text[place : place + length], ())


_START = 2  # characters by which phrases are looked up
_WORD = re.compile(r"\b(?=\w)")
_IN_WORD = re.compile(r"\w")


def _barred(terms: list[Term], language: Language) -> Iterator[tuple[str, Term]]:
    """Yield what not to write, with the term to write instead."""
    for term in terms:
        words = term.variants if language == "zh" else [avoid.text.lower() for avoid in term.avoid if avoid.lint]
        yield from ((word, term) for word in words)


def _named(terms: list[Term], language: Language) -> Iterable[tuple[str, Term]]:
    """Return the words for each term whose first use is a link."""
    return {_spelling(term, language): term for term in terms if term.link_first}.items()


def _wording_problems(page: Page, barred: Phrases) -> Iterator[Problem]:
    key = "term-avoid" if page.language == "en" else "term-variant"
    for block in prose(page):
        for piece in block.pieces:
            for _, text, term in barred.all(piece.text) if not piece.code else ():
                yield Problem.at(page.path, piece.line, page.name, key, text=text, wanted=getattr(term, page.language))


def _first_use_problems(page: Page, named: Phrases) -> Iterator[Problem]:
    """The longest term at a place wins, so that 年轻干部 is no use of 干部."""
    seen: set[str] = set()
    for block in page.blocks:
        for piece in block.pieces if block.kind != "heading" else ():
            linked = _glossary_id(piece)
            seen |= {linked} if linked else set()
            for text, term in named.apart(piece.text) if piece.target is None and not piece.code else ():
                if term.id not in seen:
                    seen.add(term.id)
                    yield Problem.at(page.path, piece.line, page.name, "term-first-use", text=text, id_given=term.id)


def _spelling(term: Term, language: Language) -> str:
    return term.zh if language == "zh" else re.sub(r" \(.*\)$", "", term.en).lower()


def _glossary_id(piece: Piece) -> str:
    file, _, anchor = (piece.target or "").partition("#")
    return anchor if file == "glossary.md" else ""
