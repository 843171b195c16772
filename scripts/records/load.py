"""Read the data file into typed records, or say for every fault which line to change and how."""

import re
from collections.abc import Iterator
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
_INT = re.compile(r"-?[0-9]+")
_WRAPPED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])")
_FLOAT = re.compile(r"-?[0-9]+\.[0-9]+")

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
    lines: dict[Steps, int]
    path: str = DATA_FILE

    def line(self, steps: Steps) -> int:
        """Return the 1-based line on which the field stands that `steps` leads to, or the record around it."""
        return _line(self.lines, steps)

    def records(self, *kinds: str) -> Iterator[tuple[Steps, Any]]:
        """Yield every record, or those of some kinds, with the steps that lead to it."""
        for kind in kinds or type(self.data).model_fields:
            yield from (((kind, index), record) for index, record in enumerate(getattr(self.data, kind)))

    def problem(self, steps: Steps, id: str, key: str, **values: object) -> Problem:
        """Return the problem `key` at the field that `steps` leads to, such as ("figures", 3, "unit")."""
        return Problem.at(self.path, _line(self.lines, steps), id, key, **values)


def load(root: Path, path: str = DATA_FILE) -> Document:
    """Read `root / path`; raise DataError with every fault of syntax or shape."""
    try:
        text = (root / path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataError([Problem.at(path, 1, "data", "file-missing")]) from None
    except UnicodeDecodeError:
        raise DataError([Problem.at(path, 1, "data", "not-utf8")]) from None
    return _document(text, path)


@lru_cache(maxsize=READINGS)
def _document(text: str, path: str) -> Document:
    raw, lines = _parse(text, path)
    try:
        return Document(Pipeline.model_validate(raw), lines, path)
    except ValidationError as error:
        raise DataError(_shape_problem(path, raw, lines, dict(item)) for item in error.errors(include_url=False)) from None


def _line(lines: dict[Steps, int], steps: Steps) -> int:
    while steps and steps not in lines:
        steps = steps[:-1]
    return lines.get(steps, 1)


def _parse(text: str, path: str) -> tuple[Any, dict[Steps, int]]:
    """Return plain values and the line of each; raise DataError on bad YAML or a repeated key."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if colon := _bad_colon(text, mark.line if mark else 0):
            raise DataError([Problem.at(path, colon[0], "yaml", "yaml-colon", text=colon[1])]) from None
        detail = (error.problem or "cannot be read").replace("\n", " ")
        raise DataError([Problem.at(path, mark.line + 1 if mark else 1, "yaml", "yaml-syntax", detail=detail)]) from None
    except yaml.YAMLError:
        raise DataError([Problem.at(path, 1, "yaml", "yaml-character")]) from None
    reading = _Reading(path, {}, [], len(text), text.splitlines())
    value = _convert(node, (), reading, "data")
    if reading.problems:
        raise DataError(reading.problems)
    return value, reading.lines


@dataclass(frozen=True)
class _Reading:
    """What is gathered on the way through the file; with more values than the file has characters, an alias was multiplied."""

    path: str
    lines: dict[Steps, int]
    problems: list[Problem]
    most: int
    rows: list[str]


def _bad_colon(text: str, line: int) -> tuple[int, str] | None:
    """Return the line, near the 0-based `line`, whose colon an input method or a missing space has spoilt."""
    rows = text.splitlines()
    for number in range(max(0, line - 1), min(line + 1, len(rows))):
        if re.match(r"\s*(?:- )?[a-z_]+(?:：|:\S)", rows[number]):
            return number + 1, rows[number].strip()
    return None


def _convert(node: yaml.Node | None, steps: Steps, reading: _Reading, owner: str) -> Any:
    """Return the plain value of a node; `owner` is the id of the record around it."""
    if node is not None and (len(steps) > _DEEPEST or len(reading.lines) > reading.most):
        raise DataError([Problem.at(reading.path, node.start_mark.line + 1, owner, "yaml-nested")])
    if isinstance(node, yaml.SequenceNode):
        values = []
        for index, item in enumerate(node.value):
            reading.lines[*steps, index] = item.start_mark.line + 1
            values.append(_convert(item, (*steps, index), reading, owner))
        return values
    if isinstance(node, yaml.MappingNode):
        record: dict[str, Any] = {}
        for key, item in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            owner = str(record.get("id", owner))
            if name in record:
                reading.problems.append(Problem.at(reading.path, line, owner, "key-twice", name=name))
            reading.lines[*steps, name] = line
            record[name] = _convert(item, (*steps, name), reading, owner)
            if swallowed := _swallowed(item, reading.rows):
                reading.problems.append(Problem.at(reading.path, line, owner, "yaml-comment", name=name, text=swallowed))
        return record
    return _scalar(node)


def _swallowed(node: yaml.Node, rows: list[str]) -> str:
    """Return what YAML takes for a comment behind a text without quotes; comments of ours stand on lines of their own."""
    if not isinstance(node, yaml.ScalarNode) or node.style or node.start_mark.line != node.end_mark.line:
        return ""
    rest = rows[node.end_mark.line][node.end_mark.column :].strip() if node.end_mark.line < len(rows) else ""
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


def _record_id(raw: Any, steps: Steps) -> str:
    """Return the id of the innermost record on the way, or the path itself."""
    found, at = "", raw
    for depth, step in enumerate(steps):
        try:
            at = at[step]
        except (LookupError, TypeError):
            break
        if isinstance(at, dict) and isinstance(at.get("id"), str):
            found = at["id"]
        elif not found and depth == 1:
            found = f"{steps[0]}[{steps[1]}]"
    return found or (str(steps[0]) if steps else "data")


def _shape_problem(path: str, raw: Any, lines: dict[Steps, int], item: dict[str, Any]) -> Problem:
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
    return Problem.at(
        path,
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
