"""The columns of the downloads, described once for the tables, the data package and the README."""

from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from scripts.ground.files import read_yaml
from scripts.records.model import Pipeline
from scripts.records.vocabulary import Record

Table = Literal["figures", "claims", "phrases", "sources", "terms"]
TABLES: tuple[Table, ...] = get_args(Table)


class Column(Record):
    name: str
    type: Literal["string", "number", "integer"]
    zh: str
    en: str
    codes: str | None = None
    """Name of the code list that the column uses."""


class Code(Record):
    zh: str
    en: str


Codes = dict[str, dict[str, Code]]


def codes(data: Pipeline) -> Codes:
    """Return every code list; that of the units comes from the data file."""
    listed = _described()["codes"] | {"unit": {unit.id: (unit.note or unit.label).model_dump() for unit in data.units}}
    return {name: {code: Code.model_validate(given) for code, given in codes.items()} for name, codes in listed.items()}


@cache
def columns(table: Table) -> list[Column]:
    """Return the columns of one table, in order."""
    return [Column.model_validate(given) for given in _described()[table]]


@cache
def _described() -> dict[str, Any]:
    """Return the description of all columns and codes."""
    return dict(read_yaml(Path(__file__).with_name("columns.yml")))
