"""Texts of the data file are plain: what a page would take for markup, or a reader could not see, is refused at the door.

The texts end in Markdown, HTML, SVG and tables; refusing a few characters that no label needs is safer than escaping in each.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from scripts.ground.problems import Problem
from scripts.records.load import Document, Steps

_MARKUP = re.compile(r"[<>{}\[\]`\\|*]|~~|(?<!\w)_|_(?!\w)|&#?\w+;|^(?:#|[-+] |\d+[.)] )|(?i:\b(?:javascript|vbscript|data):)")
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}  # control, format such as right-to-left override, private, surrogate, line ends
_FORMED = {"url"}  # has a stricter form of its own


def plain_text_problems(doc: Document) -> Iterator[Problem]:
    """Yield one problem for each text that holds markup or a character that cannot be seen."""
    for id, steps, text in all_texts(doc):
        if found := refused(text):
            yield doc.problem(steps, id, "text-not-plain", field=_name(steps), found=found)


def all_texts(doc: Document) -> Iterator[tuple[str, Steps, str]]:
    """Yield every text of the data file, with the id of its record and the steps that lead to it."""
    for beginning, record in doc.records():
        yield from ((record.id, steps, text) for steps, text in texts(record, beginning))


def texts(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    """Yield every text of a record with the steps that lead to it."""
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, (*steps, index))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in _FORMED:
                yield from texts(getattr(value, name), (*steps, name))


def refused(text: str) -> str:
    """Return the first piece that is refused, an unseen character by its number; empty when the text is plain."""
    markup = _MARKUP.search(text)
    return markup[0].strip() if markup else unseen(text)


def unseen(text: str) -> str:
    """Return the number of the first character that no reader could see, such as “U+202E”; empty when there is none."""
    return next((f"U+{ord(sign):04X}" for sign in text if unicodedata.category(sign) in _UNSEEN), "")


def _name(steps: Steps) -> str:
    return ".".join(step for step in steps[1:] if isinstance(step, str))
