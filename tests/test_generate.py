"""The generator: writes only what changed, in one step each; --check writes nothing and says what is stale."""

from pathlib import Path

import pytest

from scripts.generate import main
from scripts.pages.read import read_pages
from scripts.pages.sources import FRAGMENTS
from scripts.publish.generated import build, sound_edition, write
from scripts.records.languages import LANGUAGES
from scripts.records.load import DATA_FILE
from scripts.render.render import render
from tests.helpers.cases import accept_images
from tests.helpers.sources import ROOT, edit, run


def snapshot(root: Path) -> dict[str, tuple[int, bytes]]:
    """Return time of change and content of every file below docs/."""
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted((root / "docs").rglob("*")) if path.is_file()
    }


def test_committed_files_are_fresh() -> None:
    files = build(ROOT, read_pages(ROOT))
    assert {path: (ROOT / path).read_text(encoding="utf-8") for path in files} == files


def test_second_run_touches_nothing(copy: Path) -> None:
    write(copy, build(copy, read_pages(copy)))
    before = snapshot(copy)
    assert write(copy, build(copy, read_pages(copy))) == []
    assert snapshot(copy) == before


def test_one_value_changes_its_tables_in_both_languages(copy: Path) -> None:
    edit(
        copy / DATA_FILE,
        "value: 18\n    precision: exact\n    period: {kind: not_stated}\n    quote: 18条",
        "value: 19\n    precision: exact\n    period: {kind: not_stated}\n    quote: 19条",
    )
    touched = write(copy, build(copy, read_pages(copy)))
    names = ("practice-bases-and-routes", "figures", "glance-develop", "chart-training", "claims", "handout")
    charts = [f"docs/assets/charts/training-{language}.svg" for language in LANGUAGES]
    tables = [f"{FRAGMENTS}/{language}/{name}.md" for language in LANGUAGES for name in names]
    assert sorted(touched) == sorted([*tables, *charts, "docs/data/figures.csv", "docs/data/figures.json"])


def test_orphan_is_deleted(copy: Path) -> None:
    orphan = copy / FRAGMENTS / "zh" / "gone.md"
    orphan.write_text("x\n", encoding="utf-8")
    assert write(copy, build(copy, read_pages(copy))) == [f"{FRAGMENTS}/zh/gone.md"]
    assert not orphan.exists()


def test_check_writes_nothing_and_names_the_repair(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(copy / DATA_FILE, "zh: 公开选招人数", "zh: 选招总人数")
    before = snapshot(copy)
    assert main(["--check", "--root", str(copy)]) == 1
    output = capsys.readouterr()
    assert snapshot(copy) == before
    assert ">公开选招人数<" in output.out
    assert ">选招总人数<" in output.out
    assert len(output.out.splitlines()) <= 3 * 21
    assert output.err.splitlines()[-1].endswith("请运行“make generate”，并提交改动。")


def test_interrupted_write_leaves_the_old_file(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"{FRAGMENTS}/zh/chain.md"
    old = (copy / path).read_text(encoding="utf-8")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(copy, {path: "new\n"})
    assert (copy / path).read_text(encoding="utf-8") == old
    assert list((copy / path).parent.glob(".*")) == []


@pytest.mark.parametrize("module", ["scripts.check", "scripts.generate", "scripts.built.addresses"])
def test_commands_explain_themselves(module: str) -> None:
    done = run(module, "--help")
    assert done.returncode == 0
    assert f"python -m {module}" in done.stdout


def test_build_refreshes_tables_by_itself(warm: Path) -> None:
    edit(warm / DATA_FILE, "zh: 公开选招人数", "zh: 选招总人数")
    accept_images(warm)
    done = run("mkdocs", "build", "--site-dir", str(warm / "site"), cwd=warm)
    assert done.returncode == 0, done.stderr
    assert "== " not in done.stdout + done.stderr, "MkDocs by itself tells no parts and their seconds"
    assert "选招总人数" in (warm / "site/figures/index.html").read_text(encoding="utf-8")
    assert "选招总人数" in (warm / FRAGMENTS / "zh/figures.md").read_text(encoding="utf-8")


def test_stage_whose_character_is_not_drawn_shows_its_text(copy: Path) -> None:
    edit(copy / DATA_FILE, "mark: 用", "mark: 任")
    chain = render(sound_edition(copy), read_pages(copy))["docs/_generated/en/stations.md"]
    assert '<span class="glyph" lang="zh-Hans" aria-hidden="true">任</span>' in chain
    assert chain.count("<use ") == 3


def test_stage_that_no_paragraph_reports_names_none(copy: Path) -> None:
    edit(copy / DATA_FILE, "- id: p12\n  stage: use\n", "- id: p12\n")
    assert "（）" not in render(sound_edition(copy), read_pages(copy))["docs/_generated/zh/chain.md"]
