"""Documents of one account -> dated contacts, all that temperature and rhythm need."""

from __future__ import annotations

from collections.abc import Sequence

from voc import conversation
from voc.types import Analysis, Contact, Document, Evidence, Segment, Sentiment, Side


def contacts(documents: Sequence[Document], analyses: Sequence[Analysis]) -> list[Contact]:
    """One contact for each document that has a time, in the order given; `analyses` go with them.

    What a machine answered (an out-of-office note) is none.
    """
    threads = conversation.Threads(documents)
    return [
        _contact(document, analysis, threads)
        for document, analysis in zip(documents, analyses, strict=True)
        if document.time is not None and not document.fields.get("automatic")
    ]


def _contact(document: Document, analysis: Analysis, threads: conversation.Threads) -> Contact:
    assert document.time is not None
    theirs = [
        (segment, sentiment)
        for segment, sentiment in zip(analysis.segments, analysis.sentiments, strict=True)
        if segment.side == "customer"
    ]
    scored = [(segment, sentiment.score) for segment, sentiment in theirs if sentiment.score is not None]
    tone = sum(score for _, score in scored) / len(scored) if scored else None
    return Contact(
        document=document.id,
        time=document.time,
        channel=document.channel,
        side=_main_side(document),
        tone=tone,
        customer_characters=sum(segment.end - segment.start for segment, _ in theirs),
        questions=sum(conversation.questions(s.text, s.language) for s, _ in theirs),
        evidence=_strongest(document, theirs),
        thread=threads.of(document),
    )


def _main_side(document: Document) -> Side:
    """Who wrote most of the new text; a mail or chat line has one writer, a meeting several."""
    characters = {"customer": 0, "vendor": 0}
    for utterance in document.utterances:
        if utterance.kind == "new" and utterance.side in characters:
            characters[utterance.side] += utterance.end - utterance.start
    if not any(characters.values()):
        return "unknown"
    return "customer" if characters["customer"] >= characters["vendor"] else "vendor"


def _strongest(document: Document, theirs: Sequence[tuple[Segment, Sentiment]]) -> Evidence | None:
    scored = [(abs(sentiment.score), segment) for segment, sentiment in theirs if sentiment.score is not None]
    if not scored:
        return None
    _, segment = max(scored, key=lambda each: (each[0], -each[1].start))
    return Evidence(
        document=document.id,
        utterance=segment.utterance,
        quote=segment.text,
        start=segment.start,
        end=segment.end,
        time=document.time,
    )
