"""Tables as an Excel workbook, one sheet each: the only file that writes with openpyxl.

Text is stored as text, marked so that Excel never takes it for a formula; numbers and days stay
numbers and days. The same tables are the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from voc.exports.delimited import FORMULA
from voc.exports.table import Cell, Table

EPOCH = datetime(2020, 1, 1)  # instead of the time of writing
WIDEST, NARROWEST = 60, 8  # characters
MOST_TEXT = 32_767  # characters Excel keeps in a cell
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def to_xlsx(tables: Sequence[Table]) -> bytes:
    """A workbook with a sheet for each table: headings frozen, columns as wide as their text."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.creator, book.properties.created = "voc", EPOCH
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(NOT_IN_A_NAME.sub(" ", table.title)[:31])
        for number, row in enumerate((table.columns, *table.rows), start=1):
            for column, cell in enumerate(row, start=1):
                _write(sheet.cell(number, column), cell)
        for column in range(1, len(table.columns) + 1):
            sheet.cell(1, column).font = Font(bold=True)
            widest = max(_width(row[column - 1]) for row in (table.columns, *table.rows))
            letter = get_column_letter(column)
            sheet.column_dimensions[letter].width = min(max(widest + 2, NARROWEST), WIDEST)
            if widest > WIDEST:
                for number in range(2, len(table.rows) + 2):
                    sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _write(into: Any, cell: Cell) -> None:
    if not isinstance(cell, str):
        into.value = cell
        if isinstance(cell, date):
            into.number_format = "yyyy-mm-dd"
        return
    into.value = NOT_IN_XML.sub("", cell)[:MOST_TEXT]
    into.data_type = "s"  # openpyxl takes what begins with = for a formula
    into.quotePrefix = cell.startswith(FORMULA)


def _width(cell: Cell) -> int:
    """In columns of Latin letters."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in str("" if cell is None else cell))


def _timeless(book: bytes) -> bytes:
    """The workbook without the time it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            content = read.read(name)
            if name == "docProps/core.xml":
                content = CHANGED.sub(rb"\g<1>" + EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            write.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
