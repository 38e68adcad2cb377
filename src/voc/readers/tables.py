"""Rows of a table, whatever file they come from, to documents."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from voc.errors import InputError
from voc.readers.columns import Columns, columns_of, looks_like_header, unique
from voc.readers.options import ReadOptions
from voc.readers.records import Cell, Record, as_field, as_text, document_of
from voc.types import Document, FieldValue, Problem

Row = tuple[int, Sequence[Cell]]  # number as a spreadsheet shows it, cells

_SAMPLE = 200  # rows to judge the columns by
_TITLES = 10  # rows above the header at most: a title, the date of the export


def documents_of(
    rows: Iterable[Row | Problem], *, source: str, options: ReadOptions
) -> Iterator[Document | Problem]:
    """A document per row, and a problem for each row that cannot be one.

    Raises InputError where the table is empty or no column has free text.
    """
    waiting: deque[Problem] = deque()
    stream = _without_problems(rows, waiting)
    begun = list(islice(stream, _SAMPLE))
    if not begun:
        raise InputError(f"{source} has no rows")
    at = _header_at(begun)
    headers = unique(begun[at][1]) if at >= 0 else [f"column {number + 1}" for number in range(_width(begun))]
    body = begun[at + 1 :]
    columns = columns_of(headers, [cells for _, cells in body], options.mapping)
    yield from _drained(waiting)
    for number, cells in chain(body, stream):
        yield from _drained(waiting)
        yield _document(number, cells, columns, source=source, options=options)
    yield from _drained(waiting)


def _without_problems(rows: Iterable[Row | Problem], waiting: deque[Problem]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, Problem):
            waiting.append(row)
        elif any(as_text(cell) for cell in row[1]):
            yield row


def _drained(waiting: deque[Problem]) -> Iterator[Problem]:
    while waiting:
        yield waiting.popleft()


def _header_at(rows: Sequence[Row]) -> int:
    """The place of the row of headings, or -1 where the table begins with data."""
    wide = _width(rows) > 1
    for place, (_, cells) in enumerate(rows[:_TITLES]):
        if looks_like_header(cells) and not (wide and sum(map(bool, map(as_text, cells))) == 1):
            return place
    first = [as_text(cell) for cell in rows[0][1]]
    headless = any(len(name) > 60 or name.endswith(("。", ".")) for name in first)
    return -1 if headless else 0


def _width(rows: Sequence[Row]) -> int:
    return max(len(cells) for _, cells in rows)


def _document(
    number: int, cells: Sequence[Cell], columns: Columns, *, source: str, options: ReadOptions
) -> Document | Problem:
    place = f"row {number}"
    width = len(columns.headers)
    if any(as_text(cell) for cell in cells[width:]):
        message = f"{len(cells)} cells under {width} headings; quote cells that hold the separator"
        return Problem("too_many_cells", message, place)
    if len(cells) < width and not any(text < len(cells) for text in columns.texts):
        return Problem(
            "too_few_cells", f"{len(cells)} cells under {width} headings, none of them the text", place
        )
    at = dict(enumerate(cells))
    texts = [(columns.headers[index], as_text(at.get(index))) for index in columns.texts]
    texts = [(header, text) for header, text in texts if text]
    roles = {role: at.get(index) for role, index in columns.roles.items()}
    told = [as_text(roles.get(role)) for role in ("score", "nps", "csat", "reason")]
    if not texts and not any(told):
        return Problem("no_text", "this row has no text, score or reason", place)
    extras: dict[str, FieldValue] = {
        columns.headers[index]: value
        for index in columns.extras
        if (value := as_field(at.get(index))) is not None
    }
    return document_of(
        Record(texts, roles, extras, headed=len(columns.texts) > 1),
        source=f"{source}#{number}",
        channel=columns.channel,
        options=options,
        order=columns.order,
    )
