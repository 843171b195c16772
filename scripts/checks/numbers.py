"""Numbers in prose: each is the text of a link to its figure and says what the figure says, or is a known date, age or count."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from scripts.checks.citations import Citable, citable, cited
from scripts.checks.counts import without_counts
from scripts.checks.prose import style
from scripts.ground.cache import READINGS, remembered
from scripts.ground.problems import Problem
from scripts.pages.read import Block, Page, Piece, prose
from scripts.records.model import Derived, Figure, Pipeline
from scripts.records.vocabulary import LANGUAGES, Language, Precision
from scripts.rules.numerals import Numeral, half_width, numerals, small_numerals
from scripts.rules.precision import said as said_by
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

# Where what is counted has been named: after its noun, the text may speak of other things.
_NOUN_ENDS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[，。；：、（）！？]"),
    "en": re.compile(
        r"[,.;:()!?—]|\b(?:for|of|at|in|on|from|to|with|by|who|whom|that|which|whose|aged|and|or|as|across|were|was|are|is|had|have)\b"
    ),
}


Fault = tuple[str, dict[str, object]]


class Facts:
    """What the data file knows about numbers, indexed once for all pages."""

    def __init__(self, data: Pipeline) -> None:
        self.data = data
        self.allowed: dict[Language, list[str]] = {
            language: [entry["text"] for entry in style()["numbers"][language]] for language in LANGUAGES
        }

    @cached_property
    def figures(self) -> dict[str, Figure]:
        return {figure.id: figure for figure in self.data.figures}

    @cached_property
    def derived(self) -> dict[str, Derived]:
        return {derived.id: derived for derived in self.data.derived}

    @cached_property
    def citable(self) -> Citable:
        return citable(self.data)

    @cached_property
    def words_of_units(self) -> dict[Language, tuple[str, ...]]:
        """Every word for a unit, by language."""
        return {language: tuple(word for unit in self.data.units for word in unit.words(language)) for language in LANGUAGES}

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The measure words that belong to one unit alone, so that they decide."""
        counted = [word for unit in self.data.units for word in unit.counted]
        return tuple(word for word in counted if counted.count(word) == 1)

    @cached_property
    def _unit_patterns(self) -> dict[Language, re.Pattern[str]]:
        ordered = {language: sorted(words, key=len, reverse=True) for language, words in self.words_of_units.items()}
        zh, en = ("|".join(map(re.escape, ordered[language])) for language in LANGUAGES)
        return {"zh": re.compile(rf"(?:{zh})(?<!才)(?![才口])"), "en": re.compile(rf"(?<!\w)(?:{en})s?(?!\w)")}

    @cached_property
    def _before_a_unit(self) -> dict[Language, re.Pattern[str]]:
        zh, en = ("|".join(map(re.escape, self.words_of_units[language])) for language in LANGUAGES)
        return {"zh": re.compile(rf" ?[余多]? ?(?:{zh})"), "en": re.compile(rf" (?:{en})s?\b")}

    def dates_in(self, text: str, language: Language, *, cites: bool) -> list[re.Match[str]]:
        """Return each date in a text; four digits before a unit are a number, in English only where the text cites a figure."""
        found: list[re.Match[str]] = []
        for pattern in _DATES:
            for match in pattern.finditer(text):
                counted = (cites or language == "zh") and self._before_a_unit[language].match(text, match.end())
                if not (pattern is _YEAR and counted):
                    found.append(match)
            text = _blanked(text, found)
        return found

    def units_of(self, text: str, language: Language) -> list[set[str]]:
        """Return for each word of a unit in a text, in order, the units that it may mean."""
        found = (match[0] for match in self._unit_patterns[language].finditer(text))
        return [
            {unit.id for unit in self.data.units if {word, word.removesuffix("s")} & set(unit.words(language))} for word in found
        ]

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


_facts = lru_cache(maxsize=READINGS)(Facts)


def number_problems(pages: list[Page], data: Pipeline) -> Iterator[Problem]:
    """Yield a problem for each number in prose that is bare, wrong, or says more or less than its figure."""
    names = frozenset(page.name for page in pages)
    for page in pages:
        if page.meta.get("numbers") != "context":  # such a page is about other things, whose numbers have their own sources
            yield from _page_problems(page, _facts(data), names)


@remembered
def _page_problems(page: Page, facts: Facts, names: frozenset[str]) -> Iterator[Problem]:
    yield from _description_problems(page, facts)
    for block in prose(page):
        for piece in block.pieces:
            if piece.target is not None:
                yield from _link_problems(page, block, piece, facts, names)
            elif not piece.code:
                yield from _bare_problems(page, piece, facts)


