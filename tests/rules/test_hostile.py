"""Twenty hostile values in the data file: each is refused with a message, or ends as plain text in everything published."""

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from scripts.ground.problems import DataError
from scripts.records.load import DATA_FILE, load
from scripts.rules.every import data_problems
from tests.helpers.cases import accept_images
from tests.helpers.outputs import texts
from tests.helpers.sources import copy_sources, run
from tests.helpers.tables import table
from tests.helpers.watching import Watch

REFUSED, INERT = table("rules/hostile.yml").values()
# Where each form of output must show them; a form that the site gains belongs here.
FORMS = (".html", ".js", ".json", ".csv", ".xlsx", ".svg", ".atom")


def plant(root: Path, values: list[str]) -> None:
    """Make `values` the English labels of the first figures and of the chart rows that show them, and causes of corrections."""
    path = root / DATA_FILE
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    figures = [row["figure"] for chart in data["charts"] for row in chart["rows"]]
    chosen = list(dict.fromkeys(figures))[: len(values)]
    assert len(chosen) == len(values)
    for figure in data["figures"]:
        if figure["id"] in chosen:
            figure["label"]["en"] = values[chosen.index(figure["id"])]
    for chart in data["charts"]:
        for row in chart["rows"]:
            if row["figure"] in chosen and row.get("label"):
                row["label"]["en"] = values[chosen.index(row["figure"])]
    common = {"date": "2026-11-23", "field": "label", "was": "x", "now": "y", "kind": "correction"}
    data["corrections"] = [
        {"id": f"correction-{number}", "figure": chosen[0], "cause": {"zh": "x", "en": value}} | common
        for number, value in enumerate(values)
    ]
    path.write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), encoding="utf-8")


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_value_is_refused(name: str, copy: Path) -> None:
    plant(copy, [REFUSED[name]])
    try:
        found = data_problems(load(copy))
    except DataError as error:
        found = error.problems
    assert {problem.key for problem in found} <= {"text-not-plain", "yaml-character"}
    assert [problem for problem in found if "label.en" in problem.en]
    assert [problem for problem in found if "cause.en" in problem.en]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site from a data file with every value that passes."""
    root = copy_sources(tmp_path_factory.mktemp("hostile"))
    plant(root, list(INERT.values()))
    assert data_problems(load(root)) == []
    accept_images(root)
    done = run("mkdocs", "build", "--site-dir", "site", cwd=root, site_url="http://127.0.0.1/")
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.mark.parametrize("form", FORMS)
def test_hostile_value_is_text_in_every_form(form: str, hostile: Path) -> None:
    found = "\n".join(texts(hostile, form))
    assert [value for value in INERT.values() if value not in found] == []


def test_hostile_value_does_nothing_in_the_browser(hostile: Path, page: Page) -> None:
    watch = Watch(page, "file://")
    shown = ""
    for path in ("en/figures/index.html", "en/select/index.html", "en/index.html", "en/glossary/index.html"):
        page.goto((hostile / path).as_uri())
        shown += page.locator("body").inner_text()
        assert page.evaluate("window.hostile") is None
        assert page.locator("article [onmouseover], article [onclick]").count() == 0
    for drawing in sorted(hostile.glob("assets/charts/*-en.svg")):
        page.goto(drawing.as_uri())
        assert page.evaluate("window.hostile") is None
    assert [value for value in INERT.values() if value not in shown] == []
    assert [fault for fault in watch.found() if "cdn.example.org" in fault] == []
