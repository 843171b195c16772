"""The contributing pages can be followed to the letter: each recipe, its deliberate mistake and the message that corrects it."""

from pathlib import Path

import pytest

from scripts.pages import Page, read_pages
from scripts.vocabulary import Language
from scripts.wording import rules
from tests.conftest import ROOT
from tests.recipes import Step, follow, recipes
from tests.repository import clone, git, say

PAGES: dict[Language, Page] = {page.language: page for page in read_pages(ROOT) if page.name == "recipes"}
RECIPES = [
    pytest.param(language, id, steps, id=f"{language}-{id}") for language in PAGES for id, steps in recipes(PAGES[language]).items()
]
WELL = "Data, generated files and pages agree. / 数据、生成的文件与页面一致。"


@pytest.mark.parametrize(("language", "id", "steps"), RECIPES)
def test_recipe_works_as_it_is_written(language: Language, id: str, steps: list[Step], tmp_path: Path) -> None:
    root = clone(tmp_path)
    for step in steps:
        follow(root, step)
    assert steps[-1].lines[-1] == WELL, "a recipe ends in a check that passes"
    assert any("problem" in line for step in steps for line in step.lines), "a recipe shows a mistake and its message"
    assert say(root, "make check").stdout == f"{WELL}\n", "nothing is left to warn of"
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
