"""Own wording, tried with a sentence made up for the test: no text of a source is in the repository, not even here."""

import re
from pathlib import Path

import pytest

from scripts.checks import copied
from scripts.checks.run import problems
from scripts.pages.read import read_pages
from scripts.records.load import DATA_FILE
from tests.helpers.sources import ROOT

SENTENCE = "山坡上的老槐树下坐着三个讲故事的木匠"


@pytest.fixture(autouse=True)
def made_up_source(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = (SENTENCE[start : start + copied.LENGTH] for start in range(len(SENTENCE) - copied.LENGTH + 1))
    fingerprints = frozenset(map(copied.fingerprint, runs))
    monkeypatch.setattr(copied, "known", lambda: fingerprints)


def found(root: Path) -> list[str]:
    return [str(problem) for problem in problems(root) if problem.key == "copied"]


@pytest.mark.parametrize(
    "said",
    [SENTENCE, "山坡上 的老槐树下，坐着三个、讲故事的木匠", f"另有{SENTENCE[:13]}。", "山坡上的老槐树\n下坐着三个讲故事的木匠"],
)
def test_run_of_thirteen_characters_is_found(said: str, copy: Path) -> None:
    page = copy / "docs/use.zh.md"
    line = len(page.read_text(encoding="utf-8").splitlines()) + 2
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{said}\n", encoding="utf-8")
    wanted = f"docs/use.zh.md:{line}: use: “{SENTENCE[:13]}” is word for word in a source, longer than 12 characters;"
    assert len(lines := found(copy)) >= 1
    assert lines[0].startswith(wanted)
    assert lines[0].endswith("与来源逐字相同，超过 12 个字；请用自己的话写 [WORD-1]")


def test_run_in_the_data_file_is_found(copy: Path) -> None:
    data = copy / DATA_FILE
    text = data.read_text(encoding="utf-8").replace("一名驻村干部谈向群众学习、与群众一起干的体会", SENTENCE, 1)
    data.write_text(text, encoding="utf-8")
    line = text[: text.index(SENTENCE)].count("\n") + 1
    assert [row.split(": ")[0] for row in found(copy)] == [f"{DATA_FILE}:{line}"]


def test_twelve_characters_pass(copy: Path) -> None:
    page = copy / "docs/use.zh.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{SENTENCE[:12]}。\n", encoding="utf-8")
    assert found(copy) == []


def test_titles_may_stand(copy: Path) -> None:
    page = copy / "docs/use.zh.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{SENTENCE}\n", encoding="utf-8")
    assert list(copied.copied_problems(copy, read_pages(copy), [])) != []
    assert list(copied.copied_problems(copy, read_pages(copy), [SENTENCE])) == []


def test_repository_keeps_hashes_alone() -> None:
    lines = copied.FINGERPRINTS.read_text(encoding="ascii").split()
    assert len(lines) > 1000
    assert all(re.fullmatch(r"[0-9a-f]{12}", line) for line in lines)
    assert copied.FINGERPRINTS.is_relative_to(ROOT)
