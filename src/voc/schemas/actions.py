"""Follow-up actions, and the two rates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from voc import types
from voc.actions import status
from voc.schemas.base import Ref, Shape, flat_fields


class ActionShape(Shape):
    """``voc actions list --json``, one line; the answer of every change, too."""

    schema_: Literal["voc.action/1"] = Field("voc.action/1", alias="schema")
    id: str
    title: str
    status: types.ActionStatus  # of today
    due: date
    done: date | None
    owner: str | None
    account: str | None
    topic: str | None
    note: str | None
    created: datetime
    evidence: Ref | None

    @classmethod
    def of(cls, action: types.Action, *, today: date) -> ActionShape:
        rest = {name: value for name, value in flat_fields(action).items() if name != "evidence"}
        evidence = Ref.of(action.evidence) if action.evidence else None
        return cls(**rest, status=status(action, today), evidence=evidence)


class ActionEventShape(Shape):
    """One line of an action's history; `detail` is field -> [before, after]."""

    number: int
    time: datetime
    author: str
    kind: types.ActionEventKind
    action: str
    detail: dict[str, list[Any]]

    @classmethod
    def of(cls, event: types.ActionEvent) -> ActionEventShape:
        return cls(**{**flat_fields(event), "detail": dict(event.detail)})


class ShareShape(Shape):
    """How many of how many; the value (0…1) is null of none."""

    value: float | None
    numerator: int
    denominator: int

    @classmethod
    def of(cls, share: types.Share) -> ShareShape:
        value = None if share.value is None else round(share.value, 4)
        return cls(value=value, numerator=share.part, denominator=share.of)


class FollowUpShape(Shape):
    """The rates of one period, or of all."""

    classified: ShareShape  # 解約理由の分類率
    completed: ShareShape  # 対応完了率
    in_time: ShareShape
    coming: int  # open actions whose day has not come: they count for nothing

    @classmethod
    def of(cls, found: types.FollowUp) -> FollowUpShape:
        return cls(
            classified=ShareShape.of(found.classified),
            completed=ShareShape.of(found.completed),
            in_time=ShareShape.of(found.in_time),
            coming=found.coming,
        )


class FollowUpPeriodShape(FollowUpShape):
    """The rates of the period that starts on a day."""

    start: date


class FollowUpRatesShape(Shape):
    """``voc actions rates --json``."""

    schema_: Literal["voc.follow_up_rates/1"] = Field("voc.follow_up_rates/1", alias="schema")
    period: types.RatePeriod
    since: date | None
    today: date
    periods: list[FollowUpPeriodShape]
    overall: FollowUpShape
    undated_cancellations: int  # in none of the rates

    @classmethod
    def of(cls, rates: types.FollowUpRates) -> FollowUpRatesShape:
        return cls(
            period=rates.period,
            since=rates.since,
            today=rates.today,
            periods=[
                FollowUpPeriodShape(start=start, **FollowUpShape.of(found).model_dump())
                for start, found in rates.periods
            ],
            overall=FollowUpShape.of(rates.overall),
            undated_cancellations=rates.undated,
        )
