"""The tables as CSV (RFC 4180, UTF-8, line feeds), and as one workbook for readers whose spreadsheet shows a plain CSV file as broken
characters; no cell is ever a formula.
"""

import csv
import io
from datetime import datetime
from typing import Any

from scripts.publish.archive import repack
from scripts.publish.columns import TABLES, Table, columns
from scripts.publish.rows import Cell, Row

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_SHEETS: dict[Table, str] = {
    "figures": "数字 Figures",
    "claims": "说法 Claims",
    "phrases": "提法 Phrases",
    "sources": "来源 Sources",
    "terms": "术语 Terms",
}
_LONG = 40


def tables(rows: dict[Table, list[Row]]) -> dict[str, str]:
    """Return each table as file name -> CSV text."""
    return {f"{table}.csv": _csv(table, rows[table]) for table in TABLES}


def inert(cell: Cell) -> Cell:
    """Return the cell with an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _csv(table: Table, rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, _names(table), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: inert(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()


def _names(table: Table) -> list[str]:
    return [column.name for column in columns(table)]


def workbook(rows: dict[Table, list[Row]], notes: list[str], title: str, created: str) -> bytes:
    """Return the workbook: notes first, then a sheet for each table, then one that says what their columns mean; `created` is the date of the release."""
    import xlsxwriter  # noqa: PLC0415 (takes a tenth of a second, and most builds find the workbook ready made)

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "created": datetime.fromisoformat(created)})
    _notes(book, notes)
    for table in TABLES:
        _sheet(book, _SHEETS[table], _names(table), rows[table])
    described: list[Row] = [
        {"table": table, "column": column.name, "zh": column.zh, "en": column.en} for table in TABLES for column in columns(table)
    ]
    _sheet(book, "各列 Columns", list(described[0]), described)
    book.close()
    return repack(out.getvalue())


def _notes(book: Any, notes: list[str]) -> None:
    sheet = book.add_worksheet("说明 Notes")
    sheet.set_column(0, 0, 120, book.add_format({"text_wrap": True, "valign": "top"}))
    for number, note in enumerate(notes):
        sheet.write_string(number, 0, note)


def _sheet(book: Any, title: str, names: list[str], rows: list[Row]) -> None:
    """Write one table under one row of names, as sorting, filters and programs expect it; what they mean has a sheet of its own."""
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    for place, name in enumerate(names):
        cells = [row.get(name) for row in rows]
        sheet.write_string(0, place, name, bold)
        for number, cell in enumerate(cells, 1):  # numbers as numbers and everything else as text, which no spreadsheet runs
            if isinstance(cell, int | float):
                sheet.write_number(number, place, cell)
            elif cell:
                sheet.write_string(number, place, cell)
        sheet.set_column(place, place, min(_LONG, max([12, *(len(str(cell or "")) for cell in cells)])))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(names) - 1)
