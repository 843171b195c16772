"""The records as flat rows: one for each observation and each calculation, with every caveat attached."""

from decimal import Decimal
from operator import attrgetter

from scripts.publish.columns import Table, columns
from scripts.records.bibliography import Source
from scripts.records.figures import Derived, Figure, Observation, Phrase
from scripts.records.languages import LANGUAGES, Language
from scripts.records.model import Pipeline, Term
from scripts.records.vocabulary import DerivedPrecision, Record, Text
from scripts.rules.arithmetic import resolve
from scripts.rules.precision import bounds
from scripts.words import dictionary, wording

Cell = str | int | float | None
Row = dict[str, Cell]


def rows(data: Pipeline, site: str) -> dict[Table, list[Row]]:
    """Return the rows of every table; `site` stands before each permalink and may be empty."""
    speakers = {role.id: role.label for role in data.roles}
    return {
        "figures": [
            *(_observation_row(data, figure, seen, site) for figure in data.figures for seen in figure.observations),
            *(_derived_row(data, derived, site) for derived in data.derived),
        ],
        "claims": [
            _row("claims", claim, _texts("speaker", speakers.get(claim.speaker or "")) | _links(site, "claims", claim.id))
            for claim in data.claims
        ],
        "phrases": [
            _row("phrases", phrase, _earlier(phrase) | _links(site, "claims", f"phrase-{phrase.id}")) for phrase in data.phrases
        ],
        "sources": [
            _row("sources", source, _relation(source) | _links(site, "sources", f"source-{source.id}")) for source in data.sources
        ],
        "terms": [_row("terms", term, _other_words(term) | _links(site, "glossary", term.id)) for term in data.terms],
    }


def permalink(site: str, language: Language, page: str, anchor: str) -> str:
    """Return the address of a place on the site, relative to the site’s root when `site` is empty."""
    return f"{site}{'en/' if language == 'en' else ''}{page}/#{anchor}"


_INTERVALS = {
    "exact": "[{value}, {value}]",
    "more_than": "({value}, ∞)",
    "at_least": "[{value}, ∞)",
    "at_most": "[0, {value}]",
    "less_than": "[0, {value})",
    "about": "",
}


def interval(value: float, precision: DerivedPrecision, decimals: int = 0) -> tuple[float | None, float | None, str]:
    """Return lower bound, upper bound and both in interval notation; a rounded value stands for half a unit on either side."""
    if precision == "rounded":
        half = Decimal(5).scaleb(-decimals - 1)
        low, high = number(Decimal(str(value)) - half), number(Decimal(str(value)) + half)
        return low, high, f"[{low}, {high})"
    return *bounds(number(value), precision), _INTERVALS[precision].format(value=number(value))


def number(value: float | Decimal) -> float:
    """Return a number as every table writes it: a whole one without a decimal point."""
    return int(value) if value == int(value) else float(value)


def _texts(prefix: str, record: Text | None) -> Row:
    return {f"{prefix}_{language}": record[language] if record else None for language in LANGUAGES}


def _links(site: str, page: str, anchor: str) -> Row:
    return {f"permalink_{language}": permalink(site, language, page, anchor) for language in LANGUAGES}


def bounded(value: float, precision: DerivedPrecision, decimals: int = 0) -> Row:
    """Return a value, its precision and what it stands for, as tables and records give them."""
    low, high, words = interval(value, precision, decimals)
    return {"value": number(value), "precision": precision, "value_min": low, "value_max": high, "bounds": words}


def _row(table: Table, record: Record, more: Row) -> Row:
    """Return what a record gives for the columns of a table: its own texts, values and lists of ids, and what is worked out of it."""
    cells: Row = {}
    for name, value in record:
        if isinstance(value, Text):
            cells |= _texts(name, value)
        else:
            cells[name] = " ".join(map(str, value)) if isinstance(value, list) else value
    return {column.name: (cells | more).get(column.name) for column in columns(table)}


