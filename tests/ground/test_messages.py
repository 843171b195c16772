"""Every message can be shown, speaks both languages, and cites a rule that the contributing page explains."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scripts.ground.problems import messages
from scripts.words.wording import rules
from tests.helpers import cases
from tests.helpers.sources import ROOT
from tests.rules import test_data

# Shown in a test of its own, by its key or by a part of its words, rather than whole in a file of planted faults: by the files there.
ELSEWHERE = {
    "test_*.py": "base-unknown release-file release-gone",
    "built/*.*": "built-address built-anchor built-half built-link built-place crosses-languages external-address han-unmarked metadata"
    " navigation-language policy-blocks policy-missing redirect-nowhere redirect-of-a-page redirects-shape script-foreign third-party",
    "checks/*.py": "bound-lost copied links-dense",
    "editions/*.py": "edition-at-no-address edition-unreachable release-address release-tag site-missing site-without-address",
    "engine/*.py": "build-fault build-stopped build-write",
    "pages/*.py": "stamp-no-page stamp-no-section stamp-one-sided",
    "preview/*.py": "preview-code preview-fault preview-new preview-old",
    "render/*.py": "chart-finding image-stale",
    "rules/*.py": "file-missing",
    "zensical/*.*": "engines-differ",
}
PLACES = {key: place for place, keys in ELSEWHERE.items() for key in keys.split()}


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(
        ".*".join(map(re.escape, re.split(r"\{[^{}]+\}", template.replace("{{", "\0").replace("}}", "\1"))))
        .replace("\0", r"\{")
        .replace("\1", r"\}")
    )


@cache
def texts(*patterns: str) -> str:
    paths = [path for pattern in patterns for path in (ROOT / "tests").glob(pattern) if path != Path(__file__)]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("key", messages())
def test_message_is_shown_by_a_planted_fault(key: str) -> None:
    if key in PLACES:
        there = texts(PLACES[key])
        chunks = [chunk.strip() for chunk in re.split(r"\{[^{}]+\}|;", messages()[key]["en"])]
        assert re.search(rf'["\s]{key}[":-]', there) or any(chunk in there for chunk in chunks if len(chunk) > 10)
    else:
        shown = texts("*/faults/*.yml", "*/editors/*.yml", "*/pull_requests/*.yml")
        assert _pattern(messages()[key]["en"]).search(shown)
        assert _pattern(messages()[key]["zh"]).search(shown)


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
    assert set(PLACES) <= set(messages())


def test_corpus_is_large_enough() -> None:
    assert len(cases.PAGES) + len(test_data.CASES) >= 60
    assert len(cases.SOUND) >= 10
