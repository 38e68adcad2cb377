"""What a team would write in an afternoon instead: two rules on tone, to measure `measure` beside.

Both look at the mean of the last three contacts after each contact. Their numbers were chosen on the
dev seeds: the z-score for half a false alarm per account-year, the most that is allowed; a cut-off that
raises so few finds hardly anything, so it may raise more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from statistics import mean, stdev
from typing import Literal

from voc.temperature.voices import Voice

LAST = 3
CUT_OFF = 0.35  # of tone, either way
BEFORE, DEVIATIONS = 15, 3.5

Direction = Literal["up", "down"]
Score = Callable[[Sequence[float], Sequence[float]], float]  # the last tones, those before
Found = list[tuple[int, Direction]]  # row of the first contact of a change, and which way


def cut_off(heard: Sequence[Voice]) -> Found:
    """Whenever the mean tone of the last three contacts passes a fixed value."""
    return list(_passed(heard, lambda recent, _before: mean(recent) / CUT_OFF))


def rolling_z(heard: Sequence[Voice]) -> Found:
    """Whenever the mean tone of the last three is far, by standard deviations, from the fifteen before."""
    return list(_passed(heard, _z))


def _z(recent: Sequence[float], before: Sequence[float]) -> float:
    if len(before) < BEFORE // 2:
        return 0.0
    error = max(stdev(before), 0.05) / math.sqrt(LAST)
    return (mean(recent) - mean(before)) / error / DEVIATIONS


def _passed(heard: Sequence[Voice], of: Score) -> Iterator[tuple[int, Direction]]:
    """Where the score leaves -1…1; again only after it has come back."""
    known = [(row, v.contact.tone) for row, v in enumerate(heard) if v.contact.tone is not None]
    tones = [tone for _, tone in known]
    outside = False
    for at in range(LAST, len(known) + 1):
        value = of(tones[at - LAST : at], tones[max(0, at - LAST - BEFORE) : at - LAST])
        if abs(value) >= 1 and not outside:
            yield known[at - LAST][0], "up" if value > 0 else "down"
        outside = abs(value) >= 1
