"""The account profile 顧客カルテ."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from voc import types
from voc.schemas.base import Ref, Shape, Words, flat_fields, refs
from voc.schemas.hints import Hint, PromiseShape, RequestShape, promise_fields, request_fields
from voc.schemas.topics import Alternative, ReasonShape
from voc.temperature import labels
from voc.types import FieldValue


class AccountSignal(Hint):
    """A sign on the account, with the document it stands in."""

    evidence: list[Ref]
    time: datetime | None


class AccountPromise(PromiseShape):
    """A promise on the account's ledger."""

    status: types.PromiseStatus
    evidence: Ref


class AccountRequest(RequestShape):
    """A request or question on the account's ledger, and the words that answer it."""

    status: types.RequestStatus
    evidence: Ref
    answer: Ref | None


class BecauseShape(Shape):
    """One reason for the level of risk."""

    text: Words
    evidence: list[Ref]


class RiskShape(Shape):
    """The three-level risk."""

    level: types.RiskLevel
    because: list[BecauseShape]
    changed: dict[str, Any] | None = None


class ComponentShape(Shape):
    """A measure that moved, in the account's own usual deviations; above 0 is warmer."""

    measure: str
    label: Words
    deviations: float


class ShiftShape(Shape):
    """A lasting change of warmth."""

    date: date
    direction: Literal["up", "down"]
    size: float
    evidence: list[Ref]
    contacts: list[str]  # documents that show it most
    components: list[ComponentShape]  # what moved, the most first


class QuietShape(Shape):
    """A silence that is no cooling, and why."""

    cause: Literal["stated", "last_year"]
    start: date
    end: date
    text: Words
    evidence: Ref | None


class TemperatureShape(Shape):
    """Warmth over time, 0…100, with the interval that holds it with a probability of 90 %."""

    now: float | None
    interval: tuple[float, float] | None
    baseline: float | None
    series: list[dict[str, Any]]
    shifts: list[ShiftShape]
    harmless: list[QuietShape]

    @classmethod
    def of(cls, found: types.Temperature) -> TemperatureShape:
        return cls(
            now=found.now,
            interval=found.interval,
            baseline=found.baseline,
            series=[flat_fields(point) for point in found.series],
            shifts=[_shift(shift) for shift in found.shifts],
            harmless=[
                QuietShape(
                    cause=quiet.cause,
                    start=quiet.start,
                    end=quiet.end,
                    text=Words.of(labels.QUIET[quiet.cause]),
                    evidence=Ref.of(quiet.evidence) if quiet.evidence else None,
                )
                for quiet in found.harmless
            ],
        )


class ContactShape(Shape):
    """Contact rhythm."""

    last: datetime | None
    days_silent: int | None
    usual_gap_days: float | None
    reply_delay_trend: float | None
    silent_churn: bool | None


class UnderlyingReason(Shape):
    """A cause the history speaks for."""

    reason: str
    weight: float
    evidence: list[Ref]


class StatedReason(ReasonShape):
    """The reason the account gave, where it stands."""

    evidence: Ref | None


class ReasonsShape(Shape):
    """Stated and underlying reasons, apart."""

    stated: StatedReason | None
    chosen: str | None  # the option ticked on the form, word for word
    decided: bool  # `stated` is what a person of ours decided, who read it
    underlying: list[UnderlyingReason]
    recoverability: types.Recoverability


class PersonShape(Shape):
    """Someone at the customer, or ours."""

    name: str
    side: types.Side
    role: str | None
    last_seen: datetime | None
    evidence: Ref | None
    event: types.PersonEvent | None = None


class FactShape(Shape):
    """An imported value and where it is from."""

    value: FieldValue
    source: str
    as_of: date | None


class TimelineShape(Shape):
    """One contact."""

    document: str
    time: datetime
    channel: types.Channel
    side: types.Side
    title: str | None
    excerpt: str
    tone: float | None


class AccountRow(Shape):
    """``voc accounts list --json``, one line, and an item of ``GET /v1/accounts``."""

    account: str
    name: str
    status: types.AccountStatus
    risk: types.RiskLevel
    temperature: float | None
    last_contact: datetime | None
    reasons: list[str]

    @classmethod
    def of(cls, row: types.AccountSummary) -> AccountRow:
        return cls(
            account=row.id,
            name=row.name,
            status=row.status,
            risk=row.risk,
            temperature=row.temperature,
            last_contact=row.last_contact,
            reasons=list(row.reasons),
        )


