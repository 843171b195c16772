"""What one source says of one figure: its place, period, precision and printed numeral must hang together."""

from collections.abc import Iterator
from itertools import combinations

from scripts.ground.problems import Problem
from scripts.records.figures import Figure, Observation
from scripts.records.load import Document, Steps
from scripts.rules.precision import Quote, read_quote


def observation_problems(doc: Document) -> Iterator[Problem]:
    """Yield every problem that can be seen in the observations of one figure."""
    for steps, figure, seen in observations(doc):
        faults = (*_source_faults(doc, steps[-1] == 0, seen), *_period_faults(seen), *_quote_faults(doc, figure, seen))
        yield from (
            doc.problem((*steps, *field.split()), figure.id, key, **values) for is_so, field, key, values in faults if is_so
        )
    yield from _comparison_problems(doc)


def observations(doc: Document) -> Iterator[tuple[Steps, Figure, Observation]]:
    """Yield every observation with the steps that lead to it and its figure."""
    for index, figure in enumerate(doc.data.figures):
        for number, observation in enumerate(figure.observations):
            yield ("figures", index, "observations", number), figure, observation


def bounds(date: str) -> tuple[str, str]:
    """Return the first and the last day that a date of reduced precision may mean, as text that sorts."""
    return (date + "-01-01")[:10], (date + "-12-31" if len(date) == 4 else date + "-31")[:10]


def suspects(doc: Document) -> set[str]:
    """Return the figures whose value contradicts its own quote: one message says so, and no other rule builds on them."""
    return {figure.id for _, figure, observation in observations(doc) if _misquoted(doc, observation)}


def breakdowns(doc: Document) -> Iterator[tuple[int, Figure, Observation, list[float]]]:
    """Yield each complete breakdown, source by source: index and record of the total, its observation, the parts' values."""
    figures = doc.data.figures_by_id
    for index, total in enumerate(doc.data.figures):
        if total.parts and total.parts.complete:
            parts = [figures[id] for id in total.parts.figures if id in figures]
            for whole in total.observations:
                values = [seen.value for part in parts for seen in part.observations if seen.source == whole.source]
                if len(values) == len(total.parts.figures):
                    yield index, total, whole, values


def addition(values: list[float]) -> str:
    """Return the sum written out, as in “2 + 3 = 5”."""
    return f"{' + '.join(map(str, values))} = {sum(values)}"


def _read(doc: Document, observation: Observation) -> Quote | None:
    return read_quote(observation.quote, tuple(dict.fromkeys(word for unit in doc.data.units for word in unit.counted)))


def _misquoted(doc: Document, observation: Observation) -> bool:
    read = _read(doc, observation)
    return read is not None and not read.rest and read.value != observation.value


# Whether it is so, the field at which it is said, the message and its values.
Fault = tuple[bool, str, str, dict[str, object]]


def _source_faults(doc: Document, is_first: bool, seen: Observation) -> Iterator[Fault]:
    source = doc.data.sources_by_id.get(seen.source)
    if source is None:
        return  # the rule on references says so
    yield source.role == "context", "source", "context-source", {"source": source.id}
    yield is_first and source.role == "corroborating", "source", "primary-first", {}
    yield bool(source.paragraphs) and seen.paragraph is None, "", "paragraph-missing", {}
    yield not source.paragraphs and seen.locator is None, "", "locator-missing", {}
    is_late = seen.as_of is not None and bounds(seen.as_of)[0] > bounds(source.issued)[1]
    yield is_late, "as_of", "as-of-late", {"issued": source.issued}


def _period_faults(seen: Observation) -> Iterator[Fault]:
    kind, (begin, _, end) = seen.period.kind, (seen.period.interval or "").partition("/")
    yield kind in {"since", "year_to_date", "event"} and not begin, "period", "interval-missing", {"kind": kind}
    yield kind in {"not_stated", "as_of"} and bool(begin), "period", "interval-extra", {"kind": kind}
    yield kind == "as_of" and seen.as_of is None, "period", "as-of-missing", {}
    yield bool(begin) and bounds(begin)[0] > bounds(end)[1], "period", "interval-order", {}


def _quote_faults(doc: Document, figure: Figure, seen: Observation) -> Iterator[Fault]:
    quote, read = seen.quote, _read(doc, seen)
    if read is None or read.rest:
        yield True, "quote", "quote-unread", {"quote": quote, "rest": read.rest if read else quote}
        return
    sum_en, sum_zh = _broken_sum(doc, figure, seen.source) if read.value != seen.value else ("", "")
    values = {"value": seen.value, "quote": quote, "sum_en": sum_en, "sum_zh": sum_zh}
    yield read.value != seen.value, "value", "quote-value", values
    said = ", ".join(sorted(read.said)) or "exact"
    values = {"quote": quote, "said": said, "precision": seen.precision}
    yield read.said != {seen.precision} - {"exact"}, "quote", "quote-precision", values
    counts_otherwise = not read.units or bool(set(read.units) - set(figure.counts_in.counted))
    yield figure.unit_is_known and counts_otherwise, "quote", "quote-unit", {"quote": quote, "unit": figure.unit}


def _broken_sum(doc: Document, figure: Figure, source: str) -> tuple[str, str]:
    """Return the sum that `figure` breaks, in English and in Chinese, or nothing."""
    for _, total, whole, values in breakdowns(doc):
        if total.parts and figure.id in (total.id, *total.parts.figures) and whole.source == source and sum(values) != whole.value:
            return f" ({addition(values)}, not {whole.value})", f"（{addition(values)}，而总数是 {whole.value}）"
    return "", ""


def _comparison_problems(doc: Document) -> Iterator[Problem]:
    skip = suspects(doc)
    for index, figure in enumerate(doc.data.figures):
        seen = figure.observations
        if len({observation.source for observation in seen}) < len(seen):
            yield doc.problem(("figures", index, "observations"), figure.id, "source-twice")
        differ = any((a.value, a.precision) != (b.value, b.precision) for a, b in combinations(seen, 2))
        if differ and figure.disagreement is None and figure.id not in skip:
            values = ", ".join(str(observation.value) for observation in seen)
            yield doc.problem(("figures", index, "observations"), figure.id, "sources-differ", values=values)
        if figure.disagreement and not differ:
            yield doc.problem(("figures", index, "disagreement"), figure.id, "sources-agree")
