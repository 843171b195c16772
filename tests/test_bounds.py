"""“More than” stays “more than” in every output: in generated text by a check with planted faults, in the rest by looking."""

import json
from pathlib import Path

import pytest

from scripts.checks.bounds import bound_problems
from scripts.generate import build, sound_edition
from scripts.pages import FRAGMENTS, read_pages
from scripts.publish.edition import Edition
from scripts.publish.metadata import page_metadata
from scripts.publish.rows import rows
from tests.conftest import ROOT

ID = "living-apart-resolved"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return sound_edition(ROOT)


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return build(ROOT, read_pages(ROOT))


def test_generated_files_keep_every_bound(files: dict[str, str], edition: Edition) -> None:
    assert list(bound_problems(files, edition.data)) == []


FAULTS = {
    "card": (f"{FRAGMENTS}/zh/figures-manage.md", "**340 多人**", "**340 人**"),
    "english card": (f"{FRAGMENTS}/en/figures-manage.md", "**more than 340 people**", "**340 people**"),
    "estimate": (f"{FRAGMENTS}/en/glance-manage.md", "more than 340 people", "340+ people"),
    "table": (f"{FRAGMENTS}/zh/glance-manage.md", "340 多人", "340 人"),
    "download": ("docs/data/figures.csv", "340,more_than,340,,", "340,exact,340,340,"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_dropped_bound_is_found(name: str, files: dict[str, str], edition: Edition) -> None:
    path, old, new = FAULTS[name]
    assert old in files[path], f"the fault can no longer be planted: {old}"
    found = list(bound_problems(files | {path: files[path].replace(old, new, 1)}, edition.data))
    assert [(problem.path, problem.key, problem.id) for problem in found] == [(path, "bound-lost", ID)]
    assert "340 of “living-apart-resolved” stands here without “" in found[0].en
    assert "；请用模板函数“amount”写出" in found[0].zh


def test_bound_has_no_upper_end_in_any_table(edition: Edition) -> None:
    row = next(row for row in rows(edition.data, "")["figures"] if row["figure_id"] == ID)
    assert (row["value"], row["precision"], row["value_min"], row["value_max"]) == (340, "more_than", 340, None)


@pytest.mark.parametrize(("language", "words"), [("zh", "340 多人"), ("en", "more than 340 people")])
def test_metadata_gives_a_least_value_and_says_so(language: str, words: str, edition: Edition) -> None:
    home = "https://example.org/" + ("en/" if language == "en" else "")
    at = edition.at("https://example.org/")
    text = page_metadata(at, language, url=f"{home}figures/", title="x", about="x")  # type: ignore[arg-type]
    variable = next(item for item in json.loads(text)["variableMeasured"] if item["url"].endswith(f"#{ID}"))
    assert variable["minValue"] == 340
    assert "value" not in variable
    assert words in variable["description"]


def test_markdown_of_every_page_keeps_the_bound(site: Path) -> None:
    for path in sorted(site.rglob("index.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "340" in line and "340+" not in line:
                assert any(word in line.lower() for word in ("多", "余", "超过", "more than", "exceed")), f"{path}: {line}"
