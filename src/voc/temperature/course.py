"""Temperature along one note: segments with their sentiment in, one smoothed score for each out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from voc.types import Segment, Sentiment, Side

NEIGHBOURS = {-2: 0.25, -1: 0.5, 0: 1.0, 1: 0.5, 2: 0.25}  # turns of the same side -> how much they count


def along(sentiments: Sequence[tuple[Segment, Sentiment]]) -> list[tuple[int, int, Side, float]]:
    """(start, end, side, score 0…100) of every segment whose sentiment is known, in order of place.

    50 is neutral. Smoothed over a few segments of the same side, surer ones counting for more, so
    that one sharp word does not look like a change of mood.
    """
    ordered = sorted(sentiments, key=lambda pair: (pair[0].start, pair[0].end))
    by_side: dict[Side, list[tuple[Segment, float, float]]] = defaultdict(list)
    for segment, sentiment in ordered:
        if sentiment.score is not None:
            by_side[segment.side].append((segment, sentiment.score, sentiment.confidence))
    course = [
        (segment.start, segment.end, side, round(50 + 50 * score, 1))
        for side, known in by_side.items()
        for (segment, _, _), score in zip(known, _smoothed(known), strict=True)
    ]
    return sorted(course, key=lambda point: point[:2])


def _smoothed(known: Sequence[tuple[Segment, float, float]]) -> list[float]:
    scores = []
    for row in range(len(known)):
        total, weights = 0.0, 0.0
        for offset, nearness in NEIGHBOURS.items():
            if 0 <= row + offset < len(known):
                _, score, confidence = known[row + offset]
                total += nearness * confidence * score
                weights += nearness * confidence
        scores.append(total / weights if weights else known[row][1])
    return scores
