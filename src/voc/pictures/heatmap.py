"""The heat map: how many accounts of each group speak of each churn reason, as number and share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voc.pictures.canvas import width_of
from voc.pictures.colours import shade
from voc.pictures.drawing import INK, PALE, RULE, Box, Drawing, Mark, Words, drawing
from voc.pictures.labels import LEADING, lines, stacked

CELL = (92.0, 40.0)  # width, height
HEAD, NOTE = 52.0, 10.0
TEXT = 11.0
EDGE = 20.0
WIDEST_NAME = 190.0
LEAST_WIDTH = 480.0


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Accounts of a group that speak of a reason; `share` is of the group, None where it has nobody."""

    accounts: int
    share: float | None


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows by columns of cells."""

    title: str
    legend: str
    rows: tuple[str, ...]
    columns: tuple[tuple[str, int], ...]  # name, accounts
    cells: tuple[tuple[HeatCell, ...], ...]  # one tuple a row


def draw(given: HeatMap) -> Drawing:
    """The heat map, darker where the share is higher; the darkest is the highest share there is."""
    left = EDGE + min(WIDEST_NAME, max((width_of(row, TEXT) for row in given.rows), default=0)) + 12
    width = max(left + CELL[0] * len(given.columns) + EDGE, LEAST_WIDTH)
    top = 44 + HEAD
    legend = lines(given.legend, width=width - 2 * EDGE, size=NOTE, most=3)
    height = top + CELL[1] * len(given.rows) + 20 + LEADING * NOTE * len(legend) + 10
    marks: list[Mark] = []
    title = lines(given.title, width=width - 2 * EDGE, size=16)
    marks += stacked(title[:1], (EDGE, 24), Words((0, 0), "", 16))
    for column, (name, accounts) in enumerate(given.columns):
        middle = left + CELL[0] * (column + 0.5)
        named = [*lines(name, width=CELL[0] - 6, size=TEXT), f"n = {accounts}"]
        look = Words((0, 0), "", TEXT, INK, "center")
        marks += stacked(named, (middle, 44 + HEAD / 2), look)
    highest = max((cell.share or 0 for row in given.cells for cell in row), default=0) or 1
    for at, (row, cells) in enumerate(zip(given.rows, given.cells, strict=True)):
        y = top + CELL[1] * at
        marks += stacked(
            lines(row, width=left - EDGE - 12, size=TEXT),
            (left - 10, y + CELL[1] / 2),
            Words((0, 0), "", TEXT, INK, "right"),
        )
        for column, cell in enumerate(cells):
            marks += _cell(cell, left + CELL[0] * column, y, highest)
    marks += stacked(
        legend, (EDGE, height - 10 - LEADING * NOTE * len(legend) / 2), Words((0, 0), "", NOTE, PALE)
    )
    return drawing(width, height, given.title, marks)


def _cell(cell: HeatCell, x: float, y: float, highest: float) -> Iterator[Mark]:
    colour, ink = shade((cell.share or 0) / highest)
    yield Box(
        x + 1, y + 1, CELL[0] - 2, CELL[1] - 2, colour if cell.share is not None else "#ffffff", 1, RULE
    )
    middle = (x + CELL[0] / 2, y + CELL[1] / 2)
    if cell.share is None:
        yield Words(middle, "–", TEXT, PALE, "center")
    elif cell.accounts:
        yield Words((middle[0], middle[1] - 7), str(cell.accounts), TEXT + 1, ink, "center")
        yield Words((middle[0], middle[1] + 8), f"{cell.share:.0%}", TEXT - 1, ink, "center")
    else:
        yield Words(middle, "0", TEXT, PALE, "center")
