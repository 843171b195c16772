"""`make fix` sets right what is certain, shows it, and touches no link, code or number."""

from pathlib import Path

import pytest

from scripts.fix import main
from tests.helpers.sources import ROOT

WRITTEN = '他说:"干部"很好,共４３７人(甲)。。。又见[数字](figures.md#recruited-total),`a,b`；还有"一半。'


def test_certain_faults_are_mended_and_shown(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = copy / "docs/manage.zh.md"
    before = page.read_text(encoding="utf-8")
    page.write_text(f"{before}\n{WRITTEN}\n", encoding="utf-8")
    assert main(["--root", str(copy)]) == 0
    shown = capsys.readouterr().out
    row = page.read_text(encoding="utf-8").split("\n")[-2]
    assert "`a,b`" in row
    assert "(figures.md#recruited-total)，" in row
    assert row.endswith('还有"一半。')
    assert f"-{WRITTEN}" in shown
    assert f"+{row}" in shown
    assert page.read_text(encoding="utf-8").startswith(before)


def test_pages_as_they_stand_need_no_mending(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(copy)]) == 0
    assert capsys.readouterr().out.startswith("0 page(s) mended")
    assert (copy / "docs/use.zh.md").read_bytes() == (ROOT / "docs/use.zh.md").read_bytes()


def test_page_that_is_no_text_is_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "docs/use.zh.md").write_bytes(b"# \xff\n")
    assert main(["--root", str(copy)]) == 1
    assert capsys.readouterr().err.startswith("docs/use.zh.md:1: use: the file is not UTF-8; save it as UTF-8")
