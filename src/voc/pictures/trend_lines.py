"""How topics run: a small panel for each, all on one scale, so that no line hides another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from voc.pictures.colours import DOWN, UP
from voc.pictures.drawing import INK, PALE, RULE, Box, Dot, Drawing, Line, Mark, Words, drawing
from voc.pictures.labels import LEADING, lines, stacked

PANEL = (310.0, 176.0)
PLOT = (44.0, 56.0, 12.0, 26.0)  # room left, above, right and below the lines of a panel
COLUMNS = 3
EDGE = 16.0
COLOURS = {"emerging": UP, "fading": DOWN}
TICKS = 4  # most names of periods below a panel


@dataclass(frozen=True, slots=True)
class TrendPanel:
    """One topic: its share of voices 0…1 in each period, and what is said of its course."""

    label: str
    shares: tuple[float, ...]
    course: Literal["emerging", "fading", "steady", "unknown"]
    said: str  # "▲ emerging 4% → 12% (p=0.010)"
    since: int | None  # index of the period from which "after" is counted


@dataclass(frozen=True, slots=True)
class TrendLines:
    """Topics over the same periods."""

    title: str
    legend: str
    periods: tuple[str, ...]  # their names, as they stand below a panel
    panels: tuple[TrendPanel, ...]


def draw(given: TrendLines) -> Drawing:
    """The panels in rows of three; the periods that are compared with those before are shaded."""
    columns = min(COLUMNS, max(len(given.panels), 1))
    rows = -(-len(given.panels) // columns)
    width = 2 * EDGE + PANEL[0] * max(columns, 2)
    legend = lines(given.legend, width=width - 2 * EDGE, size=10, most=3)
    height = 44 + rows * PANEL[1] + 16 + LEADING * 10 * len(legend) + 8
    highest = max((share for panel in given.panels for share in panel.shares), default=0) or 1
    marks: list[Mark] = [
        *stacked(
            lines(given.title, width=width - 2 * EDGE, size=16, most=1),
            (EDGE, 24),
            Words((0, 0), "", 16),
        )
    ]
    for number, panel in enumerate(given.panels):
        corner = (EDGE + PANEL[0] * (number % columns), 44 + PANEL[1] * (number // columns))
        marks += _panel(panel, given.periods, corner, highest)
    marks += stacked(legend, (EDGE, height - 8 - LEADING * 10 * len(legend) / 2), Words((0, 0), "", 10, PALE))
    return drawing(width, height, given.title, marks)


def _panel(
    panel: TrendPanel, periods: tuple[str, ...], corner: tuple[float, float], highest: float
) -> Iterator[Mark]:
    left, top = corner[0] + PLOT[0], corner[1] + PLOT[1]
    right, bottom = corner[0] + PANEL[0] - PLOT[2], corner[1] + PANEL[1] - PLOT[3]
    step = (right - left) / max(len(panel.shares) - 1, 1)
    colour = COLOURS.get(panel.course, INK)
    name = lines(panel.label, width=PANEL[0] - 18, size=11, most=1)
    yield from stacked(name, (corner[0] + 6, corner[1] + 16), Words((0, 0), "", 11))
    yield from stacked(
        lines(panel.said, width=PANEL[0] - 18, size=10, most=1),
        (corner[0] + 6, corner[1] + 34),
        Words((0, 0), "", 10, COLOURS.get(panel.course, PALE)),
    )
    if panel.since is not None and panel.since < len(panel.shares):
        start = left + max(step * panel.since - step / 2, 0)
        yield Box(start, top, right - start, bottom - top, "#f2f2f2")
    for share in (0.0, highest):
        y = bottom - (bottom - top) * share / highest
        yield Line(((left, y), (right, y)), RULE)
        yield Words((left - 6, y), f"{share:.0%}", 9, PALE, "right")
    points = tuple(
        (left + step * at, bottom - (bottom - top) * share / highest) for at, share in enumerate(panel.shares)
    )
    if len(points) > 1:
        yield Line(points, colour, 2.2 if panel.course in COLOURS else 1.5)
    yield from (Dot(point, 2.4, colour) for point in points if len(points) <= 31)
    for at in _ticks(len(periods)):
        anchor: Literal["left", "center", "right"] = (
            "left" if at == 0 else "right" if at == len(periods) - 1 else "center"
        )
        yield Words((left + step * at, bottom + 13), periods[at], 9, PALE, anchor)


def _ticks(count: int) -> list[int]:
    """First, last and evenly between."""
    most = min(TICKS, count)
    return sorted({round(at * (count - 1) / max(most - 1, 1)) for at in range(most)})
