"""CSV and TSV files, read row by row."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from voc.readers import headings, tables
from voc.readers.header_rows import Row
from voc.readers.options import ReadOptions
from voc.readers.text_lines import Report, open_lines
from voc.types import Document, Problem

_SEPARATORS = ",\t;|"
_SNIFFED = 60  # lines
_FEW = 10  # lines in which a row of headings may follow a title
_SNIFFED_LENGTH = 4_000_000  # characters
_NONE = "\x1f"  # separates nothing: each line of a file of one column is a cell, with its commas
_COMMA = re.compile(r",( ?)")
_LONGEST_CELL = 300  # lines; a quote that is open for longer was never meant as one


class Csv:
    """``.csv`` and ``.tsv`` files."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name says so."""
        del head
        return path.suffix.lower() in (".csv", ".tsv", ".tab")

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """A document per row; InputError where no column has free text."""
        problems: deque[Problem] = deque()
        for item in tables.documents_of(
            opened(path, options, problems.append).rows, source=path.name, options=options
        ):
            while problems:
                yield problems.popleft()
            yield item
        yield from problems

    def previews(self, path: Path, options: ReadOptions) -> Iterator[tables.Preview]:
        """How the table was understood."""
        table = opened(path, options, lambda _: None)
        yield tables.preview(
            table.rows,
            source=path.name,
            options=options,
            encoding=table.encoding,
            separator=table.separator,
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's encoding, the separator of its cells, and its rows as they are read."""

    encoding: str
    separator: str  # empty where there is one column
    rows: Iterator[Row | Problem]


def opened(path: Path, options: ReadOptions, report: Report) -> Opened:
    """The file as a table; `report` hears of lines that could not be read right."""
    csv.field_size_limit(2**31 - 1)
    name, lines = open_lines(path, options, report)
    head = list(_head(lines))
    separator = _NONE if _is_one_column(head) else _separator(head)
    return Opened(name, separator.strip(_NONE), _rows(chain(head, lines), separator))


def _head(lines: Iterator[str]) -> Iterator[str]:
    length = 0
    for count, line in enumerate(lines, start=1):
        yield line
        length += len(line)
        if count >= _SNIFFED or length >= _SNIFFED_LENGTH:
            return


def _rows(lines: Iterator[str], separator: str) -> Iterator[Row | Problem]:
    """Rows with their number; where a quote is never closed, its line is lost, not the rest of the file."""
    waiting = deque[str]()
    quoted = _quoted(separator)
    number = 0
    while taken := _record(waiting, lines, quoted):
        number += 1
        place = f"row {number}"
        if _never_closed(taken, separator, quoted):
            waiting.extendleft(reversed(taken[1:]))
            message = "a quotation mark is opened and not closed; this line was left out"
            yield Problem("open_quote", message, place)
            continue
        try:
            for row in csv.reader(taken, delimiter=separator):
                yield number, row
        except csv.Error as error:
            yield Problem("broken_row", f"this row cannot be read: {error}", place, {"error": str(error)})


def _record(waiting: deque[str], lines: Iterator[str], quoted: re.Pattern[str]) -> list[str]:
    """The lines up to where every quotation mark has its pair."""
    taken: list[str] = []
    is_open = False
    while len(taken) < _LONGEST_CELL:
        line = waiting.popleft() if waiting else next(lines, None)
        if line is None:
            break
        taken.append(line)
        is_open = _is_open(f'"{line}' if is_open else line, quoted)
        if not is_open:
            break
    return taken


def _is_open(line: str, quoted: re.Pattern[str]) -> bool:
    """Whether a cell that began with a quotation mark goes on after the line: 5" inside a cell is none."""
    return '"' in line and any(not cell[1] for cell in quoted.finditer(line))


def _never_closed(lines: Sequence[str], separator: str, quoted: re.Pattern[str]) -> bool:
    """Whether a quotation mark has no pair, or finds one only in a later row, in front of a word.

    Where a single line is left, as at the end of a file cut off, nothing can be taken for its cell.
    """
    text = "".join(lines)
    strayed = (cell[1] and cell[2] not in ("", "\r", separator) for cell in quoted.finditer(text))
    return len(lines) > 1 and (any(strayed) or _is_open(text, quoted))


@cache
def _quoted(separator: str) -> re.Pattern[str]:
    """A cell that begins with a quotation mark; as groups, its closing one, if any, and what follows."""
    return re.compile(rf'(?:^|{re.escape(separator)})"[^"]*+(?:""[^"]*+)*+("?)(?=(.?))')


def _is_one_column(lines: Sequence[str]) -> bool:
    """Whether the commas are those of sentences, under a heading of free text or none at all."""
    written = [line.strip().strip('"') for line in lines if line.strip()]
    if len(written) < 2 or any(mark in line for line in lines for mark in _SEPARATORS if mark != ","):
        return False
    first = written[0]
    if "," not in first:
        others = (line.split(",") for line in written[1:_FEW])
        return headings.role_of(first) == "text" and not any(map(_has_two_names, others))
    spaces = [gap[1] for line in written for gap in _COMMA.finditer(line)]
    return spaces.count(" ") * 10 >= len(spaces) * 9 and not any(map(headings.roles_of, first.split(",")))


def _has_two_names(cells: Sequence[str]) -> bool:
    return sum(headings.role_of(cell.strip(' "')) is not None for cell in cells) > 1


def _separator(lines: Sequence[str]) -> str:
    """The separator under which the most rows have the same number of cells, at least two."""
    best, most = ",", (0.0, 0)
    for separator in _SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        except csv.Error:
            continue
        if not widths:
            continue
        (width, rows), *_ = Counter(widths).most_common(1)
        score = (rows / len(widths), width)
        if width > 1 and score > most:
            best, most = separator, score
    return best
