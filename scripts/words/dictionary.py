"""The words of words.yml, which tables, cards and the search panel use in either language."""

from functools import cache
from pathlib import Path

import yaml

from scripts.records.languages import Language


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    text = (Path(__file__).parent / "words.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))


def word(group: str, key: str, language: Language) -> str:
    """Return the word for `key` of a group in words.yml, such as ("units", "person", "en") for “people”."""
    return _words()[group][key][language]


def words(group: str, language: Language) -> dict[str, str]:
    """Return every word of a group in words.yml, in one language."""
    return {key: texts[language] for key, texts in _words()[group].items()}


def labels(language: Language) -> dict[str, str]:
    """Return every label of the generated tables and cards in one language, and its punctuation."""
    return words("labels", language) | words("marks", language)
