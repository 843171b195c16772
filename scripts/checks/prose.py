"""Typography, tone, terms, spelling and Markdown, each by a well-kept linter where there is one; nothing is rewritten."""

import re
import subprocess
import sys
from collections.abc import Iterator, MutableMapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from codespell_lib._spellchecker import Misspelling, build_dict
from codespell_lib._text_util import fix_case

from scripts import ROOT
from scripts.checks.punctuation import is_unpaired, set_right, spaced, wanted_rows
from scripts.ground.cache import READINGS
from scripts.ground.files import read_yaml
from scripts.ground.problems import Problem
from scripts.pages.page import Page, prose
from scripts.records.languages import LANGUAGES, Language
from scripts.records.load import Document
from scripts.records.model import Pipeline, Term
from scripts.rules.plain_text import all_texts, refused

_SETTINGS = ROOT / "pyproject.toml"
_RUMDL = re.compile(r"^(?P<path>.+?):(?P<line>\d+):\d+: \[(?P<rule_given>MD\d+)\] (?P<detail>.*?)(?: \[\*\])?$")
_WORD = re.compile(r"[\w'’-]+")
_TARGET = re.compile(r"\]\([^)]*\)")


@cache
def _rule_words() -> dict[str, str]:
    return dict(read_yaml(Path(__file__).with_name("markdown.yml")))


@cache
def style() -> dict[str, Any]:
    """Return the words of style.yml: those that praise or sneer, and the phrases that may hold a number."""
    return dict(read_yaml(Path(__file__).with_name("style.yml")))


def prose_problems(page: Page) -> Iterator[Problem]:
    """Yield every problem of typography, tone and spelling."""
    yield from tone_problems(page)
    yield from _typography_problems(page)
    yield from _spelling_problems(page) if page.language == "en" else ()


def _spelling_problems(page: Page) -> Iterator[Problem]:
    """Yield each word that stands in the lists of codespell, read here once for all pages; where a link leads is no word."""
    for line, row in enumerate(page.rows[page.first - 1 :], page.first):
        for wrong in _WORD.findall(_TARGET.sub(" ", row)):
            if known := _misspellings().get(wrong.lower()):
                right = fix_case(wrong, known.data) + (f" | {known.reason}" if known.reason else "")
                yield Problem.at(page.path, line, page.name, "spelling", wrong=wrong, right=right)


@cache
def _misspellings() -> dict[str, Misspelling]:
    found: dict[str, Misspelling] = {}
    for name in ("dictionary.txt", "dictionary_rare.txt"):
        build_dict(str(files("codespell_lib") / "data" / name), found, set())
    return found


def text_problems(doc: Document) -> Iterator[Problem]:
    """Yield what is wrong with tone and punctuation in the texts of the data file; quotations and titles are others’ words."""
    for id, steps, text, _ in all_texts(doc):
        if steps[-1] not in LANGUAGES or _QUOTING.intersection(steps) or refused(text):
            continue
        if found := _tone(steps[-1]).search(_TITLE.sub(" ", text)):
            yield doc.problem(steps, id, "tone", text=found.group(0))
        if (right := spaced(set_right(text, steps[-1]), steps[-1])) != text:
            differing, wanted = _difference(text, right)
            yield doc.problem(steps, id, "typography", text=differing, wanted=wanted)


def tone_problems(page: Page) -> Iterator[Problem]:
    """Yield a problem for each run of text that praises or belittles; titles and code are nobody’s judgement here."""
    for block in prose(page):
        for piece in block.pieces:
            if not piece.code and (found := _tone(page.language).search(_TITLE.sub(" ", piece.text))):
                yield Problem.at(page.path, piece.line, page.name, "tone", text=found.group(0))


_TITLE = re.compile(r"《[^》]*》")  # a name, in its author’s words
_QUOTING = {"title", "quote", "phrases"}


@cache
def _tone(language: Language) -> re.Pattern[str]:
    words = "|".join(map(re.escape, style()["tone"][language]))
    return re.compile(words if language == "zh" else rf"\b(?:{words})\b", re.IGNORECASE)


