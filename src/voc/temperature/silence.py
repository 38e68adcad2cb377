"""How long the customer has said nothing, against the gaps that are usual for this account."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean, stdev

from voc.temperature.spread import LOG_FLOOR, as_normal, baseline_length, log_days, median
from voc.temperature.voices import Voice

FEWEST_GAPS = 5  # with fewer, false alarms of silence double (decision 0005)


@dataclass(frozen=True, slots=True)
class Silence:
    """The open gap, beside the account's own."""

    days: float
    usual_gap_days: float
    longest_gap_days: float
    deviations: float  # on a log scale, as a standard normal; above 0 is longer than usual


def silence(heard: Sequence[Voice], *, as_of: datetime) -> Silence | None:
    """The open gap at `as_of`; None where there are fewer than FEWEST_GAPS gaps to compare with.

    Mean and standard deviation here, not median and MAD: one long gap in the past should make us
    slower to call the next one a silence.
    """
    gaps = [voice.gap_days for voice in heard if voice.gap_days is not None]
    if len(gaps) < FEWEST_GAPS:
        return None
    usual = gaps[: baseline_length(len(gaps), fewest=FEWEST_GAPS)]
    logs = [log_days(gap) for gap in usual]
    days = (as_of - heard[-1].contact.time) / timedelta(days=1)
    spread = max(stdev(logs), LOG_FLOOR) * math.sqrt(1 + 1 / len(logs))
    deviations = as_normal((log_days(days) - mean(logs)) / spread, freedom=len(logs) - 1)
    return Silence(days, median(usual), max(usual), deviations)
