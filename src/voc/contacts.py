"""Documents of one account -> dated contacts, all that temperature and rhythm need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from voc import conversation
from voc.languages.contact import moves_meeting, quiet_days, rank, until_words
from voc.types import (
    Analysis,
    Away,
    Contact,
    Document,
    Evidence,
    Person,
    Problem,
    Segment,
    Sentiment,
    Side,
)

DayNamed = Callable[..., tuple[date | None, str] | None]  # text, language, on -> the day named, its words
LEFT_OUT = {"undated_contact": "have no date", "future_contact": "are dated in the future"}
LONGEST_AWAY = timedelta(days=120)  # nobody's harmless silence lasts longer
TOMORROW = timedelta(days=1)  # clocks and time zones may differ by so much


def contacts(
    documents: Sequence[Document],
    analyses: Sequence[Analysis],
    *,
    day_named: DayNamed | None = None,
    now: datetime | None = None,
) -> tuple[list[Contact], list[Problem]]:
    """One contact for each document with a time, in the order given; how many others were left out, and why.

    `analyses` go with the documents. What a machine answered (an out-of-office note) is no contact.
    `day_named` finds until when somebody is away; times after `now` are in the future and left out.
    """
    threads = conversation.Threads(documents)
    ranks = _ranks(analyses)
    found: list[Contact] = []
    undated: list[str] = []
    future: list[str] = []
    for document, analysis in zip(documents, analyses, strict=True):
        if document.fields.get("automatic"):
            continue
        if document.time is None:
            undated.append(document.source)
        elif now is not None and document.time > now + TOMORROW:
            future.append(document.source)
        else:
            found.append(_contact(document, analysis, threads, ranks, day_named))
    return found, [*_left_out("undated_contact", undated), *_left_out("future_contact", future)]


def _left_out(code: str, sources: Sequence[str]) -> Iterator[Problem]:
    if sources:
        count, first = str(len(sources)), sources[0]
        message = (
            f"{count} contacts {LEFT_OUT[code]}, so they do not count for the temperature (first: {first})"
        )
        yield Problem(code, message, None, {"count": count, "first": first})


def _contact(
    document: Document,
    analysis: Analysis,
    threads: conversation.Threads,
    ranks: Mapping[str, int],
    day_named: DayNamed | None,
) -> Contact:
    assert document.time is not None
    theirs = [
        (segment, sentiment)
        for segment, sentiment in zip(analysis.segments, analysis.sentiments, strict=True)
        if segment.side == "customer"
    ]
    scored = [(segment, sentiment.score) for segment, sentiment in theirs if sentiment.score is not None]
    tone = sum(score for _, score in scored) / len(scored) if scored else None
    attendees = _attendees(document, analysis)
    told = [segment for segment in analysis.segments if _tells_of_customer(document, segment)]
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
        talk_share=_talk_share(document),
        attendees=attendees,
        rank=max((ranks[name] for name in attendees if name in ranks), default=None),
        sentences=len(scored),
        away=_away(document, told, day_named),
        moved=any(moves_meeting(segment.text, segment.language) for segment in told),
    )


def _tells_of_customer(document: Document, segment: Segment) -> bool:
    """Whether it is the customer's word, or our memo about them."""
    return segment.side == "customer" or document.channel == "memo"


def _ranks(analyses: Sequence[Analysis]) -> dict[str, int]:
    """Name -> position, by the role last told anywhere."""
    people = [person for analysis in analyses for person in analysis.people if person.role]
    return {person.name: rank(person.role) for person in people if person.role}


def _attendees(document: Document, analysis: Analysis) -> tuple[str, ...]:
    """The customer's people who spoke in a meeting or stand in its head."""
    if document.channel != "meeting":
        return ()
    speakers = " ".join(part.speaker or "" for part in document.utterances if part.side == "customer")
    return tuple(
        person.name
        for person in analysis.people
        if person.side == "customer" and (person.name in speakers or _in_head(document, person))
    )


def _in_head(document: Document, person: Person) -> bool:
    return person.evidence is not None and document.utterances[person.evidence.utterance].kind == "header"


def _talk_share(document: Document) -> float | None:
    """The customer's part of what is said in a meeting; None where only one side is known."""
    if document.channel != "meeting":
        return None
    shares = {side.side: side.share for side in conversation.talk(conversation.turns_of(document))}
    return shares["customer"] if {"customer", "vendor"} <= set(shares) else None


def _away(document: Document, told: Sequence[Segment], day_named: DayNamed | None) -> Away | None:
    """The announcement of a harmless silence that lasts longest."""
    assert document.time is not None
    day = document.time.date()
    found = []
    for segment in told:
        days = quiet_days(segment.text, segment.language)
        if days is None:
            continue
        until = _day_named(segment, day, day_named) or day + timedelta(days=days)
        found.append(Away(min(until, day + LONGEST_AWAY), _quote(document, segment)))
    return max(found, key=lambda away: away.until, default=None)


def _day_named(segment: Segment, on: date, day_named: DayNamed | None) -> date | None:
    """The first day after `on` that the words for the return name."""
    for words in until_words(segment.text, segment.language) if day_named else ():
        named = day_named(words, language=segment.language, on=on) if day_named else None
        if named and named[0] and named[0] > on:
            return named[0]
    return None


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
    return _quote(document, segment)


def _quote(document: Document, segment: Segment) -> Evidence:
    return Evidence(
        document=document.id,
        utterance=segment.utterance,
        quote=segment.text,
        start=segment.start,
        end=segment.end,
        time=document.time,
    )
