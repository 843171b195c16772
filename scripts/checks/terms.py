"""The termbase at work: renderings to avoid, variants of fixed terms, and a link to the glossary at first use."""

import re
from collections.abc import Iterator

from scripts.model import Pipeline, Term
from scripts.pages import Page, Piece, prose
from scripts.problems import Problem


def term_problems(pages: list[Page], data: Pipeline) -> Iterator[Problem]:
    """Yield a problem for each wording that the termbase advises against, and each first use that is not a link."""
    avoided = _avoided(data.terms)
    for page in pages:
        if page.name != "glossary":
            yield from _wording_problems(page, data.terms, avoided)
        if page.meta.get("paragraphs"):
            yield from _first_use_problems(page, data.terms)


def _wording_problems(page: Page, terms: list[Term], avoided: list[tuple[re.Pattern[str], Term]]) -> Iterator[Problem]:
    for block in prose(page):
        for piece in block.pieces:
            if piece.code:
                continue
            if page.language == "en":
                for avoid, term in avoided:
                    if found := avoid.search(piece.text):
                        yield Problem.at(page.path, piece.line, page.name, "term-avoid", text=found.group(0), wanted=term.en)
            else:
                for term in terms:
                    for variant in term.variants:
                        if variant in piece.text:
                            yield Problem.at(page.path, piece.line, page.name, "term-variant", text=variant, wanted=term.zh)


def _avoided(terms: list[Term]) -> list[tuple[re.Pattern[str], Term]]:
    pairs = ((avoid, term) for term in terms for avoid in term.avoid if avoid.lint)
    return [(re.compile(rf"\b{re.escape(avoid.text)}\b", re.IGNORECASE), term) for avoid, term in pairs]


def _first_use_problems(page: Page, terms: list[Term]) -> Iterator[Problem]:
    """The longest term at a place wins, so that 年轻干部 is no use of 干部."""
    wanted = {_spelling(term, page): term for term in terms if term.link_first}
    words = "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))
    pattern = re.compile(words if page.language == "zh" else rf"\b(?:{words})", re.IGNORECASE)
    seen: set[str] = set()
    for block in page.blocks:
        for piece in block.pieces if block.kind != "heading" else ():
            linked = _glossary_id(piece)
            seen |= {linked} if linked else set()
            for found in pattern.finditer(piece.text) if piece.target is None and not piece.code else ():
                term = wanted[found.group(0).lower() if page.language == "en" else found.group(0)]
                if term.id not in seen:
                    seen.add(term.id)
                    yield Problem.at(page.path, piece.line, page.name, "term-first-use", text=found.group(0), id_given=term.id)


def _spelling(term: Term, page: Page) -> str:
    return term.zh if page.language == "zh" else re.sub(r" \(.*\)$", "", term.en).lower()


def _glossary_id(piece: Piece) -> str:
    file, _, anchor = (piece.target or "").partition("#")
    return anchor if file == "glossary.md" else ""
