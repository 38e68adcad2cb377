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
from voc.readers.office_zip import demand_fair_size
from voc.readers.options import ReadOptions
from voc.readers.records import Cell
from voc.types import Document, Problem

_MOST_BYTES = 1_000_000_000  # unpacked; a million rows of comments have some 500 million
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
        refused: list[tuple[str, InputError]] = []
        hidden: list[Problem] = []
        read = 0
        for name in workbook.sheet_names:
            source = f"{path.name}#{name}"
            if name in _hidden(workbook):
                if any(_previewed(workbook, name, path, options)):
                    hidden.append(Problem("sheet_hidden", _HIDDEN, f"sheet {name}"))
                continue
            try:
                yield from tables.documents_of(_rows(workbook, name), source=source, options=options)
                read += 1
            except InputError as error:
                refused.append((name, error))
        if not read:
            _, first = refused[0] if refused else ("", InputError("there is no sheet", "no_sheet"))
            raise InputError(f"{path.name}: {first}", first.code, **{"file": path.name, **first.values})
        yield from hidden
        for name, reason in refused:
            yield Problem("sheet_left_out", str(reason), f"sheet {name}")

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

    demand_fair_size(path, most=_MOST_BYTES)
    try:
        return CalamineWorkbook.from_path(str(path))
    except OSError as error:
        raise encoding.unreadable(path, error) from error
    except PasswordError as error:
        message = f"{path.name} is protected by a password; save it without one"
        raise InputError(message, "password", file=path.name) from error
    except (CalamineError, ValueError) as error:
        message = f"{path.name} is no spreadsheet that can be read: {error}"
        raise InputError(message, "no_spreadsheet", file=path.name, error=error) from error


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
        message = f"the sheet {name} cannot be read: {error}"
        raise InputError(message, "broken_sheet", sheet=name, error=error) from error


def _joined(sheet: Any) -> dict[int, list[tuple[int, bool]]]:
    """Row -> the columns in which cells are joined downwards, and whether it is their first row.

    A customer's name over three answers is said of all three. Joined to the right is the
    heading of a group, which stays in its first column.
    """
    found: dict[int, list[tuple[int, bool]]] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, sheet.total_height) + 1) if bottom > top else ():
            found.setdefault(row, []).append((left, row == top))
    return found
