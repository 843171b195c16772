"""Charts: what is drawn is in proportion, what is said is in the records, and each image shows its drawing."""

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from scripts.draw import draw
from scripts.pages.read import read_pages
from scripts.publish.generated import build
from scripts.records.languages import LANGUAGES, Language
from scripts.records.load import DATA_FILE, load
from scripts.records.model import Chart
from scripts.render.images import SCREENSHOT, image_problems, stale_images
from scripts.rules.charts import bars, chart_problems, dots, lines, ticks
from scripts.words.wording import amount
from tests.helpers.sources import ROOT

DATA = load(ROOT).data
CHARTS = {chart.id: chart for chart in DATA.charts}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("chart", [chart for chart in DATA.charts if chart.kind == "people"], ids=lambda chart: chart.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_person_has_a_dot(chart: Chart, language: Language) -> None:
    root = etree.parse(str(ROOT / f"docs/assets/charts/{chart.id}-{language}.svg")).getroot()
    sizes = [
        (int(one.get("width", "")), int(one.get("height", ""))) for one in root.iter(f"{SVG}rect") if one.get("class") == "people"
    ]
    assert sum(width * height // 100 for width, height in sizes) == sum(mark.seen.value for mark in bars(chart, DATA, language))


def test_bars_are_in_proportion_from_zero() -> None:
    marks = bars(CHARTS["recruitment"], DATA, "en")
    longest = max(marks, key=lambda mark: mark.at)
    for mark in marks:
        assert mark.at / longest.at == pytest.approx(mark.seen.value / longest.seen.value, abs=0.001)


def test_finding_says_the_numbers_of_the_records() -> None:
    text = (ROOT / "docs/_generated/en/chart-recruitment.md").read_text(encoding="utf-8")
    assert "<strong>409 of 437 recruits were at section level or below</strong>" in text


def test_finding_that_names_no_figure_is_refused(copy: Path) -> None:
    path = copy / DATA_FILE
    path.write_text(path.read_text(encoding="utf-8").replace("@recruited-total", "@recruited"), encoding="utf-8")
    found = {problem.key for problem in chart_problems(load(copy))}
    assert found == {"chart-finding"}


def test_dots_stand_on_the_scale_that_the_axis_names() -> None:
    chart = CHARTS["two-reports"]
    named = ticks(chart, DATA)
    assert named == [0, 10, 20, 30]
    for row in dots(chart, DATA, "zh"):
        assert [mark.source.id for mark in row] == ["gansu-daily-2023", "china-com-cn-2023"]
        assert all(mark.at == round(100 * mark.seen.value / named[-1], 2) for mark in row)


@pytest.mark.parametrize("chart", DATA.charts, ids=lambda chart: chart.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_download_holds_every_value_its_words_and_its_source(chart: Chart, language: Language) -> None:
    root = etree.parse(str(ROOT / f"docs/assets/charts/{chart.id}-{language}.svg")).getroot()
    shown = " ".join(root.itertext(f"{SVG}text", f"{SVG}tspan"))
    described = root.findtext(f"{SVG}desc") or ""
    figures = {figure.id: figure for figure in DATA.figures}
    for row in chart.rows:
        for seen in figures[row.figure].observations[: None if chart.kind == "dots" else 1]:
            assert amount(figures[row.figure], seen, language) in shown
            assert amount(figures[row.figure], seen, language) in described
    assert ("《甘肃日报》2023 年 10 月 21 日报道，第" if language == "zh" else "Gansu Daily, 21 October 2023, paragraph") in shown
    assert "CC BY 4.0" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_states_each_report_and_period_of_the_figures_that_differ(language: str) -> None:
    text = (ROOT / f"docs/_generated/{language}/chart-two-reports.md").read_text(encoding="utf-8")
    assert re.search("China.com.cn: period not stated|中国网：时段未说明", text)


def test_lines_break_between_words_and_never_before_a_stop() -> None:
    assert lines("one two three", 4) == ["one two", "three"]
    assert lines("甲乙丙，丁", 3) == ["甲乙", "丙，丁"]
    assert lines("", 3) == [""]


def test_screenshot_shows_the_look_of_today() -> None:
    assert SCREENSHOT not in stale_images(ROOT, {}), "run: make images"


def test_image_of_another_drawing_is_found_and_drawn_again(tmp_path: Path, chrome: Browser) -> None:
    files = build(ROOT, read_pages(ROOT))
    for folder in ("docs/assets", "overrides"):  # the screenshot shows both
        shutil.copytree(ROOT / folder, tmp_path / folder)
    assert list(image_problems(tmp_path, files)) == []
    changed = "docs/assets/charts/recruitment-en.svg"
    files[changed] = files[changed].replace("409 people", "408 people")
    found = [str(problem) for problem in image_problems(tmp_path, files)]
    assert len(found) == 1
    assert found[0].startswith(
        "docs/assets/charts/recruitment-en.png:1: image: 1 image(s) no longer show their drawing; run “make images”"
    )
    assert draw(tmp_path, files, chrome) == ["docs/assets/charts/recruitment-en.png"]
    assert list(image_problems(tmp_path, files)) == []


@pytest.mark.parametrize("damage", ["missing", "not an image", "cut short"])
def test_image_that_cannot_tell_its_drawing_is_found(damage: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs/assets", tmp_path / "docs/assets")
    image = tmp_path / "docs/assets/social-zh.png"
    if damage == "missing":
        image.unlink()
    else:
        image.write_bytes(b"no image" if damage == "not an image" else image.read_bytes()[:40])
    assert [problem.key for problem in image_problems(tmp_path, build(ROOT, read_pages(ROOT)))] == ["image-stale"]
