"""How long the customer has said nothing, against the gaps that are usual for this account."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean, stdev

from voc.temperature.excuses import excuse
from voc.temperature.spread import LOG_FLOOR, as_normal, baseline_length, log_days, median
from voc.temperature.voices import Voice
from voc.types import HarmlessQuiet

FEWEST_GAPS = 5  # with fewer, false alarms of silence double (decision 0005)


@dataclass(frozen=True, slots=True)
class Silence:
    """The open gap, beside the account's own."""

    days: float
    usual_gap_days: float
    longest_gap_days: float
    deviations: float  # on a log scale, as a standard normal; above 0 is longer than usual
    excused: HarmlessQuiet | None = None  # why it does not count, or not all of it


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
    spoke = [voice.contact for voice in heard]
    found = excuse(spoke, until=as_of, usual_days=median(usual))
    since = (found.counts_from or as_of) if found else spoke[-1].time
    days = (as_of - spoke[-1].time) / timedelta(days=1)
    spread = max(stdev(logs), LOG_FLOOR) * math.sqrt(1 + 1 / len(logs))
    counted = log_days((as_of - since) / timedelta(days=1))
    deviations = as_normal((counted - mean(logs)) / spread, freedom=len(logs) - 1)
    return Silence(days, median(usual), max(usual), deviations, found.quiet if found else None)
