"""Spreadsheets (``.xlsx``, ``.xlsm``, ``.xls``, ``.ods``): every sheet that has a column of free text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from voc.errors import InputError
from voc.readers import encoding, tables
from voc.readers.header_rows import Row
from voc.readers.options import ReadOptions
from voc.readers.records import Cell
from voc.types import Document, Problem

_HIDDEN = "this sheet is hidden and was left out; show it in the spreadsheet to have it read"
_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


class Xlsx:
    """Spreadsheets, read with calamine."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name says so."""
        del head
        return path.suffix.lower() in _SUFFIXES

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """A document per row of each sheet; a sheet without free text is a problem, all of them an error."""
        workbook = _open(path)
        refused: list[Problem] = []
        read = 0
        for name in workbook.sheet_names:
            source = f"{path.name}#{name}"
            if name in _hidden(workbook):
                if any(_previewed(workbook, name, path, options)):
                    refused.append(Problem("sheet_hidden", _HIDDEN, f"sheet {name}"))
                continue
            try:
                yield from tables.documents_of(_rows(workbook, name), source=source, options=options)
                read += 1
            except InputError as error:
                refused.append(Problem("sheet_left_out", str(error), f"sheet {name}"))
        if not read:
            raise InputError(f"{path.name}: {refused[0].message if refused else 'there is no sheet'}")
        yield from refused

    def previews(self, path: Path, options: ReadOptions) -> Iterator[tables.Preview]:
        """How each sheet was understood that has something to read."""
        workbook = _open(path)
        for name in workbook.sheet_names:
            if name not in _hidden(workbook):
                yield from _previewed(workbook, name, path, options)


def _hidden(workbook: Any) -> frozenset[str]:
    """The sheets nobody sees; none of them where all are, as then the file is about them."""
    from python_calamine import SheetVisibleEnum

    sheets = workbook.sheets_metadata
    hidden = frozenset(sheet.name for sheet in sheets if sheet.visible != SheetVisibleEnum.Visible)
    return hidden if len(hidden) < len(sheets) else frozenset()


def _previewed(workbook: Any, name: str, path: Path, options: ReadOptions) -> Iterator[tables.Preview]:
    with suppress(InputError):
        yield tables.preview(_rows(workbook, name), source=f"{path.name}#{name}", options=options)


def _open(path: Path) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(str(path))
    except OSError as error:
        raise encoding.unreadable(path, error) from error
    except PasswordError as error:
        raise InputError(f"{path.name} is protected by a password; save it without one") from error
    except (CalamineError, ValueError) as error:
        raise InputError(f"{path.name} is no spreadsheet that can be read: {error}") from error


def _rows(workbook: Any, name: str) -> Iterator[Row]:
    from python_calamine import CalamineError

    try:
        sheet = workbook.get_sheet_by_name(name)
        joined = _joined(sheet)
        value: dict[int, Cell] = {}  # of the joined cell each column is in
        for at, cells in enumerate(sheet.iter_rows()):
            row = [str(cell) if isinstance(cell, timedelta) else cell for cell in cells]
            for column, first in joined.get(at, ()):
                if first:
                    value[column] = row[column]
                row[column] = value.get(column)
            yield at + 1, row
    except CalamineError as error:
        raise InputError(f"the sheet {name} cannot be read: {error}") from error


def _joined(sheet: Any) -> dict[int, list[tuple[int, bool]]]:
    """Row -> the columns in which cells are joined downwards, and whether it is their first row.

    A customer's name over three answers is said of all three. Joined to the right is the
    heading of a group, which stays in its first column.
    """
    found: dict[int, list[tuple[int, bool]]] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top, bottom + 1) if bottom > top else ():
            found.setdefault(row, []).append((left, row == top))
    return found
