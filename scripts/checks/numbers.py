"""Numbers in prose: each is the text of a link to its figure and says what the figure says, or is a known date, age or count."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from scripts import wording
from scripts.checks.counts import without_counts
from scripts.model import Derived, Figure, Pipeline
from scripts.numerals import half_width, numerals
from scripts.pages import Block, Page, Piece, prose
from scripts.problems import Problem
from scripts.vocabulary import LANGUAGES, Language

_MONTHS = {name: number for number, name in enumerate(wording.MONTHS, 1)}
_MONTH = "|".join(wording.MONTHS)
# A date, in either language, with the groups year, month and day that it has.
_DATES = (
    re.compile(r"(?P<year>\d{4}) ?年(?: ?(?P<month>\d{1,2}) ?月(?: ?(?P<day>\d{1,2}) ?日)?)?"),
    re.compile(r"(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日"),
    re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?\b"),
    re.compile(r"\b(?P<year>(?:19|20)\d{2})\b"),
)
_AGES = re.compile(r"(\d+) ?岁|\bage[sd]? (?:of |lines of )?(\d+(?:(?:, | and )\d+)*)|(\d+)岁?以下|\b(\d+) and under")
_PARAGRAPHS = re.compile(r"第 ?(\d+) ?段|\bp(\d+)\b|\b[Pp]aragraph (\d+)\b")

_MORE: dict[Language, tuple[str, ...]] = {"zh": ("多", "余", "超过"), "en": ("more than", "over ")}
_LOOSE: dict[Language, tuple[str, ...]] = {
    "zh": ("约", "近", "左右", "+", "以上"),
    "en": ("about", "nearly", "around", "almost", "roughly", "some ", "at least", "+"),
}
# Words that count in one unit and are wrong beside a figure in another.
_UNIT_WORDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (("人次", "person_time"), ("专题", "topic"), ("基地", "base"), ("线路", "route"), ("期", "session"), ("条", "route"), ("人", "person"), ("名", "person")),
    "en": (
        ("attendance", "person_time"), ("person-time", "person_time"), ("session", "session"), ("topic", "topic"), ("base", "base"),
        ("route", "route"), ("people", "person"), ("official", "person"), ("person", "person"), ("trained", "person"),
    ),
}  # fmt: skip


Fault = tuple[str, dict[str, object]]


class Facts:
    """What the data file knows about numbers, indexed once for all pages."""

    def __init__(self, data: Pipeline, style: dict[str, Any]) -> None:
        self.data = data
        self.allowed: dict[Language, list[str]] = {
            language: [entry["text"] for entry in style["numbers"][language]] for language in LANGUAGES
        }

    @cached_property
    def figures(self) -> dict[str, Figure]:
        return {figure.id: figure for figure in self.data.figures}

    @cached_property
    def derived(self) -> dict[str, Derived]:
        return {derived.id: derived for derived in self.data.derived}

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


def number_problems(pages: list[Page], facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each number in prose that is bare, wrong, or says more or less than its figure."""
    for page in pages:
        if page.meta.get("numbers") == "context":
            continue  # a page about other things, whose numbers have their own sources
        yield from _description_problems(page, facts)
        for block in prose(page):
            for piece in block.pieces:
                if piece.target is not None:
                    yield from _link_problems(page, block, piece, facts)
                elif not piece.code:
                    yield from _bare_problems(page, piece, facts)


def _description_problems(page: Page, facts: Facts) -> Iterator[Problem]:
    """A description cannot hold links, so its numbers must be those of figures that the page cites."""
    text = str(page.meta.get("description", ""))
    line = next((number for number, row in enumerate(page.source.split("\n"), 1) if row.startswith("description:")), 1)
    anchors = dict.fromkeys(link.target.partition("#")[2] for link in page.links)
    cited = [facts.figures[id] for id in anchors if id in facts.figures]
    for numeral in numerals(_masked(text, page.language, facts), page.language):
        twins = [figure for figure in cited if figure.reported.value == numeral.value]
        if not twins:
            yield Problem.at(page.path, line, page.name, "number-description", text=numeral.text)
        elif all(figure.reported.precision == "more_than" for figure in twins) and not any(
            more in text for more in _MORE[page.language]
        ):
            amount = wording.amount(twins[0], twins[0].reported, page.language)
            yield Problem.at(page.path, line, page.name, "number-bound", text=numeral.text, figure=twins[0].id, amount=amount)


def _masked(text: str, language: Language, facts: Facts) -> str:
    """Return the text with allowed phrases, dates, ages and paragraph numbers blanked out."""
    text = _unlisted(text, language, facts)
    for pattern in (*_DATES, _AGES, _PARAGRAPHS):
        text = pattern.sub(" ", text)
    return text


def _unlisted(text: str, language: Language, facts: Facts) -> str:
    """Return the text with half-width digits, without the phrases that may hold a number and without counts."""
    text = half_width(text)
    for phrase in facts.allowed[language]:
        text = re.sub(re.escape(phrase), " ", text, flags=re.IGNORECASE)
    return without_counts(text, language)


