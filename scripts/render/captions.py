"""The words around a chart, from the same records as its shapes: title, period, description, credit."""

from typing import Any

from scripts.records.languages import Language
from scripts.records.model import Chart, Pipeline
from scripts.render.identity import TONES
from scripts.rules.charts import COLUMNS, PLACEHOLDER, Mark, bars, dots, lines, ticks
from scripts.words import dictionary, wording

CHARTS = "docs/assets/charts"
_FOOTER_WIDTH = 49  # em of 13 px in the 648 px between the margins of a downloaded chart
_DOT = 0.95  # em from one dot to the next on a wide screen
_HEIGHTS = {"bars": 3.7, "dots": 6.2, "cards": 4.8, "people": 1.9}  # em a row, as in plot.svg.j2


def chart_context(chart: Chart, data: Pipeline, language: Language) -> dict[str, Any]:
    """Return everything that the chart templates show, in one language."""
    t = dictionary.labels(language)
    places = _places(chart, data, language)
    note = [chart.note[language]] if chart.note else []
    credit = [t["chart_source"].format(places=places[0]), *places[1:], t["chart_maker"].format(title=data.masthead.title[language])]
    return {
        "chart": chart,
        "look": next(stage for stage in data.stages if stage.id == chart.stage),
        "tones": TONES,
        "title": _title(chart, data, language),
        "subtitle": _subtitle(chart, data, language),
        "description": _description(chart, data, language),
        "credit": t["chart_source"].format(places=t["semicolon"].join(places)) + t["stop"],
        "footer": [line for text in (*note, *credit) for line in lines(text, _FOOTER_WIDTH)],
        "height": _height(chart, data),
        "marks": bars(chart, data, language),
        "rows": dots(chart, data, language),
        "ticks": ticks(chart, data),
        "computed": [derived for derived in data.derived if derived.id in chart.derived],
    }


def _title(chart: Chart, data: Pipeline, language: Language) -> str:
    total = data.figures_by_id.get(chart.total or "")
    name = chart.label[language]
    if chart.finding:
        return PLACEHOLDER.sub(lambda found: _number(found[1], data, language), chart.finding[language])
    if total is None:
        return str(name)
    whole = dictionary.labels(language)["total"].format(amount=wording.amount(total, total.reported, language))
    return f"{name}，{whole}" if language == "zh" else f"{name}: {whole}"


def _number(id: str, data: Pipeline, language: Language) -> str:
    if figure := data.figures_by_id.get(id):
        return wording.numeral(figure.reported, language)
    derived = data.derived_by_id.get(id)
    return wording.number(derived.value, language, derived.decimals) if derived else id


def _subtitle(chart: Chart, data: Pipeline, language: Language) -> str:
    """The period that all rows share, or each report's own; cards say theirs one by one."""
    drawn = (mark for row in _rows(chart, data, language) for mark in row)
    told = [(wording.short(mark.source, language), wording.period(mark.seen, language)) for mark in drawn]
    periods = {period for _, period in told}
    if len(periods) > 1 and chart.kind == "cards":
        return ""
    marks = dictionary.words("marks", language)
    text = (
        periods.pop()
        if len(periods) == 1
        else marks["semicolon"].join(f"{name}{marks['colon']}{period}" for name, period in dict.fromkeys(told))
    )
    if chart.finding:
        text = f"{chart.label[language]}{marks['semicolon']}{text}"
    return wording.capitalised(text)


def _rows(chart: Chart, data: Pipeline, language: Language) -> list[list[Mark]]:
    return dots(chart, data, language) if chart.kind == "dots" else [[mark] for mark in bars(chart, data, language)]


def _description(chart: Chart, data: Pipeline, language: Language) -> str:
    """The chart in words: every label with its value, and whose value where the reports differ."""
    colon, stop, listed = ("：", "。", "，") if language == "zh" else (": ", ". ", ", ")
    told = []
    for marks in _rows(chart, data, language):
        amounts = [wording.amount(mark.figure, mark.seen, language) for mark in marks]
        if len(marks) > 1:
            amounts = [f"{wording.short(mark.source, language)} {amount}" for mark, amount in zip(marks, amounts, strict=True)]
        is_one = "为 " if language == "zh" and len(marks) == 1 else colon
        told.append(f"{marks[0].label}{is_one}{listed.join(amounts)}")
    return (stop.join(told) + stop).strip().replace("》 ", "》")


def _places(chart: Chart, data: Pipeline, language: Language) -> list[str]:
    """Return each source once, with the paragraphs or the place in it that the rows stand on."""
    found: dict[str, None] = {}
    for row in chart.rows:
        seen = data.figures_by_id[row.figure].observations
        for observation in seen if chart.kind == "dots" else seen[:1]:
            found[wording.place(observation, data.sources_by_id[observation.source], language)] = None
    return list(found)


def _height(chart: Chart, data: Pipeline) -> float:
    rows = len(chart.rows)
    if chart.kind == "cards":
        rows = (rows + len(chart.derived) + 1) // 2
    if chart.kind == "people":
        dots = sum(-(-data.figures_by_id[row.figure].reported.value // COLUMNS) for row in chart.rows)
        return round(rows * _HEIGHTS[chart.kind] + dots * _DOT, 2)
    return round(rows * _HEIGHTS[chart.kind] + (1.6 if chart.kind == "dots" else 0), 2)
