"""Every message can be shown, speaks both languages, and cites a rule that the contributing page explains."""

import re
from pathlib import Path
from typing import Any

import pytest

from scripts.ground.problems import messages
from scripts.words.wording import rules
from tests.helpers import cases
from tests.helpers.sources import ROOT
from tests.rules import test_data

# Shown in a test of its own, by its key or by a part of its words, rather than whole in a file of planted faults.
ELSEWHERE = {
    "base-unknown", "bound-lost", "build-fault", "build-stopped", "build-write", "built-address", "built-anchor", "built-half",
    "built-link", "built-place", "chart-finding", "copied", "crosses-languages", "edition-at-no-address", "edition-unreachable",
    "engines-agree", "engines-differ", "external-address", "file-missing", "han-unmarked", "image-stale", "links-dense",
    "metadata", "navigation-language", "policy-blocks", "policy-missing", "preview-code", "preview-fault", "preview-new",
    "preview-old", "redirect-nowhere", "redirect-of-a-page", "redirects-shape", "release-address", "release-changed", "release-file", "release-gone", "release-tag", "script-foreign", "section-unread", "site-missing", "site-without-address", "stamp-no-page", "stamp-no-section", "stamp-one-sided", "text-not-plain", "third-party",
}  # fmt: skip


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(
        ".*".join(map(re.escape, re.split(r"\{[^{}]+\}", template.replace("{{", "\0").replace("}}", "\1"))))
        .replace("\0", r"\{")
        .replace("\1", r"\}")
    )


def texts(*patterns: str) -> str:
    paths = [path for pattern in patterns for path in (ROOT / "tests").glob(pattern) if path != Path(__file__)]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


SHOWN = texts("*/faults/*.yml", "*/editors/*.yml", "*/pull_requests/*.yml")
TESTS = texts("**/test_*.py", "*/*.yml")


@pytest.mark.parametrize("key", messages())
def test_message_is_shown_by_a_planted_fault(key: str) -> None:
    if key in ELSEWHERE:
        chunks = [chunk.strip() for chunk in re.split(r"\{[^{}]+\}|;", messages()[key]["en"])]
        assert key in TESTS or any(chunk in TESTS for chunk in chunks if len(chunk) > 10)
    else:
        assert _pattern(messages()[key]["en"]).search(SHOWN)
        assert _pattern(messages()[key]["zh"]).search(SHOWN)


@pytest.mark.parametrize("key", messages())
def test_message_says_what_is_wrong_and_what_to_do(key: str) -> None:
    assert ";" in messages()[key]["en"]
    assert "；" in messages()[key]["zh"]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["id"])
def test_rule_is_whole(rule: dict[str, Any]) -> None:
    assert set(rule) - {"instead_of", "write"} == {"id", "group", "by", "zh", "en"}
    assert ("write" in rule) == ("instead_of" in rule)
    assert rule["by"] in {"machine", "people"}
    assert rule["zh"].endswith("。")
    assert rule["en"].endswith((".", ".)"))


def test_rules_and_messages_agree() -> None:
    cited = {message["rule"] for message in messages().values() if "rule" in message}
    assert cited == {rule["id"] for rule in rules() if rule["by"] == "machine"}


def test_corpus_is_large_enough() -> None:
    assert len(cases.PAGES) + len(test_data.CASES) >= 60
    assert len(cases.SOUND) >= 10
