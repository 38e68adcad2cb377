"""How far each contact is from those before it, on the scale of a standard normal.

Self-starting (Hawkins 1987): the t distribution makes a value comparable with however few came
before it, so no quiet period has to be set aside, and what was surprising once stays so whatever
comes later.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from voc.temperature.measures import MEASURES, Deviations, Measure, clip
from voc.temperature.spread import as_normal
from voc.temperature.voices import Voice

FEWEST_OF_GROUP = 3  # earlier contacts of the same channel, to have a mean
FEWEST_DEGREES_OF_FREEDOM = 4  # over all channels, to have a spread


def surprises(heard: Sequence[Voice]) -> Deviations:
    """Of each measure, each contact's deviation from the earlier ones; None where they are too few."""
    return {name: _of_measure(measure, heard) for name, measure in MEASURES.items()}


def _of_measure(measure: Measure, heard: Sequence[Voice]) -> list[float | None]:
    counts: dict[str, int] = defaultdict(int)
    means: dict[str, float] = defaultdict(float)
    squares = 0.0  # about each group's own mean, over all groups
    found: list[float | None] = []
    for voice in heard:
        value = measure.of(voice)
        if value is None:
            found.append(None)
            continue
        group = measure.group(voice)
        freedom = sum(counts.values()) - len(counts)
        surprise = None
        if counts[group] >= FEWEST_OF_GROUP and freedom >= FEWEST_DEGREES_OF_FREEDOM:
            spread = max(math.sqrt(squares / freedom), measure.floor)
            t = (value - means[group]) / (spread * math.sqrt(1 + 1 / counts[group]))
            surprise = clip(measure.warmer * as_normal(t, freedom=freedom))
            value = means[group] + spread * clip((value - means[group]) / spread)  # learn nothing wild
        found.append(surprise)
        counts[group] += 1
        step = value - means[group]
        means[group] += step / counts[group]
        squares += step * (value - means[group])
    return found
