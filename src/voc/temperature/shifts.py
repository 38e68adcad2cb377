"""Lasting changes of warmth, found while they happen: each contact is looked at once, as it comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from voc.temperature import scan
from voc.temperature.measures import MEASURES, VIEWS, Deviations
from voc.temperature.voices import Voice
from voc.types import Component, Shift

# Chosen on dev sentences and dev seeds: decision 0005 has the other values tried.
DECISION = 3.7  # log Bayes factor that is an alarm: odds of forty to one
SETTLE = 6  # exchanges after an alarm in which its date may still move
FEWEST = 6  # exchanges before anything is looked at
LOOK_BACK = timedelta(days=730)
SMALLEST = 3.0  # degrees; a smaller change is not worth anybody's morning
TOLD = 3  # contacts named, and at least half a deviation for a component to be named
LEAST = 0.5

Direction = Literal["up", "down"]
SIGNS: dict[Direction, int] = {"down": -1, "up": 1}
COLUMNS = [[list(MEASURES).index(name) for name in view] for view in VIEWS]


@dataclass(frozen=True, slots=True)
class Alarm:
    """A change that was noticed: the row it began with, which way it went, by which view, and since when."""

    onset: int
    direction: Direction
    view: int
    settles: int  # exchange up to which the onset may still move


@dataclass(frozen=True, slots=True)
class Watched:
    """What is known after looking at the first `rows` contacts; more of them only add to it."""

    rows: int = 0
    alarms: tuple[Alarm, ...] = ()


NOTHING = Watched()


def watch(heard: Sequence[Voice], known: Watched = NOTHING) -> Watched:
    """`known` and what the contacts after it show; the same as if all were looked at anew."""
    if known.rows >= len(heard):
        return known
    table = scan.table(heard)
    alarms = known.alarms
    for end in range(known.rows + 1, len(heard) + 1):
        alarms = _look(table, alarms, start=_first_row(heard, end), end=end)
    return Watched(len(heard), alarms)


def since(alarms: Sequence[Alarm], row: int) -> list[Alarm]:
    """The alarms whose onset is not before `row`, counted from there."""
    return [replace(alarm, onset=alarm.onset - row) for alarm in alarms if alarm.onset > row]


def _look(table: scan.Table, alarms: tuple[Alarm, ...], *, start: int, end: int) -> tuple[Alarm, ...]:
    """`alarms` after looking at the contact before `end`: a new one, or the latest dated anew."""
    now = int(table.exchanges[end - 1])
    moving = alarms[-1] if alarms and now <= alarms[-1].settles else None
    past = alarms[:-1] if moving else alarms
    start = max(start, past[-1].onset) if past else start
    if now - table.exchanges[start] < FEWEST:
        return alarms
    observed = table.observed(start, end)
    if moving:
        best = _loudest(observed, [moving.direction], [moving.view])
    else:
        best = _loudest(observed, list(SIGNS), range(len(VIEWS)))
        if best.evidence <= DECISION or not _is_lasting(observed, best):
            return alarms
    onset = table.first_row(int(table.exchanges[start]) + best.place)
    settles = moving.settles if moving else now + SETTLE
    return (*past, Alarm(onset, best.direction, best.view, settles))


def _first_row(heard: Sequence[Voice], end: int) -> int:
    """The row of the first contact that is not too old to compare the one before `end` with."""
    since = heard[end - 1].contact.time - LOOK_BACK
    return next(row for row in range(end) if heard[row].contact.time > since)


@dataclass(frozen=True, slots=True)
class _Best:
    evidence: float  # log Bayes factor
    place: int  # exchange with which the change begins
    direction: Direction
    view: int


def _is_lasting(observed: scan.Observations, best: _Best) -> bool:
    return scan.is_lasting(observed, best.place, COLUMNS[best.view], sign=SIGNS[best.direction])


def _loudest(observed: scan.Observations, directions: Sequence[Direction], views: Sequence[int]) -> _Best:
    """What speaks most for a change."""
    found = []
    for direction in directions:
        factors = scan.evidence(observed, sign=SIGNS[direction])
        for view in views:
            of_view = factors[:, COLUMNS[view]].sum(axis=1)
            place = int(of_view.argmax())
            found.append(_Best(float(of_view[place]), place + scan.FEWEST_BEFORE, direction, view))
    return max(found, key=lambda best: best.evidence)


def describe(
    alarms: Sequence[Alarm],
    heard: Sequence[Voice],
    warmths: Sequence[float],
    deviations: Deviations,
    *,
    degrees: Callable[[float], float],
) -> tuple[Shift, ...]:
    """The alarms as shifts with size, components, contacts and quotes; too small ones are left out."""
    starts = [0, *(alarm.onset for alarm in alarms)]
    ends = [*(alarm.onset for alarm in alarms[1:]), len(heard)]
    found = []
    for alarm, before, after in zip(alarms, starts, ends, strict=False):
        sign = SIGNS[alarm.direction]
        earlier, since = range(before, alarm.onset), range(alarm.onset, after)
        size = degrees(_mean(warmths, since)) - degrees(_mean(warmths, earlier))
        if sign * size < SMALLEST:
            continue
        telling = sorted(since, key=lambda row: (-sign * warmths[row], row))[:TOLD]
        contacts = [heard[row].contact for row in sorted(telling)]
        found.append(
            Shift(
                date=heard[alarm.onset].contact.time.date(),
                direction=alarm.direction,
                size=round(abs(size), 1),
                evidence=tuple(each.evidence for each in contacts if each.evidence is not None),
                contacts=tuple(contact.document for contact in contacts),
                components=_components(deviations, earlier, since, sign),
            )
        )
    return tuple(found)


def _components(
    deviations: Deviations, earlier: Sequence[int], since: Sequence[int], sign: int
) -> tuple[Component, ...]:
    """What moved, the most first: how many usual deviations warmer (above 0) each measure is since."""
    found = []
    for name, column in deviations.items():
        before = [value for row in earlier if (value := column[row]) is not None]
        after = [value for row in since if (value := column[row]) is not None]
        if before and after:
            found.append(Component(name, round(sum(after) / len(after) - sum(before) / len(before), 2)))
    moved = [each for each in found if sign * each.deviations >= LEAST]
    return tuple(sorted(moved, key=lambda each: -abs(each.deviations)))


def _mean(values: Sequence[float], rows: Sequence[int]) -> float:
    return sum(values[row] for row in rows) / len(rows)
