"""Texts of the data file are plain: what a page would take for markup, or a reader could not see, is refused at the door.

The texts end in Markdown, HTML, SVG and tables; refusing a few characters that no label needs is safer than escaping in each.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, get_args, get_type_hints

from scripts.ground.cache import READINGS
from scripts.ground.problems import Problem
from scripts.records.load import Document, Steps
from scripts.records.vocabulary import Means, Record

_MARKUP = re.compile(r"[<>{}\[\]`\\|*]|~~|(?<!\w)_|_(?!\w)|&#?\w+;|^(?:#|[-+] |\d+[.)] )|(?i:\b(?:javascript|vbscript|data):)")
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}  # control, format such as right-to-left override, private, surrogate, line ends
_FORMED = {"url"}  # has a stricter form of its own


def plain_text_problems(doc: Document) -> Iterator[Problem]:
    """Yield one problem for each text that holds markup or a character that cannot be seen."""
    for id, steps, text, _ in all_texts(doc):
        if found := refused(text):
            field = ".".join(step for step in steps[1:] if isinstance(step, str))
            yield doc.problem(steps, id, "text-not-plain", field=field, found=found)


@lru_cache(maxsize=READINGS)
def all_texts(doc: Document) -> list[tuple[str, Steps, str, str]]:
    """Return every text of the data file: the id of its record, the steps that lead to it, the text, and what `texts` says it means."""
    return [(record.id, *found) for beginning, record in doc.records() for found in texts(record, beginning)]


def texts(value: Any, steps: Steps = (), means: str = "") -> Iterator[tuple[Steps, str, str]]:
    """Yield every text of a record, or of plain values, with the steps that lead to it and what its type says it means, or nothing."""
    if isinstance(value, str):
        yield steps, value, means
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, (*steps, index), means)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from texts(item, (*steps, name))
    elif isinstance(value, Record):
        for name, meaning in _meanings(type(value)).items():
            yield from texts(getattr(value, name), (*steps, name), meaning)


@cache
def _meanings(kind: type[Record]) -> dict[str, str]:
    """Return what the texts in each field of a record mean."""
    annotations = get_type_hints(kind, include_extras=True)
    return {name: _meaning(annotations[name]) for name in kind.model_fields if name not in _FORMED}


def _meaning(annotation: Any) -> str:
    own = (mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Means))
    return next(own, "") or next(filter(None, map(_meaning, get_args(annotation))), "")


def refused(text: str) -> str:
    """Return the first piece that is refused, an unseen character by its number; empty when the text is plain."""
    markup = _MARKUP.search(text)
    return markup[0].strip() if markup else unseen(text)


def unseen(text: str) -> str:
    """Return the number of the first character that no reader could see, such as “U+202E”; empty when there is none."""
    return next((f"U+{ord(sign):04X}" for sign in text if unicodedata.category(sign) in _UNSEEN), "")