def _link_problems(page: Page, block: Block, piece: Piece, facts: Facts) -> Iterator[Problem]:
    said = [numeral.value for numeral in numerals(piece.text, page.language)]
    file, _, anchor = (piece.target or "").partition("#")
    to_figures = file == "figures.md" or (page.name == "figures" and not file)
    if not said or "://" in file:
        return
    fault: Fault | None = None
    if to_figures and anchor in facts.figures:
        fault = _figure_fault(page.language, piece.text, _sentence(block, piece), facts.figures[anchor], facts)
    elif to_figures and anchor in facts.derived:
        if said != [facts.derived[anchor].value]:
            fault = "number-derived", {"derived": anchor, "value": wording.derived_amount(facts.derived[anchor], page.language)}
    elif file == "coverage.md":
        if [f"p{value:g}" for value in said] != [anchor]:
            fault = "number-paragraph", {"paragraph": anchor}
    else:
        yield from _bare_problems(page, piece, facts)
    if fault:
        yield Problem.at(page.path, piece.line, page.name, fault[0], text=piece.text, **fault[1])


def _figure_fault(language: Language, text: str, sentence: str, figure: Figure, facts: Facts) -> Fault | None:
    """Return the message and its values for the first thing that a link text says wrongly of `figure`."""
    said = [numeral.value for numeral in numerals(text, language)]
    right = next((seen for seen in figure.observations if seen.value == said[0]), figure.reported)
    given: dict[str, object] = {"figure": figure.id, "amount": wording.amount(figure, right, language)}
    if said != [right.value]:
        unit = next((unit for word, unit in _UNIT_WORDS[language] if word in text.lower()), None)
        alike = [other.id for other in facts.by_value.get(said[0], []) if unit in {None, other.unit}]
        others = ", ".join(alike) if len(said) == 1 else ""
        return ("number-other-figure", given | {"others": others}) if others else ("number-wrong", given)
    lower = text.lower()
    more = any(word in lower for word in _MORE[language])
    if any(word in lower for word in _LOOSE[language]):
        return "number-loose", given
    if more != (right.precision == "more_than"):
        return ("number-exact" if more else "number-bound"), given
    unit = next((unit for word, unit in _UNIT_WORDS[language] if word in lower), figure.unit)
    if unit != figure.unit:
        return "number-unit", given
    other = _told_otherwise(language, sentence, figure, facts)
    return ("number-mistaken", given | {"other": other.id}) if other else None


def _told_otherwise(language: Language, sentence: str, figure: Figure, facts: Facts) -> Figure | None:
    """Return the figure with the same value and unit that the sentence speaks of, when it does not speak of this one."""

    def told(candidate: Figure) -> bool:
        return any(word.lower() in sentence for word in (getattr(candidate.told_by, language) if candidate.told_by else []))

    twins = [other for other in facts.by_value.get(figure.reported.value, []) if other.unit == figure.unit and other is not figure]
    return None if told(figure) else next((other for other in twins if told(other)), None)


def _sentence(block: Block, piece: Piece) -> str:
    """Return the sentence of the block in which the piece stands, in lower case."""
    before = "".join(other.text for other in block.pieces[: block.pieces.index(piece)])
    after = "".join(other.text for other in block.pieces[block.pieces.index(piece) :])
    ends = re.compile(r"[。！？；]|[.!?;](?=\s)")
    return (ends.split(before)[-1] + ends.split(after)[0]).lower()


def _bare_problems(page: Page, piece: Piece, facts: Facts) -> Iterator[Problem]:
    text = _unlisted(piece.text, page.language, facts)
    for pattern in _DATES:
        for found in pattern.finditer(text):
            if not _known_date(found, facts) and (found.group("year") or found.group("day")):
                yield Problem.at(page.path, piece.line, page.name, "number-date", text=found.group(0).strip())
            text = text[: found.start()] + " " * len(found.group(0)) + text[found.end() :]
    for found in _AGES.finditer(text):
        for age in re.findall(r"\d+", found.group(0)):
            if int(age) not in facts.ages:
                yield Problem.at(
                    page.path, piece.line, page.name, "number-age", text=age, ages=", ".join(map(str, sorted(facts.ages)))
                )
    for found in _PARAGRAPHS.finditer(text):
        number = next(group for group in found.groups() if group)
        if int(number) > len(facts.data.paragraphs) or number == "0":
            yield Problem.at(page.path, piece.line, page.name, "number-no-paragraph", text=number, count=len(facts.data.paragraphs))
    text = _PARAGRAPHS.sub(" ", _AGES.sub(" ", text))
    for numeral in numerals(text, page.language):
        links = ", ".join(_suggestions(numeral.value, page.language, facts))
        key = "number-bare" if links else "number-unknown"
        yield Problem.at(page.path, piece.line, page.name, key, text=numeral.text, links=links)


def _suggestions(value: float, language: Language, facts: Facts) -> Iterator[str]:
    """Yield the links that a number could be the text of."""
    for figure in facts.by_value.get(value, []):
        seen = next(seen for seen in figure.observations if seen.value == value)
        yield f"[{wording.amount(figure, seen, language)}](figures.md#{figure.id})"
    for derived in facts.data.derived:
        if derived.value == value and derived.operation != "difference":
            yield f"[{wording.derived_amount(derived, language)}](figures.md#{derived.id})"


def _known_date(found: re.Match[str], facts: Facts) -> bool:
    groups = {name: found.groupdict().get(name) for name in ("year", "month", "day")}
    month = groups["month"]
    number = _MONTHS.get(month or "") or (int(month) if month else 0)
    parts = [groups["year"] or "", f"{number:02}" if number else "", f"{int(groups['day'] or 0):02}" if groups["day"] else ""]
    return "-".join(part for part in parts if part) in facts.dates
