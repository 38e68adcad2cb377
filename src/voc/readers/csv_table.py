"""CSV and TSV files, read row by row."""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from voc.readers import encoding, tables
from voc.readers.options import ReadOptions
from voc.types import Document, Problem

_SEPARATORS = ",\t;|"
_SNIFFED = 60  # lines
_LONGEST_CELL = 300  # lines; a quote that is open for longer was never meant as one


class Csv:
    """``.csv`` and ``.tsv`` files."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name says so."""
        del head
        return path.suffix.lower() in (".csv", ".tsv", ".tab")

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """A document per row; InputError where no column has free text."""
        name, problems = encoding.detect_file(path)
        yield from problems
        csv.field_size_limit(2**31 - 1)
        with encoding.open_text(path, name) as lines:
            yield from tables.documents_of(_rows(lines), source=path.name, options=options)


def _rows(lines: Iterator[str]) -> Iterator[tables.Row | Problem]:
    """Rows with their number; where a quote is never closed, its line is lost, not the rest of the file."""
    head = list(islice(lines, _SNIFFED))
    separator = _separator(head)
    waiting = deque[str]()
    source = chain(head, lines)
    number = 0
    while True:
        taken = _record(waiting, source)
        if not taken:
            return
        closed = sum(line.count('"') for line in taken) % 2 == 0
        try:
            rows = list(csv.reader(taken, delimiter=separator))
        except csv.Error as error:
            rows, closed = [], True
            number += 1
            yield Problem("broken_row", f"this row cannot be read: {error}", f"row {number}")
        if not closed and len(rows) == 1 and len(taken) > 1:
            waiting.extendleft(reversed(taken[1:]))
            number += 1
            yield Problem(
                "open_quote",
                "a quotation mark is opened and not closed; this line was left out",
                f"row {number}",
            )
            continue
        for row in rows:
            number += 1
            yield number, row


def _record(waiting: deque[str], source: Iterator[str]) -> list[str]:
    """The lines up to where every quotation mark has its pair."""
    taken: list[str] = []
    quotes = 0
    while len(taken) < _LONGEST_CELL:
        line = waiting.popleft() if waiting else next(source, None)
        if line is None:
            break
        taken.append(line)
        quotes += line.count('"')
        if quotes % 2 == 0:
            break
    return taken


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
