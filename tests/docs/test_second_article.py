"""A second article can be added as the contributing page says: a fictional one, down to the rendered card and the download."""

import csv
from pathlib import Path

import pytest
from lxml import html

from scripts.checks.run import problems
from scripts.pages.read import read_pages
from scripts.publish.generated import build, write
from scripts.records.load import DATA_FILE
from tests.helpers.sources import ROOT, copy_sources, edit, run
from tests.helpers.tables import table

ADDED = table("docs/second-article.yml")


def add_article(root: Path) -> None:
    """Follow the recipe: the source, then its observations, one the same and one different."""
    edit(root / DATA_FILE, "\n# 背景来源", f"\n{ADDED['source']}\n# 背景来源")
    edit(root / DATA_FILE, "    quote: 18条\n", f"    quote: 18条\n{ADDED['same']}", "- id: study-routes")
    edit(root / DATA_FILE, "    quote: 12名\n", f"    quote: 12名\n{ADDED['other']}", "- id: reserve-pool-entrants")
    edit(root / DATA_FILE, "  observations:\n", f"{ADDED['disagreement']}  observations:\n", "- id: reserve-pool-entrants")


def test_recipe_names_the_fields_that_the_sample_uses() -> None:
    recipe = (ROOT / "docs/contributing.en.md").read_text(encoding="utf-8").partition("{#a-source}")[2].partition("\n## ")[0]
    fields = ["role", "read", "relation", "source", "locator", "value", "precision", "period", "quote", "disagreement", "inferred"]
    assert [field for field in fields if f"`{field}`" not in recipe] == []


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return sources with the article, and the site built from them."""
    copy = copy_sources(tmp_path_factory.mktemp("added"))
    add_article(copy)
    write(copy, build(copy, read_pages(copy)))
    done = run("mkdocs", "build", "--strict", "--site-dir", str(copy / "site"), cwd=copy)
    assert done.returncode == 0, done.stderr
    return copy


def test_checks_pass(added: Path) -> None:
    assert [str(problem) for problem in problems(added)] == []


@pytest.mark.parametrize(
    ("folder", "same", "differs", "guess"),
    [
        ("site", "两篇报道数字相同，彼此关系不明", "两篇报道数字不同", "统计截止日不同"),
        ("site/en", "Two reports give the same number; how they are related is unknown", "Two reports give different numbers", "The cut-off dates differ"),
    ],
)  # fmt: skip
def test_card_comparison_and_download_show_it(folder: str, same: str, differs: str, guess: str, added: Path) -> None:
    root = html.parse(str(added / folder / "figures/index.html")).getroot()
    routes, pool = (root.xpath(f"string(//details[@id='{id}']/dl)") for id in ("study-routes", "reserve-pool-entrants"))
    assert same in str(routes)
    assert differs in str(pool)
    assert guess in str(pool)
    assert "11" in str(pool)
    compared = root.xpath("string(//h2[@id='two-reports']/following::table[1])")
    assert "18" in str(compared)
    assert "11" in str(compared)
    with (added / "site/data/figures.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["row_id"]: row for row in csv.DictReader(file)}
    assert rows["study-routes@fictional-news-2023"]["status"] == "agree"
    assert rows["reserve-pool-entrants@fictional-news-2023"]["status"] == "unresolved"
    assert rows["reserve-pool-entrants@fictional-news-2023"]["locator_zh"] == "结尾部分"
