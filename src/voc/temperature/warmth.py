"""Warmth of one account against its own baseline: contacts -> Temperature."""

from __future__ import annotations

import calendar
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from voc.temperature import shifts
from voc.temperature.measures import EVERYTHING, MEASURES, Measure, clip, counted
from voc.temperature.silence import silence
from voc.temperature.spread import baseline_length, median, robust
from voc.temperature.voices import Voice, voices
from voc.types import Contact, Temperature, TemperaturePoint

FEWEST_BASELINE = 6  # with fewer, the spread of the baseline is off by half or more (decision 0005)
FEWEST_RECENT = 2  # one cold mail is a bad day, not a temperature
FEWEST = FEWEST_BASELINE + FEWEST_RECENT
HISTORY = timedelta(days=730)  # what was usual more than two years ago says little about now
NOW = timedelta(days=30)  # "now" is the last month, or two usual gaps where contacts are rarer
FEWEST_OF_GROUP = 4  # a channel with fewer contacts has no usual of its own
LONG_SILENCE = 1.0  # spreads beyond the usual gap from which a silence cools


def measure(contacts: Sequence[Contact], *, as_of: datetime) -> Temperature:
    """Warmth 0…100 up to `as_of`, 50 being this account's own usual, by month, with its shifts.

    Empty where the customer spoke in fewer than FEWEST contacts of the last two years.
    """
    heard = [v for v in voices(contacts, as_of=as_of) if v.contact.time > as_of - HISTORY]
    if len(heard) < FEWEST:
        return Temperature(now=None, baseline=None)
    warmths = _warmths(heard)
    return Temperature(
        now=degrees(_now(heard, warmths, as_of=as_of)),
        baseline=degrees(0.0),
        series=tuple(_by_month(heard, warmths, as_of=as_of)),
        shifts=shifts.find(heard, warmths, degrees=degrees),
    )


def degrees(warmth: float) -> float:
    """Warmth in usual deviations -> 0…100: 0 is 50, one deviation in everything 27 or 73, two 12 or 88."""
    return round(100 / (1 + math.exp(-warmth)), 1)


def _warmths(heard: Sequence[Voice]) -> list[float]:
    """Of each contact, the weighted mean of its measures' deviations; median 0 over the baseline."""
    usual = baseline_length(len(heard), fewest=FEWEST_BASELINE)
    deviations = {name: _deviations(measure, heard, usual) for name, measure in MEASURES.items()}
    warmths = []
    for row in range(len(heard)):
        known = counted(row, deviations, EVERYTHING)
        weights = sum(weight for weight, _ in known)
        warmths.append(sum(weight * deviation for weight, deviation in known) / weights if weights else 0.0)
    centre = median(warmths[:usual])
    return [warmth - centre for warmth in warmths]


def _deviations(aspect: Measure, heard: Sequence[Voice], usual: int) -> list[float | None]:
    """Robust z of every contact's value, above 0 warmer; None where there is nothing to compare."""
    values = [aspect.of(voice) for voice in heard]
    groups = [aspect.group(voice) for voice in heard]
    known: dict[str, list[float]] = defaultdict(list)
    for group, value in zip(groups[:usual], values[:usual], strict=True):
        if value is not None:
            known[group].append(value)
    enough = {group: some for group, some in sorted(known.items()) if len(some) >= FEWEST_OF_GROUP}
    if not enough:
        return [None] * len(heard)
    centres = {group: median(some) for group, some in enough.items()}
    residuals = [value - centres[group] for group, some in enough.items() for value in some]
    _, spread = robust(residuals, floor=aspect.floor)
    return [
        None
        if value is None or group not in centres
        else clip(aspect.warmer * (value - centres[group]) / spread)
        for group, value in zip(groups, values, strict=True)
    ]


def _now(heard: Sequence[Voice], warmths: Sequence[float], *, as_of: datetime) -> float:
    """Warmth of the latest contacts, at least FEWEST_RECENT, and of a long silence since.

    A silence so long that it leaves too few contacts to be called now speaks alone.
    """
    quiet = silence(heard, as_of=as_of)
    window = max(NOW, timedelta(days=2 * quiet.usual_gap_days)) if quiet else NOW
    recent = [w for voice, w in zip(heard, warmths, strict=True) if voice.contact.time > as_of - window]
    if quiet is not None and quiet.deviations >= LONG_SILENCE:
        recent.append(clip(-quiet.deviations))
    elif len(recent) < FEWEST_RECENT:
        recent = list(warmths[-FEWEST_RECENT:])
    return _shrunk(recent)


def _by_month(
    heard: Sequence[Voice], warmths: Sequence[float], *, as_of: datetime
) -> Iterator[TemperaturePoint]:
    months: dict[tuple[int, int], list[float]] = defaultdict(list)
    for voice, warmth in zip(heard, warmths, strict=True):
        months[voice.contact.time.year, voice.contact.time.month].append(warmth)
    for year, month in sorted(months):
        last_day = date(year, month, calendar.monthrange(year, month)[1])
        of_month = months[year, month]
        yield TemperaturePoint(min(last_day, as_of.date()), degrees(_shrunk(of_month)), len(of_month))


def _shrunk(warmths: Sequence[float]) -> float:
    """Their mean, drawn to the baseline as if one more contact had been just as usual."""
    return sum(warmths) / (len(warmths) + 1)