class AccountShape(Shape):
    """``voc accounts show ID --json`` and ``GET /v1/accounts/{id}``."""

    schema_: Literal["voc.account/1"] = Field("voc.account/1", alias="schema")
    account: str
    name: str
    status: types.AccountStatus
    risk: RiskShape
    temperature: TemperatureShape
    contact: ContactShape
    signals: list[AccountSignal]
    promises: list[AccountPromise]
    requests: list[AccountRequest]
    reasons: ReasonsShape
    people: list[PersonShape]
    facts: dict[str, FactShape]
    memos: list[TimelineShape]
    timeline: list[TimelineShape]
    conflicts: list[dict[str, Any]]
    not_enough_evidence: list[str]

    @classmethod
    def of(cls, profile: types.AccountProfile) -> AccountShape:
        timeline = [TimelineShape(**flat_fields(entry)) for entry in profile.timeline]
        return cls(
            account=profile.account.id,
            name=profile.account.name,
            status=profile.status,
            risk=RiskShape(
                level=profile.risk.level,
                because=[
                    BecauseShape(text=Words.of(b.text), evidence=refs(b.evidence))
                    for b in profile.risk.because
                ],
            ),
            temperature=TemperatureShape.of(profile.temperature),
            contact=ContactShape(**flat_fields(profile.contact)),
            signals=[_account_signal(signal) for signal in profile.signals],
            promises=[
                AccountPromise(**promise_fields(p), status=p.status, evidence=Ref.of(p.evidence))
                for p in profile.promises
            ],
            requests=[
                AccountRequest(
                    **request_fields(r),
                    status=r.status,
                    evidence=Ref.of(r.evidence),
                    answer=Ref.of(r.answer) if r.answer else None,
                )
                for r in profile.requests
            ],
            reasons=_reasons(profile.reasons),
            people=[
                PersonShape(
                    name=p.name,
                    side=p.side,
                    role=p.role,
                    last_seen=p.last_seen,
                    evidence=Ref.of(p.evidence) if p.evidence else None,
                    event=p.event,
                )
                for p in profile.people
            ],
            facts={name: FactShape(**flat_fields(fact)) for name, fact in profile.account.facts.items()},
            memos=[entry for entry in timeline if entry.channel == "memo"],
            timeline=timeline,
            conflicts=[],
            not_enough_evidence=list(profile.not_enough_evidence),
        )


def _shift(shift: types.Shift) -> ShiftShape:
    return ShiftShape(
        date=shift.date,
        direction=shift.direction,
        size=shift.size,
        evidence=refs(shift.evidence),
        contacts=list(shift.contacts),
        components=[
            ComponentShape(
                measure=each.measure,
                label=Words.of(labels.MEASURES[each.measure]),
                deviations=each.deviations,
            )
            for each in shift.components
        ],
    )


def _account_signal(signal: types.Signal) -> AccountSignal:
    return AccountSignal(
        **Hint.of(signal).model_dump(),
        evidence=refs(signal.evidence),
        time=signal.evidence[0].time,
    )


def _reasons(reasons: types.Reasons) -> ReasonsShape:
    stated = None
    if reasons.stated is not None:
        evidence = reasons.stated_evidence
        given = reasons.stated
        stated = StatedReason(
            reason=given.reason,
            confidence=round(given.confidence, 3),
            recoverability=given.recoverability,
            alternatives=[Alternative(reason=r, confidence=round(c, 3)) for r, c in given.alternatives],
            quote=evidence.quote if evidence else None,
            start=given.start,
            end=given.end,
            evidence=Ref.of(evidence) if evidence else None,
        )
    return ReasonsShape(
        stated=stated,
        chosen=reasons.chosen,
        decided=reasons.decided,
        underlying=[
            UnderlyingReason(reason=u.reason, weight=round(u.weight, 3), evidence=refs(u.evidence))
            for u in reasons.underlying
        ],
        recoverability=reasons.recoverability,
    )
