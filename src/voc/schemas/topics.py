"""Churn reasons and topics."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from voc import types
from voc.schemas.base import Ref, Shape, Words


class Alternative(Shape):
    """Another reason it may be."""

    reason: str
    confidence: float


class ReasonShape(Shape):
    """``voc reasons --json``, one line."""

    id: str | None = None
    reason: str
    confidence: float
    recoverability: types.Recoverability
    alternatives: list[Alternative]
    quote: str | None
    start: int | None
    end: int | None

    @classmethod
    def of(cls, reason: types.ChurnReason, *, text: str, id: str | None = None) -> ReasonShape:  # noqa: A002
        quote = text[reason.start : reason.end] if reason.start is not None else None
        return cls(
            id=id,
            reason=reason.reason,
            confidence=round(reason.confidence, 3),
            recoverability=reason.recoverability,
            alternatives=[Alternative(reason=r, confidence=round(c, 3)) for r, c in reason.alternatives],
            quote=quote,
            start=reason.start,
            end=reason.end,
        )


class TopicShape(Shape):
    """A topic."""

    id: str
    label: Words
    keywords: dict[str, list[str]]
    size: int
    languages: dict[str, int]
    reason: str
    examples: list[str]

    @classmethod
    def of(cls, topic: types.Topic) -> TopicShape:
        return cls(
            id=topic.id,
            label=Words.of(topic.label),
            keywords={language: list(terms) for language, terms in topic.keywords.items()},
            size=topic.size,
            languages=dict(topic.languages),
            reason=topic.reason,
            examples=list(topic.examples),
        )


class AssignedTopic(Shape):
    """One topic of a text, with the sentence that carries it."""

    topic: str
    confidence: float
    quote: str
    start: int
    end: int


class AssignmentShape(Shape):
    """The topics of one text."""

    id: str
    topics: list[AssignedTopic]


class TopicsShape(Shape):
    """``voc topics fit --json``."""

    schema_: Literal["voc.topics/1"] = Field("voc.topics/1", alias="schema")
    coverage: float
    topics: list[TopicShape]
    assignments: list[AssignmentShape]
    not_enough_evidence: list[str]


class TopicQuote(Ref):
    """A quote that carries a topic, and whose it is."""

    account: str | None


class TopicDetail(TopicShape):
    """One topic of the store with its quotes."""

    quotes: list[TopicQuote]
