"""The middle and the spread of few values, and how rare a value is beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence

BASELINE_SHARE = 2 / 3  # the earlier two thirds are "usual", the last third is what we compare with it
LOG_FLOOR = 0.4  # a factor of e^0.4 = 1.5 either way is nobody's news, however regular an account is


def baseline_length(n: int, *, fewest: int) -> int:
    """How many of `n` observations in order of time are the account's baseline."""
    return min(n, max(fewest, math.ceil(n * BASELINE_SHARE)))


def median(values: Sequence[float]) -> float:
    """The middle value; of an even number, the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def robust(values: Sequence[float], *, floor: float) -> tuple[float, float]:
    """Median of `values` and their spread: 1.4826 MAD, one standard deviation of normal values."""
    centre = median(values)
    return centre, max(1.4826 * median([abs(value - centre) for value in values]), floor)


def as_normal(t: float, *, freedom: int) -> float:
    """The standard normal value as rare as `t` is with so many degrees of freedom (Wallace 1959)."""
    size = math.sqrt(freedom * math.log1p(t * t / freedom)) * (8 * freedom + 1) / (8 * freedom + 3)
    return math.copysign(size, t)


def log_days(days: float) -> float:
    """Durations on the scale people feel them: from one day to two is as much as from ten to twenty."""
    return math.log(days + 0.25)
