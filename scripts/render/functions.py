"""What templates ask in one language: values in words, records by their ids, where something is told and what it cites."""

from collections.abc import Callable, Iterable
from functools import partial
from inspect import getmembers, ismethod
from typing import Any, NamedTuple, TypeVar

from scripts.cite.citing import block, figure_targets
from scripts.cite.edition import Edition
from scripts.records.figures import Claim, Derived, Figure, Observation, Phrase
from scripts.records.languages import HTML_LANGUAGE, Language
from scripts.render.identity import glyph
from scripts.rules.arithmetic import resolve
from scripts.words import dictionary, wording

Key = TypeVar("Key")
One = TypeVar("One")


class Told(NamedTuple):
    """What the list of paragraphs says of a page: its address, its title, and the paragraphs it tells."""

    language: Language
    name: str
    title: str
    paragraphs: tuple[str, ...]


def grouped(pairs: Iterable[tuple[Key, One]]) -> dict[Key, list[One]]:
    """Return by key, in order, the records that stand with it."""
    found: dict[Key, list[One]] = {}
    for key, record in pairs:
        found.setdefault(key, []).append(record)
    return found


def functions(edition: Edition, pages: tuple[Told, ...], language: Language) -> dict[str, Callable[..., Any]]:
    """Return every function for templates by its name."""
    data, sources = edition.data, edition.data.sources_by_id
    of_words = (
        wording.amount, wording.amount_in, wording.numeral, wording.derived_amount, wording.period, wording.ours, wording.date,
        wording.dates, dictionary.word,
    )  # fmt: skip
    of_records = getmembers(_Functions(edition, pages, language), ismethod)
    return {
        **{function.__name__: partial(function, language=language) for function in of_words},
        **{name: function for name, function in of_records if not name.startswith("_")},
        "period_short": partial(wording.period, language=language, group="periods_short"),
        "paragraphs_short": partial(wording.paragraphs, language=language),
        "other": partial(wording.other, sources=sources, language=language),
        "agreement": partial(wording.agreement, sources=sources, language=language),
        "changed": partial(wording.changed, data, language=language),
        "scope": partial(wording.scope, data.masthead, language=language),
        "glyph": glyph,
    }


