"""Read the data file into typed records, or say for every fault which line to change and how."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from scripts.ground.cache import READINGS
from scripts.ground.problems import DataError, Problem, hints
from scripts.records import vocabulary
from scripts.records.model import Pipeline

DATA_FILE = "docs/data/pipeline.yml"

Step = str | int
Steps = tuple[Step, ...]
Lines = dict[Steps, int]
_INT = re.compile(r"-?[0-9]+")
_WRAPPED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])")
_FLOAT = re.compile(r"-?[0-9]+\.[0-9]+")
_SPOILT = re.compile(r"\s*(?:- )?[a-z_]+(?:：|:\S)")

# Deeper than this an alias leads back to itself: the file is eight levels deep at most.
_DEEPEST = 20

# Which message explains a text that has not the form of its type; all others are ids.
_MESSAGE_OF_PATTERN = {
    vocabulary.DATE: "not-a-date",
    vocabulary.PARAGRAPH: "not-a-paragraph",
    vocabulary.SPOT: "not-a-spot",
    vocabulary.INTERVAL: "not-an-interval",
    vocabulary.URL: "not-an-address",
}
_MESSAGE_OF_ERROR = {
    "missing": "field-missing",
    "extra_forbidden": "field-unknown",
    "literal_error": "not-an-option",
    "int_type": "not-a-number",
    "float_type": "not-a-number",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "string_type": "not-text",
    "string_too_short": "empty-text",
    "string_too_long": "text-too-long",
    "too_long": "too-many",
}
_WANTED = {"list_type": "a list of items that start with “- ”", "too_short": "a longer list", "bool_type": "true or false"}


@dataclass(frozen=True, eq=False)
class Document:
    """The typed records together with the line on which each field stands."""

    data: Pipeline
    lines: Lines

    def records(self, *kinds: str) -> Iterator[tuple[Steps, Any]]:
        """Yield every record, or those of some kinds, with the steps that lead to it."""
        for kind in kinds or type(self.data).model_fields:
            yield from (((kind, index), record) for index, record in enumerate(getattr(self.data, kind)))

    def problem(self, steps: Steps, id: str, key: str, **values: object) -> Problem:
        """Return the problem `key` at the field that `steps` leads to, such as ("figures", 3, "unit"), or at the record around it."""
        return _problem(_line(self.lines, steps), id, key, **values)


def load(root: Path) -> Document:
    """Read the data file of a repository; raise DataError with every fault of syntax or shape."""
    try:
        return _document((root / DATA_FILE).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise DataError([_problem(1, "data", "file-missing")]) from None
    except UnicodeDecodeError:
        raise DataError([_problem(1, "data", "not-utf8")]) from None


@lru_cache(maxsize=READINGS)
def _document(text: str) -> Document:
    reader = _Reader(text)
    raw = reader.read(_compose(text))
    if reader.problems:
        raise DataError(reader.problems)
    try:
        return Document(Pipeline.model_validate(raw), reader.lines)
    except ValidationError as error:
        raise DataError(_shape_problem(raw, reader.lines, dict(item)) for item in error.errors(include_url=False)) from None


def _problem(line: int, id: str, key: str, **values: object) -> Problem:
    return Problem.at(DATA_FILE, line, id, key, **values)


def _line(lines: Lines, steps: Steps) -> int:
    """Return the 1-based line on which the field stands that `steps` leads to, or the record around it."""
    while steps and steps not in lines:
        steps = steps[:-1]
    return lines.get(steps, 1)


def _compose(text: str) -> yaml.Node | None:
    """Return the text as nodes; raise DataError when it is no YAML."""
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        detail = (error.problem or "cannot be read").replace("\n", " ")
        raise DataError([_bad_colon(text.splitlines(), line) or _problem(line, "yaml", "yaml-syntax", detail=detail)]) from None
    except yaml.YAMLError:
        raise DataError([_problem(1, "yaml", "yaml-character")]) from None


def _bad_colon(rows: list[str], at: int) -> Problem | None:
    """Return the problem of a colon that an input method or a missing space has spoilt, on the 1-based line `at` or the one above."""
    spoilt = (line for line in (at - 1, at) if 0 < line <= len(rows) and _SPOILT.match(rows[line - 1]))
    return next((_problem(line, "yaml", "yaml-colon", text=rows[line - 1].strip()) for line in spoilt), None)


class _Reader:
    """Makes plain values of nodes and notes their lines; with more values than the file has characters, an alias was multiplied."""

    def __init__(self, text: str) -> None:
        self.lines: Lines = {}
        self.problems: list[Problem] = []
        self._most, self._rows = len(text), text.splitlines()

    def read(self, node: yaml.Node | None, steps: Steps = (), owner: str = "data") -> Any:
        """Return the value of a node; `owner` is the id of the record around it."""
        if node is not None and (len(steps) > _DEEPEST or len(self.lines) > self._most):
            raise DataError([_problem(node.start_mark.line + 1, owner, "yaml-nested")])
        if isinstance(node, yaml.SequenceNode):
            return [self._item(item, item, (*steps, index), owner) for index, item in enumerate(node.value)]
        if not isinstance(node, yaml.MappingNode):
            return _scalar(node)
        record: dict[str, Any] = {}
        for key, item in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            owner = _id(record) or owner
            if name in record:
                self.problems.append(_problem(line, owner, "key-twice", name=name))
            record[name] = self._item(key, item, (*steps, name), owner)
            if swallowed := self._swallowed(item):
                self.problems.append(_problem(line, owner, "yaml-comment", name=name, text=swallowed))
        return record

    def _item(self, begin: yaml.Node, node: yaml.Node, steps: Steps, owner: str) -> Any:
        self.lines[steps] = begin.start_mark.line + 1
        return self.read(node, steps, owner)

    def _swallowed(self, node: yaml.Node) -> str:
        """Return what YAML takes for a comment behind a text without quotes; comments of ours stand on lines of their own."""
        end = node.end_mark
        if not isinstance(node, yaml.ScalarNode) or node.style or node.start_mark.line != end.line or end.line >= len(self._rows):
            return ""
        rest = self._rows[end.line][end.column :].strip()
        return rest if rest.startswith("#") else ""


def _scalar(node: yaml.Node | None) -> Any:
    """Return int, float, bool, None or text; Han written over rows has no gap. Dates, and YAML 1.1 oddities such as yes, stay text."""
    if node is None or node.tag.endswith(":null"):
        return None
    text = str(node.value)
    if node.start_mark.line != node.end_mark.line:
        text = " ".join(_WRAPPED.sub("", text).split())
    if getattr(node, "style", None):
        return text
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return {"true": True, "false": False}.get(text, text)


def _id(record: Any) -> str:
    """Return the id of a record if a message can name it between its colons."""
    id = record.get("id") if isinstance(record, dict) else None
    return id if isinstance(id, str) and ":" not in id else ""


def _record_id(raw: Any, steps: Steps) -> str:
    """Return the id of the innermost record on the way, or the beginning of the way itself."""
    found = f"{steps[0]}[{steps[1]}]" if len(steps) > 1 else str(*steps) or "data"
    with suppress(LookupError, TypeError):
        for step in steps:
            raw = raw[step]
            found = _id(raw) or found
    return found


def _shape_problem(raw: Any, lines: Lines, item: dict[str, Any]) -> Problem:
    """Translate a validation error into what an editor can act on."""
    steps: Steps = tuple(item["loc"])
    names = [step for step in steps if isinstance(step, str)] or ["data"]
    context = item.get("ctx", {})
    key = _MESSAGE_OF_ERROR.get(item["type"], "wrong-shape")
    if item["type"] == "string_pattern_mismatch":
        key = _MESSAGE_OF_PATTERN.get(context["pattern"], "not-an-id")
    elif item["type"] == "string_type" and names[-1] in {"paragraph", "paragraphs"}:
        key = "not-a-paragraph"
    options = re.findall(r"'([^']+)'", str(context.get("expected", "")))
    return _problem(
        _line(lines, steps),
        _record_id(raw, steps),
        key,
        field=".".join(names[1:]) or names[0],
        name=names[-1],
        given=item.get("input"),
        options=", ".join(options),
        limit=context.get("max_length"),
        wanted=_WANTED.get(item["type"], "a record with fields"),
        **hints(str(item.get("input")), options),
    )
