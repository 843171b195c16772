"""The words around a chart, from the same records as its shapes: title, period, description, credit."""

from typing import Any

from scripts.records.languages import Language
from scripts.records.model import Chart, Pipeline
from scripts.render.identity import TONES
from scripts.rules.charts import PLACEHOLDER, Mark, bars, dots, lines, ticks
from scripts.words import dictionary, wording

CHARTS = "docs/assets/charts"
_FOOTER_WIDTH = 49  # em of 13 px in the 648 px between the margins of a downloaded chart
_DOT = 0.95  # em from one dot to the next on a wide screen
_AXIS = 1.6  # em
_HEIGHTS = {"bars": 3.7, "dots": 6.2, "cards": 4.8, "people": 1.9}  # em a row, as in plot.svg.j2


def chart_context(chart: Chart, data: Pipeline, language: Language) -> dict[str, Any]:
    """Return everything that the chart templates show, in one language."""
    t = dictionary.labels(language)
    marks, rows = bars(chart, data, language), dots(chart, data, language)
    drawn = rows if chart.kind == "dots" else [[mark] for mark in marks]
    places = list(dict.fromkeys(wording.place(mark.seen, mark.source, language) for row in drawn for mark in row))
    footer = [chart.note[language]] if chart.note else []
    footer += [
        t["chart_source"].format(places=places[0]),
        *places[1:],
        t["chart_maker"].format(title=data.masthead.title[language]),
    ]
    return {
        "chart": chart,
        "look": next(stage for stage in data.stages if stage.id == chart.stage),
        "tones": TONES,
        "title": _title(chart, data, language),
        "subtitle": _subtitle(chart, drawn, language),
        "description": _description(drawn, language),
        "credit": t["chart_source"].format(places=t["semicolon"].join(places)) + t["stop"],
        "footer": [line for text in footer for line in lines(text, _FOOTER_WIDTH)],
        "height": _height(chart, marks),
        "marks": marks,
        "rows": rows,
        "ticks": ticks(chart, data),
        "computed": [derived for derived in data.derived if derived.id in chart.derived],
    }


def _title(chart: Chart, data: Pipeline, language: Language) -> str:
    name = chart.label[language]
    if chart.finding:
        return PLACEHOLDER.sub(lambda found: _number(found[1], data, language), chart.finding[language])
    if (total := data.figures_by_id.get(chart.total or "")) is None:
        return name
    whole = dictionary.word("labels", "total", language).format(amount=wording.amount(total, total.reported, language))
    return f"{name}，{whole}" if language == "zh" else f"{name}: {whole}"


def _number(id: str, data: Pipeline, language: Language) -> str:
    if figure := data.figures_by_id.get(id):
        return wording.numeral(figure.reported, language)
    derived = data.derived_by_id.get(id)
    return wording.number(derived.value, language, derived.decimals) if derived else id


def _subtitle(chart: Chart, drawn: list[list[Mark]], language: Language) -> str:
    """The period that all rows share, or each report's own; cards say theirs one by one."""
    told = [(wording.short(mark.source, language), wording.period(mark.seen, language)) for row in drawn for mark in row]
    periods = {period for _, period in told}
    if len(periods) > 1 and chart.kind == "cards":
        return ""
    marks = dictionary.words("marks", language)
    parts = periods if len(periods) == 1 else [f"{name}{marks['colon']}{period}" for name, period in dict.fromkeys(told)]
    return wording.capitalised(marks["semicolon"].join([*([chart.label[language]] if chart.finding else []), *parts]))


def _description(drawn: list[list[Mark]], language: Language) -> str:
    """The chart in words: every label with its value, and whose value where the reports differ."""
    colon, stop, listed = ("：", "。", "，") if language == "zh" else (": ", ". ", ", ")
    told = []
    for marks in drawn:
        amounts = [wording.amount(mark.figure, mark.seen, language) for mark in marks]
        if len(marks) > 1:
            amounts = [f"{wording.short(mark.source, language)} {amount}" for mark, amount in zip(marks, amounts, strict=True)]
        is_one = "为 " if language == "zh" and len(marks) == 1 else colon
        told.append(f"{marks[0].label}{is_one}{listed.join(amounts)}")
    return (stop.join(told) + stop).strip().replace("》 ", "》")


def _height(chart: Chart, marks: list[Mark]) -> float:
    """Return the height in em: of the rows, and of dots or an axis."""
    rows = (len(marks) + len(chart.derived) + 1) // 2 if chart.kind == "cards" else len(marks)
    more = {"people": sum(mark.rows for mark in marks) * _DOT, "dots": _AXIS}.get(chart.kind, 0)
    return round(rows * _HEIGHTS[chart.kind] + more, 2)
