"""The two languages of the site. Stands alone, since every build needs it and little else."""

from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
HTML_LANGUAGE: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
"""As HTML and PDF name them."""


def language_of(path: str) -> Language:
    """Return the language of what lies at a path below the site’s root, which follows from its folder."""
    return "en" if path.startswith("en/") else "zh"
