"""Spreadsheets (``.xlsx``, ``.xlsm``, ``.xls``, ``.ods``): every sheet that has a column of free text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from voc.errors import InputError
from voc.readers import encoding, tables
from voc.readers.options import ReadOptions
from voc.types import Document, Problem

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
            try:
                yield from tables.documents_of(_rows(workbook, name), source=source, options=options)
                read += 1
            except InputError as error:
                refused.append(Problem("sheet_left_out", str(error), f"sheet {name}"))
        if not read:
            raise InputError(f"{path.name}: {refused[0].message if refused else 'there is no sheet'}")
        yield from refused


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


def _rows(workbook: Any, name: str) -> Iterator[tables.Row]:
    from python_calamine import CalamineError

    try:
        sheet = workbook.get_sheet_by_name(name)
        first = (sheet.start or (0, 0))[0]
        for number, cells in enumerate(sheet.to_python(), start=first + 1):
            yield number, [str(cell) if isinstance(cell, timedelta) else cell for cell in cells]
    except CalamineError as error:
        raise InputError(f"the sheet {name} cannot be read: {error}") from error
