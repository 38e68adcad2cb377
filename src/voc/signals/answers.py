"""Tells which requests and questions of an account were answered, by the other side's later words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from voc import languages
from voc.conversation import Threads
from voc.risk import criteria
from voc.signals.folding import fold
from voc.signals.request_words import RequestWords, load
from voc.types import Analysis, Document, Evidence, Request, RequestStatus, Segment, Side

_OTHER: dict[Side, Side] = {"vendor": "customer", "customer": "vendor"}
_TALK = ("meeting", "chat")
_SHARED_FAR = 2  # content words an answer in another conversation shares with the request
_SHARED_NEAR = 1  # in the same meeting, chat or thread of mails


@dataclass(frozen=True)
class _Said:
    """One sentence, where it stands and what it may answer."""

    document: Document
    segment: Segment
    start: int
    end: int
    thread: str | None
    turn: int  # counts the changes of side in its document

    @cached_property
    def words(self) -> RequestWords:
        return load(self.segment.language)

    @cached_property
    def text(self) -> str:
        return fold(self.document.text[self.start : self.end]).text

    @cached_property
    def terms(self) -> frozenset[str]:
        """Content words that tell what it is about."""
        found = languages.get(self.segment.language).terms(self.document.text[self.start : self.end])
        return frozenset(term.lower() for term in found if not term.isdigit()) - self.words.common

    @cached_property
    def side(self) -> Side:
        """Whose act it tells: in a memo what came in is the customer's, the rest ours."""
        if self.document.channel != "memo":
            return self.segment.side
        return "customer" if self.words.received.search(self.text) else "vendor"

    @cached_property
    def done(self) -> bool:
        """Whether it says that something is done or comes with it."""
        more = {"memo": self.words.received, "email": self.words.encloses}.get(self.document.channel)
        told = self.words.done.search(self.text) or (more is not None and more.search(self.text))
        return bool(told) and not self.words.later.search(self.text)

    @cached_property
    def states(self) -> bool:
        """Whether it tells something: it neither asks back nor puts off nor just thanks."""
        asks = languages.get(self.segment.language).is_question(self.document.text[self.start : self.end])
        hollow = self.words.later.search(self.text) or self.words.empty.search(self.text)
        return not asks and not hollow


def with_status(
    documents: Sequence[Document], analyses: Sequence[Analysis], *, as_of: datetime
) -> list[Request]:
    """Every request in `analyses`, in their order, answered, open or unknown as of that day.

    `analyses` go with the documents. One that nobody answered stays open for as long as
    ``criteria.toml`` says; after that, or without a date, nobody knows.
    """
    threads = Threads(documents)
    pairs = list(zip(documents, analyses, strict=True))
    said = {document.id: _sentences(document, found, threads.of(document)) for document, found in pairs}
    counted = [
        document
        for document in documents
        if document.time is not None and not document.fields.get("automatic")
    ]
    in_time = sorted(counted, key=lambda document: (document.time, document.id))
    later = [one for document in in_time for one in said[document.id]]
    return [
        _followed(request, document, said[document.id], later, as_of)
        for document, found in pairs
        for request in found.requests
    ]


def _followed(
    request: Request,
    document: Document,
    here: Sequence[_Said],
    later: Sequence[_Said],
    as_of: datetime,
) -> Request:
    asked = [one for one in here if one.start < request.evidence.end and request.evidence.start < one.end]
    if not asked:
        return request
    after = [one for one in here if one.start >= asked[-1].end]
    if document.time is not None:
        after += [one for one in later if one.document.time and one.document.time > document.time]
    answer = next(_answers(request, asked, after), None)
    status: RequestStatus = "unknown"
    if answer is not None:
        status = "answered"
    elif document.time is not None and as_of - document.time <= _open_for():
        status = "open"
    return replace(request, status=status, answer=answer)


def _answers(request: Request, asked: Sequence[_Said], after: Sequence[_Said]) -> Iterator[Evidence]:
    """The sentences of the other side that answer, the first one first."""
    other = _OTHER[request.by]
    terms = frozenset().union(*(one.terms for one in asked))
    reply: str | None = None  # the other side's first mail after the request in its thread
    for one in after:
        if one.side != other:
            continue
        close = _is_close(asked[-1], one)
        same = one.document.id == asked[-1].document.id
        if reply is None and close and not same:
            reply = one.document.id
        shared = len(terms & one.terms) if one.done or (close and one.states) else 0
        tells = request.kind == "question" and one.states
        if same and one.turn == asked[-1].turn + 1 and one.document.channel in _TALK:
            answers = tells or one.done
        elif tells and one.document.id == reply:
            answers = shared >= _SHARED_NEAR
        else:
            answers = one.done and shared >= (_SHARED_NEAR if close else _SHARED_FAR)
        if answers:
            yield _evidence(one)


def _is_close(asked: _Said, one: _Said) -> bool:
    same_thread = asked.thread is not None and asked.thread == one.thread
    return asked.document.id == one.document.id or same_thread


def _sentences(document: Document, analysis: Analysis, thread: str | None) -> list[_Said]:
    found: list[_Said] = []
    turn, side = 0, None
    for segment in analysis.segments:
        if side is not None and segment.side != side:
            turn += 1
        side = segment.side
        for start, end in languages.get(segment.language).sentences(segment.text):
            found.append(_Said(document, segment, segment.start + start, segment.start + end, thread, turn))
    return found


def _evidence(one: _Said) -> Evidence:
    document = one.document
    time = document.utterances[one.segment.utterance].time or document.time
    quote = document.text[one.start : one.end]
    return Evidence(document.id, one.segment.utterance, quote, one.start, one.end, time)


def _open_for() -> timedelta:
    return timedelta(days=criteria()["requests"]["open_within_days"])
