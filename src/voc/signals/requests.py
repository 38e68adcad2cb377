"""Finds what one side asks the other to do or to tell, in Japanese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from voc import languages
from voc.signals.clauses import clauses, original, quote_of, trimmed
from voc.signals.folding import fold
from voc.signals.request_words import RequestWords, load
from voc.types import Document, Promise, Request, Segment, Side

Party = Literal["vendor", "customer"]
Kind = Literal["request", "question"]
_SAME: dict[Side, Party] = {"vendor": "vendor", "customer": "customer"}
_SHORTEST_QUESTION = 16  # columns (a kana is two): 「どうですか」 and "Which ones?" ask nothing by themselves
_SHORTEST_ANSWER = 3  # letters of a promise after the request it answers: 「、十日に送る」
_NAMES = re.compile(r"[\s・･/／:：、,()（）]+")
_CALLED = r"(?:さん|くん|君|ちゃん)?[、,。!！\s]"


def requests(
    document: Document, segments: Sequence[Segment], *, promised: Sequence[Promise] = ()
) -> list[Request]:
    """The requests and questions in `segments` of `document`, in order; what is `promised` is neither."""
    taken = [(promise.evidence.start, promise.evidence.end) for promise in promised]
    found: list[Request] = []
    for segment in segments:
        language = languages.get(segment.language)
        for start, end in language.sentences(segment.text):
            span = segment.start + start, segment.start + end
            asks = language.is_question(segment.text[start:end])
            found += _in_sentence(document, segment, span, taken, asks=asks)
    return found


def _in_sentence(
    document: Document,
    segment: Segment,
    span: tuple[int, int],
    taken: Sequence[tuple[int, int]],
    *,
    asks: bool,
) -> Iterator[Request]:
    words = load(segment.language)
    sentence = fold(document.text[span[0] : span[1]])
    if words.never_in_sentence.search(sentence.text):
        return
    note = document.channel == "memo" or segment.side == "unknown"
    if not note and _is_to_a_colleague(document, segment, sentence.text):
        return
    free: list[tuple[int, int]] = []  # clauses nothing is promised in
    found = False
    for start, end in clauses(sentence.text, words.apart):
        quote = trimmed(document.text, *original(sentence, span[0], start, end))
        if quote[0] >= quote[1]:
            continue
        told_before = note and _is_before_the_verb(quote, taken)
        if _overlaps(quote, taken) and not told_before:
            continue
        free.append(quote)
        clause = sentence.text[start:end].strip()
        kind = _noted(clause, words) if note else _asked(clause, words, segment)
        by = _by_in_note(document, clause, words) if note else _SAME[segment.side]
        if kind is not None and by is not None:
            found = True
            yield Request(by, kind, segment.speaker, quote_of(document, segment, *quote))
    if found or note or not asks or not free:
        return
    whole = trimmed(document.text, *span)
    quote = free[-1] if _overlaps(whole, taken) else whole
    if _wants_an_answer(sentence.text, words):
        yield Request(_SAME[segment.side], "question", segment.speaker, quote_of(document, segment, *quote))


def _asked(clause: str, words: RequestWords, segment: Segment) -> Kind | None:
    """What a clause asks for in the words of who wants it."""
    vendor = segment.side == "vendor"
    if words.never.search(clause) or (vendor and words.instructs.search(clause)):
        return None
    if words.tells.search(clause):
        return "question"
    if words.asks.search(clause) or (not vendor and words.demands.search(clause)):
        return "request"
    return None


def _noted(clause: str, words: RequestWords) -> Kind | None:
    """What a clause tells of somebody's asking."""
    if words.noted_never.search(clause):
        return None
    if words.noted_question.search(clause):
        return "question"
    return "request" if words.noted.search(clause) else None


def _by_in_note(document: Document, clause: str, words: RequestWords) -> Party | None:
    """In a memo of ours who asks is the customer, where it does not say that we do."""
    if words.own.search(clause):
        return "vendor"
    return "customer" if document.channel == "memo" or words.other.search(clause) else None


def _wants_an_answer(sentence: str, words: RequestWords) -> bool:
    asked = sentence.strip()
    columns = sum(2 if letter > "\u2e7f" else 1 for letter in asked)
    long_enough = columns > _SHORTEST_QUESTION or words.brief.search(asked)
    return bool(long_enough) and not words.no_question.search(asked)


def _is_to_a_colleague(document: Document, segment: Segment, sentence: str) -> bool:
    """Whether it calls somebody of the speaker's own side by name."""
    said = sentence.strip()
    for turn in document.utterances:
        if turn.side != segment.side or turn.speaker in (None, segment.speaker):
            continue
        for name in _NAMES.split(fold(turn.speaker or "").text):
            if len(name) > 1 and re.match(re.escape(name) + _CALLED, said):
                return True
    return False


def _overlaps(quote: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(quote[0] < end and start < quote[1] for start, end in taken)


def _is_before_the_verb(quote: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether what is promised goes on after `quote`: 「見積の依頼あり、週末に送る」 tells of both."""
    return all(end - quote[1] > _SHORTEST_ANSWER for start, end in taken if _overlaps(quote, [(start, end)]))
