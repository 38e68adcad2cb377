"""Rows of a table, whatever file they come from, to documents."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from voc.errors import InputError
from voc.readers import headings
from voc.readers.columns import Columns, columns_of, unique
from voc.readers.header_rows import Row, headings_of
from voc.readers.headings import SCORES
from voc.readers.levels import is_unsaid
from voc.readers.levels import plain as plain_level
from voc.readers.options import ReadOptions
from voc.readers.records import Cell, Record, as_field, as_text, document_of, number
from voc.types import Document, FieldValue, Problem

_SAMPLE = 1000  # rows to judge the columns by
_SAMPLE_LENGTH = 4_000_000  # characters; rows of a megabyte are judged by fewer
_PREVIEWED = 3  # rows


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was understood from its first rows."""

    columns: Columns
    header_rows: tuple[int, ...]  # numbers of the rows of headings; none where the table begins with data
    body: Sequence[Row]  # what was read ahead below the headings
    rest: Iterator[Row]
    duplicates: tuple[str, ...] = ()  # headings there are already


@dataclass(frozen=True, slots=True)
class Preview:
    """How a table was understood, for a person to look at before its rows are kept."""

    source: str  # file name, with "#sheet" for one of several
    columns: Columns
    header_rows: tuple[int, ...]
    first: tuple[Row, ...]
    encoding: str | None = None  # of text files
    separator: str | None = None


def preview(
    rows: Iterable[Row | Problem],
    *,
    source: str,
    options: ReadOptions,
    encoding: str | None = None,
    separator: str | None = None,
) -> Preview:
    """The table with its first rows; InputError as in `documents_of`."""
    table = _understood(_without_problems(rows, deque()), source=source, options=options)
    return Preview(
        source, table.columns, table.header_rows, tuple(table.body[:_PREVIEWED]), encoding, separator
    )


def documents_of(
    rows: Iterable[Row | Problem], *, source: str, options: ReadOptions
) -> Iterator[Document | Problem]:
    """A document per row, and a problem for each row that cannot be one.

    Rows of sums and headings that come again are no records and are passed over. Raises
    InputError where the table is empty or no column has free text.
    """
    waiting: deque[Problem] = deque()
    table = _understood(_without_problems(rows, waiting), source=source, options=options)
    columns = table.columns
    yield from _drained(waiting)
    yield from _duplicates(table)
    for number_, cells in chain(table.body, table.rest):
        yield from _drained(waiting)
        if not _is_no_record(cells, columns):
            yield _document(number_, cells, columns, source=source, options=options)
    yield from _drained(waiting)


def _duplicates(table: Table) -> Iterator[Problem]:
    """Headings that come more than once: each column is kept, the later ones under a number."""
    for heading in dict.fromkeys(table.duplicates):
        message = f"the heading {heading!r} comes more than once; the later column is called “{heading} (2)”"
        place = f"row {table.header_rows[-1]}" if table.header_rows else None
        yield Problem("duplicate_heading", message, place, {"heading": heading})


def _understood(stream: Iterator[Row], *, source: str, options: ReadOptions) -> Table:
    begun = list(_begun(stream))
    if not begun:
        raise InputError(f"{source} has no rows", "no_rows", file=source)
    names, header_rows, body = headings_of(begun)
    columns = columns_of(unique(names), [cells for _, cells in body], options.mapping)
    plain = [" ".join(as_text(name).split()) for name in names]
    duplicates = tuple(name for at, name in enumerate(plain) if name and name in plain[:at])
    return Table(columns, header_rows, body, stream, duplicates)


def _begun(stream: Iterator[Row]) -> Iterator[Row]:
    length = 0
    for count, row in enumerate(stream, start=1):
        yield row
        length += sum(len(cell) for cell in row[1] if isinstance(cell, str))
        if count >= _SAMPLE or length >= _SAMPLE_LENGTH:
            return


def _without_problems(rows: Iterable[Row | Problem], waiting: deque[Problem]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, Problem):
            waiting.append(row)
        elif _has_words(row):
            yield row


def _has_words(row: Row) -> bool:
    return any(as_text(cell) for cell in row[1])


def _drained(waiting: deque[Problem]) -> Iterator[Problem]:
    while waiting:
        yield waiting.popleft()


def _is_no_record(cells: Sequence[Cell], columns: Columns) -> bool:
    """Whether it is a row of sums, or the headings once more."""
    words = [as_text(cell) for cell in cells]
    told = any(index < len(words) and words[index] for index in columns.texts)
    if not told:
        return headings.is_total(next(filter(None, words)))
    again = len(words) > 1 and words[0] in ("", columns.headers[0])  # cheap, and false for nearly every row
    return again and unique(words) == list(columns.headers)


def _document(
    number_: int, cells: Sequence[Cell], columns: Columns, *, source: str, options: ReadOptions
) -> Document | Problem:
    record = _record(cells, columns, place=f"row {number_}")
    if code_and_message := _refusal(cells, record, len(columns.headers)):
        counts = {"cells": str(len(cells)), "headings": str(len(columns.headers))}
        return Problem(*code_and_message, record.place, counts)
    return document_of(
        record,
        source=f"{source}#{number_}",
        channel=columns.channel,
        options=options,
        order=columns.order,
    )


def _refusal(cells: Sequence[Cell], record: Record, width: int) -> tuple[str, str] | None:
    """Code and message of what is wrong with a row that is no document."""
    if any(as_text(cell) for cell in cells[width:]):
        message = f"{len(cells)} cells under {width} headings; quote cells that hold the separator"
        return "too_many_cells", message
    if record.texts or any(as_text(record.roles.get(role)) for role in (*SCORES, "reason")):
        return None
    if len(cells) < width:
        return "too_few_cells", f"{len(cells)} cells under {width} headings, none of them the text"
    return "no_text", "this row has no text, score or reason"


def _record(cells: Sequence[Cell], columns: Columns, *, place: str) -> Record:
    at = dict(enumerate(cells))
    texts = [(columns.headers[index], text) for index in columns.texts if (text := as_text(at.get(index)))]
    roles = {role: at.get(index) for role, index in columns.roles.items()}
    roles = {role: cell for role, cell in roles.items() if role not in SCORES or not is_unsaid(as_text(cell))}
    scores = {
        role: score
        for role in SCORES
        if (score := _level(roles.get(role), columns.roles.get(role), columns)) is not None
    }
    extras = {
        columns.headers[index]: value
        for index in columns.extras
        if (value := _extra(at.get(index), index, columns)) is not None
    }
    headed = len(columns.texts) > 1
    if texts and not headed and headings.is_question(question := texts[0][0]):
        extras["question"] = question
    return Record(texts, roles, extras, place=place, headed=headed, scores=scores)


def _extra(cell: Cell, index: int, columns: Columns) -> FieldValue:
    """The cell as a field; a further score as a number."""
    score = number(cell) if index in columns.scales else None
    return as_field(cell) if score is None else score


def _level(cell: Cell, index: int | None, columns: Columns) -> int | None:
    """What a level in words counts in its column."""
    return None if index is None else columns.scales.get(index, {}).get(plain_level(as_text(cell)))
