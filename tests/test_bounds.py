"""“More than” stays “more than” in every output: in generated text by a check with planted faults, in the rest by looking."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from scripts import wording
from scripts.checks.bounds import bound_problems
from scripts.generate import sound_edition
from scripts.load import DATA_FILE, load
from scripts.model import Figure, Observation
from scripts.pages import read_pages
from scripts.publish.edition import Edition
from scripts.publish.metadata import page_metadata
from scripts.publish.release import read_release
from scripts.publish.rows import rows
from scripts.render import environment
from scripts.rules import data_problems
from scripts.vocabulary import Language
from tests.conftest import ROOT

ID = "living-apart-resolved"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return sound_edition(ROOT)


def test_generated_files_keep_every_bound(edition: Edition) -> None:
    assert list(bound_problems(load(ROOT), edition, read_pages(ROOT))) == []


@pytest.mark.parametrize("printed", ["{number} {unit}", "{number}+ {unit}", "about {number} {unit}"])
def test_dropped_bound_is_found_wherever_a_template_prints_it(
    printed: str, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def amount(figure: Figure, seen: Observation, language: Language) -> str:
        return printed.format(number=wording.number(seen.value, language), unit="people")

    monkeypatch.setattr("scripts.render.wording.amount", amount)
    found = {Path(problem.path).name: problem for problem in bound_problems(load(ROOT), replace(edition), read_pages(ROOT))}
    assert {problem.id for problem in found.values()} == {ID}
    assert {"glance-manage.md", "practice-living-apart-support.md", "chain.md"} <= set(found)


def test_text_of_the_figure_that_drops_its_bound_is_found(edition: Edition, copy: Path) -> None:
    data = copy / DATA_FILE
    before, id, record = data.read_text(encoding="utf-8").partition(f"- id: {ID}\n")
    data.write_text(
        before + id + re.sub(r"(definition:\n    zh: [^\n]+\n    en: )", r"\1In number 340. ", record, count=1), encoding="utf-8"
    )
    found = list(bound_problems(load(copy), edition, []))
    assert [(problem.path, problem.key, problem.id) for problem in found] == [(DATA_FILE, "bound-lost", ID)]


@pytest.mark.parametrize("value", [5, 20, 45])
def test_bounded_figure_of_a_common_number_brings_no_false_problem(value: int, copy: Path) -> None:
    """Other figures, ages and counts that happen to have the same digits are not it."""
    data = copy / DATA_FILE
    text = data.read_text(encoding="utf-8")
    for old, new in (("value: 18\n", f"value: {value}\n"), ("quote: 18条", f"quote: {value}多条")):
        assert old in text
        text = text.replace(old, new, 1)
    at = text.index(f"value: {value}\n", text.index("id: study-routes"))
    text = text[:at] + text[at:].replace("precision: exact", "precision: more_than", 1)
    data.write_text(text, encoding="utf-8")
    doc = load(copy)
    assert [str(problem) for problem in data_problems(doc)] == []
    assert list(bound_problems(doc, Edition(environment(), doc.data, read_release(ROOT)), read_pages(ROOT))) == []


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
