"""Render the data file as Markdown fragments: typed records in, text out; reads templates, no clock, no network."""

import json
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from scripts.cite.citing import block, figure_targets
from scripts.cite.edition import Edition
from scripts.ground.cache import READINGS
from scripts.pages.page import Page
from scripts.pages.sources import FRAGMENTS
from scripts.records.bibliography import Source
from scripts.records.figures import Figure
from scripts.records.languages import HTML_LANGUAGE, LANGUAGES, Language
from scripts.records.model import Pipeline
from scripts.render.captions import CHARTS, chart_context
from scripts.render.identity import TONES, glyph, outlines
from scripts.render.lookups import One, Told, grouped, lookups
from scripts.words import dictionary, wording
from scripts.words.dictionary import words
from scripts.words.periods import axis

SCHEMA_FILE = "docs/data/pipeline.schema.json"


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
    context: dict[str, Any] = {
        "data": data,
        "lang": language,
        "html_language": HTML_LANGUAGE[language],
        "t": dictionary.labels(language),
    }
    context |= _word_functions(data, language) | lookups(data, pages, language)
    context["time"] = axis(data)
    context["cite"] = _citations(edition, language)
    files: dict[str, str] = {}

    def render(template: str, values: dict[str, Any]) -> str:
        text = environment().get_template(f"{template}.j2").render(context | values)
        return re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"

    def add(name: str, template: str, **values: Any) -> None:
        files[f"{FRAGMENTS}/{language}/{name}.md"] = render(f"{template}.md", values)

    figures_of, figures_in = grouped(data.figures, attrgetter("stage")), grouped(data.figures, attrgetter("programme"))
    terms_of = grouped(data.terms, attrgetter("stage"))
    for stage in data.stages:
        figures = figures_of.get(stage.id, [])
        add(f"glance-{stage.id}", "glance", figures=figures, stage_name=stage.label[language])
    for programme, counted in figures_in.items():
        add(f"practice-{programme}", "practice", figures=counted)
    add("period-strip", "period-strip", kinds=_kinds(data, language))
    add("figures", "figures", groups=_groups(data, figures_of, language))
    add("glossary", "glossary", groups=_groups(data, terms_of, language))
    for group, name in words("rule_groups", language).items():
        add(
            f"rules-{group}",
            "rules",
            group=group,
            group_name=name,
            rules=[rule for rule in wording.rules() if rule["group"] == group],
        )
    add("agreement", "agreement", sources=edition.reports)
    add("timeline", "timeline", events=sorted(data.events, key=lambda event: event.date))
    for role in ("primary", "corroborating", "context"):
        add(f"sources-{role}", "sources", sources=[source for source in data.sources if source.role == role])
    for name in (
        "stations",
        "doors",
        "handout",
        "chain",
        "claims",
        "phrases",
        "phrases-local",
        "derived",
        "places",
        "roles",
        "coverage",
        "corrections",
    ):
        add(name, name)
    ages = {figure.id: figure.reported.max_age for figure in data.figures}
    add("rank-ladder", "rank-ladder", ladder=[(rank, ages.get(rank.figure or "")) for rank in data.ranks])
    files[f"docs/assets/social-{language}.svg"] = render("social.svg", {"tones": TONES, "outlines": outlines()})
    for chart in data.charts:
        values = chart_context(chart, data, language)
        add(f"chart-{chart.id}", "chart", **values)
        files[f"{CHARTS}/{chart.id}-{language}.svg"] = render("chart.svg", values)
    return files


def _groups(data: Pipeline, records: dict[str | None, list[One]], language: Language) -> list[dict[str, Any]]:
    """Return the records of no stage and then those of each, with the id and the name of their heading."""
    general = {
        "stage": None,
        "id": "general",
        "name": dictionary.word("labels", "general", language),
        "records": records.get(None, []),
    }
    return [general, *({"stage": stage, "id": stage.id, "records": records.get(stage.id, [])} for stage in data.stages)]


def _kinds(data: Pipeline, language: Language) -> list[dict[str, Any]]:
    """Return each kind of period with one observation of it and the amounts that were counted so."""
    kinds = grouped(data.figures, lambda figure: wording.period(figure.reported, language, "periods_short"))
    return [
        {
            "name": wording.capitalised(str(name)),
            "seen": figures[0].reported,
            "amounts": dictionary.word("labels", "figures_counted", language).format(count=len(figures)),
        }
        for name, figures in kinds.items()
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


def _word_functions(data: Pipeline, language: Language) -> dict[str, Callable[..., str]]:
    sources = data.sources_by_id
    by_name = (
        wording.amount, wording.amount_in, wording.numeral, wording.derived_amount, wording.period, wording.ours, wording.date,
        wording.dates, dictionary.word,
    )  # fmt: skip
    return {function.__name__: partial(function, language=language) for function in by_name} | {
        "period_short": partial(wording.period, language=language, group="periods_short"),
        "paragraphs_short": partial(wording.paragraphs, language=language),
        "source_short": lambda id: wording.short(sources[id], language),
        "first_caveat": lambda figure: (
            wording.agreement(figure, sources, language)
            if figure.disagreement
            else "".join(one[language] for one in figure.caveats[:1])
        ),
        "glyph": glyph,
        "other": partial(wording.other, sources=sources, language=language),
        "other_note": partial(_other_note, sources=sources, language=language),
        "mark_differs": lambda: _DIFFERS,
        "agreement": partial(wording.agreement, sources=sources, language=language),
        "place": lambda seen: wording.place(seen, sources[seen.source], language),
        "changed": partial(wording.changed, data, language=language),
        "scope": partial(wording.scope, data.masthead, language=language),
        "foreign": lambda text, of: text if of == language else f'<span lang="{HTML_LANGUAGE[of]}">{text}</span>',
    }


_DIFFERS = '<sup class="differs" aria-hidden="true">≠</sup>'


def _other_note(figure: Figure, sources: dict[str, Source], language: Language) -> str:
    """Return the mark and the words that follow a value on which the reports differ; empty after any other."""
    if figure.disagreement is None:
        return ""
    marks = words("marks", language)
    return f'{_DIFFERS}<span class="other-report">{marks["open"]}{wording.other(figure, sources, language)}{marks["close"]}</span>'


def _citations(edition: Edition, language: Language) -> Callable[[Figure], str]:
    """Return the function that makes the block “cite this figure” of a card; cards stand on the page of all figures."""
    targets = {target.id: target for target in figure_targets(edition)}
    up = {"zh": "../", "en": "../../"}[language]
    return lambda figure: block(edition, targets[figure.id], language, to_root=up, is_page=False)
