"""What a build keeps between builds: the same with and without it, made again when anything changed, never trusted when damaged."""

import sys
from pathlib import Path

import pytest

from scripts.ground.problems import DataError
from scripts.pages.finish import insert_notes
from scripts.site.ready import CACHE_FILE, prepared
from tests.helpers.sources import edit, spawn

SITE = "https://example.org/"


def kept(root: Path) -> bytes:
    return (root / CACHE_FILE).read_bytes()


def test_second_build_finds_the_same(copy: Path) -> None:
    first, file = prepared(copy, SITE), (copy / CACHE_FILE).stat().st_mtime_ns
    assert prepared(copy, SITE) == first
    assert (copy / CACHE_FILE).stat().st_mtime_ns == file


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("docs/data/pipeline.yml", "zh: 公开选招人数", "zh: 选招总人数"),
        ("docs/select.zh.md", "选：发现、选招、储备", "选：发现和储备"),
        ("docs/data/released.yml", "2026-11-23", "2026-11-24"),
        ("scripts/words/words.yml", "引用本页", "引用这一页"),
        ("scripts/render/templates/cite.html.j2", "cite-files", "cite-all-files"),
        ("docs/_generated/zh/chain.md", "，", "¦"),
    ],
)
def test_change_of_a_source_is_noticed(path: str, old: str, new: str, copy: Path) -> None:
    prepared(copy, SITE)
    before = kept(copy)
    edit(copy / path, old, new)
    prepared(copy, SITE)
    assert kept(copy) != before or "_generated" in path
    assert "¦" not in (copy / "docs/_generated/zh/chain.md").read_text(encoding="utf-8")  # what was edited by hand is made again


def test_other_address_is_another_build(copy: Path) -> None:
    assert b"https://example.org/figures/" in prepared(copy, SITE).linked["data/figures.csv"]
    assert b"https://example.com/figures/" in prepared(copy, "https://example.com/").linked["data/figures.csv"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"key": 1}', b"\xff"])
def test_damaged_file_is_made_again(damage: bytes, copy: Path) -> None:
    first, whole = prepared(copy, SITE), kept(copy)
    (copy / CACHE_FILE).write_bytes(damage)
    assert prepared(copy, SITE) == first
    assert kept(copy) == whole


def test_fault_keeps_nothing(copy: Path) -> None:
    edit(copy / "docs/data/pipeline.yml", "unit: route", "unit: road")
    with pytest.raises(DataError):
        prepared(copy, SITE)
    assert not (copy / CACHE_FILE).exists()


def test_warm_build_imports_nothing_heavy(copy: Path) -> None:
    """Importing these took a third of a build; what is kept makes them needless."""
    prepared(copy, SITE)
    code = (
        "import sys; from pathlib import Path; import scripts.hooks, scripts.built.addresses; from scripts.site.ready import prepared; "
        f"prepared(Path({str(copy)!r}), {SITE!r}); "
        "print([name for name in ('pydantic', 'xlsxwriter', 'markdown_it') if name in sys.modules])"
    )

    assert spawn([sys.executable, "-c", code]).stdout == "[]\n"


def test_note_stands_under_the_heading_that_is_behind() -> None:
    text = "# A {#a}\n\n## B {#b}\n\nx\n\n<!-- stale-sections -->"
    assert insert_notes(text, ["b"], "behind", "- B") == '# A {#a}\n\n## B {#b}\n\n!!! translation "behind"\n\n\nx\n\n- B'
