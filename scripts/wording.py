"""Turn values into words, in either language: numbers with precision and unit, dates, periods, places in a source."""

from functools import cache
from pathlib import Path

import yaml

from scripts.model import Derived, Figure, Observation, Source
from scripts.vocabulary import Language

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    text = (Path(__file__).parent / "words.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))


def word(group: str, key: str, language: Language) -> str:
    """Return the word for `key` of a group in words.yml, such as ("units", "person", "en") for “people”."""
    return _words()[group][key][language]


@cache
def rules() -> list[dict[str, str]]:
    """Return the numbered rules of style: id, by whom it is checked, and the rule in both languages."""
    text = (Path(__file__).parent / "style_rules.yml").read_text(encoding="utf-8")
    return list(yaml.load(text, Loader=yaml.CSafeLoader))


def words(group: str, language: Language) -> dict[str, str]:
    """Return every word of a group in words.yml, in one language."""
    return {key: texts[language] for key, texts in _words()[group].items()}


def labels(language: Language) -> dict[str, str]:
    """Return every label of the generated tables and cards in one language."""
    return words("labels", language)


def number(value: float, language: Language, decimals: int = 0) -> str:
    """Return the numeral: thousands are marked in English (1,237) and not in Chinese (1237)."""
    return f"{value:,.{decimals}f}" if language == "en" else f"{value:.{decimals}f}"


def amount(figure: Figure, observation: Observation, language: Language) -> str:
    """Return value, precision and unit, such as “more than 340 people” or “340 多人”."""
    return _amount(number(observation.value, language), observation.precision, word("units", figure.unit, language), language)


def numeral(observation: Observation, language: Language) -> str:
    """Return value and precision without the unit, such as “more than 340” or “340 多”."""
    return _amount(number(observation.value, language), observation.precision, "", language)


def derived_amount(derived: Derived, language: Language) -> str:
    """Return a derived value with its precision and unit, such as “5.7%”."""
    text = _amount(
        number(derived.value, language, derived.decimals), derived.precision, word("units", derived.unit, language), language
    )
    return text.replace(" %", "%")


def _amount(numeral: str, precision: str, unit: str, language: Language) -> str:
    return word("precision", precision, language).format(number=numeral, unit=unit).strip()


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


def period(observation: Observation, language: Language) -> str:
    """Return the period as a reader needs it, such as “since 2019, up to publication”."""
    begin, _, end = (observation.period.interval or "").partition("/")
    spans = {"begin": begin, "end": end, "as_of": observation.as_of or ""}
    return word("periods", observation.period.kind, language).format(
        **{name: date(value, language) if value else "" for name, value in spans.items()}
    )


def agreement(figure: Figure, language: Language) -> str:
    """Return how many reports carry a figure and whether they give the same number."""
    if len(figure.observations) == 1:
        return word("agreement", "one", language)
    return word("agreement", "differ" if figure.disagreement else "agree", language)


def inferred(observation: Observation, language: Language) -> str:
    """Return the fields that the report does not state, as one phrase; empty when it states all."""
    names = [word("inferred", name, language) for name in observation.inferred]
    fields = "、".join(names) if language == "zh" else " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return word("labels", "inferred_note", language).format(fields=fields) if fields else ""


def place(observation: Observation, source: Source, language: Language) -> str:
    """Return source and place in it as Markdown; a paragraph number links to the coverage page."""
    if not observation.paragraph:
        return plain_place(observation, source, language)
    name, comma, at = _place(observation, source, language)
    return f"{name}{comma}[{at}](coverage.md#{observation.paragraph})"


def plain_place(observation: Observation, source: Source, language: Language) -> str:
    """Return source and place in it as plain text."""
    return "".join(_place(observation, source, language))


def _place(observation: Observation, source: Source, language: Language) -> tuple[str, str, str]:
    name = getattr(source.label, language)
    at = getattr(observation.locator, language) if observation.locator else ""
    if observation.paragraph:
        at = word("labels", "paragraph", language).format(number=observation.paragraph[1:])
    return name, ("，" if language == "zh" else ", ") if at else "", at
