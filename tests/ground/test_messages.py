"""Every message can be shown, speaks both languages, and cites a rule that the contributing page explains."""

import re
from typing import Any

import pytest

from scripts.ground.problems import messages
from scripts.words.wording import rules
from tests.helpers import cases
from tests.helpers.sources import ROOT
from tests.helpers.subjects import FILES
from tests.rules import test_data

# Shown in a test of its own rather than in a case file.
ELSEWHERE = {
    "test_bounds.py": {"bound-lost"},
    "test_charts.py": {"chart-finding", "image-stale"},
    "test_copied.py": {"copied"},
    "test_data.py": {"file-missing", "not-utf8"},
    "test_engines.py": {"engines-differ", "engines-agree"},
    "test_freshness.py": {"section-unread", "stamp-no-page", "stamp-no-section", "stamp-one-sided"},
    "test_build.py": {"build-fault", "build-stopped", "build-write"},
    "test_offline.py": {"site-missing"},
    "test_preview.py": {"preview-code", "preview-fault", "preview-new", "preview-old"},
    "test_addresses.py": {"built-address", "built-place", "redirect-nowhere", "redirect-of-a-page", "redirects-shape"},
    "test_policy.py": {"policy-missing", "policy-blocks", "script-foreign"},
    "test_hostile.py": {"text-not-plain"},
    "test_publishing.py": {"edition-at-no-address", "edition-unreachable", "release-address", "release-tag"},
    "test_hosting.py": {"site-without-address"},
    "test_pages.py": {"links-dense"},
    "test_release.py": {"release-changed", "release-file", "release-gone"},
    "test_summary.py": {"base-unknown"},
    "test_site.py": {
        "built-link", "built-anchor", "built-half", "crosses-languages", "third-party", "external-address", "metadata", "navigation-language", "han-unmarked",
    },
}  # fmt: skip


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(
        ".*".join(map(re.escape, re.split(r"\{[^{}]+\}", template.replace("{{", "\0").replace("}}", "\1"))))
        .replace("\0", r"\{")
        .replace("\1", r"\}")
    )


@pytest.fixture(scope="module")
def shown() -> str:
    files = [path for folder in ("faults", "editors", "pull_requests") for path in (ROOT / "tests").glob(f"*/{folder}/*.yml")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("key", messages())
def test_message_is_shown_by_a_planted_fault(key: str, shown: str) -> None:
    elsewhere = [name for name, keys in ELSEWHERE.items() if key in keys]
    if elsewhere:
        text = FILES[elsewhere[0]].read_text(encoding="utf-8")
        chunks = [chunk.strip() for chunk in re.split(r"\{[^{}]+\}|;", messages()[key]["en"])]
        assert key in text or any(chunk in text for chunk in chunks if len(chunk) > 10)
    else:
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


def test_corpus_is_large_enough() -> None:
    assert len(cases.PAGES) + len(test_data.CASES) >= 60
    assert len(cases.SOUND) >= 10
