"""What a build takes from the data file, beside the fragments on disk."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Prepared:
    """By page (“select.zh”): what its templates know, its notes, how to cite it. By path below the site’s root: files."""

    front: dict[str, dict[str, Any]]
    """What a page adds to its own front matter."""
    notes: dict[str, tuple[list[str], str, str]]
    """What `insert_notes` inserts: ids of headings that are behind, what is said of them, the list of all."""
    cite: dict[str, str]
    linked: dict[str, bytes]
    unlinked: dict[str, bytes]
    redirects: dict[str, str]
    stages: list[dict[str, Any]]
    """How each stage looks, for the templates of pages."""
    title: str
    """The name of the site in both languages, for the head of a printed page."""
    tones: dict[str, str]
    """By id of a figure: the tone of its stage, which a link to it has."""
