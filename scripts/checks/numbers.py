"""Numbers in prose: each is the text of a link to its figure and says what the figure says, or is a known date, age or count."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scripts.checks.facts import Facts, citable, cited, mark_problems, masked
from scripts.ground.cache import READINGS
from scripts.ground.problems import Problem
from scripts.pages.page import Block, Page, Piece, prose
from scripts.records.figures import Figure
from scripts.records.languages import Language
from scripts.records.model import Pipeline
from scripts.records.vocabulary import Precision
from scripts.rules.numerals import Numeral, numerals, small_numerals
from scripts.rules.precision import said as said_by
from scripts.words import wording
from scripts.words.dictionary import word

# Where what is counted has been named: after its noun, the text may speak of other things.
_NOUN_ENDS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[，。；：、（）！？]"),
    "en": re.compile(
        r"[,.;:()!?—]|\b(?:for|of|at|in|on|from|to|with|by|who|whom|that|which|whose|aged|and|or|as|across|were|was|are|is|had|have)\b"
    ),
}


Fault = tuple[str, dict[str, object]]


_facts = lru_cache(maxsize=READINGS)(Facts)


def number_problems(page: Page, data: Pipeline, names: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each number in prose that is bare, wrong, or says more or less than its figure; `names` of all pages."""
    if page.meta.get("numbers") == "context":
        return  # such a page is about other things, whose numbers have their own sources
    facts = _facts(data)
    yield from _description_problems(page, facts)
    for block in prose(page):
        for piece in block.pieces:
            if piece.target is not None:
                yield from _link_problems(page, block, piece, facts, names)
            elif not piece.code:
                yield from _bare_problems(page, piece, facts)


def _description_problems(page: Page, facts: Facts) -> Iterator[Problem]:
    """A description cannot hold links, so its numbers must be those of figures that the page cites."""
    text = str(page.meta.get("description", ""))
    line = page.line_of("description")
    ids = dict.fromkeys(cited(page, link.target, citable(facts.data)) for link in page.links)
    figures = [facts.data.figures_by_id[id] for id in ids if id in facts.data.figures_by_id]
    for numeral in facts.numerals_in(masked(text, page.language, facts), page.language):
        twins = [figure for figure in figures if figure.reported.value == numeral.value]
        if not twins:
            yield Problem.at(page.path, line, page.name, "number-description", text=numeral.text)
        elif _precision(*_beside(text, numeral), page.language, facts) not in [{figure.reported.precision} for figure in twins]:
            amount = wording.amount(twins[0], twins[0].reported, page.language)
            yield Problem.at(page.path, line, page.name, "number-bound", text=numeral.text, figure=twins[0].id, amount=amount)


def _beside(text: str, numeral: Numeral) -> tuple[str, str]:
    """Return the text before the numeral and after it, in lower case."""
    return text[: numeral.start].lower(), text[numeral.start + len(numeral.text) :].lower()


def _leads_on(target: str, names: frozenset[str]) -> bool:
    """Whether a link leads to a page or file of this site; of one that does not, the check on links says what is wrong."""
    file = target.partition("#")[0]
    return "://" not in file and not file.startswith("/") and (not file.endswith(".md") or file.removesuffix(".md") in names)


def _link_problems(page: Page, block: Block, piece: Piece, facts: Facts, names: frozenset[str]) -> Iterator[Problem]:
    said = _said(piece.text, page.language, facts)
    if not said:
        return
    fault: Fault | None = None
    id = cited(page, piece.target, citable(facts.data))
    if id in facts.data.figures_by_id:
        yield from mark_problems(page, piece, facts, cites=True)
        fault = _figure_fault(page.language, block, piece, facts.data.figures_by_id[id], facts)
    elif id in facts.data.derived_by_id:
        if [numeral.value for numeral in said] != [facts.data.derived_by_id[id].value]:
            fault = "number-derived", {"derived": id, "value": wording.derived_amount(facts.data.derived_by_id[id], page.language)}
    elif id:
        if [f"p{numeral.value:g}" for numeral in numerals(piece.text, page.language)] != [id]:
            fault = "number-paragraph", {"paragraph": id}
    elif _leads_on(str(piece.target), names):
        yield from _bare_problems(page, piece, facts)
    if fault:
        yield Problem.at(page.path, piece.line, page.name, fault[0], text=piece.text, **fault[1])


def _said(text: str, language: Language, facts: Facts) -> list[Numeral]:
    """Return the numerals that a link text gives: dates and ages only when there is no other, nor a small number in words."""
    rest = masked(text, language, facts, cites=True)
    return facts.numerals_in(rest, language) or small_numerals(rest, language) or numerals(text, language)


