"""Checks on the pages: each planted fault brings its line; odd but sound input passes."""

from pathlib import Path

import pytest

from scripts.check import main
from scripts.checks.counts import count_problems, data_count_problems
from scripts.checks.links import density_warnings, link_share
from scripts.checks.prose import avoided, style, tone_problems
from scripts.checks.run import problems
from scripts.pages.read import extract, read_pages
from scripts.records.languages import LANGUAGES
from scripts.records.load import DATA_FILE, load
from scripts.records.model import Avoid
from tests.helpers import cases
from tests.helpers.sources import ROOT, edit
from tests.helpers.tables import table

TABLES = table("checks/sentences.yml")


def test_pages_are_clean() -> None:
    assert [str(problem) for problem in [*problems(ROOT), *density_warnings(read_pages(ROOT))]] == []


@pytest.mark.parametrize("path", cases.PAGES, ids=lambda path: path.stem)
def test_planted_fault(path: Path, copy: Path) -> None:
    case = table(path)
    cases.plant(case, copy)
    assert cases.shown(case, copy) == case["says"]


@pytest.mark.parametrize("path", cases.SOUND, ids=lambda path: path.stem)
def test_sound_but_odd_input_passes(path: Path, copy: Path) -> None:
    case = table(path)
    cases.plant(case, copy)
    assert cases.shown(case, copy) == []


ODD_PAGE = """\ufeff---\r\ndescription: x\r\n---\r\n# 标题 {#top}\r\n\r\n```\r\n# not a heading\r\n[x](nowhere.md)\r\n```\r\n
`[x](nowhere.md)` and [two\r\nlines](chain.md#links)\r\n\r\n| a |\r\n| - |\r\n| [cell](select.md) |\r\n\r\n- a\r\n    - [nested](use.md)\r\n"""


def test_extract_reads_odd_input() -> None:
    page = extract("docs/odd.zh.md", ODD_PAGE)
    assert [(heading.line, heading.id, heading.text) for heading in page.headings] == [(4, "top", "标题")]
    assert [(link.line, link.target) for link in page.links] == [(11, "chain.md#links"), (16, "select.md"), (19, "use.md")]
    assert page.meta == {"description": "x"}


def test_every_allowed_phrase_is_needed() -> None:
    """An allowance that nothing uses would hide the next fault that happens to look like it."""
    for language in LANGUAGES:
        words = "\n".join(block.text for page in read_pages(ROOT) if page.language == language for block in page.blocks).lower()
        phrases = [entry["text"] for entry in style()["numbers"][language]]
        phrases += [getattr(entry, language) for entry in load(ROOT).data.masthead.unlinked]
        assert [phrase for phrase in phrases if phrase.lower() not in words] == []


@pytest.mark.parametrize(("language", "text", "is_false"), TABLES["counts"])
def test_false_count_is_said_and_some_of_the_records_are_no_count(language: str, text: str, is_false: bool) -> None:
    page = extract(f"docs/x.{language}.md", f"# x {{#x}}\n\n{text}\n")
    assert [problem.key for problem in count_problems(page, load(ROOT).data)] == (["count-wrong"] if is_false else [])


def test_false_count_in_the_data_is_said(copy: Path) -> None:
    edit(copy / DATA_FILE, "thirteen paragraphs of body text", "fourteen paragraphs of body text")
    assert [problem.key for problem in data_count_problems(load(copy))] == ["count-wrong"]


@pytest.mark.parametrize(("language", "text", "praises"), TABLES["tone"])
def test_tone_knows_context(language: str, text: str, praises: bool) -> None:
    found = tone_problems(extract(f"docs/x.{language}.md", f"# x {{#x}}\n\n{text}\n"))
    assert [problem.key for problem in found] == (["tone"] if praises else [])


def test_barred_english_is_whole_words() -> None:
    terms = [term.model_copy(update={"avoid": [Avoid(text="care", why=term.definition)]}) for term in load(ROOT).data.terms[:1]]
    data = load(ROOT).data.model_copy(update={"terms": terms})
    assert [text for text, _ in avoided("Careers, healthcare and Care-free care", data, "en")] == ["Care", "care"]


def test_page_full_of_links_is_warned_of_and_passes(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language in LANGUAGES:
        page = copy / f"docs/corrections.{language}.md"
        page.write_text(page.read_text(encoding="utf-8") + f"\n[{'x' * 900}](figures.md)\n", encoding="utf-8")
    assert main(["--root", str(copy)]) == 0
    (warned,) = [
        line for line in capsys.readouterr().out.split("\n") if "docs/corrections.zh.md:1: corrections: links are " in line
    ]
    assert " % of this page’s prose, more than 14 %; link a term once" in warned


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ('## [x](a) {#a}\n\n| [x](a) |\n| - |\n| [x](a) |\n\n--8<-- "zh/a.md"\n\n![xxx](a.svg)\n\n字', 0),
        ("[字](a)字\n\n- 字\n\n!!! note\n    字", 0.25),
    ],
)
def test_links_are_counted_in_paragraphs_and_lists(text: str, share: float) -> None:
    assert link_share(extract("docs/x.zh.md", f"# x {{#x}}\n\n{text}\n")) == share
