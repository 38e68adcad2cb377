"""Lasting changes of warmth, found while they happen: a CUSUM (Page 1954) over each contact's surprise."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from voc.temperature.measures import VIEWS, Deviations, counted
from voc.temperature.surprises import surprises
from voc.temperature.voices import Voice, same_exchange
from voc.types import Contact, Evidence, Shift

# Chosen on 100 simulated accounts with a shift and 100 without: decision 0005 has the other values tried.
ALLOWANCE = 1.0  # deviations a contact may be off before it counts
DECISION = 3.75  # the sum that is an alarm; one contact alone cannot reach it, two can
SMALLEST = 5.0  # degrees; a smaller change is not worth anybody's morning
QUOTES = 3

Direction = Literal["up", "down"]
SIGNS: tuple[tuple[Direction, int], ...] = (("down", -1), ("up", 1))


def find(
    heard: Sequence[Voice], warmths: Sequence[float], *, degrees: Callable[[float], float]
) -> tuple[Shift, ...]:
    """The lasting shifts over `heard`, each with up to three quotes; `warmths` give their size.

    A shift of everything together, of the tone alone or of the behaviour alone is a shift.
    """
    alarms = list(_alarms(heard))
    starts = [0, *(onset for onset, _ in alarms)]
    ends = [*(onset for onset, _ in alarms[1:]), len(heard)]
    found = []
    for (onset, direction), before, after in zip(alarms, starts, ends, strict=False):
        size = degrees(_mean(warmths[onset:after])) - degrees(_mean(warmths[before:onset]))
        if (size if direction == "up" else -size) >= SMALLEST:
            since = [voice.contact for voice in heard[onset:after]]
            evidence = _evidence(since, colder=direction == "down")
            found.append(Shift(since[0].time.date(), direction, round(abs(size), 1), evidence))
    return tuple(found)


def _alarms(heard: Sequence[Voice]) -> Iterator[tuple[int, Direction]]:
    """Row of the first contact after each change, and its direction; after one, all begins anew there."""
    start = 0
    while alarm := _first_alarm(heard[start:]):
        onset, direction = alarm
        yield start + onset, direction
        start += onset


def _first_alarm(heard: Sequence[Voice]) -> tuple[int, Direction] | None:
    exchanges = list(_exchanges([voice.contact for voice in heard]))
    deviations = surprises(heard)
    watches = [_Watch(direction, sign) for direction, sign in SIGNS for _ in VIEWS]
    views = [[_surprise(rows, deviations, names) for rows in exchanges] for _ in SIGNS for names in VIEWS]
    for at, rows in enumerate(exchanges):
        for watch, view in zip(watches, views, strict=True):
            watch.add(view[at], row=rows[0])
        loudest = max(watches, key=lambda watch: watch.sum)
        if loudest.sum > DECISION:
            return loudest.onset, loudest.direction
    return None


@dataclass(slots=True)
class _Watch:
    """The running sum of what exceeds the allowance in one direction, and where it last began."""

    direction: Direction
    sign: int
    sum: float = 0.0
    onset: int = 0

    def add(self, surprise: float | None, *, row: int) -> None:
        if surprise is None:
            return
        if self.sum == 0:
            self.onset = row
        self.sum = max(0.0, self.sum + self.sign * surprise - ALLOWANCE)


def _surprise(rows: Sequence[int], deviations: Deviations, names: Sequence[str]) -> float | None:
    """Of one exchange, the mean over its contacts of their weighted sum, itself a standard normal."""
    found = []
    for row in rows:
        known = counted(row, deviations, names)
        if known:
            total = sum(weight * deviation for weight, deviation in known)
            found.append(total / math.sqrt(sum(weight**2 for weight, _ in known)))
    return _mean(found) if found else None


def _exchanges(contacts: Sequence[Contact]) -> Iterator[list[int]]:
    """Rows of `contacts` that are one exchange: neighbours in time of one occasion."""
    rows: list[int] = []
    for row, contact in enumerate(contacts):
        if rows and not same_exchange(contacts[rows[-1]], contact):
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows


def _evidence(contacts: Sequence[Contact], *, colder: bool) -> tuple[Evidence, ...]:
    """Quotes of the contacts after the change that show it most, in order of time."""
    sign = 1 if colder else -1
    telling = sorted(
        (contact for contact in contacts if contact.evidence is not None),
        key=lambda c: (math.inf if c.tone is None else sign * c.tone, c.time, c.document),
    )
    chosen = sorted(telling[:QUOTES], key=lambda c: (c.time, c.document))
    return tuple(contact.evidence for contact in chosen if contact.evidence is not None)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
