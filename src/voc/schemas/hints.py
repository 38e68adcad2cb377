"""The one-paste answer: risk hints for one note, mail or transcript."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from voc import types
from voc.schemas.base import ProblemShape, Shape, Words


class SpeakerShape(Shape):
    """How much one speaker said."""

    name: str | None
    side: types.Side
    turns: int
    share: float  # of the characters of new text


class Skipped(Shape):
    """A part that was read and left out of the findings."""

    kind: types.PartKind
    start: int
    end: int


class WhatWasRead(Shape):
    """What voc made of the text before looking for signs."""

    characters: int
    utterances: int
    speakers: list[SpeakerShape]
    skipped: list[Skipped]
    problems: list[ProblemShape]


class Quote(Shape):
    """A verbatim quote by offsets."""

    quote: str
    start: int
    end: int


class Hint(Shape):
    """One risk or positive sign; `more` are further quotes of the same sign."""

    signal: str
    polarity: types.Polarity
    severity: types.Severity
    confidence: float
    quote: str
    start: int
    end: int
    speaker: str | None
    side: types.Side
    why: Words
    ask: Words
    more: list[Quote]

    @classmethod
    def of(cls, signal: types.Signal) -> Hint:
        first, *others = signal.evidence
        return cls(
            signal=signal.key,
            polarity=signal.polarity,
            severity=signal.severity,
            confidence=round(signal.confidence, 3),
            quote=first.quote,
            start=first.start,
            end=first.end,
            speaker=signal.speaker,
            side=signal.side,
            why=Words.of(signal.why),
            ask=Words.of(signal.ask),
            more=[Quote(quote=e.quote, start=e.start, end=e.end) for e in others],
        )


class PromiseShape(Shape):
    """Who promised what by when."""

    by: Literal["vendor", "customer"]
    speaker: str | None
    quote: str
    start: int
    end: int
    due: date | None
    due_text: str | None

    @classmethod
    def of(cls, promise: types.Promise) -> PromiseShape:
        return cls(**promise_fields(promise))


def promise_fields(promise: types.Promise) -> dict[str, Any]:
    return {
        "by": promise.by,
        "speaker": promise.speaker,
        "quote": promise.evidence.quote,
        "start": promise.evidence.start,
        "end": promise.evidence.end,
        "due": promise.due,
        "due_text": promise.due_text,
    }


class TemperatureAlong(Shape):
    """How warm one passage of the note is, 0…100, 50 is neutral."""

    start: int
    end: int
    side: types.Side
    score: float


class HintsShape(Shape):
    """``voc hints --json`` and ``POST /v1/hints``."""

    schema_: Literal["voc.hints/1"] = Field("voc.hints/1", alias="schema")
    text: str
    language: str
    risk_level: types.RiskLevel
    read: WhatWasRead
    hints: list[Hint]
    promises: list[PromiseShape]
    temperature: list[TemperatureAlong]
    not_enough_evidence: list[str]
