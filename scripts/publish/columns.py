"""The columns of the downloads, described once for the tables, the data package and the README."""

from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from scripts.ground.files import read_yaml
from scripts.records.model import Pipeline
from scripts.records.vocabulary import Record, Text

Table = Literal["figures", "claims", "phrases", "sources", "terms"]
TABLES: tuple[Table, ...] = get_args(Table)


class Column(Record):
    name: str
    type: Literal["string", "number", "integer"]
    zh: str
    en: str
    codes: str | None = None
    """Name of the code list that the column uses."""


Codes = dict[str, dict[str, Text]]


def codes(data: Pipeline) -> Codes:
    """Return every code list; that of the units comes from the data file."""
    listed = {
        name: {code: Text.model_validate(said) for code, said in codes.items()} for name, codes in _described()["codes"].items()
    }
    return listed | {"unit": {unit.id: unit.note or unit.label for unit in data.units}}


@cache
def columns(table: Table) -> list[Column]:
    """Return the columns of one table, in order."""
    return [Column.model_validate(given) for given in _described()[table]]


@cache
def _described() -> dict[str, Any]:
    """Return the description of all columns and codes."""
    return dict(read_yaml(Path(__file__).with_name("columns.yml")))
