"""Numerals as people write them: 1237, 1,237, 十五, fifteen; one to ten, which may be grammar, are asked for by themselves."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from scripts.records.languages import Language

_DIGITS = re.compile(r"(?<![0-9A-Za-z_.])\d+(?:[,，]\d{3})*(?:\.\d+)?(?: ?[万亿])?")
_HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
# One numeral as Chinese texts print it, digits or Han, small ones included.
NUMERAL = r"\d+(?:[,，]\d{3})*(?:\.\d+)?\s?[万亿]?|[〇零一二三四五六七八九两十百千万亿]+"
_HAN = re.compile(r"[一二三四五六七八九两][十百千万][〇零一二三四五六七八九两十百千万]*|十[一二三四五六七八九]")
_TEENS = ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_WORDS = {word: value for value, word in enumerate(_TEENS, 11)} | {word: value * 10 for value, word in enumerate(_TENS, 2)}
_ENGLISH = re.compile(rf"\b(?:({'|'.join(_TEENS)})|({'|'.join(_TENS)})(?:-({'|'.join(_ONES)}))?)\b", re.IGNORECASE)
_SMALL = {word: value for value, word in enumerate([*_ONES, "ten"], 1)} | _HAN_DIGITS | {"十": 10}
_SMALL_WORDS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[一二三四五六七八九两十](?=[ 多余]*[人名位个条期项篇段节次家所步种类件份页年月日天])"),
    "en": re.compile(rf"\b(?:one(?! of\b)|{'|'.join(_ONES[1:])}|ten)\b", re.IGNORECASE),
}


# Shares in words, worth what they say in per cent; in English, “half” alone may be half of a page, but not before a unit.
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_COUNT = "|".join([*_ONES, "ten", "a"])


@cache
def _shares(language: Language, nouns: tuple[str, ...]) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(
            r"(?P<whole>[一二三四五六七八九十百]+)分之(?P<part>[一二三四五六七八九十百]+)|(?P<half>半数)"
            r"|(?P<tenths>[一两二三四五六七八九])成(?![员立为长功果绩就套熟本分人交不见年效])"
        )
    counted = "|".join(["those", "them", "all", *(rf"(?:[\w-]+ )?{re.escape(noun)}s?" for noun in nouns)])
    return re.compile(
        rf"\b(?P<part>{_COUNT})[- ](?P<whole>{'|'.join(_PARTS)})s?\b(?!-| of an? )|\b(?P<percent>{_COUNT}) per ?cent\b"
        rf"|\b(?P<half>half)(?= (?:of )?(?:the )?(?:{counted})\b)"
        r"|(?:nearly|almost|over|about|more than) (?P<most>half)\b",
        re.IGNORECASE,
    )


@dataclass(frozen=True)
class Numeral:
    """A numeral in a text: where it starts, how it is written, what it is worth."""

    start: int
    text: str
    value: float
    is_share: bool = False


def numerals(text: str, language: Language, nouns: tuple[str, ...] = ()) -> list[Numeral]:
    """Return the numerals of `text` in order: digits, and words from eleven up in the language of the page; `nouns` are what is counted."""
    found = _found(_DIGITS, half_width(text), lambda match: _digits(match[0]))
    found += _found(_HAN, text, lambda match: _han(match[0])) if language == "zh" else _found(_ENGLISH, text, _english)
    shares = [replace(share, is_share=True) for share in _found(_shares(language, nouns), text, _share)]
    inside = {at for share in shares for at in range(share.start, share.start + len(share.text))}
    return sorted([*shares, *(numeral for numeral in found if numeral.start not in inside)], key=lambda numeral: numeral.start)


def small_numerals(text: str, language: Language) -> list[Numeral]:
    """Return the words from one to ten that could count something, in order."""
    return _found(_SMALL_WORDS[language], text, lambda match: _SMALL[match[0].lower()])


def _found(pattern: re.Pattern[str], text: str, value: Callable[[re.Match[str]], float]) -> list[Numeral]:
    return [Numeral(match.start(), match[0], value(match)) for match in pattern.finditer(text)]


def half_width(text: str) -> str:
    """Return the text with full-width digits as plain ones, length unchanged."""
    return text.translate({0xFF10 + digit: str(digit) for digit in range(10)})


def _share(match: re.Match[str]) -> float:
    """Return a share in per cent."""
    said = {name: word.lower() for name, word in match.groupdict().items() if word}
    if "half" in said or "most" in said:
        return 50
    if "tenths" in said or "percent" in said:
        return _SMALL[said["tenths"]] * 10 if "tenths" in said else _SMALL.get(said["percent"], 1)
    if said["whole"] in _PARTS:
        return round(100 * _SMALL.get(said["part"], 1) / _PARTS[said["whole"]], 1)
    return round(100 * _han(said["part"]) / _han(said["whole"]), 1)


def value_of(text: str) -> float:
    """Return what a numeral that NUMERAL matches is worth."""
    return _digits(text) if text[0].isdigit() else _han(text)


def _digits(text: str) -> float:
    return float(re.sub(r"[^\d.]", "", text)) * _MYRIADS.get(text[-1], 1)


def _han(text: str) -> float:
    """Return the value of a numeral in Chinese characters."""
    total = section = digit = 0
    for character in text:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif character in _MYRIADS:
            total, section, digit = (total + section + digit) * _MYRIADS[character], 0, 0
        else:
            section, digit = section + (digit or 1) * _HAN_UNITS[character], 0
    return total + section + digit


def _english(match: re.Match[str]) -> float:
    teen, ten, one = (group.lower() if group else "" for group in match.groups())
    return _WORDS[teen] if teen else _WORDS[ten] + (_ONES.index(one) + 1 if one else 0)
