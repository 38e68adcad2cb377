"""A table as CSV that Excel opens as it is: UTF-8 with a byte order mark, no cell that computes."""

from __future__ import annotations

import csv
import io
from datetime import date

from voc.exports.table import Cell, Table

# What makes a spreadsheet compute a cell (OWASP, CSV Injection): Japanese Excel takes the wide forms too.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def to_csv(table: Table) -> bytes:
    """The table with its headings; text that a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([escaped(column) for column in table.columns])
    writer.writerows([[_cell(cell) for cell in row] for row in table.rows])
    return out.getvalue().encode("utf-8-sig")


def escaped(text: str) -> str:
    """`text`, behind an apostrophe where a spreadsheet would compute it."""
    computes = text.startswith(FORMULA) or text.lstrip(" \u3000").startswith(FORMULA)
    return f"'{text}" if computes else text


def _cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return escaped(cell) if isinstance(cell, str) else cell
