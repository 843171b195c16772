"""The table of subjects names files and tests that are there, and leaves out no test."""

import pytest

from tests.helpers.sources import ROOT
from tests.helpers.subjects import FILES, chosen, subjects


def test_every_test_has_a_subject_and_is_there() -> None:
    in_table = [subject for subject, (patterns, _) in subjects().items() if patterns]
    assert set().union(*map(chosen, in_table)) == FILES.keys()


def test_every_pattern_names_files() -> None:
    patterns = [pattern for files, _ in subjects().values() for pattern in files]
    assert patterns
    assert [pattern for pattern in patterns if not list(ROOT.glob(pattern))] == []


def test_mistyped_subject_is_named() -> None:
    with pytest.raises(ValueError, match=r"There is no subject “numers” .did you mean “numbers”.*choose from: data, numbers, "):
        chosen("numers")


def test_room_is_a_subject() -> None:
    assert chosen("render") == {"test_charts.py"}