def _figure_fault(language: Language, block: Block, piece: Piece, figure: Figure, facts: Facts) -> Fault | None:
    """Return the message and its values for the first thing that a link says wrongly of `figure`."""
    said = _said(piece.text, language, facts)
    right = next((seen for seen in figure.observations if seen.value == said[0].value), figure.reported)
    given: dict[str, object] = {"figure": figure.id, "amount": wording.amount(figure, right, language)}
    before, after = _beside(piece.text, said[0])
    units = _units_named(before, after, _around(block, piece)[1], language, facts)
    if [numeral.value for numeral in said] != [right.value]:
        amounts = dict.fromkeys(wording.amount(figure, seen, language) for seen in figure.observations)
        given["amount"] = word("marks", "either", language).join(amounts)
        alike = [other.id for other in facts.by_value.get(said[0].value, []) if not units or other.unit in units]
        others = ", ".join(alike) if len(said) == 1 else ""
        return ("number-other-figure", given | {"others": others}) if others else ("number-wrong", given)
    precision = _precision(before, after, language, facts)
    if precision != {right.precision}:
        invented = "number-exact" if precision == {"more_than"} and right.precision == "exact" else "number-loose"
        return "number-bound" if precision == {"exact"} else invented, given
    if units and figure.unit_is_known and figure.unit not in units:
        return "number-unit", given
    other = _told_otherwise(language, _sentence(block, piece), figure, facts)
    return ("number-mistaken", given | {"other": other.id}) if other else None


def _precision(before: str, after: str, language: Language, facts: Facts) -> frozenset[Precision]:
    """Return what the words beside a numeral make of it."""
    return said_by(before, after, language, facts.data.words_of_units[language]) or frozenset({"exact"})


def _units_named(before: str, after: str, following: str, language: Language, facts: Facts) -> set[str]:
    """Return the units that the noun after a numeral names, in its link or else after that; those named before when no noun follows."""
    for text in (after, after + following):
        named = facts.units_of(_NOUN_ENDS[language].split(text)[0], language)
        if named:
            return named[0] if language == "zh" and text.lstrip(" 多余几来").startswith(facts.measures) else named[-1]
    return set().union(*facts.units_of(before, language))


def _told_otherwise(language: Language, sentence: str, figure: Figure, facts: Facts) -> Figure | None:
    """Return the figure with the same value and unit that the sentence speaks of, when it does not speak of this one."""

    def told(candidate: Figure) -> bool:
        return any(word.lower() in sentence for word in (candidate.told_by[language] if candidate.told_by else []))

    twins = [other for other in facts.by_value.get(figure.reported.value, []) if other.unit == figure.unit and other is not figure]
    return None if told(figure) else next((other for other in twins if told(other)), None)


def _around(block: Block, piece: Piece) -> tuple[str, str]:
    """Return the text of the block before the piece and after it."""
    at = next(at for at, other in enumerate(block.pieces) if other is piece)
    return "".join(other.text for other in block.pieces[:at]), "".join(other.text for other in block.pieces[at + 1 :])


def _sentence(block: Block, piece: Piece) -> str:
    """Return the sentence of the block in which the piece stands, in lower case."""
    before, after = _around(block, piece)
    ends = re.compile(r"[。！？；]|[.!?;](?=\s)")
    return (ends.split(before)[-1] + ends.split(piece.text + after)[0]).lower()


def _bare_problems(page: Page, piece: Piece, facts: Facts) -> Iterator[Problem]:
    yield from mark_problems(page, piece, facts)
    for numeral in facts.numerals_in(masked(piece.text, page.language, facts), page.language):
        links = ", ".join(_suggestions(numeral, page.language, facts))
        key = "number-bare" if links else "number-unknown"
        yield Problem.at(page.path, piece.line, page.name, key, text=numeral.text, links=links)


def _suggestions(numeral: Numeral, language: Language, facts: Facts) -> Iterator[str]:
    """Yield the links that a number could be the text of; a share in words counts in nothing but per cent."""
    value = numeral.value
    for figure in facts.by_value.get(value, []):
        seen = next(seen for seen in figure.observations if seen.value == value)
        if not numeral.is_share or figure.unit == "percent":
            yield f"[{wording.amount(figure, seen, language)}](figures.md#{figure.id})"
    for derived in facts.data.derived:
        if derived.value == value and derived.operation != "difference" and (not numeral.is_share or derived.unit == "percent"):
            yield f"[{wording.derived_amount(derived, language)}](figures.md#{derived.id})"