def _observation_row(data: Pipeline, figure: Figure, seen: Observation, site: str) -> Row:
    caveats = {f"caveat_{language}": _caveats(data, figure, seen, language) for language in LANGUAGES}
    return {
        "row_id": f"{figure.id}@{seen.source}", "figure_id": figure.id, "origin": "reported", "stage": figure.stage,
        **_texts("label", figure.label), **_texts("population", figure.population), **_texts("definition", figure.definition),
        "defined_by": figure.defined_by, "unit": figure.unit, **bounded(seen.value, seen.precision), "age_max": seen.max_age,
        "period_kind": seen.period.kind, "period_interval": seen.period.interval, "as_of": seen.as_of,
        "inferred": " ".join(seen.inferred), "source_id": seen.source, "paragraph": seen.paragraph,
        **_texts("locator", seen.locator), "quote": seen.quote, "claims": " ".join(claim.id for claim in data.claims if figure.id in claim.figures), "reports": len(figure.observations), "status": _status(figure),
        **caveats, **_links(site, "figures", figure.id),
    }  # fmt: skip


def _status(figure: Figure) -> str:
    if len(figure.observations) == 1:
        return "single"
    return figure.disagreement.status if figure.disagreement else "agree"


def _caveats(data: Pipeline, figure: Figure, seen: Observation, language: Language) -> str:
    """Return all that a reader must know beside the number: caveats, agreement, our reading, what not to combine."""
    marks = dictionary.words("marks", language)
    parts = [caveat[language] for caveat in figure.caveats]
    parts.append(wording.agreement(figure, data.sources_by_id, language))
    if figure.disagreement:
        parts.append(wording.capitalised(wording.other(figure, data.sources_by_id, language, seen)) + marks["stop"])
    parts.append(wording.inferred(seen, language))
    for rule in figure.do_not_combine_with:
        barred = wording.listed((data.figures_by_id[id].label[language] for id in rule.figures), language)
        parts.append(dictionary.word("labels", "barred", language).format(figures=barred))
        parts.append(rule.reason[language])
    return marks["space"].join(filter(None, parts))


def _derived_row(data: Pipeline, derived: Derived, site: str) -> Row:
    inputs = [found for name in derived.inputs if (found := resolve(data.figures_by_id, name))]
    seen = [observation for _, observation in inputs]
    period = {(item.period.kind, item.period.interval, item.as_of) for item in seen}
    kind, span, as_of = period.pop() if len(period) == 1 else ("mixed", None, None)
    own = {language: dictionary.word("labels", "own_calculation", language) for language in LANGUAGES}
    notes = {f"caveat_{language}": f"{own[language]}{derived.note[language]}" for language in LANGUAGES}
    definition = {f"definition_{language}": wording.formula(derived, inputs, language) for language in LANGUAGES}
    return {
        "row_id": derived.id, "figure_id": derived.id, "origin": "calculated", "stage": inputs[0][0].stage,
        **_texts("label", derived.label), **definition, "defined_by": "ours", "unit": derived.unit,
        **bounded(derived.value, derived.precision, derived.decimals), "period_kind": kind, "period_interval": span, "as_of": as_of,
        "inferred": " ".join(inferred(data, derived)),
        "derived_from": " ".join(f"{figure.id}@{item.source}" for figure, item in inputs), "operation": derived.operation,
        "source_id": _joined(seen, "source"), "paragraph": _joined(seen, "paragraph"), "status": None, **notes,
        **_links(site, "figures", derived.id),
    }  # fmt: skip


def inferred(data: Pipeline, derived: Derived) -> list[str]:
    """Return what we inferred of the figures that go into a calculation, and so of the calculation."""
    inputs = filter(None, (resolve(data.figures_by_id, name) for name in derived.inputs))
    return list(dict.fromkeys(field for _, seen in inputs for field in seen.inferred))


def _joined(seen: list[Observation], field: str) -> str:
    return " ".join(dict.fromkeys(filter(None, map(attrgetter(field), seen))))


def _earlier(phrase: Phrase) -> Row:
    earlier = phrase.earlier
    if not earlier:
        return {}
    return {"earlier_date": earlier.date, "seen": earlier.seen, "source": earlier.source, **_texts("earlier", earlier.document)}


def _relation(source: Source) -> Row:
    relation = source.relation
    found = {"relation": relation.kind, "relation_to": relation.to, **_texts("relation", relation.note)} if relation else {}
    return {"authors": "; ".join(source.authors), "relation": None} | found


def _other_words(term: Term) -> Row:
    return {"avoid": "; ".join(item.text for item in term.avoid), "variants": "; ".join(term.variants)}
