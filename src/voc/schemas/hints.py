"""The one-paste answer: risk hints for one note, mail or transcript."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from pydantic import Field

from voc import types
from voc.conversation import weight
from voc.schemas.base import ProblemShape, Shape, Words


class SpeakerShape(Shape):
    """How much one speaker said."""

    name: str | None
    side: types.Side
    turns: int
    share: float  # of the new text, a kana counting as two letters
    tone: float | None  # -1…1, None where nothing tells


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


class RequestShape(Shape):
    """What one side asks the other to do (a request) or to tell (a question)."""

    by: Literal["vendor", "customer"]
    kind: Literal["request", "question"]
    speaker: str | None
    quote: str
    start: int
    end: int

    @classmethod
    def of(cls, request: types.Request) -> RequestShape:
        return cls(**request_fields(request))


def request_fields(request: types.Request) -> dict[str, Any]:
    return {
        "by": request.by,
        "kind": request.kind,
        "speaker": request.speaker,
        "quote": request.evidence.quote,
        "start": request.evidence.start,
        "end": request.evidence.end,
    }


class MentionedPerson(Shape):
    """Someone who appears in the note; `event` tells who has come, goes to other work or leaves."""

    name: str
    side: types.Side
    role: str | None
    event: types.PersonEvent | None
    quote: str | None
    start: int | None
    end: int | None

    @classmethod
    def of(cls, person: types.Person) -> MentionedPerson:
        place = person.evidence
        return cls(
            name=person.name,
            side=person.side,
            role=person.role,
            event=person.event,
            quote=place.quote if place else None,
            start=place.start if place else None,
            end=place.end if place else None,
        )


class TemperatureAlong(Shape):
    """How warm one passage of the note is, 0…100, 50 is neutral."""

    start: int
    end: int
    side: types.Side
    score: float


class TopicTone(Shape):
    """How the customer sounds about one churn reason, -1…1."""

    reason: str
    tone: float
    segments: int


class HintsShape(Shape):
    """``voc hints --json`` and ``POST /v1/hints``."""

    schema_: Literal["voc.hints/1"] = Field("voc.hints/1", alias="schema")
    text: str
    language: str
    risk_level: types.RiskLevel
    read: WhatWasRead
    hints: list[Hint]
    promises: list[PromiseShape]
    requests: list[RequestShape]
    people: list[MentionedPerson]
    temperature: list[TemperatureAlong]
    topics: list[TopicTone]
    not_enough_evidence: list[str]

    @classmethod
    def of(cls, hints: types.Hints) -> HintsShape:
        document = hints.document
        return cls(
            text=document.text,
            language=document.language,
            risk_level=hints.risk_level,
            read=WhatWasRead(
                characters=len(document.text),
                utterances=len(document.utterances),
                speakers=_speakers(document, hints.people),
                skipped=[
                    Skipped(kind=u.kind, start=u.start, end=u.end)
                    for u in document.utterances
                    if u.kind != "new"
                ],
                problems=[ProblemShape.of(problem) for problem in document.problems],
            ),
            hints=[Hint.of(signal) for signal in hints.signals],
            promises=[PromiseShape.of(promise) for promise in hints.promises],
            requests=[RequestShape.of(request) for request in hints.requests],
            people=[MentionedPerson.of(person) for person in hints.mentioned],
            temperature=[
                TemperatureAlong(start=start, end=end, side=side, score=round(score, 1))
                for start, end, side, score in hints.warmth
            ],
            topics=[
                TopicTone(reason=topic.name or "", tone=topic.score, segments=topic.segments)
                for topic in hints.topics
            ],
            not_enough_evidence=list(hints.not_enough_evidence),
        )


def _speakers(document: types.Document, people: Sequence[types.PartTone]) -> list[SpeakerShape]:
    """Who spoke, in order of first turn, each one's share of the new text and tone."""
    tones = {(person.name, person.side): person.score for person in people}
    turns: dict[tuple[str | None, types.Side], list[int]] = {}
    for utterance in document.utterances:
        if utterance.kind == "new":
            said = weight(document.text[utterance.start : utterance.end])
            turns.setdefault((utterance.speaker, utterance.side), []).append(said)
    total = sum(map(sum, turns.values())) or 1
    return [
        SpeakerShape(
            name=name,
            side=side,
            turns=len(lengths),
            share=round(sum(lengths) / total, 3),
            tone=tones.get((name, side)),
        )
        for (name, side), lengths in turns.items()
    ]
