"""What one source says of one figure: its place, period, precision and printed numeral must hang together."""

from collections.abc import Iterator
from itertools import combinations

from scripts.ground.problems import Problem
from scripts.records.figures import Figure, Observation
from scripts.records.load import Document, Steps
from scripts.rules.precision import Quote, read_quote


def observation_problems(doc: Document) -> Iterator[Problem]:
    """Yield every problem that can be seen in the observations of one figure."""
    for steps, figure, observation in observations(doc):
        yield from _source_problems(doc, steps, figure, observation)
        yield from _period_problems(doc, steps, figure, observation)
        yield from _quote_problems(doc, steps, figure, observation)
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


def _source_problems(doc: Document, steps: Steps, figure: Figure, observation: Observation) -> Iterator[Problem]:
    source = doc.data.sources_by_id.get(observation.source)
    if source is None:
        return  # the rule on references says so
    if source.role == "context":
        yield doc.problem((*steps, "source"), figure.id, "context-source", source=source.id)
    if steps[-1] == 0 and source.role == "corroborating":
        yield doc.problem((*steps, "source"), figure.id, "primary-first")
    if source.paragraphs and observation.paragraph is None:
        yield doc.problem(steps, figure.id, "paragraph-missing")
    if not source.paragraphs and observation.locator is None:
        yield doc.problem(steps, figure.id, "locator-missing")
    if observation.as_of and bounds(observation.as_of)[0] > bounds(source.issued)[1]:
        yield doc.problem((*steps, "as_of"), figure.id, "as-of-late", issued=source.issued)


def _period_problems(doc: Document, steps: Steps, figure: Figure, observation: Observation) -> Iterator[Problem]:
    kind, interval = observation.period.kind, observation.period.interval
    at = (*steps, "period")
    if kind in {"since", "year_to_date", "event"} and interval is None:
        yield doc.problem(at, figure.id, "interval-missing", kind=kind)
    if kind in {"not_stated", "as_of"} and interval is not None:
        yield doc.problem(at, figure.id, "interval-extra", kind=kind)
    if kind == "as_of" and observation.as_of is None:
        yield doc.problem(at, figure.id, "as-of-missing")
    if interval:
        begin, end = interval.split("/")
        if bounds(begin)[0] > bounds(end)[1]:
            yield doc.problem(at, figure.id, "interval-order")


def _quote_problems(doc: Document, steps: Steps, figure: Figure, observation: Observation) -> Iterator[Problem]:
    quote, at = observation.quote, (*steps, "quote")
    read = _read(doc, observation)
    if read is None or read.rest:
        yield doc.problem(at, figure.id, "quote-unread", quote=quote, rest=read.rest if read else quote)
        return
    if read.value != observation.value:
        sum_en, sum_zh = _broken_sum(doc, figure, observation.source)
        values = {"value": observation.value, "quote": quote, "sum_en": sum_en, "sum_zh": sum_zh}
        yield doc.problem((*steps, "value"), figure.id, "quote-value", **values)
    if read.said != {observation.precision} - {"exact"}:
        said = ", ".join(sorted(read.said)) or "exact"
        yield doc.problem(at, figure.id, "quote-precision", quote=quote, said=said, precision=observation.precision)
    if figure.unit_is_known and (not read.units or set(read.units) - set(figure.counts_in.counted)):
        yield doc.problem(at, figure.id, "quote-unit", quote=quote, unit=figure.unit)


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
