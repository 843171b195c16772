"""The words of words.yml, which tables, cards and the search panel use in either language."""

from functools import cache
from pathlib import Path

from scripts.ground.files import read_yaml
from scripts.records.languages import Language


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return dict(read_yaml(Path(__file__).with_name("words.yml")))


def word(group: str, key: str, language: Language) -> str:
    """Return the word for `key` of a group in words.yml, such as ("units", "person", "en") for “people”."""
    return _words()[group][key][language]


def words(group: str, language: Language) -> dict[str, str]:
    """Return every word of a group in words.yml, in one language."""
    return {key: texts[language] for key, texts in _words()[group].items()}


def labels(language: Language) -> dict[str, str]:
    """Return every label of the generated tables and cards in one language, and its punctuation."""
    return words("labels", language) | words("marks", language)
