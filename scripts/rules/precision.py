"""How exactly a number is known: read from the words around it, by the one table in precision.yml."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scripts.ground.files import read_yaml
from scripts.records.languages import Language
from scripts.records.vocabulary import Precision
from scripts.rules.numerals import NUMERAL, half_width, value_of

_Places = dict[str, dict[str, Precision]]


@dataclass(frozen=True)
class Quote:
    """A printed numeral: its value, the precisions that its words state, the words of units, and what is left unread."""

    value: float
    said: frozenset[Precision]
    units: tuple[str, ...]
    rest: str


@cache
def _table(language: Language) -> _Places:
    """Return place -> word -> precision."""
    places = read_yaml(Path(__file__).with_suffix(".yml"))[language]
    return {place: {word: name for name, words in by_name.items() for word in words} for place, by_name in places.items()}


def _any(words: Iterable[str]) -> str:
    """Return a pattern of any of these words; longer ones come first, so that 不超过 is not read as 超过."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _around(language: Language, units: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what may end the text before a numeral, begin the text after it, and stand behind its unit."""
    before, between, after = (_any(_table(language)[place]) for place in ("before", "between", "after"))
    if language == "zh":  # 经过, 最近 and 节约 are other words
        return (
            re.compile(rf"(?<![经通最附邻合签契预节])({before})\s*$"),
            re.compile(rf"\s*({between})"),
            re.compile(rf"\s*(?:{_any(units)})*({after})"),
        )
    return (
        re.compile(rf"\b({before})\s+(?:the\s+)?$", re.IGNORECASE),
        re.compile(rf"({between})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?:\s+[\w-]+){{0,2}}\s+({after})(?!\w)", re.IGNORECASE),
    )


def said(before: str, after: str, language: Language, units: tuple[str, ...]) -> frozenset[Precision]:
    """Return the precisions that the words right around a numeral state; none means that the number stands as exact."""
    patterns = _around(language, units)
    found = {"before": patterns[0].search(before), "between": patterns[1].match(after)}
    found["after"] = patterns[2].match(after[found["between"].end() :] if found["between"] else after)
    return frozenset(_table(language)[place][match.group(1).lower()] for place, match in found.items() if match)


def read_quote(quote: str, units: tuple[str, ...]) -> Quote | None:
    """Read one numeral as a Chinese source prints it; `units` are the words of all units. None when it holds no numeral."""
    found = _quote(units).fullmatch(half_width(quote))
    if found is None:
        return None
    table = _table("zh")
    words = frozenset(table[place][found[place]] for place in ("before", "between", "after") if found[place])
    counted = tuple(re.findall(_any(units), (found["of"] or "") + found["unit"]))
    return Quote(value_of(found["number"]), words, counted, " ".join(filter(None, (found["start"], found["end"]))).strip())


@cache
def _quote(units: tuple[str, ...]) -> re.Pattern[str]:
    before, between, after = (_any(_table("zh")[place]) for place in ("before", "between", "after"))
    unit = _any(units)
    return re.compile(
        rf"(?P<start>.*?)(?P<before>{before})?\s*(?P<of>{unit})?(?P<number>{NUMERAL})\s*(?P<between>{between})?"
        rf"\s*(?P<unit>(?:{unit})*)\s*(?P<after>{after})?(?P<end>.*)"
    )


def bounds(value: float, precision: Precision) -> tuple[float | None, float | None]:
    """Return the least and the greatest number that there can be of what is counted; None where the words set no end."""
    if precision == "about":
        return None, None
    return (0 if precision in {"less_than", "at_most"} else value), (None if precision in {"more_than", "at_least"} else value)


def of_sum(precisions: Iterable[Precision]) -> Precision | None:
    """Return how exactly a sum is known: a strict bound wins over a weak one; None when no one word can say it."""
    loose = set(precisions) - {"exact"}
    kinds: tuple[tuple[Precision, ...], ...] = (("exact",), ("more_than", "at_least"), ("less_than", "at_most"), ("about",))
    found = [[name for name in kind if name in loose] for kind in kinds if loose <= set(kind)]
    return (found[0] or [kinds[0][0]])[0] if found else None
