"""Render the data file as Markdown fragments: typed records in, text out; reads templates, no clock, no network."""

import json
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from scripts.cite.edition import Edition
from scripts.ground.cache import READINGS
from scripts.pages.page import Page
from scripts.pages.sources import FRAGMENTS
from scripts.records.languages import HTML_LANGUAGE, LANGUAGES, Language
from scripts.records.model import Pipeline
from scripts.render.captions import CHARTS, chart_context
from scripts.render.functions import Told, functions, grouped
from scripts.render.identity import TONES, outlines
from scripts.words import dictionary, wording
from scripts.words.periods import Axis

SCHEMA_FILE = "docs/data/pipeline.schema.json"
# Fragments that need nothing beside the records.
_OF_RECORDS = (
    "stations", "doors", "handout", "chain", "claims", "phrases", "phrases-local", "derived", "places", "roles", "coverage",
    "corrections",
)  # fmt: skip


def render(edition: Edition, pages: list[Page]) -> dict[str, str]:
    """Return every fragment, and every chart to download, as repository path -> text."""
    return rendered(edition, told(pages))


def told(pages: Iterable[Page]) -> tuple[Told, ...]:
    """Return all that fragments say of pages."""
    return tuple(
        Told(page.language, page.name, str(page.meta.get("title") or page.title), tuple(map(str, page.meta.get("paragraphs", []))))
        for page in pages
    )


@lru_cache(maxsize=READINGS)
def rendered(edition: Edition, pages: tuple[Told, ...]) -> dict[str, str]:
    """Return what `render` does."""
    files: dict[str, str] = {}
    for language in LANGUAGES:
        files |= _fragments(edition, pages, language)
    return files


@cache
def schema() -> str:
    """Return the JSON Schema of the data file, with the hover text that editors show."""
    return json.dumps(Pipeline.model_json_schema(), ensure_ascii=False, indent=1) + "\n"


def _fragments(edition: Edition, pages: tuple[Told, ...], language: Language) -> dict[str, str]:
    data = edition.data
    context: dict[str, Any] = functions(edition, pages, language)
    context |= {"data": data, "lang": language, "html_language": HTML_LANGUAGE[language]}
    context |= {"t": dictionary.labels(language), "time": Axis(data)}
    files: dict[str, str] = {}

    def render(template: str, values: dict[str, Any]) -> str:
        text = environment().get_template(f"{template}.j2").render(context | values)
        return re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"

    def add(name: str, template: str, **values: Any) -> None:
        files[f"{FRAGMENTS}/{language}/{name}.md"] = render(f"{template}.md", values)

    for stage in data.stages:
        counted = context["of_stage"]("figures", stage.id)
        add(f"glance-{stage.id}", "glance", figures=counted, stage_name=stage.label[language])
    for programme, counted in grouped((figure.programme, figure) for figure in data.figures).items():
        add(f"practice-{programme}", "practice", figures=counted)
    add("period-strip", "period-strip", kinds=_kinds(data, language))
    for name, kind in (("figures", "figures"), ("glossary", "terms")):
        add(name, name, groups=_groups(data, partial(context["of_stage"], kind), language))
    for group, name in dictionary.words("rule_groups", language).items():
        rules = [rule for rule in wording.rules() if rule["group"] == group]
        add(f"rules-{group}", "rules", group=group, group_name=name, rules=rules)
    add("agreement", "agreement", sources=edition.reports)
    add("timeline", "timeline", events=sorted(data.events, key=lambda event: event.date))
    for role in ("primary", "corroborating", "context"):
        add(f"sources-{role}", "sources", sources=[source for source in data.sources if source.role == role])
    for name in _OF_RECORDS:
        add(name, name)
    ages = {figure.id: figure.reported.max_age for figure in data.figures}
    add("rank-ladder", "rank-ladder", ladder=[(rank, ages.get(rank.figure or "")) for rank in data.ranks])
    files[f"docs/assets/social-{language}.svg"] = render("social.svg", {"tones": TONES, "outlines": outlines()})
    for chart in data.charts:
        values = chart_context(chart, data, language)
        add(f"chart-{chart.id}", "chart", **values)
        files[f"{CHARTS}/{chart.id}-{language}.svg"] = render("chart.svg", values)
    return files


def _groups(data: Pipeline, of_stage: Callable[[str | None], list[Any]], language: Language) -> list[dict[str, Any]]:
    """Return the records of no stage and then those of each, with the id and the name of their heading."""
    general = {"stage": None, "id": "general", "name": dictionary.word("labels", "general", language), "records": of_stage(None)}
    return [general, *({"stage": stage, "id": stage.id, "records": of_stage(stage.id)} for stage in data.stages)]


def _kinds(data: Pipeline, language: Language) -> list[dict[str, Any]]:
    """Return each kind of period with one observation of it and the amounts that were counted so."""
    kinds = grouped((wording.period(figure.reported, language, "periods_short"), figure.reported) for figure in data.figures)
    counted = dictionary.word("labels", "figures_counted", language)
    return [
        {"name": wording.capitalised(name), "seen": seen[0], "amounts": counted.format(count=len(seen))}
        for name, seen in kinds.items()
    ]


def _small(words: re.Match[str]) -> str:
    """Return the words beside a numeral as small print; those before it on a line of their own."""
    return f"<small>{words[0]}</small>{'<br>' if not words.start() else ''}"


@cache
def environment() -> Environment:
    """Return the templates’ environment."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        bytecode_cache=FileSystemBytecodeCache(),  # compiling the templates took two thirds of the time
        autoescape=False,  # the output is Markdown; MkDocs escapes it when it makes HTML
    )
    found.filters["capitalised"] = wording.capitalised
    found.filters["big"] = lambda text: re.sub(r"[^\d,.]+", _small, text)
    found.filters["em"] = lambda length: f"{length:.1f}em"
    return found
