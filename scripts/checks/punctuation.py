"""Punctuation of a row as the language of its page sets it; code, links, HTML and the marks of Markdown stay as they are."""

import re
from collections.abc import Callable
from functools import cache

import autocorrect_py

from scripts.pages.boxes import CALLOUT, OPENING
from scripts.pages.finish import INCLUDE
from scripts.pages.page import Page
from scripts.records.languages import Language
from scripts.rules.numerals import half_width

# Full-width digits are left to the rules below: a title may be printed with them.
autocorrect_py.load_config('{"rules": {"halfwidth-word": 0}}')  # type: ignore[attr-defined]

# They stand for what is kept: the first ends a sentence like a word, the second is not there for a reader.
_CODE, _MARK = "\ue000", "\ue001"
_KEPT = re.compile(
    r"(?P<code>(`+).*?\2|^ *\*\[[^\]]*\]:|^ {0,3}\[[^\]^]+\]: +\S+|<[a-zA-Z/!][^>]*>|https?://[\w./?=&%#:~+-]+)|\]\([^)\s]*(?: \"[^\"]*\")?\)|\]\[[^\]]*\]|\[\^[^\]]+\]:?|!?\[|\]"
    r"|\{:?[^{}]*\}|\*+|_{2}|~~|^ *(?:[-*+>]|\d+[.)]|#+)(?=\s)|^ *:(?=\s)|^ *\*\[[^\]]*\]: ?|^[ |:-]+$|\|"
)
_HAN = "\u4e00-\u9fff\u3007”’》】）" + _MARK
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_HALF = {full: half for half, full in _FULL.items()} | {"，": ",", "。": ".", "、": ",", "（": "(", "）": ")"}
_TITLE = re.compile(r"(《[^》]*》)")
_Right = str | Callable[[re.Match[str]], str]
_ZH: tuple[tuple[re.Pattern[str], _Right], ...] = (
    (re.compile(r"「([^」]*)」"), r"“\1”"),
    (re.compile(r"『([^』]*)』"), r"‘\1’"),
    (re.compile(rf"\"([^\"]*[{_HAN}，。][^\"]*)\""), r"“\1”"),
    (re.compile(rf"(?<=[{_HAN}])\"([^\"]+)\""), r"“\1”"),
    (re.compile(r"“([^“”‘’]*)’"), r"“\1”"),
    (re.compile(r"‘([^“”‘’]*)”"), r"‘\1’"),
    (re.compile(rf"\(([^()]*[{_HAN}][^()]*)\)"), r"（\1）"),
    (re.compile(rf"(?<=[{_HAN}])\(([^()]+)\)"), r"（\1）"),
    (re.compile(rf"(?<=[{_HAN}])(?:\.{{3,}}|。{{3,}}|…(?!…)(?<!……))"), "……"),
    (re.compile(r"([。，、；：？！])\1+"), r"\1"),
    (re.compile(rf"(?<=[{_HAN}])-{{2,}}(?=[{_HAN}“《（])"), "——"),
    (re.compile(rf"(?<=[{_HAN}])\.(?![\w.])"), "。"),
    (re.compile(rf"(?<=[{_HAN}])[,;:!?](?!/)|[,;!?](?=[\u4e00-\u9fff“《（])"), lambda found: _FULL[found[0]]),
)
_EN: tuple[tuple[re.Pattern[str], _Right], ...] = (
    (re.compile(r"(?<=[a-zA-Z])'(?=[a-zA-Z])|(?<=s)'(?=\s)"), "’"),
    (re.compile(r"\"([^\"]+)\""), r"“\1”"),
    (re.compile(r"(?<=\w) ?-{2,} ?(?=\w)"), " – "),
    (re.compile(r"(?<=[a-zA-Z0-9])[，。；：！？、](?![\u4e00-\u9fff])(?=[^\W_])"), lambda found: f"{_HALF[found[0]]} "),
    (re.compile(r"(?<=[a-zA-Z0-9])[，。；：！？、](?![\u4e00-\u9fff])"), lambda found: _HALF[found[0]]),
)
_FIELD = re.compile(r"^(?:description|title|head): *[\"']?(?P<title>.*?)[\"']?$")


def mended(row: str, language: Language, *, in_front: bool) -> str:
    """Return a row of a page, or of what stands `in_front` of it, with its punctuation set right, as far as that is certain."""
    if INCLUDE.match(row) or CALLOUT.match(row):
        return row
    # Quotation marks around a value are YAML, those around a title Markdown.
    if titled := (_FIELD if in_front else OPENING).match(row):
        begin, end = titled.span("title")
        return row[:begin] + set_right(row[begin:end], language) + row[end:] if begin >= 0 else row
    return row if in_front else set_right(row, language)


def set_right(text: str, language: Language) -> str:
    """Return a text of a page, or of the data file, with its punctuation set right, as far as that is certain."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return _CODE if found["code"] else _MARK

    shown = _KEPT.sub(keep, text)
    for pattern, right in _ZH if language == "zh" else _EN:
        shown = pattern.sub(right, shown)
    if language == "zh":
        shown = "".join(part if _TITLE.fullmatch(part) else half_width(part) for part in _TITLE.split(shown))
    back = iter(kept)
    return re.sub(f"[{_CODE}{_MARK}]", lambda _: next(back), shown)


def is_unpaired(row: str) -> bool:
    """Whether a straight quotation mark is left over, so that which one is meant only the editor knows."""
    return not OPENING.match(row) and _KEPT.sub("", row).count('"') % 2 == 1


def wanted_rows(page: Page) -> dict[int, str]:
    """Return by line each row of a page that should stand otherwise: punctuation by the rules above, spaces by the linter."""
    wanted = {}
    unspaced = {fault.line for fault in autocorrect_py.lint_for(page.source, "page.md").lines} if page.language == "zh" else set()
    for line, row in enumerate(page.rows, 1):
        if line in page.code or row.startswith(">"):  # a citation keeps its standard’s punctuation
            continue
        right = mended(row, page.language, in_front=line < page.first)
        if right != row or line in unspaced:
            right = spaced(right, page.language)
        if right != row:
            wanted[line] = right
    return wanted


@cache
def spaced(row: str, language: Language) -> str:
    """Return a Chinese row with the spaces between scripts that the linter asks for; an English row as it is."""
    if language == "en":
        return row
    indent = row[: len(row) - len(row.lstrip())]
    return indent + str(autocorrect_py.format_for(row.lstrip(), "page.md")).rstrip("\n")
