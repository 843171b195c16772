"""The tables as CSV (RFC 4180, UTF-8, line feeds), and the rule that no cell is ever a formula."""

import csv
import io

from scripts.publish.columns import TABLES, Table, columns
from scripts.publish.rows import Cell, Row

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tables(rows: dict[Table, list[Row]]) -> dict[str, str]:
    """Return each table as file name -> CSV text."""
    return {f"{table}.csv": _csv(table, rows[table]) for table in TABLES}


def inert(cell: Cell) -> Cell:
    """Return the cell with an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _csv(table: Table, rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, [column.name for column in columns(table)], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: inert(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()
