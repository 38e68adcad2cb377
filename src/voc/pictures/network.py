"""The co-occurrence network 共起ネットワーク: words as discs, ties as lines, communities as colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voc.pictures.colours import GREY, HUES, tint
from voc.pictures.cooccurrence import Term, Tie
from voc.pictures.drawing import INK, PALE, Box, Dot, Drawing, Line, Mark, Point, Words, drawing
from voc.pictures.labels import frame, lines, stacked

WIDTH, HEIGHT = 980.0, 760.0
FIELD = Box(70, 60, WIDTH - 140, HEIGHT - 140, "white")  # where words lie
SMALLEST, LARGEST = 11.0, 30.0  # radius of a word
TEXT = 11.0
THINNEST, THICKEST = 0.6, 4.0
LONGEST_TIE = 130.0  # points, on average
ROUNDS = 300  # of pushing words apart


@dataclass(frozen=True, slots=True)
class Network:
    """Words, the most frequent first, and their ties, the strongest first."""

    title: str
    legend: str
    terms: tuple[Term, ...]
    ties: tuple[Tie, ...]


def draw(given: Network) -> Drawing:
    """The network; words that would lie on each other are pushed apart."""
    most = max((term.texts for term in given.terms), default=1)
    radius = [max(SMALLEST, LARGEST * (term.texts / most) ** 0.5) for term in given.terms]
    at = _apart(_on_paper([term.at for term in given.terms]), _rooms(given.terms, radius))
    place = {term.word: point for term, point in zip(given.terms, at, strict=True)}
    strongest = max((tie.jaccard for tie in given.ties), default=1)
    marks: list[Mark] = [
        Line((place[tie.one], place[tie.other]), "#b5b5b5", max(THINNEST, THICKEST * tie.jaccard / strongest))
        for tie in reversed(given.ties)
    ]
    # a word wider than its disc stands on white, not on a line
    words = [Words(place[term.word], term.word, TEXT, INK, "center") for term in given.terms]
    marks += [replace(frame(word), alpha=0.8) for word in words]
    for term, size in zip(given.terms, radius, strict=True):
        colour = HUES[term.community] if term.community < len(HUES) else GREY
        marks += [Dot(place[term.word], size + 1, "#ffffff"), Dot(place[term.word], size, tint(colour))]
    marks += words
    marks.append(Words((20, 24), given.title, 16))
    marks += stacked(
        lines(given.legend, width=WIDTH - 40, size=10), (20, HEIGHT - 22), Words((0, 0), "", 10, PALE)
    )
    return drawing(WIDTH, HEIGHT, given.title, marks)


def _rooms(terms: Sequence[Term], radius: Sequence[float]) -> list[tuple[float, float]]:
    """Width and height that each word and its disc need."""
    words = [frame(Words((0, 0), term.word, TEXT)) for term in terms]
    return [
        (max(word.width, 2 * size) + 4, max(word.height, 2 * size) + 2)
        for word, size in zip(words, radius, strict=True)
    ]


def _apart(points: Sequence[Point], rooms: Sequence[tuple[float, float]]) -> list[Point]:
    """`points` moved as little as needed for their rooms not to overlap, within the field."""
    at = [list(point) for point in points]
    for _ in range(ROUNDS):
        moved = False
        for one in range(len(at)):
            for other in range(one + 1, len(at)):
                gap = [at[other][axis] - at[one][axis] for axis in (0, 1)]
                over = [(rooms[one][axis] + rooms[other][axis]) / 2 - abs(gap[axis]) for axis in (0, 1)]
                if min(over) <= 0.01:
                    continue
                axis = 0 if over[0] < over[1] else 1
                push = over[axis] / 2 * (1 if gap[axis] >= 0 else -1)
                at[one][axis] -= push
                at[other][axis] += push
                moved = True
        for point, room in zip(at, rooms, strict=True):
            point[0] = min(max(point[0], 8 + room[0] / 2), WIDTH - 8 - room[0] / 2)
            point[1] = min(max(point[1], 44 + room[1] / 2), HEIGHT - 46 - room[1] / 2)
        if not moved:
            break
    return [(point[0], point[1]) for point in at]


def _on_paper(places: Sequence[Point]) -> list[Point]:
    """`places` as large as the field allows, but for ties that would be too long, in its middle."""
    if not places:
        return []
    low = [min(place[axis] for place in places) for axis in (0, 1)]
    span = [max(place[axis] for place in places) - low[axis] for axis in (0, 1)]
    scale = min(LONGEST_TIE, FIELD.width / max(span[0], 1e-9), FIELD.height / max(span[1], 1e-9))
    left = FIELD.x + (FIELD.width - span[0] * scale) / 2
    top = FIELD.y + (FIELD.height - span[1] * scale) / 2
    return [(left + (x - low[0]) * scale, top + (y - low[1]) * scale) for x, y in places]
