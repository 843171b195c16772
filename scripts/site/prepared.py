"""What a build takes from the data file, beside the fragments on disk."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Prepared:
    """By page (“select.zh”): ids of headings that are behind, how to cite it, its metadata, when it changed. By path below the site’s root: files."""

    behind: dict[str, list[str]]
    note: dict[str, str]
    listing: dict[str, str]
    cite: dict[str, str]
    metadata: dict[str, str]
    updated: dict[str, dict[str, str]]
    linked: dict[str, bytes]
    unlinked: dict[str, bytes]
    stages: list[dict[str, Any]]
    """How each stage looks, for the templates of pages."""
    title: str
    """The name of the site in both languages, for the head of a printed page."""
    origin: dict[str, str]
    """By language: where the figures come from, in a sentence for the foot of each page."""
    tones: dict[str, str]
    """By id of a figure: the tone of its stage, which a link to it has."""
    generated: list[str]
    """Paths below the repository’s root of the files that are made from the data file."""
