"""Words that do not lie on each other: broken in lines, and placed where there is room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import cos, pi, sin

from voc.pictures.canvas import width_of
from voc.pictures.drawing import Box, Point, Words

LEADING = 1.3  # from line to line, in sizes
ELLIPSIS = "…"
NOT_FIRST = frozenset(
    "、。，．,.・：；？！?!）］｝」』】〕〉》)]}ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％%"
)
NOT_LAST = frozenset("（［｛「『【〔〈《([{")
LATIN_WORD = re.compile(r"[A-Za-z0-9'’.,-]+")
EVENLY = (0.6, 0.7, 0.8, 0.9)  # of the width, tried for lines of about one length
STEP = 9.0  # points farther out with each round of looking for room
ROUNDS = 60
DIRECTIONS = (0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11)  # sixteenths of a turn: right, left, …


def lines(text: str, *, width: float, size: float, most: int = 2) -> list[str]:
    """`text` in up to `most` lines of at most `width` points, about as long as each other.

    What is left over is cut with an ellipsis. A line ends anywhere but within a Latin word that fits
    in one, before a closing mark or after an opening one (禁則).
    """
    flat = " ".join(text.split())
    found = _broken(flat, width, size, most)
    longest = max((width_of(word, size) for word in LATIN_WORD.findall(flat)), default=0.0)
    for narrower in EVENLY:
        if width * narrower < longest:
            continue
        even = _broken(flat, width * narrower, size, most)
        if len(even) == len(found) and not even[-1].endswith(ELLIPSIS):
            return even
    return found


def stacked(texts: Sequence[str], at: Point, look: Words) -> list[Words]:
    """`texts` as lines one below the other, their middle at `at`, looking like `look`."""
    step = look.size * LEADING
    top = at[1] - step * (len(texts) - 1) / 2
    return [replace(look, at=(at[0], top + row * step), text=text) for row, text in enumerate(texts)]


def frame(words: Words) -> Box:
    """The box that `words` fill."""
    width, height = width_of(words.text, words.size), words.size * LEADING
    x = words.at[0] - {"left": 0.0, "center": width / 2, "right": width}[words.anchor]
    return Box(x, words.at[1] - height / 2, width, height, "white")


def placed(size: Point, around: Point, *, off: float, inside: Box, taken: Sequence[Box]) -> Box | None:
    """The nearest free place for a box of `size` beside the point `around`, at least `off` away from it.

    Looks to the right first, then left, below, above and between, ever farther out; None when there
    is no room at all.
    """
    for x, y in _places(around, size, off):
        box = Box(x, y, *size, "white")
        fits = (
            inside.x <= x
            and x + size[0] <= inside.x + inside.width
            and inside.y <= y
            and y + size[1] <= inside.y + inside.height
        )
        if fits and not any(box.meets(other) for other in taken):
            return box
    return None


def _places(around: Point, size: Point, off: float) -> Iterator[Point]:
    for far in range(ROUNDS):
        for direction in DIRECTIONS:
            angle = direction * pi / 8
            reach = off + far * STEP
            # the box touches the circle of radius `reach` with the side or corner that faces it
            x = around[0] + cos(angle) * (reach + size[0] / 2) - size[0] / 2
            y = around[1] + sin(angle) * (reach + size[1] / 2) - size[1] / 2
            yield x, y


def _broken(text: str, width: float, size: float, most: int) -> list[str]:
    rest = text
    found: list[str] = []
    while rest and len(found) < most:
        if width_of(rest, size) <= width:
            return [*found, rest]
        last = len(found) == most - 1
        end = _fitting(rest, width - last * width_of(ELLIPSIS, size), size)
        if not last:
            end = _allowed(rest, end)
        found.append(rest[:end].rstrip() + ELLIPSIS * last)
        rest = rest[end:].lstrip()
    return found


def _allowed(text: str, end: int) -> int:
    """The last place up to `end` where a line may end; `end` where there is none."""
    for at in range(end, 0, -1):
        within_a_word = LATIN_WORD.fullmatch(text[at - 1 : at + 1])
        if not within_a_word and text[at] not in NOT_FIRST and text[at - 1] not in NOT_LAST:
            return at
    return end


def _fitting(text: str, width: float, size: float) -> int:
    """How many characters of `text` fit in `width`; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle], size) <= width:
            low = middle
        else:
            high = middle - 1
    return low
