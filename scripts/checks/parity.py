"""The two halves of a page keep the same shape: the first place where their sequences part is named, on both sides."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from scripts.numerals import numerals
from scripts.pages import Block, Page, pairs, prose
from scripts.problems import Problem
from scripts.wording import MONTHS, word

Item = tuple[int, str]
_LANGUAGE_IN_ADDRESS = re.compile(r"(deed\.(zh-hans|en))|^(zh|en)/|(?<=-)(zh|en)(?=\.atom$)")


def parity_problems(pages: list[Page]) -> Iterator[Problem]:
    """Yield, for each pair, the first difference in headings; when there is none, the first of each other kind."""
    for zh, en in pairs(pages):
        headings = _first_difference(zh, en, "heading", _headings(zh), _headings(en))
        if headings:
            yield headings
            continue
        for kind, sequence in _SEQUENCES.items():
            if found := _first_difference(zh, en, kind, sequence(zh), sequence(en)):
                yield found
                break  # what follows would be said twice, in another form


def _headings(page: Page) -> list[Item]:
    return [(heading.line, f"{'#' * heading.level} {{#{heading.id}}}") for heading in page.headings]


def _blocks(page: Page) -> list[Item]:
    return [(block.line, block.kind) for block in page.blocks if block.pieces or block.kind != "item"]


def _includes(page: Page) -> list[Item]:
    return [(include.line, _same(include.target)) for include in page.includes]


def _admonitions(page: Page) -> list[Item]:
    return [(admonition.line, admonition.target) for admonition in page.admonitions]


def _links(page: Page) -> list[Item]:
    return [(link.line, _same(link.target)) for link in page.links]


def _numbers(page: Page) -> list[Item]:
    """Digits of each block, in order of size: grammar may turn a sentence round, but not change what it counts."""
    return [(block.line, digits) for block in prose(page) if (digits := _digits(block, page))]


def _digits(block: Block, page: Page) -> str:
    text = _ARTICLE_OF_LAW.sub(" ", block.text)
    text = _MONTH.sub(lambda match: str(MONTHS.index(match.group(0)) + 1), text)
    return " ".join(f"{value:g}" for value in sorted(numeral.value for numeral in numerals(text, page.language)))


# Articles of a law are words in Chinese and digits in English, so that they cannot be compared as numerals.
_ARTICLE_OF_LAW = re.compile(r"Articles? \d+(?:(?:, | and )\d+)*|第[一二三四五六七八九十百千、]+条")
_MONTH = re.compile(rf"(?<=\d )(?:{'|'.join(MONTHS)})\b|\b(?:{'|'.join(MONTHS)})(?= \d)")
_SEQUENCES = {"block": _blocks, "include": _includes, "admonition": _admonitions, "link": _links, "number": _numbers}


def _same(target: str) -> str:
    """Return an address without the part that names its language."""
    return _LANGUAGE_IN_ADDRESS.sub("", target)


def _first_difference(zh: Page, en: Page, kind: str, left: list[Item], right: list[Item]) -> Problem | None:
    for one, other in zip_longest(left, right):
        if one is None or other is None or one[1] != other[1]:
            last = (left[-1][0] if left else 1), (right[-1][0] if right else 1)
            here, there = one or (last[0], "—"), other or (last[1], "—")
            given = {
                "kind_en": word("kinds_of", kind, "en"),
                "kind_zh": word("kinds_of", kind, "zh"),
                "here": here[1],
                "there": there[1],
                "other": f"{en.path}:{there[0]}",
            }
            return Problem.at(zh.path, here[0], zh.name, "parity", **given)
    return None
