"""What templates ask by id: where something is told, what it cites, which records belong together."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from scripts.records.claims import Claim, Phrase
from scripts.records.figures import Derived, Figure
from scripts.records.languages import Language
from scripts.records.model import Pipeline, Programme
from scripts.rules.arithmetic import resolve
from scripts.words import dictionary, wording

One = TypeVar("One")


class Told(NamedTuple):
    """What the list of paragraphs says of a page: its address, its title, and the paragraphs it tells."""

    language: Language
    name: str
    title: str
    paragraphs: tuple[str, ...]


def grouped(records: Iterable[One], key: Callable[[One], str | None]) -> dict[str | None, list[One]]:
    """Return the records by what `key` gives for each, in order."""
    found: dict[str | None, list[One]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return found


def _heading_of(data: Pipeline, at: str, language: Language) -> str:
    """Return the name of a section heading, such as “heading of Select”."""
    stage = data.stages[int(at[1:]) - 1]
    return dictionary.word("labels", "section_heading", language).format(stage=stage.label[language])


def lookups(data: Pipeline, pages: tuple[Told, ...], language: Language) -> dict[str, Callable[..., Any]]:
    """Return the functions by which templates find records, what cites them and where pages tell of them."""
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
    listed = dictionary.word("marks", "listed", language)

    def stage(id: str) -> str:
        name, mark = stages[id].label[language], stages[id].mark
        return f"[{name}]({id}.md)" if language == "zh" else f'[{name}]({id}.md) <span lang="zh-Hans">{mark}</span>'

    def cited(paragraphs: Iterable[str]) -> str:
        return listed.join(f"[{id}](coverage.md#{id})" for id in paragraphs)

    def whence(figure: Figure) -> str:
        seen = figure.reported  # a report without paragraph numbers is named instead
        return cited([seen.paragraph]) if seen.paragraph else linked([seen.source])

    def linked(ids: Iterable[str]) -> str:
        return listed.join(f"[{sources[id].label[language]}](sources.md#source-{id})" for id in ids)

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
        return dictionary.word("spots", at, language) if at[0] != "s" else _heading_of(data, at, language)

    def phrase(item: Phrase) -> str:
        words = item.zh if language == "zh" else f'<span lang="zh-Hans">{item.zh}</span> {item.en}'
        return f"[{words}](glossary.md#{item.term})" if item.term else words

    def claims_in(paragraph: str) -> str:
        named = ((dictionary.word("claim_kinds", item.kind, language), item.id) for item in claims_of.get(paragraph, []))
        return listed.join(f"[{name}](claims.md#{id})" for name, id in named)

    def speaker(item: Claim) -> str:
        return roles[item.speaker].label[language] if item.speaker else ""

    def told_in(paragraph: str) -> str:
        practices = practices_of.get(paragraph, [])
        told = {practice.stage for practice in practices}
        pages = (page for page in pages_of.get(paragraph, []) if page.name not in told)
        return listed.join([
            *(f"[{item.label[language]}]({item.stage}.md#{item.id})" for item in practices),
            *(f"[{page.title}]({page.name}.md)" for page in pages),
        ])  # fmt: skip

    def figures_in(paragraph: str) -> str:
        inside = figures_of.get(paragraph, [])
        return listed.join(f"[{figure.label[language]}](figures.md#{figure.id})" for figure in inside)

    def parts(total: Figure) -> list[Figure]:
        return [figures[id] for id in total.parts.figures] if total.parts else []

    return {
        "stage": stage, "cited": cited, "whence": whence, "linked": linked, "formula": formula, "formula_text": formula_text,
        "told_in": told_in,
        "figures_in": figures_in, "paragraphs_of": lambda item: [paragraph.id for paragraph in paragraphs_of.get(item.id, [])], "parts": parts,
        "headline": lambda item: [figures[id] for id in item.headline],
        "figures_named": lambda ids: [figures[id] for id in ids], "claims_named": lambda ids: [claims[id] for id in ids],
        "spot": spot, "spots": lambda places: listed.join(map(spot, places)), "phrase": phrase, "speaker": speaker, "claims_in": claims_in,
        "labels": lambda ids: listed.join(figures[id].label[language] for id in ids),
    }  # fmt: skip
