"""The words that show a signal, verbatim, and how severe they sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, get_args

from voc import languages
from voc.languages import cues
from voc.signals.clauses import quote_of
from voc.signals.cue_hits import CueHit
from voc.signals.folding import fold
from voc.types import Document, Evidence, Segment, Severity

_BEFORE = " \t\r\n　・-*•–"
_AFTER = " \t\r\n　。"


def evidence(document: Document, segment: Segment, hits: Sequence[CueHit]) -> Evidence:
    """The segment as a quote; where it holds several sentences, only those with a cue."""
    start, end = _said(segment, hits)
    text = document.text[start:end]
    start += len(text) - len(text.lstrip(_BEFORE))
    end -= len(text) - len(text.rstrip(_AFTER))
    return quote_of(document, segment, start, end)


def worded_level(segment: Segment, key: str) -> Severity | None:
    """The level of the signal `key` whose words (``[severity.*]`` in the cues) are in the segment."""
    levels = cues.load(segment.language).severity.get(key, {})
    text = fold(segment.text).text
    for level in get_args(Severity):
        if level in levels and levels[level].search(text):
            return cast(Severity, level)
    return None


def _said(segment: Segment, hits: Sequence[CueHit]) -> tuple[int, int]:
    sentences = languages.get(segment.language).sentences(segment.text)
    with_cue = [
        (start, end)
        for start, end in sentences
        if any(hit.counts and hit.start < end and start < hit.end for hit in hits)
    ]
    if not with_cue or not _says_something(segment.text[with_cue[0][0] : with_cue[-1][1]]):
        return segment.start, segment.end
    return segment.start + with_cue[0][0], segment.start + with_cue[-1][1]


def _says_something(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
