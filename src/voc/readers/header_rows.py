"""Where the headings of a table stand: below titles, in one row or in two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from voc.readers import headings
from voc.readers.columns import is_data, is_dated, looks_like_header
from voc.readers.records import Cell, as_text

Row = tuple[int, Sequence[Cell]]  # number as a spreadsheet shows it, cells

_TITLES = 10  # rows above the header at most: a title, the date of the export


def headings_of(rows: Sequence[Row]) -> tuple[list[str], tuple[int, ...], Sequence[Row]]:
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
