"""Clauses of a sentence, and quotes of them by their place in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voc.signals.folding import Folded
from voc.types import Document, Evidence, Segment

_EDGE = " \t\r\n　・-*•–、。,.;；①②③④⑤⑥⑦⑧⑨"


def clauses(sentence: str, apart: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each part of `sentence` between two places where `apart` matches."""
    at = 0
    for gap in apart.finditer(sentence):
        if gap.start() > at:
            yield at, gap.start()
            at = gap.end()
    if at < len(sentence):
        yield at, len(sentence)


def original(sentence: Folded, offset: int, start: int, end: int) -> tuple[int, int]:
    """Where the folded characters `start` to `end` stand in the text that has `sentence` at `offset`."""
    first, last = sentence.original(start, end)
    return offset + first, offset + last


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` without the blanks, bullets and stops at either edge."""
    said = text[start:end]
    return start + len(said) - len(said.lstrip(_EDGE)), end - len(said) + len(said.rstrip(_EDGE))


def quote_of(document: Document, segment: Segment, start: int, end: int) -> Evidence:
    """The words of `document` from `start` to `end`, said in `segment`."""
    return Evidence(
        document=document.id,
        utterance=segment.utterance,
        quote=document.text[start:end],
        start=start,
        end=end,
        time=document.utterances[segment.utterance].time or document.time,
    )
