"""The account: nothing that the report says is dropped, nothing is told over and over, caveats are few, old mistakes stay away."""

import re
from itertools import pairwise
from typing import Any

import pytest

from scripts.pages.page import Block, Page, prose
from scripts.pages.read import read_pages
from scripts.pages.sources import FOR_EDITORS, FRAGMENTS
from scripts.records.languages import LANGUAGES, Language
from scripts.records.load import load
from tests.helpers.sources import ROOT
from tests.helpers.tables import table

PAGES = {(page.name, page.language): page for page in read_pages(ROOT)}
STATEMENTS = table("docs/statements.yml")
READERS = sorted({name for name, _ in PAGES} - FOR_EDITORS - {"claims", "corrections", "handout"})
STAGES = ("select", "develop", "manage", "use")


def section(page: Page, id: str) -> str:
    """Return the text of a section up to the next heading, with the parts that are generated and without tags."""
    starts = [*((heading.line, heading.id) for heading in page.headings), (len(page.source.split("\n")) + 1, "")]
    rows = page.source.split("\n")
    text = next(("\n".join(rows[line - 1 : end - 1]) for (line, name), (end, _) in pairwise(starts) if name == id), "")
    whole = re.sub(r'--8<-- "([^"]+)"', lambda found: (ROOT / FRAGMENTS / found[1]).read_text(encoding="utf-8"), text)
    return re.sub(r"<[^>]+>", "", whole)


def missing(statement: dict[str, Any], language: Language, text: str) -> list[str]:
    """Return the words of a statement that are not in the text, whatever their case."""
    return [word for word in statement[language] if str(word).lower() not in text.lower()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement["id"])
def test_statement_has_its_place(statement: dict[str, Any], language: Language) -> None:
    name, _, id = statement["in"].partition("#")
    assert missing(statement, language, section(PAGES[name, language], id)) == []


def test_statement_that_is_gone_is_found() -> None:
    statement = next(one for one in STATEMENTS if one["in"] == "use#reserve-pool")
    text = section(PAGES["use", "en"], "reserve-pool").replace("performed strongly", "did well")
    assert missing(statement, "en", text) == ["performed strongly"]


def test_statements_come_from_every_part_of_the_report() -> None:
    wanted = {"headline", "deck", "s1", "s2", "s3", "s4", *(f"p{number}" for number in range(1, 14))}
    assert {place for statement in STATEMENTS for place in statement["at"]} == wanted


def test_claims_come_from_every_part_but_lists_of_numbers() -> None:
    claimed = {claim.at for claim in load(ROOT).data.claims}
    assert claimed == {"headline", "deck", "s1", "s2", "s3", "s4", *(f"p{number}" for number in range(1, 14))}


# What a caveat sounds like. A labelled “Not reported” line, a table cell and a heading say what is missing without a sentence.
CAVEATS = {
    "zh": re.compile(
        r"没有说|没有写|没有交代|没有给|没有注明|未说明|未写明|未交代|未给出|未报道|无从得知|无从知道|报道不曾|不得而知"
    ),
    "en": re.compile(
        r"(?:does|did|do) not (?:say|state|give|report|explain|define|tell|mention)|(?:not|nowhere|never) (?:stated|reported|given|said|told|known)|cannot be told",
        re.IGNORECASE,
    ),
}
NOT_REPORTED = ("未报道", "Not reported")


def caveats(page: Page) -> list[str]:
    """Return every caveat in the prose of a page."""
    blocks = [
        block
        for block in prose(page)
        if block.kind not in {"cell", "heading"} and not block.text.lstrip("*").startswith(NOT_REPORTED)
    ]
    return [found for block in blocks for found in CAVEATS[page.language].findall(block.text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_caveats_are_few(language: Language) -> None:
    found = {name: caveats(PAGES[name, language]) for name in READERS}
    assert sum(map(len, found.values())) <= 12, found
    assert len(found["index"]) <= 2


def test_caveat_is_known_when_seen() -> None:
    assert CAVEATS["en"].search("The report does not say how many.")
    assert CAVEATS["zh"].search("共有几批，报道没有说。")


GONE = table("docs/gone.yml")
WRITTEN = ("*.md", "*.yml", "*.j2", "*.json", "*.csv", "*.txt", "*.html", "*.py", "*.svg")


def test_no_wording_that_was_wrong_remains() -> None:
    files = [path for folder in ("docs", "scripts", "overrides") for kind in WRITTEN for path in (ROOT / folder).rglob(kind)]
    files = [path for path in [*files, *ROOT.glob("README*")] if not path.name.startswith("corrections.")]
    assert len(files) > 200
    found = [f"{path.relative_to(ROOT)}: {gone}" for path in files for gone in GONE if gone in path.read_text(encoding="utf-8")]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_prose_states_a_figure_in_the_account_and_in_one_practice(language: Language) -> None:
    """Home states some to say how numbers are read, the page of figures to say what cannot be worked out from them."""
    figures = load(ROOT).data.figures_by_id
    elsewhere = []
    for name in (*READERS, "claims"):
        for link in PAGES[name, language].links:
            id = link.target.removeprefix("figures.md#")
            if id in figures and re.search(r"\d", link.text) and name not in {"chain", "index", "figures", figures[id].stage}:
                elsewhere.append(f"{name}: {id}")
    assert elsewhere == []
    for name in STAGES:
        page = PAGES[name, language]
        told = [
            (link.target, heading)
            for link in page.links
            if link.target.startswith("figures.md#") and (heading := [one.id for one in page.headings if one.line <= link.line][-1])
        ]
        assert len({target for target, _ in told}) == len(set(told)), "one figure in two sections"


def rendered(block: Block) -> str:
    return "".join(piece.text for piece in block.pieces)


@pytest.mark.parametrize(("language", "unit", "least", "most"), [("zh", r"[\u4e00-\u9fff]", 1000, 1300), ("en", r"\S+", 600, 800)])
def test_account_is_read_to_the_end(language: Language, unit: str, least: int, most: int) -> None:
    """The comparison at its foot is for reference."""
    page = PAGES["chain", language]
    end = next(heading.line for heading in page.headings if heading.id == "comparison")
    text = " ".join(rendered(block) for block in prose(page) if block.line < end and block.kind != "heading")
    assert least <= len(re.findall(unit, text)) <= most
