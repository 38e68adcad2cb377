"""Tone of many accounts together, by month: segments, products, regions, owners; and when it changed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from statistics import median, stdev
from typing import Literal

import numpy as np
import numpy.typing as npt

from voc.temperature.spread import as_normal
from voc.types import MonthlyTone, Tone, ToneShift, Trend

FEWEST_MONTHS = 6  # with fewer, no month is unusual
SHORTEST = 2  # months a new level has to last
CHANCE = 0.03  # of one look at all groups; looked at every month, a quiet one has a false shift in ten years
SMALLEST = 0.1  # of tone; less is not worth a meeting
LEAST_SPREAD = 0.03  # of monthly means; none are more even than that
MOST_ALIKE = 0.6  # correlation of neighbouring months beyond which it is a change itself
NINETY = 1.645

Floats = npt.NDArray[np.float64]


def trends(tones: Iterable[Tone]) -> list[Trend]:
    """For each group its months and shifts; the groups with most texts first.

    Looked at month by month: once a t-test says that chance would seldom make the latest months so
    different from those since the last shift, there is a shift where the two sides differ most, and all
    begins anew there. The test counts a month the more the more texts it has,
    allows for months that resemble their neighbours, and is corrected (Bonferroni) for every
    month it could have been and for every group.
    """
    by_group: dict[str, list[Tone]] = defaultdict(list)
    for tone in tones:
        by_group[tone.group].append(tone)
    ordered = sorted(by_group.items(), key=lambda each: (-len(each[1]), each[0]))
    return [_trend(group, said, n_groups=len(ordered)) for group, said in ordered]


def _trend(group: str, said: Sequence[Tone], *, n_groups: int) -> Trend:
    by_month: dict[date, list[float]] = defaultdict(list)
    for tone in said:
        by_month[date(tone.time.year, tone.time.month, 1)].append(tone.score)
    points = tuple(_point(month, scores) for month, scores in sorted(by_month.items()))
    if len(points) < FEWEST_MONTHS:
        return Trend(group, points, (), not_enough_evidence=True)
    scores = np.array([point.score for point in points])
    usual = median(point.texts for point in points)
    weights = np.array([1 / (1 / point.texts + 1 / usual) for point in points])
    cuts = dict(_cuts(scores, weights, n_groups=n_groups))
    return Trend(group, points, tuple(_shifts(points, scores, weights, cuts)))


def _point(month: date, scores: Sequence[float]) -> MonthlyTone:
    mean = sum(scores) / len(scores)
    interval = None
    if len(scores) > 1:
        half = NINETY * stdev(scores) / math.sqrt(len(scores))
        interval = (round(mean - half, 3), round(mean + half, 3))
    return MonthlyTone(month, round(mean, 3), interval, len(scores))


def _cuts(scores: Floats, weights: Floats, *, n_groups: int) -> Iterator[tuple[int, float]]:
    """Month and corrected p of each change, as it is found while the months come."""
    start = 0
    for end in range(FEWEST_MONTHS, len(scores) + 1):
        places = range(start + SHORTEST, end - SHORTEST + 1)
        if end - start < FEWEST_MONTHS:
            continue
        tests = ((_p(scores[start:end], weights[start:end], place - start), place) for place in places)
        p, place = min(tests)
        p *= len(places) * n_groups
        change = _mean(scores, weights, place, end) - _mean(scores, weights, start, place)
        if p <= CHANCE and abs(change) >= SMALLEST:
            yield place, p
            start = place


def _p(scores: Floats, weights: Floats, place: int) -> float:
    """Of a two-sided t-test between the months before `place` and from it on."""
    n = len(scores)
    weights = weights * n / weights.sum()
    means = np.repeat(
        [_mean(scores, weights, 0, place), _mean(scores, weights, place, n)], [place, n - place]
    )
    rest = scores - means
    spread = max(math.sqrt(float((weights * rest**2).sum()) / (n - 2)), LEAST_SPREAD)
    alike = min(MOST_ALIKE, max(0.0, float((rest[1:] * rest[:-1]).sum() / max((rest**2).sum(), 1e-9))))
    fewer = (1 - alike) / (1 + alike)  # months that resemble each other are as good as so many fewer
    n_before, n_after = fewer * weights[:place].sum(), fewer * weights[place:].sum()
    t = (means[-1] - means[0]) / (spread * math.sqrt(1 / n_before + 1 / n_after))
    return math.erfc(abs(as_normal(float(t), freedom=max(1, round(fewer * n) - 2))) / math.sqrt(2))


def _shifts(
    points: Sequence[MonthlyTone], scores: Floats, weights: Floats, cuts: Mapping[int, float]
) -> Iterator[ToneShift]:
    edges = [0, *sorted(cuts), len(points)]
    for before, at, after in zip(edges, edges[1:], edges[2:], strict=False):
        old, new = _mean(scores, weights, before, at), _mean(scores, weights, at, after)
        direction: Literal["up", "down"] = "up" if new > old else "down"
        yield ToneShift(points[at].month, direction, round(old, 3), round(new, 3), round(cuts[at], 5))


def _mean(scores: Floats, weights: Floats, start: int, end: int) -> float:
    return float((scores[start:end] * weights[start:end]).sum() / weights[start:end].sum())