def _typography_problems(page: Page) -> Iterator[Problem]:
    """Yield each row whose punctuation or spacing is off, with what should stand there; all rows in one run."""
    for line, right in wanted_rows(page).items():
        text, wanted = _difference(page.rows[line - 1], right)
        yield Problem.at(page.path, line, page.name, "typography", text=text, wanted=wanted)
    for line, row in enumerate(page.rows, 1):
        if line >= page.first and line not in page.code and is_unpaired(row):
            yield Problem.at(page.path, line, page.name, "quote-unpaired", text=row.strip()[:40])


def _difference(row: str, right: str) -> tuple[str, str]:
    """Return the parts in which two rows differ, with a few characters on either side."""
    begin = next((at for at, (one, other) in enumerate(zip(row, right, strict=False)) if one != other), min(len(row), len(right)))
    rest = zip(reversed(row[begin:]), reversed(right[begin:]), strict=False)
    end = next((at for at, (one, other) in enumerate(rest) if one != other), min(len(row), len(right)) - begin)
    begin, end = max(0, begin - _BESIDE), max(0, end - _BESIDE)
    return row[begin : len(row) - end].strip(), right[begin : len(right) - end].strip()


_BESIDE = 4  # characters


def markdown_problems(root: Path, all_pages: list[Page]) -> Iterator[Problem]:
    """Run rumdl over the pages of which nothing is known yet, and translate what it prints."""
    said, pages = _said(), {page.path: page for page in all_pages}
    if new := [path for path, page in pages.items() if page not in said]:
        command = [str(Path(sys.executable).with_name("rumdl")), "check", "--no-cache", "--config", str(_SETTINGS), *new]
        done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
        if done.returncode not in {0, 1}:
            raise RuntimeError(f"rumdl failed: {done.stderr.strip()}")
        said.update((pages[path], []) for path in new)
        for found in filter(None, map(_RUMDL.match, done.stdout.splitlines())):
            values = found.groupdict()
            page = pages[values.pop("path")]
            if (at := int(values.pop("line"))) >= page.first:  # the linter does not know every form of front matter
                words = _rule_words().get(values["rule_given"], "Markdown 写法有误")
                said[page].append(Problem.at(page.path, at, page.name, "markdown", rule_zh=words, **values))
    for page in pages.values():
        yield from said[page]


@cache
def _said() -> MutableMapping[Page, list[Problem]]:
    """Return what rumdl said of each page that is still at hand."""
    return WeakKeyDictionary()


def term_problems(page: Page, data: Pipeline) -> Iterator[Problem]:
    """Yield a problem for each wording that the termbase advises against; the glossary names them."""
    key = "term-avoid" if page.language == "en" else "term-variant"
    pieces = (piece for block in prose(page) for piece in block.pieces if not piece.code)
    for piece in pieces if page.name != "glossary" else ():
        for text, term in avoided(piece.text, data, page.language):
            yield Problem.at(page.path, piece.line, page.name, key, text=text, wanted=getattr(term, page.language))


def avoided(text: str, data: Pipeline, language: Language) -> Iterator[tuple[str, Term]]:
    """Yield each phrase to avoid in a text, as written there, with the term to write instead; in English as whole words."""
    lower, in_words = text.lower(), language == "en"
    for place in (match.start() for match in _WORD_START.finditer(text)) if in_words else range(len(text)):
        for phrase, term in _to_avoid(data, language).get(lower[place : place + _START], ()):
            end = place + len(phrase)
            if lower.startswith(phrase, place) and not (in_words and _IN_WORD.match(text, end)):
                yield text[place:end], term


@lru_cache(maxsize=READINGS * len(LANGUAGES))
def _to_avoid(data: Pipeline, language: Language) -> dict[str, list[tuple[str, Term]]]:
    """Return phrases with their terms by how they begin: with each tried on every page, the check would grow with the square of the site."""
    found: dict[str, list[tuple[str, Term]]] = {}
    for term in data.terms:
        for phrase in [avoid.text.lower() for avoid in term.avoid if avoid.lint] if language == "en" else term.variants:
            found.setdefault(phrase[:_START], []).append((phrase, term))
    return found


_START = 2  # characters by which phrases are looked up; none is shorter
_WORD_START = re.compile(r"\b(?=\w)")
_IN_WORD = re.compile(r"\w")
