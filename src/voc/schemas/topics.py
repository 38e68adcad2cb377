"""Churn reasons and topics."""

from __future__ import annotations

from collections.abc import Sequence
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

    @classmethod
    def of(
        cls,
        model: types.TopicModel,
        documents: Sequence[types.Document],
        segments: Sequence[types.Segment],
    ) -> TopicsShape:
        """`segments` are those of `documents` that the model was fitted on."""
        by_id = {segment.id: segment for segment in segments}
        name_of = {document.id: document.source for document in documents}
        best: dict[str, dict[str, AssignedTopic]] = {document.id: {} for document in documents}
        for assignment in model.assignments:
            segment = by_id[assignment.segment]
            topics = best[segment.document]
            before = topics.get(assignment.topic)
            if before is None or assignment.confidence > before.confidence:
                topics[assignment.topic] = AssignedTopic(
                    topic=assignment.topic,
                    confidence=round(assignment.confidence, 3),
                    quote=segment.text,
                    start=segment.start,
                    end=segment.end,
                )
        return cls(
            coverage=round(model.coverage, 4),
            topics=[
                TopicShape.of(topic).model_copy(update={"examples": [name_of[d] for d in topic.examples]})
                for topic in model.topics
            ],
            assignments=[
                AssignmentShape(
                    id=document.source,
                    topics=sorted(best[document.id].values(), key=lambda t: (-t.confidence, t.topic)),
                )
                for document in documents
            ],
            not_enough_evidence=list(model.not_enough_evidence),
        )


class TopicQuote(Ref):
    """A quote that carries a topic, and whose it is."""

    account: str | None


class TopicDetail(TopicShape):
    """One topic of the store with its quotes."""

    quotes: list[TopicQuote]

    @classmethod
    def of_quotes(
        cls, topic: types.Topic, quotes: Sequence[tuple[str | None, types.Evidence]]
    ) -> TopicDetail:
        """`quotes` are (account id, evidence), the most typical first."""
        return cls(
            **TopicShape.of(topic).model_dump(),
            quotes=[
                TopicQuote(account=account, **Ref.of(evidence).model_dump()) for account, evidence in quotes
            ],
        )
