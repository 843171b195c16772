"""The contributing pages can be followed to the letter: each recipe, its deliberate mistake and the message that corrects it."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from scripts.pages.page import Page
from scripts.pages.read import read_pages
from scripts.records.languages import Language
from scripts.words.wording import rules
from tests.docs.recipes import Step, follow, recipes
from tests.helpers.repository import clone, git, here, say
from tests.helpers.sources import ROOT

PAGES: dict[Language, Page] = {page.language: page for page in read_pages(ROOT) if page.name == "recipes"}
WELL = "Data, generated files and pages agree. / 数据、生成的文件与页面一致。"


@pytest.mark.parametrize("run", [here, pytest.param(say, marks=pytest.mark.wide)])
@pytest.mark.parametrize("id", recipes(PAGES["zh"]))
def test_recipe_works_as_it_is_written(id: str, run: Callable[[Path, str], CompletedProcess[str]], tmp_path: Path) -> None:
    """Followed once: the pages show the same edits and commands, and each is to show what is printed."""
    root = clone(tmp_path)
    pairs = list(zip(*(recipes(page)[id] for page in PAGES.values()), strict=True))
    for steps in pairs:
        follow(root, *steps, run=run)
    for last in pairs[-1]:
        assert last.lines[-2:] == ("$ make check", WELL), "a recipe ends in a check that passes and warns of nothing"
    assert any("problem" in line for step, _ in pairs for line in step.lines), "a recipe shows a mistake and its message"
    assert git(root, "status", "--porcelain", "docs/_generated", "docs/data") != "", "the recipe changed something"


def test_both_languages_show_the_same_edits_and_commands() -> None:
    def acts(page: Page) -> dict[str, list[list[str]]]:
        return {
            id: [[line for line in step.lines if step.kind == "diff" or line.startswith("$")] for step in steps]
            for id, steps in recipes(page).items()
        }

    assert acts(PAGES["zh"]) == acts(PAGES["en"])


@pytest.mark.parametrize("language", PAGES)
def test_contributing_page_leads_to_every_recipe_and_rule(language: Language) -> None:
    pages = {page.name: page for page in read_pages(ROOT) if page.language == language}
    linked = {link.target for link in pages["contributing"].links}
    assert {f"recipes.md#{id}" for id in recipes(pages["recipes"])} <= linked
    included = {include.target.removeprefix(f"{language}/rules-").removesuffix(".md") for include in pages["style"].includes}
    assert included == {rule["group"] for rule in rules()}


@pytest.mark.parametrize(
    ("kind", "lines", "says"),
    [
        ("diff", ("docs/use.en.md", "-no such words", "+other words"), "stands 0 times in use.en.md"),
        ("console", ("$ echo one", "two"), "wanted:\ntwo\nprinted:\none"),
        ("console", ("$ echo one; echo two", "one"), "wanted:\none\nprinted:\none\ntwo"),
    ],
)
def test_recipe_that_no_longer_works_is_found(kind: str, lines: tuple[str, ...], says: str, copy: Path) -> None:
    with pytest.raises(AssertionError, match=says):
        follow(copy, Step(kind, lines))
