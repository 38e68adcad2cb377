"""Rows of a table, whatever file they come from, to documents."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from voc.errors import InputError
from voc.readers import headings
from voc.readers.columns import Columns, columns_of, is_data, is_dated, looks_like_header, unique
from voc.readers.headings import SCORES
from voc.readers.levels import is_unsaid
from voc.readers.levels import plain as plain_level
from voc.readers.options import ReadOptions
from voc.readers.records import Cell, Record, as_field, as_text, document_of, number
from voc.types import Document, FieldValue, Problem

Row = tuple[int, Sequence[Cell]]  # number as a spreadsheet shows it, cells

_SAMPLE = 1000  # rows to judge the columns by
_SAMPLE_LENGTH = 4_000_000  # characters; rows of a megabyte are judged by fewer
_PREVIEWED = 3  # rows
_TITLES = 10  # rows above the header at most: a title, the date of the export


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was understood from its first rows."""

    columns: Columns
    header_rows: tuple[int, ...]  # numbers of the rows of headings; none where the table begins with data
    body: Sequence[Row]  # what was read ahead below the headings
    rest: Iterator[Row]


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
    for number_, cells in chain(table.body, table.rest):
        yield from _drained(waiting)
        if not _is_no_record(cells, columns):
            yield _document(number_, cells, columns, source=source, options=options)
    yield from _drained(waiting)


def _understood(stream: Iterator[Row], *, source: str, options: ReadOptions) -> Table:
    begun = list(_begun(stream))
    if not begun:
        raise InputError(f"{source} has no rows")
    names, header_rows, body = _headings(begun)
    columns = columns_of(unique(names), [cells for _, cells in body], options.mapping)
    return Table(columns, header_rows, body, stream)


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


def _headings(rows: Sequence[Row]) -> tuple[list[str], tuple[int, ...], Sequence[Row]]:
    """The headings, the numbers of the rows they stand in, and the rows below."""
    at = _header_at(rows)
    if at < 0:
        width = max(len(cells) for _, cells in rows)
        return [f"column {index + 1}" for index in range(width)], (), rows
    upper = [as_text(cell) for cell in rows[at][1]]
    lower = [as_text(cell) for cell in rows[at + 1][1]] if at + 1 < len(rows) else []
    if _are_under(lower, upper):
        return _joined(upper, lower), (rows[at][0], rows[at + 1][0]), rows[at + 2 :]
    above = [as_text(cell) for cell in rows[at - 1][1]] if at else []
    if len(set(filter(None, upper))) < sum(map(bool, upper)) and sum(map(bool, above)) > 1:
        return _joined(above, upper), (rows[at - 1][0], rows[at][0]), rows[at + 1 :]
    return upper, (rows[at][0],), rows[at + 1 :]


def _header_at(rows: Sequence[Row]) -> int:
    """The place of the row of headings, or -1 where the table begins with data.

    A row with less than half the cells of a later one is a title, or names groups of headings.
    """
    filled = [sum(bool(as_text(cell)) for cell in cells) for _, cells in rows[:_TITLES]]
    wide = max(_filled_width(cells) for _, cells in rows) > 1
    found = -1
    for place, (_, cells) in enumerate(rows[:_TITLES]):
        better = found < 0 or filled[found] * 2 <= filled[place]
        if better and looks_like_header(cells) and not (wide and filled[place] == 1):
            found = place
    if found >= 0:
        return found
    first = [as_text(cell) for cell in rows[0][1]]
    headless = any(len(name) > 60 or name.endswith(("。", ".")) for name in first)
    return -1 if headless or _dated_alike(rows[:2]) else 0


def _dated_alike(rows: Sequence[Row]) -> bool:
    """Whether rows have a date in the same place, which no heading has over dates."""
    columns = zip(*(cells for _, cells in rows), strict=False)
    return len(rows) > 1 and any(all(is_dated(as_text(cell)) for cell in column) for column in columns)


def _filled_width(cells: Sequence[Cell]) -> int:
    return max((index for index, cell in enumerate(cells, start=1) if as_text(cell)), default=0)


def _are_under(lower: Sequence[str], upper: Sequence[str]) -> bool:
    """Whether `lower` goes on with the headings of `upper`: it fills the gaps that joined cells leave."""
    pairs = list(zip_longest(upper, lower, fillvalue=""))
    gaps = [below for above, below in pairs[: _filled_width(lower)] if not above]
    joined = any(above and below in ("", above) for above, below in pairs)
    return bool(gaps) and all(gaps) and joined and not any(is_data(name) for name in lower if name)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Each heading with the group it stands under, as 「満足度 / サポート」."""
    names, group = [], ""
    for above, below in zip_longest(upper, lower, fillvalue=""):
        group = above or (group if below else "")
        adds = below not in ("", group) and not (group and headings.is_bare_answer(below))
        names.append(f"{group}{headings.LEVELS}{below}" if group and adds else group or below)
    return names


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
    place = f"row {number_}"
    width = len(columns.headers)
    counts = {"cells": str(len(cells)), "headings": str(width)}
    if any(as_text(cell) for cell in cells[width:]):
        message = f"{len(cells)} cells under {width} headings; quote cells that hold the separator"
        return Problem("too_many_cells", message, place, counts)
    at = dict(enumerate(cells))
    texts = [(columns.headers[index], as_text(at.get(index))) for index in columns.texts]
    texts = [(header, text) for header, text in texts if text]
    roles = {role: at.get(index) for role, index in columns.roles.items()}
    roles = {
        role: cell
        for role, cell in roles.items()
        if not (role in SCORES and isinstance(cell, str) and is_unsaid(cell))
    }
    told = [as_text(roles.get(role)) for role in (*SCORES, "reason")]
    if len(cells) < width and not texts and not any(told):
        message = f"{len(cells)} cells under {width} headings, none of them the text"
        return Problem("too_few_cells", message, place, counts)
    if not texts and not any(told):
        return Problem("no_text", "this row has no text, score or reason", place)
    headed = len(columns.texts) > 1
    extras: dict[str, FieldValue] = {
        columns.headers[index]: value
        for index in columns.extras
        if (value := _extra(at.get(index), index, columns)) is not None
    }
    if not headed and texts and headings.is_question(question := columns.headers[columns.texts[0]]):
        extras["question"] = question
    scores = {
        role: score
        for role in SCORES
        if role in roles and (score := _level(roles[role], columns.roles[role], columns)) is not None
    }
    return document_of(
        Record(texts, roles, extras, headed=headed, scores=scores),
        source=f"{source}#{number_}",
        channel=columns.channel,
        options=options,
        order=columns.order,
    )


def _extra(cell: Cell, index: int, columns: Columns) -> FieldValue:
    """The cell as a field; a further score as a number."""
    score = number(cell) if index in columns.scales else None
    return as_field(cell) if score is None else score


def _level(cell: Cell, index: int, columns: Columns) -> int | None:
    return columns.scales.get(index, {}).get(plain_level(as_text(cell)))
