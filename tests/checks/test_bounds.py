"""“More than” stays “more than” in every output: in generated text by a check with planted faults, in the rest by looking."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.checks.bounds import bound_problems, text_bound_problems
from scripts.checks.numbers import number_problems
from scripts.cite.edition import Edition
from scripts.pages.read import extract, read_pages
from scripts.publish.generated import sound_edition
from scripts.publish.metadata import page_metadata
from scripts.publish.rows import rows
from scripts.records.figures import Figure, Observation
from scripts.records.languages import LANGUAGES, Language
from scripts.records.load import DATA_FILE, Document, load
from scripts.records.model import Pipeline
from scripts.rules.every import data_problems
from scripts.words import wording
from tests.helpers.sources import ROOT
from tests.helpers.tables import table

ID = "living-apart-resolved"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return sound_edition(ROOT)


def test_generated_files_keep_every_bound(edition: Edition) -> None:
    assert list(bound_problems(edition, read_pages(ROOT))) == []


@pytest.mark.parametrize("printed", ["{number} {unit}", "{number}+ {unit}", "about {number} {unit}"])
def test_dropped_bound_is_found_wherever_a_template_prints_it(
    printed: str, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def amount(figure: Figure, seen: Observation, language: Language) -> str:
        return printed.format(number=wording.number(seen.value, language), unit="people")

    monkeypatch.setattr("scripts.render.render.wording.amount", amount)
    found = {Path(problem.path).name: problem for problem in bound_problems(replace(edition), read_pages(ROOT))}
    assert {problem.id for problem in found.values()} == {ID}
    assert {"glance-manage.md", "practice-living-apart-support.md", "chain.md"} <= set(found)


def test_text_of_the_figure_that_drops_its_bound_is_found(copy: Path) -> None:
    data = copy / DATA_FILE
    before, id, record = data.read_text(encoding="utf-8").partition(f"- id: {ID}\n")
    data.write_text(
        before + id + re.sub(r"(definition:\n    zh: [^\n]+\n    en: )", r"\1In number 340. ", record, count=1), encoding="utf-8"
    )
    found = list(text_bound_problems(load(copy)))
    assert [(problem.path, problem.key, problem.id) for problem in found] == [(DATA_FILE, "bound-lost", ID)]


@pytest.fixture(scope="module")
def document() -> Document:
    return load(ROOT)


@pytest.mark.parametrize(("value", "precision", "quote", "zh", "en", "wrong"), table("checks/bounds.yml"))
def test_value_quote_and_prose_agree_on_what_is_known(
    value: float, precision: str, quote: str, zh: str, en: str, wrong: list[str], document: Document, edition: Edition
) -> None:
    at, figure = next((at, figure) for at, figure in enumerate(document.data.figures) if figure.id == "study-routes")
    seen = figure.reported.model_copy(update={"value": value, "precision": precision, "quote": quote})
    records = {name: getattr(document.data, name) for name in type(document.data).model_fields}
    records["figures"] = [*records["figures"]]
    records["figures"][at] = figure.model_copy(update={"observations": [seen]})
    doc = replace(document, data=Pipeline.model_construct(**records))
    pages = [
        extract(f"docs/{name}.{language}.md", f"# T\n\n[{said}](figures.md#study-routes).\n")
        for name, said_in in (("figures", ("", "")), ("chain", (zh, en)))
        for language, said in zip(LANGUAGES, said_in, strict=True)
    ]
    names = frozenset(page.name for page in pages)
    found = [*data_problems(doc), *(problem for page in pages for problem in number_problems(page, doc.data, names))]
    if not wrong:
        found += [*text_bound_problems(doc), *bound_problems(replace(edition, data=doc.data), read_pages(ROOT))]
    assert {problem.key for problem in found} == set(wrong), found


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
