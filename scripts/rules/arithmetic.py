"""Breakdowns and derived values: recompute them, and refuse what the reports do not allow to be put together."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations, islice

from scripts.ground.problems import Problem
from scripts.records.figures import Derived, Figure, Observation
from scripts.records.load import Document
from scripts.records.model import Pipeline
from scripts.rules.observations import addition, breakdowns, suspects
from scripts.rules.precision import of_sum

Inputs = list[tuple[Figure, Observation]]
Fault = tuple[str, str, dict[str, object]]


def parts_problems(doc: Document) -> Iterator[Problem]:
    """Yield a problem for each complete breakdown whose parts, source by source, do not add up to the total."""
    units = {figure.id: figure.unit for figure in doc.data.figures}
    for index, total in enumerate(doc.data.figures):
        for part in total.parts.figures if total.parts else []:
            if units.get(part, total.unit) != total.unit:
                yield doc.problem(("figures", index, "parts"), total.id, "part-unit", part=part, unit=total.unit)
    skip = suspects(doc)
    for index, total, whole, values in breakdowns(doc):
        if sum(values) != whole.value and total.parts and not skip & {total.id, *total.parts.figures}:
            given = {"sum": addition(values), "source": whole.source, "total": whole.value}
            yield doc.problem(("figures", index, "parts"), total.id, "parts-sum", **given)


def derived_problems(doc: Document) -> Iterator[Problem]:
    """Yield a problem for each derived value that is wrong, or that must not be derived at all."""
    skip = suspects(doc)
    for index, derived in enumerate(doc.data.derived):
        inputs = [found for name in derived.inputs if (found := resolve(doc.data.figures_by_id, name))]
        if len(inputs) < len(derived.inputs) or any(figure.id in skip or not figure.unit_is_known for figure, _ in inputs):
            continue  # said by the rules on references and quotes
        for field, key, values in islice(_faults(doc.data, derived, inputs), 1):  # what comes after one may come of it
            yield doc.problem(("derived", index, field), derived.id, key, **values)


def compute(derived: Derived, values: Sequence[float]) -> tuple[Decimal, bool]:
    """Return what `derived.operation` makes of `values`, rounded half up to `derived.decimals` places, and whether that is exact."""
    exact = [Fraction(str(value)) for value in values]
    first, second = exact[:2]
    result = {
        "sum": lambda: sum(exact, Fraction(0)),
        "difference": lambda: abs(first - second),
        "ratio": lambda: first / second,
        "share": lambda: first * 100 / second,
    }[derived.operation]()
    quotient = Decimal(result.numerator) / Decimal(result.denominator)
    rounded = quotient.quantize(Decimal(1).scaleb(-derived.decimals), ROUND_HALF_UP)
    return rounded, Fraction(rounded) == result


def resolve(figures: dict[str, Figure], name: str) -> tuple[Figure, Observation] | None:
    """Return the figure and observation that “id” or “id@source” names."""
    id, _, source = name.partition("@")
    figure = figures.get(id)
    if figure is None:
        return None
    seen = next((seen for seen in figure.observations if seen.source == source), None) if source else figure.reported
    return (figure, seen) if seen else None


def _faults(data: Pipeline, derived: Derived, inputs: Inputs) -> Iterator[Fault]:
    """Yield field, message and values: why these inputs must not be put together in this way, then what is worked out wrong."""
    figures, values = [figure for figure, _ in inputs], [seen.value for _, seen in inputs]
    for one, other in combinations(figures, 2):
        if _barred(one, other) or _barred(other, one):
            yield "inputs", "derived-barred", {"one": one.id, "other": other.id}
    if derived.operation == "difference":
        if len(figures) != 2 or figures[0].id != figures[1].id or inputs[0][1] is inputs[1][1]:
            yield "inputs", "derived-difference", {}
    elif disputed := [figure.id for figure in figures if figure.disagreement]:
        yield "inputs", "derived-disputed", {"figure": disputed[0]}
    unit = _unit(data, derived, figures)
    if unit is None:
        units = ", ".join(dict.fromkeys(figure.unit for figure in figures))
        yield "inputs", "derived-units", {"units": units, "operation": derived.operation}
    if unit != derived.unit:
        yield "unit", "derived-unit", {"unit": derived.unit, "wanted": unit}
    if derived.operation == "share" and not (figures[1].parts and figures[0].id in figures[1].parts.figures):
        yield "inputs", "derived-share", {"one": figures[0].id, "other": figures[1].id}
    if derived.operation in {"ratio", "share"} and values[1] == 0:
        yield "inputs", "derived-zero", {}
    wanted, is_exact = compute(derived, values)
    precision = _precision(derived, inputs, is_exact)
    if precision != derived.precision:
        yield "precision", "derived-precision", {"precision": derived.precision, "wanted": precision}
    if wanted != Decimal(str(derived.value)):
        yield "value", "derived-value", {"value": f"{derived.value:g}", "wanted": wanted}


def _barred(one: Figure, other: Figure) -> bool:
    return any(other.id in rule.figures for rule in one.do_not_combine_with)


def _unit(data: Pipeline, derived: Derived, figures: list[Figure]) -> str | None:
    """Return the unit of the result; None when the data file has none for a ratio of these, or the operation makes no sense."""
    units = [figure.unit for figure in figures]
    if derived.operation == "ratio":
        return next((unit.id for unit in data.units if unit.per == units), None)
    if len(set(units)) > 1 or (derived.operation == "share" and len(units) != 2):
        return None
    return "percent" if derived.operation == "share" else units[0]


def _precision(derived: Derived, inputs: Inputs, is_exact: bool) -> str:
    """Carry bounds through: a sum keeps a bound on one side; other operations need exact inputs, and may have to be rounded."""
    given = {seen.precision for _, seen in inputs}
    if given == {"exact"}:
        return "exact" if is_exact else "rounded"
    return (of_sum(given) if derived.operation == "sum" else None) or "not computable"