def _description_problems(page: Page, facts: Facts) -> Iterator[Problem]:
    """A description cannot hold links, so its numbers must be those of figures that the page cites."""
    text = str(page.meta.get("description", ""))
    line = next((number for number, row in enumerate(page.source.split("\n"), 1) if row.startswith("description:")), 1)
    ids = dict.fromkeys(cited(page, link.target, facts.citable) for link in page.links)
    figures = [facts.figures[id] for id in ids if id in facts.figures]
    for numeral in numerals(_masked(text, page.language, facts), page.language):
        twins = [figure for figure in figures if figure.reported.value == numeral.value]
        if not twins:
            yield Problem.at(page.path, line, page.name, "number-description", text=numeral.text)
        elif _precision(_marked(text, numeral), page.language, facts) not in [{figure.reported.precision} for figure in twins]:
            amount = wording.amount(twins[0], twins[0].reported, page.language)
            yield Problem.at(page.path, line, page.name, "number-bound", text=numeral.text, figure=twins[0].id, amount=amount)


def _masked(text: str, language: Language, facts: Facts, *, cites: bool = False) -> str:
    """Return the text, as long as before, with allowed phrases, counts, dates, ages and paragraph numbers blanked out."""
    text = _unlisted(text, language, facts)
    text = _blanked(text, facts.dates_in(text, language, cites=cites))
    for pattern in (_AGES, _PARAGRAPHS):
        text = pattern.sub(_blank, text)
    return text


def _blanked(text: str, found: list[re.Match[str]]) -> str:
    for match in found:
        text = text[: match.start()] + _blank(match) + text[match.end() :]
    return text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group(0))


def _unlisted(text: str, language: Language, facts: Facts) -> str:
    """Return the text with half-width digits, without the phrases that may hold a number and without counts."""
    text = half_width(text)
    for phrase in facts.allowed[language]:
        text = re.sub(re.escape(phrase), _blank, text, flags=re.IGNORECASE)
    return without_counts(text, language)


def _marked(text: str, numeral: Numeral) -> str:
    """Return the text in lower case with the numeral as #."""
    return f"{text[: numeral.start]}#{text[numeral.start + len(numeral.text) :]}".lower()


def _leads_on(target: str, names: frozenset[str]) -> bool:
    """Whether a link leads to a page or file of this site; of one that does not, the check on links says what is wrong."""
    file = target.partition("#")[0]
    return "://" not in file and not file.startswith("/") and (not file.endswith(".md") or file.removesuffix(".md") in names)


def _link_problems(page: Page, block: Block, piece: Piece, facts: Facts, names: frozenset[str]) -> Iterator[Problem]:
    said = _said(piece.text, page.language, facts)
    if not said:
        return
    fault: Fault | None = None
    id = cited(page, piece.target, facts.citable)
    if id in facts.figures:
        yield from _mark_problems(page, piece, facts, cites=True)
        fault = _figure_fault(page.language, block, piece, facts.figures[id], facts)
    elif id in facts.derived:
        if [numeral.value for numeral in said] != [facts.derived[id].value]:
            fault = "number-derived", {"derived": id, "value": wording.derived_amount(facts.derived[id], page.language)}
    elif id:
        if [f"p{numeral.value:g}" for numeral in numerals(piece.text, page.language)] != [id]:
            fault = "number-paragraph", {"paragraph": id}
    elif _leads_on(str(piece.target), names):
        yield from _bare_problems(page, piece, facts)
    if fault:
        yield Problem.at(page.path, piece.line, page.name, fault[0], text=piece.text, **fault[1])


def _said(text: str, language: Language, facts: Facts) -> list[Numeral]:
    """Return the numerals that a link text gives: dates and ages only when there is no other, nor a small number in words."""
    masked = _masked(text, language, facts, cites=True)
    return numerals(masked, language) or small_numerals(masked, language) or numerals(text, language)


def _figure_fault(language: Language, block: Block, piece: Piece, figure: Figure, facts: Facts) -> Fault | None:
    """Return the message and its values for the first thing that a link says wrongly of `figure`."""
    said = _said(piece.text, language, facts)
    right = next((seen for seen in figure.observations if seen.value == said[0].value), figure.reported)
    given: dict[str, object] = {"figure": figure.id, "amount": wording.amount(figure, right, language)}
    marked = _marked(piece.text, said[0])
    units = _units_named(marked, _around(block, piece)[1], language, facts)
    if [numeral.value for numeral in said] != [right.value]:
        alike = [other.id for other in facts.by_value.get(said[0].value, []) if not units or other.unit in units]
        others = ", ".join(alike) if len(said) == 1 else ""
        return ("number-other-figure", given | {"others": others}) if others else ("number-wrong", given)
    precision = _precision(marked, language, facts)
    if precision != {right.precision}:
        invented = "number-exact" if precision == {"more_than"} and right.precision == "exact" else "number-loose"
        return "number-bound" if precision == {"exact"} else invented, given
    if units and figure.unit_is_known and figure.unit not in units:
        return "number-unit", given
    other = _told_otherwise(language, _sentence(block, piece), figure, facts)
    return ("number-mistaken", given | {"other": other.id}) if other else None


