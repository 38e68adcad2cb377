"""Marks the parts of a mail's text: what is new, quoted, greeting, signature or disclaimer.

Nothing is taken out: offsets hold, and a reader of the result sees what was passed over.
Reply strippers made for English miss two thirds of Japanese replies, so the phrases come from
``languages/*/reading.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from voc.languages import names, reading
from voc.readers.correspondents import Correspondent
from voc.readers.mail_lines import Line, lines_of, new_blocks
from voc.readers.mail_quotes import mark_quotes
from voc.readers.mail_signature import (
    is_sender,
    mark_disclaimers,
    mark_leave_taken,
    mark_name,
    mark_signature,
)
from voc.types import Utterance

_FIRST_LINES = 12  # in which a mail greets


def parts_of(text: str, start: int = 0, *, writer: Correspondent | None = None) -> list[Utterance]:
    """The parts of `text` from `start` on, in order, without speaker; white space between them left out.

    `writer` is who the header says wrote it: the name under a mail is known by it.
    """
    lines = list(lines_of(text, start))
    blocks = list(new_blocks(lines, mark_quotes(lines)))
    last = max((number for number, block in enumerate(blocks) if any(line.text for line in block)), default=0)
    for number, block in enumerate(blocks):
        mark_disclaimers(block)
        for section in _sections(block):
            mark_signature(section, writer)
            _mark_closing(section)
            mark_leave_taken(section, writer)
            if number == last:
                mark_name(section, writer)
    opening = [line for line in lines if line.kind == "new"]
    splits = _mark_opening(opening, writer)
    return _merged(text, lines, splits)


def _sections(block: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The letter, and what is appended to it below the name: P.S., 追伸, 記."""
    appended = reading.pattern("mail", "appended")
    starts = [0, *(number for number, line in enumerate(block) if appended.match(line.text)), len(block)]
    for first, last in pairwise(starts):
        yield block[first:last]


def _mark_closing(block: Sequence[Line]) -> None:
    for line in reversed([line for line in block if line.kind == "new" and line.text]):
        if not reading.pattern("mail", "closing").match(line.text):
            return
        line.kind = "greeting"


def _mark_opening(lines: Sequence[Line], writer: Correspondent | None) -> dict[int, int]:
    """Marks who is addressed and how.

    Gives, for a line that goes on after its greeting, its offset -> how far the greeting reaches.
    """
    splits: dict[int, int] = {}
    said = [line for line in lines if line.text][:_FIRST_LINES]
    addressed = max(
        (
            number
            for number, line in enumerate(said[:5])
            if reading.pattern("mail", "salutation").match(line.text)
        ),
        default=-1,
    )
    if addressed >= 0 and all(_is_address(line.text) for line in said[:addressed]):
        for line in said[: addressed + 1]:
            line.kind = "greeting"
        said = said[addressed + 1 :]
    for line in said[_letterhead(said, writer) :]:
        length = _greeting_length(line.text)
        if not length:
            break
        line.kind = "greeting"
        if length < len(line.text):
            splits[line.start] = line.start + length
            break
    return splits


def _letterhead(lines: Sequence[Line], writer: Correspondent | None) -> int:
    """How many lines stand above 拝啓: who sends it, which is marked, and the title, which is said."""
    formal = reading.pattern("mail", "formal")
    head = next((number for number, line in enumerate(lines) if formal.match(line.text)), 0)
    for line in lines[:head]:
        if is_sender(line.text, writer):
            line.kind = "greeting"
    return head


def _is_address(text: str) -> bool:
    """A line above the name addressed: company, department."""
    return len(text) <= 40 and not re.search(r"[。、！？!?：:]", text)


def _greeting_length(text: str) -> int:
    """How many characters of a line greet and introduce the writer."""
    length = 0
    while match := reading.pattern("mail", "opening").match(text[length:]):
        if not match.end():
            break
        length += match.end()
        length += len(text[length:]) - len(text[length:].lstrip())
    introduces = reading.pattern("mail", "introduces").match(text[length:])
    if introduces and names.is_person(introduces["name"]):
        length += introduces.end()
    return length


def _merged(text: str, lines: Sequence[Line], splits: dict[int, int]) -> list[Utterance]:
    parts: list[Utterance] = []
    for line in lines:
        if not line.text:
            continue
        first = line.start + len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip())
        rest = splits.get(line.start)
        pieces = [(first, first + len(line.text), line.kind)]
        if rest is not None:
            rest += first - line.start
            pieces = [(first, rest, line.kind), (rest, first + len(line.text), "new")]
        for start, end, kind in pieces:
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            if parts and parts[-1].kind == kind:
                parts[-1] = replace(parts[-1], end=end)
            elif begin < end:
                parts.append(Utterance(begin, begin + len(text[begin:end].rstrip()), kind=kind))
    return parts
