"""How much speaks for a change at each place in a row of contacts: evidence in, weighed by Bayes' rule.

For each measure the contacts before a place are compared with those after it. The size of a change
is unknown, so its likelihood is averaged over a normal prior (Kass and Raftery 1995): a small difference
speaks for no change, where a plain maximum would always speak for some.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from voc.temperature.measures import CLIP, MEASURES, Measure
from voc.temperature.voices import Voice, same_exchange

PRIOR = 0.7  # deviations a change is expected to have; 0.5 and 1 dated fewer changes right on the dev seeds
FEWEST_BEFORE = 4  # exchanges, to know what was usual
FEWEST_AFTER = 2  # exchanges: one cold mail is a bad day
CLEAR = 0.5  # deviations to one side, to be on it
FEWEST_OF_GROUP = 4  # contacts of a channel, to have a middle of their own
FEWEST_FREEDOM = 4  # degrees of it, to know a spread
SENTENCES = 3.0  # so many make the tone of one contact half as sure as it can be
SHARED = 0.4

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
FLOORS = np.array([measure.floor for measure in MEASURES.values()])
TONE = list(MEASURES).index("tone")
ENGAGEMENT = [column for column, measure in enumerate(MEASURES.values()) if measure.engagement]


@dataclass(frozen=True, slots=True)
class Observations:
    """(exchanges, measures): how far each lies from the middle of its channel, and what that weighs."""

    distances: Floats  # nan is unknown
    weights: Floats


@dataclass(frozen=True, slots=True)
class Table:
    """The contacts as numbers, a row each."""

    values: Floats  # (contacts, measures), above is warmer, nan is unknown
    weights: Floats
    channels: Integers
    exchanges: Integers  # which occasion each belongs to, ascending

    def first_row(self, exchange: int) -> int:
        """The first contact of that exchange."""
        return int(np.searchsorted(self.exchanges, exchange))

    def observed(self, start: int, end: int) -> Observations:
        """The exchanges of the contacts from `start` to before `end`."""
        values, channels = self.values[start:end], self.channels[start:end]
        found = np.full_like(values, math.nan)
        for column, measure in enumerate(MEASURES.values()):
            found[:, column] = _from_middle(values[:, column], channels, measure)
        colder = found[:, TONE] < 0
        for column in ENGAGEMENT:  # a long angry mail is not warm for being long
            found[colder, column] = np.minimum(found[colder, column], 0)
        return _by_exchange(found, self.weights[start:end], self.exchanges[start:end])


def table(heard: Sequence[Voice]) -> Table:
    """Neighbours of one occasion are one exchange: a quarrel of an afternoon is no change."""
    values = np.full((len(heard), len(MEASURES)), math.nan)
    for column, measure in enumerate(MEASURES.values()):
        for row, voice in enumerate(heard):
            value = measure.of(voice)
            if value is not None:
                values[row, column] = measure.warmer * value
    weights = np.ones_like(values)
    weights[:, TONE] = [v.contact.sentences / (v.contact.sentences + SENTENCES) for v in heard]
    channels = sorted({voice.contact.channel for voice in heard})
    begins = [not same_exchange(earlier.contact, later.contact) for earlier, later in pairwise(heard)]
    return Table(
        values,
        weights,
        np.array([channels.index(voice.contact.channel) for voice in heard], np.int64),
        np.cumsum([False, *begins]),
    )


def evidence(observed: Observations, *, sign: int) -> Floats:
    """(places, measures): log Bayes factor for a change in the direction of `sign`.

    Row i is for a change with the exchange FEWEST_BEFORE + i.
    """
    known = ~np.isnan(observed.distances)
    distances = np.where(known, observed.distances, 0.0)
    weights = _of_mean_one(np.where(known, observed.weights, 0.0), known)
    seen = known.cumsum(axis=0)
    places = slice(FEWEST_BEFORE - 1, -FEWEST_AFTER)
    seen_before, freedom = seen[places], seen[-1] - 2
    enough = (seen_before >= FEWEST_BEFORE - 1) & (seen[-1] > seen_before) & (freedom >= FEWEST_FREEDOM)
    counts, sums = weights.cumsum(axis=0), (weights * distances).cumsum(axis=0)
    n_before, before = counts[places], sums[places]
    n_after, after = counts[-1] - n_before, sums[-1] - before
    n_before, n_after = np.where(enough, n_before, 1.0), np.where(enough, n_after, 1.0)
    freedom = np.maximum(freedom, 1)
    mean_before, mean_after = before / n_before, after / n_after
    squares = (weights * distances**2).sum(axis=0) - n_before * mean_before**2 - n_after * mean_after**2
    spread = np.maximum(np.sqrt(np.maximum(squares, 0.0) / freedom), FLOORS)
    t = (mean_after - mean_before) / (spread * np.sqrt(1 / n_before + 1 / n_after))
    z = sign * _as_normal(t, freedom)
    size = PRIOR**2 * n_before * n_after / (n_before + n_after)  # variance of z if there is a change
    share = size / (1 + size)
    factors = share * z**2 / 2 - np.log1p(size) / 2 + np.log(2 * _normal_share(z * np.sqrt(share)))
    return np.where(enough, factors, 0.0)


def is_lasting(observed: Observations, place: int, columns: Sequence[int], *, sign: int) -> bool:
    """Whether at least FEWEST_AFTER exchanges from `place` on lie on the side of `sign`, not one wild one."""
    distances = observed.distances[:, columns]
    spreads = [
        max(float(np.std(column[~np.isnan(column)])), floor) if not np.isnan(column).all() else floor
        for column, floor in zip(distances.T, FLOORS[columns], strict=True)
    ]
    sides = sign * np.nansum(distances[place:] / spreads, axis=1)
    return int((sides >= CLEAR).sum()) >= FEWEST_AFTER


def _from_middle(values: Floats, channels: Integers, measure: Measure) -> Floats:
    """Distances from the mean of the same channel, none so wild that it outweighs everything else."""
    known = ~np.isnan(values)
    groups = [known] if measure.across_channels else [known & (channels == each) for each in set(channels)]
    found = np.full_like(values, math.nan)
    for rows in groups:
        if rows.sum() >= FEWEST_OF_GROUP:
            found[rows] = values[rows] - values[rows].mean()
    seen = found[~np.isnan(found)]
    most = CLIP * max(float(seen.std()), measure.floor) if len(seen) else 0.0
    return np.clip(found, -most, most)


def _by_exchange(distances: Floats, weights: Floats, exchanges: Integers) -> Observations:
    """One row for each exchange: the weighted mean of what is known of its contacts.

    They share an occasion, so ten of them tell less than ten exchanges: the weight goes to 1 / SHARED.
    """
    first = np.flatnonzero(np.diff(exchanges, prepend=-1))
    known = ~np.isnan(distances)
    totals = np.add.reduceat(np.where(known, weights, 0.0), first)
    sums = np.add.reduceat(np.where(known, weights * distances, 0.0), first)
    there = totals > 0
    return Observations(
        np.where(there, sums / np.where(there, totals, 1.0), math.nan), totals / (1 + SHARED * totals)
    )


def _of_mean_one(weights: Floats, known: npt.NDArray[np.bool_]) -> Floats:
    totals = weights.sum(axis=0)
    return np.asarray(weights * known.sum(axis=0) / np.where(totals > 0, totals, 1.0))


def _as_normal(t: Floats, freedom: Integers) -> Floats:
    """The standard normal value as rare as `t` (Wallace 1959)."""
    size = np.sqrt(freedom * np.log1p(t**2 / freedom)) * (8 * freedom + 1) / (8 * freedom + 3)
    return np.asarray(np.copysign(size, t))


def _normal_share(x: Floats) -> Floats:
    """Share of a standard normal below `x` (Bowling et al. 2009), within 0.0002."""
    return np.asarray(1 / (1 + np.exp(-np.clip(0.07056 * x**3 + 1.5976 * x, -700, 700))))
