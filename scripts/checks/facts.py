"""What the data file knows about numbers, indexed once for all pages, and what a link cites of it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scripts.checks.counts import without_counts
from scripts.checks.prose import style
from scripts.ground.cache import READINGS
from scripts.ground.problems import Problem, nearest
from scripts.pages.page import Page, Piece
from scripts.records.figures import Figure
from scripts.records.languages import LANGUAGES, Language
from scripts.records.model import Pipeline
from scripts.rules.numerals import Numeral, half_width, numerals
from scripts.words import wording

_MONTHS = {name: number for number, name in enumerate(wording.MONTHS, 1)}
_MONTH = "|".join(wording.MONTHS)
_YEAR = re.compile(r"\b(?P<year>(?:19|20)\d{2})\b")
# A date, in either language, with the groups year, month and day that it has.
_DATES = (
    re.compile(r"(?P<year>\d{4}) ?年(?: ?(?P<month>\d{1,2}) ?月(?: ?(?P<day>\d{1,2}) ?日)?)?"),
    re.compile(r"(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日"),
    re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?\b"),
    _YEAR,
)
_AGES = re.compile(r"(\d+) ?岁|\bage[sd]? (?:of |lines of )?(\d+(?:(?:, | and )\d+)*)|(\d+)岁?以下|\b(\d+) and under")
_PARAGRAPHS = re.compile(r"第 ?(\d+) ?段|\bp(\d+)\b|\b[Pp]aragraph (\d+)\b")


Citable = dict[str, dict[str, set[float]]]


@lru_cache(maxsize=READINGS)
def citable(data: Pipeline) -> Citable:
    """Return the ids that can be cited, each with the values that it stands for, by the file that holds them."""
    values = {figure.id: {float(seen.value) for seen in figure.observations} for figure in data.figures}
    return {
        "figures.md": values | {derived.id: {derived.value} for derived in data.derived},
        "coverage.md": {paragraph.id: set() for paragraph in data.paragraphs},
    }


def cited(page: Page, target: str | None, known: Citable) -> str:
    """Return the id that a link cites, or else an empty text; one slightly misspelt is taken as it was meant, since the check on links names it."""
    file, _, anchor = (target or "").partition("#")
    ids = known.get(file or f"{page.name}.md", {})
    return anchor if anchor in ids else nearest(anchor, ids, 0.9)


class Facts:
    """Figures, calculations, units, dates and ages of one reading, each by what a text gives of it."""

    def __init__(self, data: Pipeline) -> None:
        self.data = data
        self.allowed: dict[Language, list[str]] = {
            language: [
                *(entry["text"] for entry in style()["numbers"][language]),
                *(one[language] for one in data.masthead.unlinked),
            ]
            for language in LANGUAGES
        }
        self.by_value: dict[float, list[Figure]] = {}
        for figure in data.figures:
            for value in {one.value for one in figure.observations}:
                self.by_value.setdefault(value, []).append(figure)
        seen = [one for figure in data.figures for one in figure.observations]
        self.ages = {one.max_age for one in seen if one.max_age}
        dates = {date for source in data.sources for date in (source.issued, source.accessed)}
        dates |= {date for event in data.events for date in (event.date, event.end) if date}
        dates |= {date for one in seen for date in (one.as_of, *(one.period.interval or "").split("/")) if date}
        # Each shorter form too, month and day alone included.
        self.dates = {form for date in dates for form in (date, date[:7], date[:4], date[5:])}
        counted = [word for unit in data.units for word in unit.counted]
        # The measure words that belong to one unit alone, so that they decide.
        self.measures = tuple(word for word in counted if counted.count(word) == 1)
        words = {language: sorted(data.words_of_units[language], key=len, reverse=True) for language in LANGUAGES}
        zh, en = ("|".join(map(re.escape, words[language])) for language in LANGUAGES)
        self._units = {"zh": re.compile(rf"(?:{zh})(?<!才)(?![才口])"), "en": re.compile(rf"(?<!\w)(?:{en})s?(?!\w)")}
        self._before_a_unit = {"zh": re.compile(rf" ?[余多]? ?(?:{zh})"), "en": re.compile(rf" (?:{en})s?\b")}

    def is_counted(self, text: str, year: re.Match[str], language: Language, cites: bool) -> bool:
        """Whether four digits stand before a unit, and so are a number: in English only where the text cites a figure."""
        return (cites or language == "zh") and self._before_a_unit[language].match(text, year.end()) is not None

    def units_of(self, text: str, language: Language) -> list[set[str]]:
        """Return for each word of a unit in a text, in order, the units that it may mean."""
        found = ({match[0], match[0].removesuffix("s")} for match in self._units[language].finditer(text))
        return [{unit.id for unit in self.data.units if words & set(unit.words(language))} for words in found]

    def numerals_in(self, text: str, language: Language) -> list[Numeral]:
        """Return the numerals of a text, with shares of whatever the data file counts."""
        return numerals(text, language, self.data.words_of_units[language])


def masked(text: str, language: Language, facts: Facts, *, cites: bool = False) -> str:
    """Return the text, as long as before, with allowed phrases, counts, dates, ages and paragraph numbers blanked out."""
    text, _ = _without_dates(text, language, facts, cites=cites)
    return _PARAGRAPHS.sub(blank, _AGES.sub(blank, text))


def blank(found: re.Match[str]) -> str:
    """Return as many spaces as the text that was found has characters."""
    return " " * len(found[0])


def _without_dates(text: str, language: Language, facts: Facts, *, cites: bool) -> tuple[str, list[re.Match[str]]]:
    """Return the text in half-width digits with allowed phrases, counts and dates blanked out, and the dates."""
    text = half_width(text)
    for phrase in facts.allowed[language]:
        text = re.sub(re.escape(phrase), blank, text, flags=re.IGNORECASE)
    text, dates = without_counts(text, language), list[re.Match[str]]()
    for pattern in _DATES:
        found = [
            match for match in pattern.finditer(text) if not (pattern is _YEAR and facts.is_counted(text, match, language, cites))
        ]
        for match in found:
            text = text[: match.start()] + blank(match) + text[match.end() :]
        dates += found
    return text, dates


def mark_problems(page: Page, piece: Piece, facts: Facts, *, cites: bool = False) -> Iterator[Problem]:
    """Yield a problem for each date, age and paragraph that the data file does not know."""
    text, dates = _without_dates(piece.text, page.language, facts, cites=cites)
    for found in dates:
        given = {name: part for name, part in found.groupdict().items() if part}
        parts = [given[name] for name in ("year", "month", "day") if name in given]
        iso = "-".join(f"{_MONTHS.get(part) or int(part):02}" for part in parts)
        if given.keys() != {"month"} and iso not in facts.dates:
            yield Problem.at(page.path, piece.line, page.name, "number-date", text=found[0].strip())
    for age in (age for found in _AGES.finditer(text) for age in re.findall(r"\d+", found[0])):
        if int(age) not in facts.ages:
            known = ", ".join(map(str, sorted(facts.ages)))
            yield Problem.at(page.path, piece.line, page.name, "number-age", text=age, ages=known)
    for found in _PARAGRAPHS.finditer(text):
        number, count = next(filter(None, found.groups())), len(facts.data.paragraphs)
        if not 0 < int(number) <= count:
            yield Problem.at(page.path, piece.line, page.name, "number-no-paragraph", text=number, count=count)
