"""What was read: documents, and sentiment per line."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from voc import types
from voc.schemas.base import ProblemShape, Shape
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


class DocumentShape(Shape):
    """``voc read --json``."""

    schema_: Literal["voc.document/1"] = Field("voc.document/1", alias="schema")
    source: str
    channel: types.Channel
    account: str | None
    time: datetime | None
    title: str | None
    language: str
    text: str
    utterances: list[UtteranceShape]
    fields: dict[str, FieldValue]
    problems: list[ProblemShape]

    @classmethod
    def of(cls, document: Document) -> DocumentShape:
        return cls(
            source=document.source,
            channel=document.channel,
            account=document.account,
            time=document.time,
            title=document.title,
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
            problems=[ProblemShape.of(problem) for problem in document.problems],
        )


class SentimentShape(Shape):
    """``voc sentiment --json``, one line."""

    id: str
    language: str
    label: types.SentimentLabel
    score: float | None
    confidence: float
