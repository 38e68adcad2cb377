"""The map of topics: a disc for each, as large as it has documents, between the churn reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot

from voc.pictures.colours import Look
from voc.pictures.drawing import INK, PALE, RULE, Box, Dot, Drawing, Line, Mark, Point, Words, drawing
from voc.pictures.labels import LEADING, frame, lines, placed, stacked
from voc.pictures.places import ring

WIDTH, HEIGHT = 980.0, 760.0
MIDDLE = (WIDTH / 2, HEIGHT / 2 + 14)
REACH = (330.0, 290.0)  # of the ring, in points
BEYOND = 1.1  # where the reasons' names begin
SMALLEST, LARGEST = 5.0, 30.0  # radius of a topic
FEW = 16  # topics up to which discs have their full size
CORE = 0.7  # of a disc: its middle
NEAR = 14.0  # points: a name farther off has a line to its topic
LABEL = 11.0  # size of letters
LABEL_WIDTH = 150.0
LABELLED = 40  # topics with a name on the map, the largest first


@dataclass(frozen=True, slots=True)
class MapTopic:
    """A topic on the map, its place in -1…1."""

    label: str
    size: int  # documents
    at: Point
    look: Look


@dataclass(frozen=True, slots=True)
class MapReason:
    """A churn reason on the ring."""

    label: str
    look: Look


@dataclass(frozen=True, slots=True)
class TopicMap:
    """All that is on the map: reasons in the order of the ring, topics the largest first."""

    title: str
    legend: str  # what size, colour and place mean, in one line
    reasons: tuple[MapReason, ...]
    topics: tuple[MapTopic, ...]
    segments: tuple[tuple[Point, Look], ...]  # what is said, as small dots


def draw(given: TopicMap) -> Drawing:
    """The map; no label lies on another, a thin line leads to one that stands far from its topic."""
    names = list(_names(given.reasons))
    discs = _discs(given.topics)
    head = Words((20, 24), given.title, 16)
    legend = stacked(
        lines(given.legend, width=WIDTH - 40, size=10), (20, HEIGHT - 22), Words((0, 0), "", 10, PALE)
    )
    marks: list[Mark] = [Line(tuple(_on_paper(at) for at in [*ring(72), ring(72)[0]]))]
    marks += [
        Dot(_on_paper(at), 4, reason.look.colour, ring=reason.look.ring)
        for at, reason in zip(ring(len(given.reasons)), given.reasons, strict=True)
    ]
    taken = [frame(words) for words in (*names, head, *legend)]
    taken += [_square(mark) for mark in marks if isinstance(mark, Dot)]
    marks += [Dot(_on_paper(at), 1.6, look.colour, 0.35) for at, look in given.segments]
    marks += discs
    marks += _labels(given.topics[:LABELLED], discs, taken)
    return drawing(WIDTH, HEIGHT, given.title, [*marks, *names, head, *legend])


def _discs(topics: Sequence[MapTopic]) -> list[Dot]:
    """A disc for each topic, its area by its documents; smaller ones where there are many."""
    most = max((topic.size for topic in topics), default=1)
    largest = LARGEST * min(1.0, (FEW / max(len(topics), 1)) ** 0.5)
    return [
        Dot(
            _on_paper(topic.at),
            max(SMALLEST, largest * (topic.size / most) ** 0.5),
            topic.look.colour,
            0.85,
            topic.look.ring,
        )
        for topic in topics
    ]


def _labels(topics: Sequence[MapTopic], discs: Sequence[Dot], taken: list[Box]) -> list[Mark]:
    """Names of the topics beside their discs, and thin lines below them to those that stand far off.

    A name lies on no other name and on no disc, or at least not on the middle of one.
    """
    inside = Box(8, 40, WIDTH - 16, HEIGHT - 80, "white")
    leaders: list[Mark] = []
    names: list[Mark] = []
    for number, (topic, disc) in enumerate(zip(topics, discs, strict=False)):
        name = lines(topic.label, width=LABEL_WIDTH, size=LABEL)
        name[-1] += f" ({topic.size})"
        widest = max(frame(Words((0, 0), line, LABEL)).width for line in name)
        size = (widest + 4, LABEL * LEADING * len(name))
        others = [*discs[:number], *discs[number + 1 :]]
        for part in (1.0, CORE):
            blocked = [*taken, *(_square(other, part) for other in others)]
            box = placed(size, disc.at, off=disc.radius + 2, inside=inside, taken=blocked)
            if box is not None:
                break
        else:
            continue
        taken.append(box)
        touch = _nearest(box, disc.at)
        if _distance(touch, disc.at) > disc.radius + NEAR:
            leaders.append(Line((disc.at, touch), PALE, 0.7))
        names.append(replace(box, alpha=0.85))
        centre = (box.x + box.width / 2, box.y + box.height / 2)
        names += stacked(name, centre, Words((0, 0), "", LABEL, INK, "center"))
    return leaders + names


def _names(reasons: Sequence[MapReason]) -> Iterator[Words]:
    for (x, y), reason in zip(ring(len(reasons)), reasons, strict=True):
        at = (MIDDLE[0] + x * REACH[0] + BEYOND * 10 * x, MIDDLE[1] + y * (REACH[1] + 18))
        anchor = "center" if abs(x) < 0.1 else "left" if x > 0 else "right"
        look = Words(at, "", 11, PALE, anchor)  # type: ignore[arg-type]
        room = (WIDTH - at[0] if x > 0 else at[0]) - 8 if anchor != "center" else 300
        yield from stacked(lines(reason.label, width=room, size=11), at, look)


def _on_paper(at: Point) -> Point:
    return MIDDLE[0] + at[0] * REACH[0], MIDDLE[1] + at[1] * REACH[1]


def _square(disc: Dot, part: float = 1.0) -> Box:
    """The square around a disc, or around the inner `part` of it."""
    half = disc.radius * part
    return Box(disc.at[0] - half, disc.at[1] - half, 2 * half, 2 * half, RULE)


def _nearest(box: Box, at: Point) -> Point:
    return min(max(at[0], box.x), box.x + box.width), min(max(at[1], box.y), box.y + box.height)


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
