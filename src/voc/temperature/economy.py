"""`trends` on a series with a known fall: survey answers of shops and firms in Hokkaido, 2019 to 2026."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, stdev
from typing import Any

from voc.temperature.speech import Tone as Score
from voc.temperature.trend import trends
from voc.types import Figure, Tone

FILE = Path("open") / "economy_watchers_ja" / "timeseries_hokkaido.jsonl"
EACH = 12  # answers of a month, chosen by hash: all 6,885 would take a minute and more
FALL, NEAR = (2020, 2), 3  # the month it fell; months a shift may be dated away from it and still be that one
LATEST = 12  # months; what is not known by then is not found
QUIET = range(2022, 2026)
BEFORE, DEVIATIONS = 12, 2.0  # of the baseline: a month beyond two deviations of the twelve before

Series = Sequence[Tone]
Shifts = Sequence[tuple[int, str]]  # month as a number, direction
Finder = Callable[[Series], Shifts]


def figures(shared: Path, tone: Score) -> Iterator[Figure]:
    """How late the fall of spring 2020 is flagged, and what is invented in the quiet years after."""
    rows = list(_sample(shared / FILE))
    scores = tone([row["text"] for row in rows], ["ja"] * len(rows))
    scored = [_tone(row, score) for row, score in zip(rows, scores, strict=True) if score is not None]
    graded = [_tone(row, row["label"] / 2) for row in rows]  # what the answerers ticked: an upper reference
    systems: dict[str, tuple[Series, Finder]] = {
        "voc": (scored, _voc),
        "voc on the true grades": (graded, _voc),
        "rolling z-score": (scored, _rolling_z),
    }
    for system, (series, finder) in systems.items():
        for measure, value in _measured(series, finder):
            yield Figure(
                "temperature", measure, "economy watchers, Hokkaido", system, value, len(series), "ja"
            )


def _measured(series: Series, finder: Finder) -> Iterator[tuple[str, float]]:
    fall = _number(*FALL)
    known = [
        wait
        for wait in range(LATEST)
        if any(
            way == "down" and abs(month - fall) <= NEAR
            for month, way in finder([t for t in series if _month(t) <= fall + wait])
        )
    ]
    yield "months until the fall of spring 2020 was flagged", float(min(known, default=LATEST))
    found = finder(series)
    in_year = [sum(month // 12 == year for month, _ in found) for year in QUIET]
    yield "shifts in the worst of the quiet years 2022–2025", float(max(in_year))
    yield "shifts per quiet year 2022–2025", sum(in_year) / len(in_year)


def _voc(series: Series) -> Shifts:
    [trend] = trends(series)
    return [(_number(shift.month.year, shift.month.month), shift.direction) for shift in trend.shifts]


def _rolling_z(series: Series) -> Shifts:
    """Months whose mean is far from those of the year before."""
    by_month: dict[int, list[float]] = defaultdict(list)
    for tone in series:
        by_month[_month(tone)].append(tone.score)
    months = sorted(by_month)
    means = [mean(by_month[month]) for month in months]
    found = []
    for at in range(BEFORE, len(means)):
        before = means[at - BEFORE : at]
        z = (means[at] - mean(before)) / max(stdev(before), 0.01)
        if abs(z) >= DEVIATIONS:
            found.append((months[at], "up" if z > 0 else "down"))
    return found


def _sample(file: Path) -> Iterator[dict[str, Any]]:
    by_month: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_month[row["month"]].append(row)
    for _, rows in sorted(by_month.items()):
        yield from sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())[:EACH]


def _tone(row: dict[str, Any], score: float) -> Tone:
    year, month = map(int, row["month"].split("-"))
    return Tone(row["region"], datetime(year, month, 15, tzinfo=UTC), score)


def _month(tone: Tone) -> int:
    return _number(tone.time.year, tone.time.month)


def _number(year: int, month: int) -> int:
    return 12 * year + month - 1
