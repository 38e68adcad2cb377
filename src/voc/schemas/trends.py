"""Tone of groups of accounts by month."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from voc import types
from voc.schemas.base import Shape, flat_fields


class MonthShape(Shape):
    """One month."""

    month: date
    score: float
    interval: tuple[float, float] | None
    texts: int


class ToneShiftShape(Shape):
    """A lasting change; `p` is corrected for all months and groups looked at."""

    month: date
    direction: Literal["up", "down"]
    before: float
    after: float
    p: float


class TrendShape(Shape):
    """``voc accounts trend --json``, one line for each group."""

    schema_: Literal["voc.trend/1"] = Field("voc.trend/1", alias="schema")
    by: str
    group: str
    series: list[MonthShape]
    shifts: list[ToneShiftShape]
    not_enough_evidence: list[str]

    @classmethod
    def of(cls, trend: types.Trend, *, by: str) -> TrendShape:
        return cls(
            by=by,
            group=trend.group,
            series=[MonthShape(**flat_fields(point)) for point in trend.points],
            shifts=[ToneShiftShape(**flat_fields(shift)) for shift in trend.shifts],
            not_enough_evidence=["shifts"] if trend.not_enough_evidence else [],
        )
