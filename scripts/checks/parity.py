"""The halves of a page agree by section: the same headings and, in each section, what it cites, shows and counts.

Order inside a section, the cut of paragraphs and lists, and all other links are each writer’s own.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, count, pairwise, takewhile

from scripts.checks.facts import citable, cited
from scripts.ground.cache import PAGES
from scripts.ground.problems import Problem
from scripts.pages.freshness import Stamps, stale_sections
from scripts.pages.page import Block, Page, pairs
from scripts.records.languages import LANGUAGES, Language
from scripts.records.model import Pipeline
from scripts.rules.numerals import numerals, small_numerals
from scripts.words.dictionary import word
from scripts.words.wording import MONTHS, listed

_LANGUAGE_IN_ADDRESS = re.compile(r"^(zh|en)/|(?<=[-.])(zh|en)(?=\.\w+$)")
# Articles of a law are words in Chinese and digits in English, so that they cannot be compared as numerals.
_ARTICLE_OF_LAW = re.compile(r"Articles? \d+(?:(?:, | and )\d+)*|第[一二三四五六七八九十百千、]+条")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_MONTH_OF_A_DATE = re.compile(rf"(?<=\d ){_MONTH.pattern}|{_MONTH.pattern}(?= \d)")

Items = dict[str, int]  # what a half holds, with the line on which it first stands


@dataclass
class Half:
    """One half of a section: its items by kind, the numbers in links to each figure, and the small ones said in words."""

    page: Page
    section: str
    lines: list[int]  # of its heading and of each block
    items: dict[str, Items] = field(default_factory=dict)
    linked: dict[str, Items] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    def beside(self, line: int, other: "Half") -> int:
        """Return where the block of a line of the other half stands here: the last when the halves have not as many blocks."""
        at = bisect_right(other.lines, line) - 1
        return self.lines[max(at, 0) if len(self.lines) == len(other.lines) else -1]

    def add(self, kind: str, item: str, line: int) -> None:
        """Note an item of a set."""
        self.items.setdefault(kind, {}).setdefault(item, line)

    def add_each(self, kind: str, item: str, line: int) -> None:
        """Note an item that counts as often as it stands."""
        names = chain([item], (f"{item} ({number})" for number in count(2)))
        self.add(kind, next(name for name in names if name not in self.items.get(kind, {})), line)


def parity_problems(pages: list[Page], stamps: Stamps, data: Pipeline) -> Iterator[Problem]:
    """Yield what halves do not share, at the half that changed since both were read together, or else at the one that lacks it."""
    moved = {(section.page, section.id): section.moved for section in stale_sections(pages, stamps)}
    for zh, en in pairs(pages):
        stamped = stamps.get(zh.name, {}).keys()
        yield from _heading_problems(zh, en, stamped)
        left, right = _sections(zh, data), _sections(en, data)
        run_together = _before_gone(list(left), right, stamped) | _before_gone(list(right), left, stamped)
        for id, other in _paired(list(left), list(right)):
            for kind in ("text", "include", "table", "image", "citation", "number") if id not in run_together else ():
                yield from _differences(kind, left[id], right[other], moved.get((zh.name, id), ()))


def _heading_problems(zh: Page, en: Page, stamped: Collection[str]) -> Iterator[Problem]:
    """A stamped heading has gone from the half without it; one without a stamp is new in the half that has it."""
    left, right = _headings(zh, en), _headings(en, zh)
    shared = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(left, right, strict=False)))
    if left.keys() == right.keys():  # then at most their order differs, and the first that parts is enough
        left, right = (dict([*half.items()][shared : shared + 1]) for half in (left, right))
    halves = [
        Half(page, page.name, [page.headings[max(shared - 1, 0)].line if page.headings else 1], {"heading": items})
        for page, items in ((zh, left), (en, right))
    ]
    yield from _differences("heading", halves[0], halves[1], _moved_headings(zh, en, stamped))


def _headings(page: Page, other: Page) -> Items:
    """Return the headings with their lines; one without a usable id, which another check names, goes by that of its counterpart."""
    others = other.headings if len(other.headings) == len(page.headings) else page.headings
    ids = [one.id if one.id and one.id.isascii() else its.id for one, its in zip(page.headings, others, strict=True)]
    return {f"{'#' * heading.level} {{#{id}}}": heading.line for id, heading in zip(ids, page.headings, strict=True)}


def _moved_headings(zh: Page, en: Page, stamped: Collection[str]) -> tuple[Language, ...]:
    left, right = ({heading.id for heading in page.headings} for page in (zh, en))
    if not stamped or not (left < right or right < left):
        return ()
    has_gone = (left ^ right) <= set(stamped)
    return ("zh",) if has_gone == (left < right) else ("en",)


def _before_gone(ids: list[str], other: Collection[str], stamped: Collection[str]) -> set[str]:
    """Return the sections into which the other half runs one whose heading it has lost."""
    return {before for before, id in pairwise(ids) if id in stamped and id not in other}


def _paired(left: list[str], right: list[str]) -> list[tuple[str, str]]:
    """Pair sections by id; those without a namesake pair in order when they are as many, since one of the ids is then wrong."""
    alone, others = [id for id in left if id not in right], [id for id in right if id not in left]
    same = [(id, id) for id in left if id in right]
    return same + list(zip(alone, others, strict=True)) if len(alone) == len(others) else same


@lru_cache(maxsize=PAGES)
def _sections(page: Page, data: Pipeline) -> dict[str, Half]:
    """Return the half of each section of a page, by heading id; what stands before the first heading has none."""
    starts = [heading.line for heading in page.headings]
    halves = {"": Half(page, page.name, [1])} | {heading.id: Half(page, heading.id, [heading.line]) for heading in page.headings}

    def half(line: int) -> Half:
        at = bisect_right(starts, line)
        return halves[page.headings[at - 1].id if at else ""]

    for include in page.includes:
        half(include.line).add_each("include", _LANGUAGE_IN_ADDRESS.sub("", include.target), include.line)
    for line, size in _tables(page):
        half(line).add_each("table", size, line)
    for block in page.blocks:
        _read(block, data, half(block.line))
    return halves


def _tables(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the line and the size of each table, as rows × columns."""
    starts = [at for at, block in enumerate(page.blocks) if block.kind == "table"]
    for start in starts:
        lines = [block.line for block in takewhile(lambda block: block.kind == "cell", page.blocks[start + 1 :])]
        yield page.blocks[start].line, f"{len(set(lines))} × {len(lines) // max(len(set(lines)), 1)}"


