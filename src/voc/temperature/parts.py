"""Tone of the parts of one document: of each person, of each topic."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from voc.types import Segment, Sentiment

Part = TypeVar("Part", bound=Hashable)


def by_part(
    sentiments: Sequence[tuple[Segment, Sentiment]], part_of: Callable[[Segment], Part | None]
) -> dict[Part, tuple[float, int]]:
    """Part -> mean score -1…1 and number of segments, in order of first mention.

    Surer sentiments count for more; segments without a part or a known sentiment are left out.
    """
    found: dict[Part, list[Sentiment]] = {}
    for segment, sentiment in sentiments:
        part = part_of(segment)
        if part is not None and sentiment.score is not None:
            found.setdefault(part, []).append(sentiment)
    return {part: (_mean(said), len(said)) for part, said in found.items()}


def _mean(sentiments: Sequence[Sentiment]) -> float:
    weights = [max(sentiment.confidence, 1e-6) for sentiment in sentiments]
    scores = [sentiment.score or 0.0 for sentiment in sentiments]
    weighted = sum(weight * score for weight, score in zip(weights, scores, strict=True))
    return round(weighted / sum(weights), 3)
