"""Looks into a Word or Excel file before it is read: a small one can unpack to any size."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from zlib import error as ZlibError  # noqa: N812

from voc.errors import InputError
from voc.readers.encoding import unreadable

_MOST_CELLS = 20_000_000  # that the reader makes room for; a full sheet of 20 columns has as many
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FAR_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{2,3})(\d+)"[^>]*(?<!/)>|<row\b[^>]*?\br="(\d{5,})"')
_NEAR_COLUMNS, _NEAR_ROWS = 26, 10_000  # that need no look
_PIECE = 1 << 20
_LONGEST_TAG = 400  # bytes


def demand_fair_size(path: Path, *, most: int) -> None:
    """InputError for a zip that unpacks to more than `most` bytes or has a sheet with cells worlds apart.

    Also for one that says it holds less than it does. What is no zip is left to its reader.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > most:
                raise _too_large(path, most)
            for entry in entries:
                if _SHEET.fullmatch(entry.filename):
                    _demand_near_cells(path, archive, entry)
                elif entry.filename.startswith(("xl/", "word/")) and entry.filename.endswith(".xml"):
                    for _ in _pieces(archive, entry):  # no more bytes may come than it says
                        pass
    except OSError as error:
        raise unreadable(path, error) from error
    except (zipfile.BadZipFile, ZlibError, EOFError, ValueError, RuntimeError):
        return


def _too_large(path: Path, most: int) -> InputError:
    said = f"{most // 1_000_000} MB"
    message = f"{path.name} would unpack to more than {said}; save its text without pictures"
    return InputError(message, "unpacks_to_too_much", file=path.name, most=said)


def _demand_near_cells(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    rows, columns = _NEAR_ROWS, _NEAR_COLUMNS
    for piece in _pieces(archive, entry):
        for cell in _FAR_CELL.finditer(piece):
            rows = max(rows, int(cell[2] or cell[3]))
            columns = max(columns, _column(cell[1] or b"A"))
    if rows * columns > _MOST_CELLS:
        message = (
            f"{path.name} has cells up to row {rows} and column {columns}; delete what is far from the table"
        )
        raise InputError(message, "cells_too_far_apart", file=path.name, rows=rows, columns=columns)


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content in pieces that overlap by a tag."""
    tail = b""
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            yield tail + piece
            tail = piece[-_LONGEST_TAG:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
