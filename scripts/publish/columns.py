"""The columns of the downloads, described once for the tables, the data package and the README."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from scripts.records.model import Pipeline
from scripts.records.vocabulary import Record

Table = Literal["figures", "claims", "phrases", "sources", "terms"]
TABLES: tuple[Table, ...] = ("figures", "claims", "phrases", "sources", "terms")


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


class Columns(Record):
    """The whole of columns.yml."""

    figures: list[Column]
    claims: list[Column]
    phrases: list[Column]
    sources: list[Column]
    terms: list[Column]
    codes: Codes

    def of(self, table: Table) -> list[Column]:
        """Return the columns of one table, in order."""
        found: list[Column] = getattr(self, table)
        return found


def codes(data: Pipeline) -> Codes:
    """Return every code list; that of the units comes from the data file."""
    units = {unit.id: Code.model_validate((unit.note or unit.label).model_dump()) for unit in data.units}
    return columns().codes | {"unit": units}


@cache
def columns() -> Columns:
    """Return the description of all columns and codes."""
    text = Path(__file__).with_name("columns.yml").read_text(encoding="utf-8")
    return Columns.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
