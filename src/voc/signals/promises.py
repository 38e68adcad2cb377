"""Finds who promised what by when, in Japanese and English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from voc import languages
from voc.signals.clauses import clauses, original, quote_of, trimmed
from voc.signals.due_dates import resolve
from voc.signals.folding import fold
from voc.signals.promise_words import PromiseWords, load
from voc.types import Document, Promise, Segment, Side

Party = Literal["vendor", "customer"]
_Needs = Literal["nothing", "time"]  # a time may be vague: 年明け, before the renewal
_SAME: dict[Side, Party] = {"vendor": "vendor", "customer": "customer"}
_OTHER: dict[Side, Party] = {"vendor": "customer", "customer": "vendor"}
_SAID_BEFORE = 200  # characters in which その際 and "the same day" look for the day they mean


def promises(document: Document, segments: Sequence[Segment]) -> list[Promise]:
    """The promises in `segments` of `document`, in order; days are seen from the document's own day."""
    found: list[Promise] = []
    for segment in segments:
        language = languages.get(segment.language)
        for start, end in language.sentences(segment.text):
            asks = language.is_question(segment.text[start:end])
            found += _in_sentence(document, segment, segment.start + start, segment.start + end, asks=asks)
    return found


def _in_sentence(
    document: Document, segment: Segment, start: int, end: int, *, asks: bool
) -> Iterator[Promise]:
    """The promises of one sentence; of a question, those before it asks (しますので、…いただけますか)."""
    words = load(segment.language)
    sentence = fold(document.text[start:end])
    if words.never_in_sentence.search(sentence.text):
        return
    parts = list(clauses(sentence.text, words.apart))
    said = 0  # where the words that no promise has used yet begin
    for clause_start, clause_end in parts[:-1] if asks else parts:
        needs = _needs(sentence.text[clause_start:clause_end], words, document, segment)
        if needs is None:
            continue
        quote = trimmed(document.text, *original(sentence, start, clause_start, clause_end))
        so_far = original(sentence, start, said, clause_end)
        due = _due(document, segment, quote)
        if due is None and said < clause_start:
            due = _due(document, segment, so_far)
        if needs != "nothing" and not _is_ahead(document, due):
            continue
        if due and needs != "nothing" and _opens_note(document, segment, quote[0], due[1]):
            continue
        by = _by(document, segment, sentence.text, (said, clause_start, clause_end), words)
        said = clause_end
        if by is None:
            continue
        yield Promise(
            by=by,
            speaker=segment.speaker,
            evidence=quote_of(document, segment, *quote),
            due=due[0] if due else None,
            due_text=due[1] if due else None,
        )


def _needs(clause: str, words: PromiseWords, document: Document, segment: Segment) -> _Needs | None:
    """What has to be said beside `clause` to make it a promise; None when nothing can."""
    note = _is_note(document, segment)
    clause = clause.strip()
    needs: _Needs
    if words.commits.search(clause) or (note and words.noted.search(clause)):
        enclosed = document.channel == "email" and words.enclosed.search(clause)
        needs = "time" if enclosed else "nothing"
    elif words.with_due.search(clause) or (note and words.noted_with_due.search(clause)):
        needs = "time"
    else:
        return None
    return None if words.never.search(clause) else needs


def _opens_note(document: Document, segment: Segment, start: int, day: str) -> bool:
    """Whether `day` is that of a note whose day nobody knows: 「12/3 電話 …課長」 above all else."""
    if document.time is not None or not _is_note(document, segment):
        return False
    return not document.text[:start].strip() and document.text.startswith(day, start)


def _is_note(document: Document, segment: Segment) -> bool:
    """Whether somebody writes down what was said, instead of saying it."""
    return document.channel == "memo" or segment.side == "unknown"


def _by(
    document: Document, segment: Segment, sentence: str, places: tuple[int, int, int], words: PromiseWords
) -> Party | None:
    """In a note the vendor writes about the customer; anywhere else people speak of themselves."""
    said, start, end = places
    if not _is_note(document, segment):
        return _OTHER[segment.side] if words.addressee.search(sentence[said:end]) else _SAME[segment.side]
    for clause in (sentence[start:end].strip(), sentence[said:end].strip()):
        if words.other.search(clause):
            return "customer"
        if words.own.search(clause):
            return "vendor"
    return "vendor" if document.channel == "memo" else None


def _due(document: Document, segment: Segment, span: tuple[int, int]) -> tuple[date | None, str] | None:
    time = document.utterances[segment.utterance].time or document.time
    text = document.text[span[0] : span[1]]
    before = document.text[max(0, span[0] - _SAID_BEFORE) : span[0]]
    on = time.date() if time else date.min
    found = resolve(text, language=segment.language, on=on, before=before)
    if found is None or time is not None:
        return found
    return None, found[1]


def _is_ahead(document: Document, due: tuple[date | None, str] | None) -> bool:
    """Whether a time to come is named; a memo's 「8/28 電話」 of last week is a record."""
    if due is None:
        return False
    return due[0] is None or document.time is None or due[0] >= document.time.date()
