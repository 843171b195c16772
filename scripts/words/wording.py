"""Turn values into words, in either language: numbers with precision and unit, dates, periods, places in a source."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from scripts import ROOT
from scripts.ground.files import read_yaml
from scripts.records.bibliography import Masthead, Source
from scripts.records.figures import Counted, Derived, Figure, Observation
from scripts.records.languages import Language
from scripts.records.model import Correction, Pipeline
from scripts.words.dictionary import word, words

NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FEW = 3  # paragraphs that a row names one by one
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


@cache
def rules() -> list[dict[str, Any]]:
    """Return the numbered rules of style: id, group, by whom it is checked, the rule in both languages and, for some, an example."""
    return list(read_yaml(ROOT / "docs/data/rules.yml"))


def number(value: float, language: Language, decimals: int | None = None) -> str:
    """Return the numeral, with as many decimals as it has or is given: 1,237 and 12.5 in English, 1237 and 12.5 in Chinese."""
    text = f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"
    return text if language == "en" else text.replace(",", "")


def amount(figure: Figure, observation: Observation, language: Language) -> str:
    """Return value, precision and unit, such as “more than 340 people” or “340 多人”."""
    return _amount(number(observation.value, language), observation.precision, unit(figure, observation.value, language), language)


def numeral(observation: Observation, language: Language) -> str:
    """Return value and precision without the unit, such as “more than 340” or “340 多”."""
    return _amount(number(observation.value, language), observation.precision, "", language)


def amount_in(figure: Figure, source: Source, language: Language) -> str:
    """Return what one source says of a figure, or a dash when it does not carry it."""
    seen = next((seen for seen in figure.observations if seen.source == source.id), None)
    return amount(figure, seen, language) if seen else "—"


def other(figure: Figure, sources: dict[str, Source], language: Language, own: Observation | None = None) -> str:
    """Return what the reports give that differ from `own`, or from the main one, such as “The Other Daily: 14 people”."""
    said, value = word("labels", "other_report", language), (own or figure.reported).value
    others = (seen for seen in figure.observations if seen.value != value)
    told = (said.format(report=short(sources[one.source], language), amount=amount(figure, one, language)) for one in others)
    return listed(told, language)


def derived_amount(derived: Derived, language: Language) -> str:
    """Return a derived value with its precision and unit, such as “5.7%”."""
    numeral = number(derived.value, language, derived.decimals)
    return _amount(numeral, derived.precision, unit(derived, derived.value, language), language)


def unit(record: Counted, value: float, language: Language) -> str:
    """Return the word for what a record counts in, as it stands after `value`."""
    found = record.counts_in
    return found.one if language == "en" and value == 1 and found.one else found.label[language]


def _amount(numeral: str, precision: str, unit: str, language: Language) -> str:
    return word("precision", precision, language).format(number=numeral, unit=unit).strip().replace(" %", "%")


def date(iso: str, language: Language) -> str:
    """Return an ISO 8601 date of any precision in words, such as “21 October 2023” or “2023 年 10 月 21 日”."""
    parts = [int(part) for part in iso.split("-")]
    if language == "zh":
        return " ".join(f"{part} {unit}" for part, unit in zip(parts, "年月日", strict=False))
    year, *rest = parts
    return " ".join([*map(str, rest[1:]), *(MONTHS[month - 1] for month in rest[:1]), str(year)])


def dates(begin: str, end: str | None, language: Language) -> str:
    """Return a date, or a span whose shared month and year stand once."""
    if end is None:
        return date(begin, language)
    if language == "zh":
        return f"{date(begin, 'zh')}至 {int(end[-2:])} 日" if begin[:7] == end[:7] else f"{date(begin, 'zh')}至 {date(end, 'zh')}"
    return f"{int(begin[-2:])}–{date(end, 'en')}" if begin[:7] == end[:7] else f"{date(begin, 'en')} – {date(end, 'en')}"


def period(observation: Observation, language: Language, group: str = "periods") -> str:
    """Return the period as a reader needs it, such as “since 2019, up to publication”, or “since 2019” in “periods_short”."""
    begin, _, end = (observation.period.interval or "").partition("/")
    spans = {"begin": begin, "end": end, "as_of": observation.as_of or ""}
    return word(group, observation.period.kind, language).format(
        **{name: date(value, language) if value else "" for name, value in spans.items()}
    )


def scope(masthead: Masthead, key: str, language: Language) -> str:
    """Return what the timeline calls a scope: two of them have their names from the masthead."""
    own = getattr(masthead.scopes, key, None)
    return own[language] if own else word("scopes", key, language)


def paragraphs(ids: Sequence[str], language: Language) -> str:
    """Return paragraphs as a row names them, such as “p4, p7” or “第 4、7 段”; many by their number, none as empty."""
    if len(ids) > _FEW:
        return word("labels", "paragraphs_many", language).format(count=len(ids))
    numbers = listed((word("labels", "paragraph_mark", language) + id.removeprefix("p") for id in ids), language)
    return word("labels", "paragraphs_short", language).format(numbers=numbers) if ids else ""


def short(source: Source, language: Language) -> str:
    """Return the short name of a source."""
    return (source.short or source.label)[language]


def agreement(figure: Figure, sources: dict[str, Source], language: Language) -> str:
    """Return which reports carry a figure, whether they agree, and how they are related or what is said of the difference."""
    seen, stop = figure.observations, word("marks", "stop", language)
    if len(seen) == 1:
        others = [source for source in sources.values() if source.role != "context" and source.id != seen[0].source]
        key = "one" if others else "alone"
        names = {
            "report": _named(sources[seen[0].source], language),
            "other": listed((_named(one, language) for one in others), language),
        }
        return capitalised(word("agreement", key, language).format(**names)) + stop
    said = word("agreement", "differ" if figure.disagreement else "agree", language).format(count=count(len(seen), language))
    if figure.disagreement:
        return f"{said}{stop}{word('marks', 'space', language)}{figure.disagreement.note[language]}"
    relations = [sources[item.source].relation for item in seen[1:]]
    kinds = [relation.kind if relation else "unknown" for relation in relations]
    weakest = next(kind for kind in ("same_origin_likely", "unknown", "independent") if kind in kinds)
    return said + word("relations", weakest, language) + stop


def _named(source: Source, language: Language) -> str:
    """Return a source as it is named in a sentence: a newspaper by its name, a page of a site as such."""
    return word("named", source.type, language).format(name=(source.short or source.label)[language])


def capitalised(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def count(number: int, language: Language) -> str:
    """Return a small count in words, such as “two” or “两”, as it stands before a noun."""
    names = {"zh": "一两三四五六七八九", "en": ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")}[language]
    return names[number - 1] if number <= len(names) else str(number)


def listed(words: Iterable[str], language: Language) -> str:
    """Return the words as a list in a sentence."""
    return word("marks", "listed", language).join(words)


def ours(figure: Figure, language: Language) -> str:
    """Return what of the period is our reading; that it ends with publication is said once, beside the table of all figures."""
    return inferred(figure.reported, language, only=("period", "period_start"))


def changed(data: Pipeline, item: Correction, text: str, language: Language) -> str:
    """Return what a correction says of a field before or after, in words where the record holds a code."""
    figure = data.figures_by_id[item.figure]
    if item.field == "value" and NUMBER.fullmatch(text):
        value = float(text) if "." in text else int(text)
        return f"{number(value, language)} {unit(figure, value, language)}"
    if item.field == "precision":
        return words("precision_names", language).get(text, text)
    if item.field == "unit":
        return next((known.label[language] for known in data.units if known.id == text), text)
    return text


OPERATORS = {"sum": " + ", "difference": " − ", "ratio": " ÷ ", "share": " ÷ "}


def formula(derived: Derived, inputs: list[tuple[Figure, Observation]], language: Language) -> str:
    """Return a calculation written out with the amounts that go into it, precision and unit included."""
    return OPERATORS[derived.operation].join(amount(figure, seen, language) for figure, seen in inputs)


def inferred(observation: Observation, language: Language, only: Iterable[str] | None = None) -> str:
    """Return the fields that the report does not state, of all or of `only` some, as one phrase; empty when it states them."""
    names = [word("inferred", name, language) for name in observation.inferred if only is None or name in only]
    fields = "、".join(names) if language == "zh" else " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return word("labels", "inferred_note", language).format(fields=fields) if fields else ""


def place(observation: Observation, source: Source, language: Language, *, linked: bool = False) -> str:
    """Return source and place in it as plain text, or `linked` as Markdown: a paragraph leads to the coverage page."""
    inside = observation.locator[language] if observation.locator else ""
    if id := observation.paragraph:
        inside = word("labels", "paragraph", language).format(number=id[1:])
        inside = f"[{inside}](coverage.md#{id})" if linked else inside
    return word("marks", "comma", language).join(filter(None, (source.label[language], inside)))
