"""Warmth of one account against its own baseline: contacts -> Temperature."""

from __future__ import annotations

import calendar
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from voc.temperature import shifts
from voc.temperature.measures import EVERYTHING, MEASURES, Deviations, Measure, clip, counted
from voc.temperature.shifts import NOTHING, Watched
from voc.temperature.silence import silence
from voc.temperature.spread import baseline_length, median, robust
from voc.temperature.voices import Voice, voices
from voc.types import Contact, HarmlessQuiet, Temperature, TemperaturePoint

FEWEST_BASELINE = 6  # with fewer, the spread of the baseline is off by half or more (decision 0005)
FEWEST_RECENT = 2  # one cold mail is a bad day, not a temperature
FEWEST = FEWEST_BASELINE + FEWEST_RECENT
HISTORY = timedelta(days=730)  # what was usual more than two years ago says little about now
NOW = timedelta(days=30)  # "now" is the last month, or two usual gaps where contacts are rarer
FEWEST_OF_GROUP = 4  # a channel with fewer contacts has no usual of its own
LEAST_SPREAD = 0.3  # of warmth; nobody is more even than that
MEDIAN_ERROR = 1.25  # standard error of a median beside that of a mean
ONE_MOOD = 1.15  # contacts of one matter share a mood and tell less: without it the interval held 80 %
NINETY = 1.645  # standard errors either way hold 90 %
LONG_SILENCE = 1.0  # spreads beyond the usual gap from which a silence cools


def measure(contacts: Sequence[Contact], *, as_of: datetime) -> Temperature:
    """Warmth 0…100 up to `as_of`, 50 being this account's own usual, by month, with its shifts.

    Empty where the customer spoke in fewer than FEWEST contacts of the last two years.
    """
    return read(voices(contacts, as_of=as_of), as_of=as_of)


def read(heard: Sequence[Voice], *, as_of: datetime, watched: Watched = NOTHING) -> Temperature:
    """Like `measure`, from what the customer said up to `as_of`; `watched` is what is known of its shifts."""
    alarms = shifts.watch(heard, watched).alarms
    old = sum(voice.contact.time <= as_of - HISTORY for voice in heard)
    heard = heard[old:]
    if len(heard) < FEWEST:
        return Temperature(now=None, baseline=None)
    deviations = _deviations(heard)
    warmths = _warmths(heard, deviations)
    recent = _recent(heard, warmths, as_of=as_of)
    doubt = _doubt(heard, warmths)
    return Temperature(
        now=degrees(_shrunk(recent)),
        baseline=degrees(0.0),
        series=tuple(_by_month(heard, warmths, doubt, as_of=as_of)),
        shifts=shifts.describe(shifts.since(alarms, old), heard, warmths, deviations, degrees=degrees),
        interval=_interval(recent, doubt),
        harmless=_harmless(heard, as_of=as_of),
    )


def degrees(warmth: float) -> float:
    """Warmth in usual deviations -> 0…100: 0 is 50, one deviation in everything 27 or 73, two 12 or 88."""
    return round(100 / (1 + math.exp(-warmth)), 1)


def _deviations(heard: Sequence[Voice]) -> Deviations:
    usual = baseline_length(len(heard), fewest=FEWEST_BASELINE)
    return {name: _of_measure(measure, heard, usual) for name, measure in MEASURES.items()}


def _warmths(heard: Sequence[Voice], deviations: Deviations) -> list[float]:
    """Of each contact, the weighted mean of its measures' deviations; median 0 over the baseline."""
    usual = baseline_length(len(heard), fewest=FEWEST_BASELINE)
    warmths = []
    for row in range(len(heard)):
        known = counted(row, deviations, EVERYTHING)
        weights = sum(weight for weight, _ in known)
        warmths.append(sum(weight * deviation for weight, deviation in known) / weights if weights else 0.0)
    centre = median(warmths[:usual])
    return [warmth - centre for warmth in warmths]


def _of_measure(aspect: Measure, heard: Sequence[Voice], usual: int) -> list[float | None]:
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


def _recent(heard: Sequence[Voice], warmths: Sequence[float], *, as_of: datetime) -> list[float]:
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
    return recent


def _harmless(heard: Sequence[Voice], *, as_of: datetime) -> tuple[HarmlessQuiet, ...]:
    """The silences that did not count, the one that still lasts last."""
    quiet = silence(heard, as_of=as_of)
    found = [*(voice.excused for voice in heard), quiet.excused if quiet else None]
    return tuple(dict.fromkeys(each for each in found if each is not None))


@dataclass(frozen=True, slots=True)
class _Doubt:
    """How much the warmth of one contact says little, and how little the baseline is known."""

    spread: float
    baseline: float  # standard error of the baseline's middle


def _doubt(heard: Sequence[Voice], warmths: Sequence[float]) -> _Doubt:
    usual = baseline_length(len(heard), fewest=FEWEST_BASELINE)
    _, spread = robust(warmths[:usual], floor=LEAST_SPREAD)
    return _Doubt(spread, MEDIAN_ERROR * spread / math.sqrt(usual))


def _interval(warmths: Sequence[float], doubt: _Doubt) -> tuple[float, float]:
    """In 0…100, where their warmth lies with a probability of 90 %."""
    n = len(warmths)
    half = NINETY * ONE_MOOD * math.hypot(doubt.spread * math.sqrt(n) / (n + 1), doubt.baseline)
    middle = _shrunk(warmths)
    return degrees(middle - half), degrees(middle + half)


def _by_month(
    heard: Sequence[Voice], warmths: Sequence[float], doubt: _Doubt, *, as_of: datetime
) -> Iterator[TemperaturePoint]:
    months: dict[tuple[int, int], list[float]] = defaultdict(list)
    for voice, warmth in zip(heard, warmths, strict=True):
        months[voice.contact.time.year, voice.contact.time.month].append(warmth)
    for year, month in sorted(months):
        last_day = date(year, month, calendar.monthrange(year, month)[1])
        of_month = months[year, month]
        yield TemperaturePoint(
            min(last_day, as_of.date()),
            degrees(_shrunk(of_month)),
            len(of_month),
            _interval(of_month, doubt),
        )


def _shrunk(warmths: Sequence[float]) -> float:
    """Their mean, drawn to the baseline as if one more contact had been just as usual."""
    return sum(warmths) / (len(warmths) + 1)
