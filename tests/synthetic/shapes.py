"""What a report is made of, on this site and on another."""

from dataclasses import dataclass
from typing import Any

from scripts import ROOT
from scripts.records.figures import Unit
from scripts.records.load import load


@dataclass(frozen=True)
class Shape:
    """What one report is made of; three paragraphs a stage after the first."""

    stages: tuple[str, ...]
    has_second: bool
    """Whether a second source repeats figures, and contradicts some."""
    units: tuple[Unit, ...]
    counted: tuple[str, ...]
    """Five units that one stage counts in; the last is that of all other stages."""
    ratio: str
    """The unit of the first of them by the second."""
    has_overviews: bool = False
    """Whether the fragments that lay out all stages at once have their pages, which would grow with the reports."""

    @property
    def paragraphs(self) -> int:
        """How many paragraphs a report has."""
        return 1 + 3 * len(self.stages)


LIKE_THIS = Shape(
    ("first", "second", "third", "fourth"),
    has_second=True,
    units=tuple(load(ROOT).data.units),
    counted=("person_time", "session", "topic", "route", "person"),
    ratio="person_time_per_session",
)


def _unit(id: str, zh: str, one: str, **more: Any) -> Unit:
    en = f"{one}s"
    return Unit.model_validate(
        {"id": id, "label": {"zh": zh, "en": en}, "one": one, "counted": [zh], "said": {"zh": [zh], "en": [one]}} | more
    )


# Another report altogether: of trees and fields, in three stages, from one source, so that nothing disagrees.
ANOTHER = Shape(
    ("sow", "tend", "fell"),
    has_second=False,
    units=(
        _unit("tree", "棵", "tree"),
        _unit("field", "块", "field"),
        _unit("pond", "口", "pond"),
        _unit("barrow", "车", "barrow"),
        _unit("percent", "%", "%", label={"zh": "%", "en": "%"}),
        _unit(
            "tree_per_field",
            "棵/块",
            "tree a field",
            label={"zh": "棵/块", "en": "trees a field"},
            counted=[],
            per=["tree", "field"],
        ),
    ),
    counted=("tree", "field", "pond", "barrow", "tree"),
    ratio="tree_per_field",
    has_overviews=True,
)
