"""Churn reasons and topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from voc import types
from voc.schemas.base import Ref, Shape, Words, flat_fields


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
    pinned: bool
    hidden: bool
    subtopics: list[TopicShape]

    @classmethod
    def of(cls, topic: types.Topic, subtopics: Sequence[types.Topic] = ()) -> TopicShape:
        return cls(
            id=topic.id,
            label=Words.of(topic.label),
            keywords={language: list(terms) for language, terms in topic.keywords.items()},
            size=topic.size,
            languages=dict(topic.languages),
            reason=topic.reason,
            examples=list(topic.examples),
            pinned=topic.pinned,
            hidden=topic.hidden,
            subtopics=[cls.of(part) for part in subtopics],
        )

    @classmethod
    def tree(cls, topics: Sequence[types.Topic], *, hidden: bool = False) -> list[TopicShape]:
        """The topics with their sub-topics in them; hidden and empty ones only where wanted."""
        seen = [topic for topic in topics if hidden or (topic.size and not topic.hidden)]
        return [
            cls.of(topic, [part for part in seen if part.parent == topic.id])
            for topic in seen
            if topic.parent is None
        ]


class AssignedTopic(Shape):
    """One topic of a text, with the sentence that carries it."""

    topic: str
    subtopic: str | None
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
        parent = {topic.id: topic.parent for topic in model.topics}
        best: dict[str, dict[str, AssignedTopic]] = {document.id: {} for document in documents}
        for assignment in model.assignments:
            segment = by_id[assignment.segment]
            topics = best[segment.document]
            top = parent[assignment.topic] or assignment.topic
            before = topics.get(top)
            if before is None or assignment.confidence > before.confidence:
                topics[top] = AssignedTopic(
                    topic=top,
                    subtopic=assignment.topic if assignment.topic != top else None,
                    confidence=round(assignment.confidence, 3),
                    quote=segment.text,
                    start=segment.start,
                    end=segment.end,
                )
        return cls(
            coverage=round(model.coverage, 4),
            topics=TopicShape.tree(
                [
                    replace(topic, examples=tuple(name_of[document] for document in topic.examples))
                    for topic in model.topics
                ]
            ),
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
        cls,
        topic: types.Topic,
        quotes: Sequence[tuple[str | None, types.Evidence]],
        subtopics: Sequence[types.Topic] = (),
    ) -> TopicDetail:
        """`quotes` are (account id, evidence), the most typical first."""
        return cls(
            **TopicShape.of(topic, subtopics).model_dump(),
            quotes=[
                TopicQuote(account=account, **Ref.of(evidence).model_dump()) for account, evidence in quotes
            ],
        )


class TopicEventShape(Shape):
    """One line of a topic's history."""

    number: int | None
    time: datetime | None
    author: str
    kind: types.TopicEventKind
    topic: str
    detail: dict[str, Any]
    undone: bool

    @classmethod
    def of(cls, event: types.TopicEvent) -> TopicEventShape:
        return cls(
            number=event.number,
            time=event.time,
            author=event.author,
            kind=event.kind,
            topic=event.topic,
            detail=dict(event.detail),
            undone=event.undone,
        )


class TopicEditShape(Shape):
    """What an edit changes, or would change: ``voc topics rename … --json`` and the like."""

    schema_: Literal["voc.topic_edit/1"] = Field("voc.topic_edit/1", alias="schema")
    kind: types.TopicEventKind
    topic: str
    saved: bool
    undo: bool
    topics: list[TopicShape]
    gone: list[str]
    moved: int  # segments

    @classmethod
    def of(cls, edit: types.TopicEdit, *, saved: bool, undo: bool = False) -> TopicEditShape:
        return cls(
            kind=edit.event.kind,
            topic=edit.event.topic,
            saved=saved,
            undo=undo,
            topics=[TopicShape.of(topic) for topic in edit.topics],
            gone=list(edit.gone),
            moved=len(edit.assignments),
        )


class RefitShape(Shape):
    """``voc topics refit --json``."""

    schema_: Literal["voc.topic_refit/1"] = Field("voc.topic_refit/1", alias="schema")
    saved: bool
    coverage: float
    topics: list[TopicShape]
    events: list[TopicEventShape]

    @classmethod
    def of(cls, model: types.TopicModel, events: Sequence[types.TopicEvent], *, saved: bool) -> RefitShape:
        return cls(
            saved=saved,
            coverage=round(model.coverage, 4),
            topics=TopicShape.tree(model.topics),
            events=[TopicEventShape.of(event) for event in events],
        )


class TopicPeriodShape(Shape):
    """A topic in one month or week."""

    start: date
    documents: int
    share: float
    accounts: int
    tone: float | None
    money: dict[str, float]


class TopicTrendShape(Shape):
    """``voc topics trends --json``, one line for each topic; `p` is corrected for all topics looked at."""

    schema_: Literal["voc.topic_trend/1"] = Field("voc.topic_trend/1", alias="schema")
    topic: str
    label: Words | None
    reason: str | None
    course: Literal["emerging", "fading", "steady", "unknown"]
    since: date | None
    before: float | None
    after: float | None
    p: float | None
    tone_before: float | None
    tone_after: float | None
    periods: list[TopicPeriodShape]

    @classmethod
    def of(cls, trend: types.TopicTrend, topic: types.Topic | None) -> TopicTrendShape:
        rest = {name: value for name, value in flat_fields(trend).items() if name != "periods"}
        return cls(
            **rest,
            label=Words.of(topic.label) if topic else None,
            reason=topic.reason if topic else None,
            periods=[TopicPeriodShape(**flat_fields(period)) for period in trend.periods],
        )
