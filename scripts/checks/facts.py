"""What the data file knows about numbers, indexed once for all pages, and what a link cites of it."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

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
                *(entry[language] for entry in data.masthead.unlinked),
            ]
            for language in LANGUAGES
        }

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The measure words that belong to one unit alone, so that they decide."""
        counted = [word for unit in self.data.units for word in unit.counted]
        return tuple(word for word in counted if counted.count(word) == 1)

    @cached_property
    def _unit_patterns(self) -> dict[Language, re.Pattern[str]]:
        ordered = {language: sorted(words, key=len, reverse=True) for language, words in self.data.words_of_units.items()}
        zh, en = ("|".join(map(re.escape, ordered[language])) for language in LANGUAGES)
        return {"zh": re.compile(rf"(?:{zh})(?<!才)(?![才口])"), "en": re.compile(rf"(?<!\w)(?:{en})s?(?!\w)")}

    @cached_property
    def _before_a_unit(self) -> dict[Language, re.Pattern[str]]:
        zh, en = ("|".join(map(re.escape, self.data.words_of_units[language])) for language in LANGUAGES)
        return {"zh": re.compile(rf" ?[余多]? ?(?:{zh})"), "en": re.compile(rf" (?:{en})s?\b")}

    def dates_in(self, text: str, language: Language, *, cites: bool) -> list[re.Match[str]]:
        """Return each date in a text; four digits before a unit are a number, in English only where the text cites a figure."""
        found: list[re.Match[str]] = []
        for pattern in _DATES:
            for match in pattern.finditer(text):
                counted = (cites or language == "zh") and self._before_a_unit[language].match(text, match.end())
                if not (pattern is _YEAR and counted):
                    found.append(match)
            text = blanked(text, found)
        return found

    def units_of(self, text: str, language: Language) -> list[set[str]]:
        """Return for each word of a unit in a text, in order, the units that it may mean."""
        found = (match[0] for match in self._unit_patterns[language].finditer(text))
        return [
            {unit.id for unit in self.data.units if {word, word.removesuffix("s")} & set(unit.words(language))} for word in found
        ]

    def numerals_in(self, text: str, language: Language) -> list[Numeral]:
        """Return the numerals of a text, with shares of whatever the data file counts."""
        return numerals(text, language, self.data.words_of_units[language])

    @cached_property
    def by_value(self) -> dict[float, list[Figure]]:
        found: dict[float, list[Figure]] = {}
        for figure in self.data.figures:
            for value in dict.fromkeys(seen.value for seen in figure.observations):
                found.setdefault(value, []).append(figure)
        return found

    @cached_property
    def dates(self) -> set[str]:
        """Every date of the data file and each shorter form of it, month and day alone included."""
        dates = {date for source in self.data.sources for date in (source.issued, source.accessed)}
        dates |= {date for event in self.data.events for date in (event.date, event.end) if date}
        for figure in self.data.figures:
            for seen in figure.observations:
                dates |= {seen.as_of or "", *(seen.period.interval or "").split("/")}
        return {form for date in dates if date for form in (date, date[:7], date[:4], date[5:])}

    @cached_property
    def ages(self) -> set[int]:
        return {seen.max_age for figure in self.data.figures for seen in figure.observations if seen.max_age}


def masked(text: str, language: Language, facts: Facts, *, cites: bool = False) -> str:
    """Return the text, as long as before, with allowed phrases, counts, dates, ages and paragraph numbers blanked out."""
    text = unlisted(text, language, facts)
    text = blanked(text, facts.dates_in(text, language, cites=cites))
    for pattern in (_AGES, _PARAGRAPHS):
        text = pattern.sub(blank, text)
    return text


def blanked(text: str, found: list[re.Match[str]]) -> str:
    """Return the text, as long as before, with what was found blanked out."""
    for match in found:
        text = text[: match.start()] + blank(match) + text[match.end() :]
    return text


def blank(found: re.Match[str]) -> str:
    """Return as many spaces as the text that was found has characters."""
    return " " * len(found.group(0))


def unlisted(text: str, language: Language, facts: Facts) -> str:
    """Return the text with half-width digits, without the phrases that may hold a number and without counts."""
    text = half_width(text)
    for phrase in facts.allowed[language]:
        text = re.sub(re.escape(phrase), blank, text, flags=re.IGNORECASE)
    return without_counts(text, language)


def mark_problems(page: Page, piece: Piece, facts: Facts, *, cites: bool = False) -> Iterator[Problem]:
    """Yield a problem for each date, age and paragraph that the data file does not know."""
    text = unlisted(piece.text, page.language, facts)
    dates = facts.dates_in(text, page.language, cites=cites)
    for found in dates:
        if not _known_date(found, facts) and {"year", "day"} & {name for name, part in found.groupdict().items() if part}:
            yield Problem.at(page.path, piece.line, page.name, "number-date", text=found.group(0).strip())
    text = blanked(text, dates)
    for found in _AGES.finditer(text):
        for age in re.findall(r"\d+", found.group(0)):
            if int(age) not in facts.ages:
                known = ", ".join(map(str, sorted(facts.ages)))
                yield Problem.at(page.path, piece.line, page.name, "number-age", text=age, ages=known)
    for found in _PARAGRAPHS.finditer(text):
        number = next(group for group in found.groups() if group)
        if int(number) > len(facts.data.paragraphs) or number == "0":
            yield Problem.at(page.path, piece.line, page.name, "number-no-paragraph", text=number, count=len(facts.data.paragraphs))


def _known_date(found: re.Match[str], facts: Facts) -> bool:
    groups = {name: found.groupdict().get(name) for name in ("year", "month", "day")}
    month = groups["month"]
    number = _MONTHS.get(month or "") or (int(month) if month else 0)
    parts = [groups["year"] or "", f"{number:02}" if number else "", f"{int(groups['day'] or 0):02}" if groups["day"] else ""]
    return "-".join(part for part in parts if part) in facts.dates
