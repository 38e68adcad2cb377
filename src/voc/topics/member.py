"""A segment as a topic sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voc.types import Segment

Weights = Mapping[str, float]  # term -> how telling it is of a topic


@dataclass(frozen=True, slots=True)
class Member:
    """A segment of a topic."""

    segment: Segment
    typical: float  # cosine to the topic's centroid
    terms: tuple[str, ...]
    reason: tuple[str, float] | None = None  # likeliest churn reason, and how sure
