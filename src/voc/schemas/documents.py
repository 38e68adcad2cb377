"""What was read: documents, and sentiment per line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from pydantic import Field

from voc import types
from voc.schemas.base import ProblemShape, Shape, flat_fields
from voc.types import Document, FieldValue


class UtteranceShape(Shape):
    """One speaker's turn or one part of a mail."""

    speaker: str | None
    side: types.Side
    time: datetime | None
    start: int
    end: int
    text: str
    kind: types.PartKind


class SideTalkShape(Shape):
    """How one side took part in a conversation."""

    side: types.Side
    turns: int
    characters: int
    share: float
    mean_turn: int
    longest_turn: int
    questions: int
    replies: int
    reply_hours: float | None


class DocumentShape(Shape):
    """``voc read --json``."""

    schema_: Literal["voc.document/1"] = Field("voc.document/1", alias="schema")
    source: str
    channel: types.Channel
    account: str | None
    time: datetime | None
    title: str | None
    thread: str | None
    language: str
    text: str
    utterances: list[UtteranceShape]
    fields: dict[str, FieldValue]
    conversation: (
        list[SideTalkShape] | None
    )  # of a mail: its thread as far as it is read; None where it is none
    problems: list[ProblemShape]

    @classmethod
    def of(cls, document: Document, talk: Sequence[types.SideTalk] = ()) -> DocumentShape:
        return cls(
            source=document.source,
            channel=document.channel,
            account=document.account,
            time=document.time,
            title=document.title,
            thread=document.thread,
            language=document.language,
            text=document.text,
            utterances=[
                UtteranceShape(
                    speaker=u.speaker,
                    side=u.side,
                    time=u.time,
                    start=u.start,
                    end=u.end,
                    text=document.text[u.start : u.end],
                    kind=u.kind,
                )
                for u in document.utterances
            ],
            fields=dict(document.fields),
            conversation=[SideTalkShape(**flat_fields(side)) for side in talk] or None,
            problems=[ProblemShape.of(problem) for problem in document.problems],
        )


class SentimentShape(Shape):
    """``voc sentiment --json``, one line."""

    id: str
    language: str
    label: types.SentimentLabel
    score: float | None
    confidence: float
    unknown_because: types.UnknownBecause | None = None
