"""The lines of a text file of any size, each in the encoding it is in.

Tables are put together from several exports: a file that is UTF-8 here and cp932 there is
read right in both places, and only bytes that are neither are replaced by �.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from voc.readers import encoding
from voc.readers.options import ReadOptions
from voc.types import Problem

Report = Callable[[Problem], None]

_BY_LINE = ("utf-8", "utf-8-sig", "ascii", "cp932", "euc-jp", "cp1252")  # a line end is one byte, as in ASCII
_TOLD_EVERY = 1 << 20  # bytes


def open_lines(path: Path, options: ReadOptions, report: Report) -> tuple[str, Iterator[str]]:
    """The encoding of the file and its lines; `report` hears of each place that could not be read right.

    Raises InputError where the file cannot be opened or is no text.
    """
    name = encoding.detect_file(path)
    if name not in _BY_LINE or not _has_line_feeds(path):
        return name, _whole(path, name, report)
    main = "utf-8" if name in ("utf-8-sig", "ascii") else name
    return main, _lines(path, main, options, report)


def _whole(path: Path, name: str, report: Report) -> Iterator[str]:
    broken = bool(encoding.problems_in(path, name)) or name == "iso-2022-jp"
    with encoding.open_text(path, name) as lines:
        for number, line in enumerate(lines, start=1):
            if broken and "\ufffd" in line:
                report(_replaced(name, number))
            yield line.replace("\0", "")


def _lines(path: Path, main: str, options: ReadOptions, report: Report) -> Iterator[str]:
    read = told = 0
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            line, broken = _decoded(raw, main)
            if broken:
                report(_replaced(main, number))
            if "\0" in line:
                line = line.replace("\0", "")
                report(Problem("nul_bytes", "NUL bytes were left out; they are no text", f"line {number}"))
            yield line.removeprefix("\ufeff")
            read += len(raw)
            if options.progress and read - told >= _TOLD_EVERY:
                told = read
                options.progress(read)


def _replaced(name: str, number: int) -> Problem:
    message = f"bytes that are no {name} were read as �; save the file again as UTF-8"
    return Problem("broken_characters", message, f"line {number}", {"encoding": name})


def _decoded(raw: bytes, main: str) -> tuple[str, bool]:
    """The line, and whether some of it is lost."""
    if raw.isascii():
        return (encoding.decode_jis(raw) if b"\x1b$" in raw else raw.decode("ascii")), False
    other = None if main == "utf-8" else encoding.strictly(raw, "utf-8")
    if other is not None and (main == "cp1252" or encoding.looks_japanese(other)):
        return other, False
    text = encoding.strictly(raw, main)
    if text is not None:
        return text, False
    text = raw.decode(main, "replace")
    lost = text.count("\ufffd")
    kept = sum(letter > "\x7f" for letter in text) - lost
    guess = encoding.guess(raw) if lost > kept else main  # mostly right: bytes are broken, not another's
    found = encoding.strictly(raw, guess) if guess != main else None
    return (text, True) if found is None else (found, False)


def _has_line_feeds(path: Path) -> bool:
    """False for the files of old Macs, whose lines end in a carriage return."""
    with path.open("rb") as file:
        head = file.read(_TOLD_EVERY)
    return b"\n" in head or b"\r" not in head
