"""Render the data file as Markdown fragments: typed records in, text out; reads templates, no clock, no network."""

import json
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from scripts.cite.citing import HTML_LANGUAGE, block, figure_targets
from scripts.cite.edition import Edition
from scripts.ground.cache import READINGS
from scripts.pages.read import FRAGMENTS, Page
from scripts.records.bibliography import Source
from scripts.records.model import Claim, Derived, Figure, Phrase, Pipeline, Programme
from scripts.records.vocabulary import LANGUAGES, Language
from scripts.render.captions import CHARTS, chart_context
from scripts.render.identity import TONES, glyph, outlines
from scripts.rules.arithmetic import resolve
from scripts.words import wording
from scripts.words.dictionary import words
from scripts.words.periods import axis

One = TypeVar("One")

SCHEMA_FILE = "docs/data/pipeline.schema.json"


def render(edition: Edition, pages: list[Page]) -> dict[str, str]:
    """Return every fragment, and every chart to download, as repository path -> text."""
    return rendered(edition, told(pages))


class Told(NamedTuple):
    """What the list of paragraphs says of a page: its address, its title, and the paragraphs it tells."""

    language: Language
    name: str
    title: str
    paragraphs: tuple[str, ...]


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
        "t": wording.labels(language) | wording.PUNCTUATION[language],
    }
    context |= _word_functions(data, language) | _lookups(data, pages, language)
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
        add(f"glance-{stage.id}", "glance", figures=figures, stage_name=getattr(stage.label, language))
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