class _Functions:
    """Those that look up a record; each public method is one, and returns Markdown where nothing else is said."""

    def __init__(self, edition: Edition, pages: tuple[Told, ...], language: Language) -> None:
        self._edition, self._data, self._language = edition, edition.data, language
        self._listed = partial(wording.listed, language=language)
        self._targets = {target.id: target for target in figure_targets(edition)}
        self._stages = {stage.id: stage for stage in self._data.stages}
        self._claims = {claim.id: claim for claim in self._data.claims}
        self._roles = {role.id: role for role in self._data.roles}
        self._of_stage = {
            kind: grouped((record.stage, record) for record in getattr(self._data, kind))
            for kind in ("paragraphs", "programmes", "figures", "terms")
        }
        self._figures_at = grouped((figure.reported.paragraph, figure) for figure in self._data.figures)
        self._claims_at = grouped((claim.at, claim) for claim in self._data.claims)
        self._practices_at = grouped((id, practice) for practice in self._data.programmes for id in practice.paragraphs)
        self._pages_at = grouped((id, page) for page in pages if page.language == language for id in dict.fromkeys(page.paragraphs))

    def foreign(self, text: str, of: Language) -> str:
        """Mark a text that is not in the language of the page."""
        return text if of == self._language else f'<span lang="{HTML_LANGUAGE[of]}">{text}</span>'

    def stage(self, id: str) -> str:
        """Name a stage, in English with its character."""
        stage = self._stages[id]
        mark = "" if self._language == "zh" else f" {self.foreign(stage.mark, 'zh')}"
        return f"[{stage.label[self._language]}]({id}.md){mark}"

    def of_stage(self, kind: str, stage: str | None) -> list[Any]:
        """Return the records of a kind, such as “figures”, that belong to a stage, or to none."""
        return self._of_stage[kind].get(stage, [])

    def cited(self, paragraphs: Iterable[str]) -> str:
        return self._listed(f"[{id}](coverage.md#{id})" for id in paragraphs)

    def linked(self, ids: Iterable[str]) -> str:
        """Name sources."""
        return self._listed(f"[{self._data.sources_by_id[id].label[self._language]}](sources.md#source-{id})" for id in ids)

    def whence(self, figure: Figure) -> str:
        """Name the place of a figure; a report without paragraph numbers is named instead."""
        seen = figure.reported
        return self.cited([seen.paragraph]) if seen.paragraph else self.linked([seen.source])

    def place(self, seen: Observation) -> str:
        return wording.place(seen, self._data.sources_by_id[seen.source], self._language, linked=True)

    def source_short(self, id: str) -> str:
        return wording.short(self._data.sources_by_id[id], self._language)

    def formula(self, derived: Derived, *, linked: bool = True) -> str:
        """Write a calculation out, each value with a link to its figure unless it is for a drawing."""
        seen = [found for name in derived.inputs if (found := resolve(self._data.figures_by_id, name))]
        terms = [(wording.number(item.value, self._language), figure.id) for figure, item in seen]
        return wording.OPERATORS[derived.operation].join(f"[{term}](#{id})" if linked else term for term, id in terms)

    def spots(self, places: Iterable[str]) -> str:
        """Name places in the report: paragraphs, or headings such as “heading of Select”."""
        return self._listed(map(self._spot, places))

    def _spot(self, at: str) -> str:
        if at.startswith("p"):
            return self.cited([at])
        if not at.startswith("s"):
            return dictionary.word("spots", at, self._language)
        stage = self._data.stages[int(at[1:]) - 1]
        return dictionary.word("labels", "section_heading", self._language).format(stage=stage.label[self._language])

    def phrase(self, item: Phrase) -> str:
        words = item.zh if self._language == "zh" else f"{self.foreign(item.zh, 'zh')} {item.en}"
        return f"[{words}](glossary.md#{item.term})" if item.term else words

    def speaker(self, item: Claim) -> str:
        return self._roles[item.speaker].label[self._language] if item.speaker else ""

    def claims_in(self, paragraph: str) -> str:
        named = (
            (dictionary.word("claim_kinds", item.kind, self._language), item.id) for item in self._claims_at.get(paragraph, [])
        )
        return self._listed(f"[{name}](claims.md#{id})" for name, id in named)

    def figures_in(self, paragraph: str) -> str:
        inside = self._figures_at.get(paragraph, [])
        return self._listed(f"[{figure.label[self._language]}](figures.md#{figure.id})" for figure in inside)

    def told_in(self, paragraph: str) -> str:
        """Name the practices that a paragraph tells of, and the pages that tell it besides."""
        practices = self._practices_at.get(paragraph, [])
        told = {practice.stage for practice in practices}
        named = [f"[{item.label[self._language]}]({item.stage}.md#{item.id})" for item in practices]
        pages = (page for page in self._pages_at.get(paragraph, []) if page.name not in told)
        return self._listed([*named, *(f"[{page.title}]({page.name}.md)" for page in pages)])

    def figures_named(self, ids: Iterable[str]) -> list[Figure]:
        """Return the records of figures."""
        return [self._data.figures_by_id[id] for id in ids]

    def claims_named(self, ids: Iterable[str]) -> list[Claim]:
        """Return the records of claims."""
        return [self._claims[id] for id in ids]

    def labels(self, ids: Iterable[str]) -> str:
        """Name figures, without links."""
        return self._listed(figure.label[self._language] for figure in self.figures_named(ids))

    def first_caveat(self, figure: Figure) -> str:
        """Return what is said first of a figure’s limits: that the reports differ, where they do."""
        if figure.disagreement:
            return wording.agreement(figure, self._data.sources_by_id, self._language)
        return "".join(one[self._language] for one in figure.caveats[:1])

    def mark_differs(self) -> str:
        """Return the mark of a value on which the reports differ, as HTML."""
        return '<sup class="differs" aria-hidden="true">≠</sup>'

    def other_note(self, figure: Figure) -> str:
        """Return the mark and the words that follow a value on which the reports differ, as HTML; nothing after any other."""
        if figure.disagreement is None:
            return ""
        marks, others = dictionary.words("marks", self._language), wording.other(figure, self._data.sources_by_id, self._language)
        return f'{self.mark_differs()}<span class="other-report">{marks["open"]}{others}{marks["close"]}</span>'

    def cite(self, figure: Figure) -> str:
        """Return the block “cite this figure” as HTML, for the page of all figures."""
        up = {"zh": "../", "en": "../../"}[self._language]
        return block(self._edition, self._targets[figure.id], self._language, to_root=up, is_page=False)