def _precision(marked: str, language: Language, facts: Facts) -> frozenset[Precision]:
    """Return what the words beside # make of the numeral."""
    before, _, after = marked.partition("#")
    return said_by(before, after, language, facts.words_of_units[language]) or frozenset({"exact"})


def _units_named(marked: str, following: str, language: Language, facts: Facts) -> set[str]:
    """Return the units that the noun after # names, in the link or else after it; those named before # when no noun follows."""
    before, _, after = marked.partition("#")
    for text in (after, after + following):
        named = facts.units_of(_NOUN_ENDS[language].split(text)[0], language)
        if named:
            return named[0] if language == "zh" and text.lstrip(" 多余几来").startswith(facts.measures) else named[-1]
    return set().union(*facts.units_of(before, language))


def _told_otherwise(language: Language, sentence: str, figure: Figure, facts: Facts) -> Figure | None:
    """Return the figure with the same value and unit that the sentence speaks of, when it does not speak of this one."""

    def told(candidate: Figure) -> bool:
        return any(word.lower() in sentence for word in (getattr(candidate.told_by, language) if candidate.told_by else []))

    twins = [other for other in facts.by_value.get(figure.reported.value, []) if other.unit == figure.unit and other is not figure]
    return None if told(figure) else next((other for other in twins if told(other)), None)


def _around(block: Block, piece: Piece) -> tuple[str, str]:
    """Return the text of the block before the piece and after it."""
    at = next(at for at, other in enumerate(block.pieces) if other is piece)
    return "".join(other.text for other in block.pieces[:at]), "".join(other.text for other in block.pieces[at + 1 :])


def _sentence(block: Block, piece: Piece) -> str:
    """Return the sentence of the block in which the piece stands, in lower case."""
    before, after = _around(block, piece)
    ends = re.compile(r"[。！？；]|[.!?;](?=\s)")
    return (ends.split(before)[-1] + ends.split(piece.text + after)[0]).lower()


def _mark_problems(page: Page, piece: Piece, facts: Facts, *, cites: bool = False) -> Iterator[Problem]:
    """Yield a problem for each date, age and paragraph that the data file does not know."""
    text = _unlisted(piece.text, page.language, facts)
    dates = facts.dates_in(text, page.language, cites=cites)
    for found in dates:
        if not _known_date(found, facts) and {"year", "day"} & {name for name, part in found.groupdict().items() if part}:
            yield Problem.at(page.path, piece.line, page.name, "number-date", text=found.group(0).strip())
    text = _blanked(text, dates)
    for found in _AGES.finditer(text):
        for age in re.findall(r"\d+", found.group(0)):
            if int(age) not in facts.ages:
                known = ", ".join(map(str, sorted(facts.ages)))
                yield Problem.at(page.path, piece.line, page.name, "number-age", text=age, ages=known)
    for found in _PARAGRAPHS.finditer(text):
        number = next(group for group in found.groups() if group)
        if int(number) > len(facts.data.paragraphs) or number == "0":
            yield Problem.at(page.path, piece.line, page.name, "number-no-paragraph", text=number, count=len(facts.data.paragraphs))


def _bare_problems(page: Page, piece: Piece, facts: Facts) -> Iterator[Problem]:
    yield from _mark_problems(page, piece, facts)
    for numeral in numerals(_masked(piece.text, page.language, facts), page.language):
        links = ", ".join(_suggestions(numeral, page.language, facts))
        key = "number-bare" if links else "number-unknown"
        yield Problem.at(page.path, piece.line, page.name, key, text=numeral.text, links=links)


def _suggestions(numeral: Numeral, language: Language, facts: Facts) -> Iterator[str]:
    """Yield the links that a number could be the text of; a share in words counts in nothing but per cent."""
    value = numeral.value
    for figure in facts.by_value.get(value, []):
        seen = next(seen for seen in figure.observations if seen.value == value)
        if not numeral.is_share or figure.unit == "percent":
            yield f"[{wording.amount(figure, seen, language)}](figures.md#{figure.id})"
    for derived in facts.data.derived:
        if derived.value == value and derived.operation != "difference" and (not numeral.is_share or derived.unit == "percent"):
            yield f"[{wording.derived_amount(derived, language)}](figures.md#{derived.id})"


def _known_date(found: re.Match[str], facts: Facts) -> bool:
    groups = {name: found.groupdict().get(name) for name in ("year", "month", "day")}
    month = groups["month"]
    number = _MONTHS.get(month or "") or (int(month) if month else 0)
    parts = [groups["year"] or "", f"{number:02}" if number else "", f"{int(groups['day'] or 0):02}" if groups["day"] else ""]
    return "-".join(part for part in parts if part) in facts.dates