def grouped(records: Iterable[One], key: Callable[[One], str | None]) -> dict[str | None, list[One]]:
    """Return the records by what `key` gives for each, in order."""
    found: dict[str | None, list[One]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return found


def _groups(data: Pipeline, records: dict[str | None, list[One]], language: Language) -> list[dict[str, Any]]:
    """Return the records of no stage and then those of each, with the id and the name of their heading."""
    general = {
        "stage": None,
        "id": "general",
        "name": wording.word("labels", "general", language),
        "records": records.get(None, []),
    }
    return [general, *({"stage": stage, "id": stage.id, "records": records.get(stage.id, [])} for stage in data.stages)]


def _heading_of(data: Pipeline, at: str, language: Language) -> str:
    """Return the name of a section heading, such as “heading of Select”."""
    stage = data.stages[int(at[1:]) - 1]
    return wording.word("labels", "section_heading", language).format(stage=getattr(stage.label, language))


def _kinds(data: Pipeline, language: Language) -> list[dict[str, Any]]:
    """Return each kind of period with one observation of it and the amounts that were counted so."""
    kinds = grouped(data.figures, lambda figure: wording.period(figure.reported, language, "periods_short"))
    return [
        {
            "name": wording.capitalised(str(name)),
            "seen": figures[0].reported,
            "amounts": wording.word("labels", "figures_counted", language).format(count=len(figures)),
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
    return {
        "amount": lambda figure, seen: wording.amount(figure, seen, language),
        "amount_in": lambda figure, source: wording.amount_in(figure, source, language),
        "numeral": lambda seen: wording.numeral(seen, language),
        "unit_word": lambda figure: getattr(figure.counts_in.label, language),
        "precision_word": lambda precision: wording.word("precision_words", precision, language),
        "derived_amount": lambda derived: wording.derived_amount(derived, language),
        "period": lambda seen: wording.period(seen, language),
        "period_short": lambda seen: wording.period(seen, language, "periods_short"),
        "paragraph_short": lambda id: wording.paragraphs([id], language),
        "paragraphs_short": lambda ids: wording.paragraphs(ids, language),
        "source_short": lambda id: wording.short(sources[id], language),
        "first_caveat": lambda figure: (
            wording.agreement(figure, sources, language)
            if figure.disagreement
            else getattr((figure.caveats or [None])[0], language, "")
        ),
        "glyph": glyph,
        "other": lambda figure: wording.other(figure, sources, language),
        "other_note": lambda figure: _other_note(figure, sources, language),
        "mark_differs": lambda: _DIFFERS,
        "agreement": lambda figure: wording.agreement(figure, sources, language),
        "ours": lambda figure: wording.ours(figure, language),
        "place": lambda seen: wording.place(seen, sources[seen.source], language),
        "changed": lambda item, text: wording.changed(data, item, text, language),
        "date": lambda iso: wording.date(iso, language),
        "dates": lambda begin, end: wording.dates(begin, end, language),
        "scope": lambda key: wording.word("scopes", key, language),
        "claim_kind": lambda key: wording.word("claim_kinds", key, language),
        "seen_word": lambda key: wording.word("seen", key, language),
        "kind": lambda key: wording.word("kinds", key, language),
        "foreign": lambda text, of: text if of == language else f'<span lang="{HTML_LANGUAGE[of]}">{text}</span>',
    }


_DIFFERS = '<sup class="differs" aria-hidden="true">≠</sup>'


def _other_note(figure: Figure, sources: dict[str, Source], language: Language) -> str:
    """Return the mark and the words that follow a value on which the reports differ; empty after any other."""
    if figure.disagreement is None:
        return ""
    marks = wording.PUNCTUATION[language]
    return f'{_DIFFERS}<span class="other-report">{marks["open"]}{wording.other(figure, sources, language)}{marks["close"]}</span>'


def _citations(edition: Edition, language: Language) -> Callable[[Figure], str]:
    """Return the function that makes the block “cite this figure” of a card; cards stand on the page of all figures."""
    targets = {target.id: target for target in figure_targets(edition)}
    up = {"zh": "../", "en": "../../"}[language]
    return lambda figure: block(edition, targets[figure.id], language, to_root=up, is_page=False)


def _lookups(data: Pipeline, pages: tuple[Told, ...], language: Language) -> dict[str, Callable[..., Any]]:
    figures, sources = data.figures_by_id, data.sources_by_id
    stages = {stage.id: stage for stage in data.stages}
    figures_of = grouped(data.figures, attrgetter("reported.paragraph"))
    claims_of, claims = grouped(data.claims, attrgetter("at")), {claim.id: claim for claim in data.claims}
    practices_of: dict[str, list[Programme]] = {}
    for programme in data.programmes:
        for paragraph in programme.paragraphs:
            practices_of.setdefault(paragraph, []).append(programme)
    roles = {role.id: role for role in data.roles}
    paragraphs_of = grouped(data.paragraphs, attrgetter("stage"))
    pages_of: dict[str, list[Told]] = {}
    for page in pages:
        for paragraph in dict.fromkeys(page.paragraphs) if page.language == language else ():
            pages_of.setdefault(paragraph, []).append(page)
    listed = "、" if language == "zh" else ", "

    def stage(id: str) -> str:
        name, mark = getattr(stages[id].label, language), stages[id].mark
        return f"[{name}]({id}.md)" if language == "zh" else f'[{name}]({id}.md) <span lang="zh-Hans">{mark}</span>'

    def cited(paragraphs: Iterable[str]) -> str:
        return listed.join(f"[{id}](coverage.md#{id})" for id in paragraphs)

    def whence(figure: Figure) -> str:
        seen = figure.reported  # a report without paragraph numbers is named instead
        return cited([seen.paragraph]) if seen.paragraph else linked([seen.source])

    def linked(ids: Iterable[str]) -> str:
        return listed.join(f"[{getattr(sources[id].label, language)}](sources.md#source-{id})" for id in ids)

    def formula(derived: Derived) -> str:
        seen = [found for name in derived.inputs if (found := resolve(figures, name))]
        terms = [f"[{wording.number(item.value, language)}](#{figure.id})" for figure, item in seen]
        return wording.OPERATORS[derived.operation].join(terms)

    def formula_text(derived: Derived) -> str:
        seen = [found for name in derived.inputs if (found := resolve(figures, name))]
        return wording.OPERATORS[derived.operation].join(wording.number(item.value, language) for _, item in seen)

    def spot(at: str) -> str:
        if at.startswith("p"):
            return cited([at])
        return wording.word("spots", at, language) if at[0] != "s" else _heading_of(data, at, language)

    def phrase(item: Phrase) -> str:
        words = item.zh if language == "zh" else f'<span lang="zh-Hans">{item.zh}</span> {item.en}'
        return f"[{words}](glossary.md#{item.term})" if item.term else words

    def claims_in(paragraph: str) -> str:
        named = ((wording.word("claim_kinds", item.kind, language), item.id) for item in claims_of.get(paragraph, []))
        return listed.join(f"[{name}](claims.md#{id})" for name, id in named)

    def speaker(item: Claim) -> str:
        return str(getattr(roles[item.speaker].label, language)) if item.speaker else ""

    def told_in(paragraph: str) -> str:
        practices = practices_of.get(paragraph, [])
        told = {practice.stage for practice in practices}
        pages = (page for page in pages_of.get(paragraph, []) if page.name not in told)
        return listed.join([
            *(f"[{getattr(item.label, language)}]({item.stage}.md#{item.id})" for item in practices),
            *(f"[{page.title}]({page.name}.md)" for page in pages),
        ])  # fmt: skip

    def figures_in(paragraph: str) -> str:
        inside = figures_of.get(paragraph, [])
        return listed.join(f"[{getattr(figure.label, language)}](figures.md#{figure.id})" for figure in inside)

    def parts(total: Figure) -> list[Figure]:
        return [figures[id] for id in total.parts.figures] if total.parts else []

    return {
        "stage": stage, "cited": cited, "whence": whence, "linked": linked, "formula": formula, "formula_text": formula_text,
        "told_in": told_in,
        "figures_in": figures_in, "paragraphs_of": lambda item: [paragraph.id for paragraph in paragraphs_of.get(item.id, [])], "parts": parts,
        "headline": lambda item: [figures[id] for id in item.headline],
        "figures_named": lambda ids: [figures[id] for id in ids], "claims_named": lambda ids: [claims[id] for id in ids],
        "spot": spot, "spots": lambda places: listed.join(map(spot, places)), "phrase": phrase, "speaker": speaker, "claims_in": claims_in,
        "labels": lambda ids: listed.join(getattr(figures[id].label, language) for id in ids),
    }  # fmt: skip
