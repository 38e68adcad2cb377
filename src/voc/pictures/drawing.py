"""What a picture is made of: marks on a plane, in points (1/72 inch), y downwards.

Every picture is laid out in these units, so that a test can ask where each word stands, and one
file (``canvas.py``) turns them into PNG or SVG.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Side = Literal["left", "center", "right"]

INK = "#222222"
PALE = "#6b6b6b"  # 5.3:1 on white: still readable
RULE = "#d9d9d9"
TOUCH = 0.01  # points


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc; with `ring` only its edge has the colour."""

    at: Point
    radius: float
    colour: str
    alpha: float = 1.0
    ring: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points."""

    points: tuple[Point, ...]
    colour: str = RULE
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, or with `edge` an outlined one."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    alpha: float = 1.0
    edge: str | None = None

    def meets(self, other: Box) -> bool:
        """Whether the two overlap; to touch is not to meet."""
        return (
            min(self.x + self.width, other.x + other.width) - max(self.x, other.x) > TOUCH
            and min(self.y + self.height, other.y + other.height) - max(self.y, other.y) > TOUCH
        )


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `at` is the middle of its height, at its left, centre or right."""

    at: Point
    text: str
    size: float = 11
    colour: str = INK
    anchor: Side = "left"


Mark = Dot | Line | Box | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks on a white plane, later ones over earlier ones; `title` is read out by screen readers."""

    width: float
    height: float
    title: str
    marks: tuple[Mark, ...]

    @property
    def words(self) -> tuple[Words, ...]:
        """All text in it, in drawing order."""
        return tuple(mark for mark in self.marks if isinstance(mark, Words))


def drawing(width: float, height: float, title: str, marks: Iterable[Mark]) -> Drawing:
    """A drawing of `marks`."""
    return Drawing(width, height, title, tuple(marks))