def _read(block: Block, data: Pipeline, half: Half) -> None:
    """Note the text of a block, its images, what it cites and the values that it gives; a quotation is a citation and gives none."""
    known, nouns = citable(data), data.words_of_units[half.page.language]
    half.lines.append(block.line)
    if block.kind != "heading" and block.text.strip():
        half.add("text", "…", block.line)
    plain = ""
    for piece in block.pieces:
        id = cited(half.page, piece.target, known)
        if piece.image:
            half.add_each("image", _LANGUAGE_IN_ADDRESS.sub("", str(piece.target)), piece.line)
        elif id:
            half.add("citation", id, piece.line)
        if values := known["figures.md"].get(id):
            said = numerals(piece.text, half.page.language, nouns) or small_numerals(piece.text, half.page.language)
            for numeral in said if {numeral.value for numeral in said} & values else ():  # else the check on numbers says so
                half.linked.setdefault(id, {}).setdefault(f"{numeral.value:g}", piece.line)
        plain += " " if id or piece.image or piece.code or piece.text == piece.target else piece.text
    if block.kind != "quote":
        _read_values(plain, block.line, half, nouns)


def _read_values(text: str, line: int, half: Half, nouns: tuple[str, ...]) -> None:
    text = _ARTICLE_OF_LAW.sub(" ", text)
    text = _MONTH_OF_A_DATE.sub(lambda match: str(MONTHS.index(match.group(0)) + 1), text)
    half.words |= {str(MONTHS.index(month) + 1) for month in _MONTH.findall(text)}
    half.words |= {f"{numeral.value:g}" for numeral in small_numerals(text, half.page.language)}
    for numeral in numerals(text, half.page.language, nouns):
        half.add("number", f"{numeral.value:g}", line)


def _differences(kind: str, zh: Half, en: Half, moved: tuple[Language, ...]) -> Iterator[Problem]:
    """Yield a problem when the halves differ in a kind of item: one for all its items."""
    left, right = _alone(kind, zh, en), _alone(kind, en, zh)
    if not left and not right:
        return
    at_zh = moved == ("zh",) if len(moved) == 1 else bool(right)
    (here, mine), (there, theirs) = ((zh, left), (en, right)) if at_zh else ((en, right), (zh, left))
    given = {}
    for language in LANGUAGES:
        given[f"kind_{language}"] = word("kinds_of", kind, language)
        given[f"here_{language}"], given[f"there_{language}"] = _quoted(mine, language), _quoted(theirs, language)
    key = "parity" if mine and theirs else "parity-only" if mine else "parity-lacks"
    line = min(mine.values(), default=here.beside(min(theirs.values(), default=0), there))
    other = f"{there.page.path}:{min(theirs.values(), default=there.beside(line, here))}"
    yield Problem.at(here.page.path, line, here.page.name, key, section=here.section or here.page.name, other=other, **given)


def _alone(kind: str, half: Half, other: Half) -> Items:
    """Return the items that only one half has; a number in a link counts where both halves have such a link."""
    own, others = dict(half.items.get(kind, {})), dict(other.items.get(kind, {}))
    for id in (half.linked.keys() & other.linked.keys()) if kind == "number" else ():
        own |= half.linked[id]
        others |= other.linked[id]
    return {item: line for item, line in own.items() if item not in others and item not in other.words}


def _quoted(items: Items, language: Language) -> str:
    return listed((f"“{item}”" for item in items), language)
