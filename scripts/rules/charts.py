"""Charts: refuse one that would mislead, and lay out the honest ones; shapes and words stand in the templates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.ground.problems import Problem
from scripts.records.bibliography import Source
from scripts.records.figures import Figure, Observation
from scripts.records.languages import Language
from scripts.records.load import Document
from scripts.records.model import Chart, Pipeline
from scripts.records.vocabulary import Text

# The share of the width that the largest value takes; the rest is room for its label.
_REACH = 70
_TICK = 10
PLACEHOLDER = re.compile(r"@([a-z0-9-]+)")
COLUMNS = 60  # dots in a row, one a person
_WIDE = 0x2E80  # characters from here on are as wide as they are high
# A word with its space, or a Han character, and what never begins a line.
_PIECE = r"(?:[^ \u2e80-\U0010ffff]+[ \u2e80-\U0010ffff]?|[ \u2e80-\U0010ffff])"
_WORD = re.compile(rf"{_PIECE}(?:(?=[，。；：、）》”]){_PIECE})*")


@dataclass(frozen=True)
class Mark:
    """One value in a chart: `at` is its place from the common zero, in percent of the width."""

    label: str
    figure: Figure
    seen: Observation
    source: Source
    at: float

    @property
    def rows(self) -> int:
        """The rows of dots that it takes, one dot a person."""
        return int(-(-self.seen.value // COLUMNS))


def chart_problems(doc: Document) -> Iterator[Problem]:
    """Yield a problem for each chart that the reports do not allow to be drawn as it asks."""
    figures = doc.data.figures_by_id
    known = figures.keys() | doc.data.derived_by_id.keys()
    for index, chart in enumerate(doc.data.charts):
        rows = [figures[row.figure] for row in chart.rows if row.figure in figures]
        for field, key, values in _faults(chart, rows, figures, known):
            yield doc.problem(("charts", index, field), chart.id, key, **values)


Fault = tuple[str, str, dict[str, object]]


def _faults(chart: Chart, rows: list[Figure], figures: dict[str, Figure], known: set[str]) -> Iterator[Fault]:
    if chart.kind != "cards":
        yield from _scale_faults(rows)
    for name in PLACEHOLDER.findall(f"{chart.finding.zh} {chart.finding.en}") if chart.finding else ():
        if name not in known:
            yield "finding", "chart-finding", {"name": name}
    for figure in rows:
        values = {(seen.value, seen.precision) for seen in figure.observations}
        differs = figure.disagreement is not None
        if differs == (len(values) > 1) and differs != (chart.kind == "dots"):  # else the rule on disagreements says so
            yield "rows", "chart-disputed" if differs else "chart-undisputed", {"figure": figure.id}
    if chart.total in figures:
        total = figures[chart.total]
        if not (total.parts and total.parts.complete and total.parts.figures == [row.id for row in rows]):
            yield "total", "chart-total", {"total": total.id}


def _scale_faults(rows: list[Figure]) -> Iterator[Fault]:
    """What may not share one scale: other units, other periods, bounds without an end, figures that bar each other."""
    units = list(dict.fromkeys(figure.unit for figure in rows))
    if len(units) > 1:
        yield "rows", "chart-units", {"units": ", ".join(units)}
        return
    periods = list(dict.fromkeys((figure.reported.period.kind, figure.reported.period.interval) for figure in rows))
    if len(periods) > 1:
        yield "rows", "chart-periods", {"periods": ", ".join(interval or kind for kind, interval in periods)}
    for figure in rows:
        if any(seen.precision != "exact" for seen in figure.observations):
            yield "rows", "chart-bound", {"figure": figure.id}
        for rule in figure.do_not_combine_with:
            for other in (row.id for row in rows if row.id in rule.figures):
                yield "rows", "chart-barred", {"one": figure.id, "other": other}


def bars(chart: Chart, data: Pipeline, language: Language) -> list[Mark]:
    """Return one mark a row, on a common scale that starts at zero."""
    rows = _rows(chart, data)
    largest = max(figure.reported.value for _, figure in rows) or 1
    return [_mark(label[language], figure, figure.reported, data, _REACH / largest) for label, figure in rows]


def dots(chart: Chart, data: Pipeline, language: Language) -> list[list[Mark]]:
    """Return for each row one mark a source, all on the scale that `ticks` labels."""
    scale = 100 / ticks(chart, data)[-1]
    return [
        [_mark(label[language], figure, seen, data, scale) for seen in figure.observations] for label, figure in _rows(chart, data)
    ]


def ticks(chart: Chart, data: Pipeline) -> list[int]:
    """Return the values that the axis of a dot plot names: every ten from zero to just above the largest."""
    largest = int(max(seen.value for _, figure in _rows(chart, data) for seen in figure.observations))
    return list(range(0, largest + 2 * _TICK - largest % _TICK, _TICK))


def lines(text: str, width: float) -> list[str]:
    """Break text into lines of at most `width` em, between words and beside Han characters; SVG does not wrap."""
    out = [""]
    for word in _WORD.findall(text):
        if out[-1] and _em(out[-1] + word.rstrip()) > width:
            out.append("")
        out[-1] += word
    return [line.rstrip() for line in out]


def _em(text: str) -> float:
    return sum(1 if ord(character) >= _WIDE else 0.56 for character in text)


def _rows(chart: Chart, data: Pipeline) -> list[tuple[Text, Figure]]:
    return [(row.label, data.figures_by_id[row.figure]) for row in chart.rows]


def _mark(label: str, figure: Figure, seen: Observation, data: Pipeline, scale: float) -> Mark:
    return Mark(label, figure, seen, data.sources_by_id[seen.source], round(seen.value * scale, 2))
