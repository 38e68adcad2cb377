"""Marks the parts of a mail's text: what is new, quoted, greeting, signature or disclaimer.

Nothing is taken out: offsets hold, and a reader of the result sees what was passed over.
Reply strippers made for English miss two thirds of Japanese replies, so the phrases come from
``languages/*/reading.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from voc.languages import reading
from voc.readers.correspondents import Correspondent
from voc.readers.learned import is_signature
from voc.readers.mail_formulas import closes, greeting_length, takes_leave
from voc.readers.mail_lines import Line, is_rule, lines_of, new_blocks
from voc.readers.mail_quotes import mark_quotes
from voc.readers.mail_signature import (
    ends_as_signature,
    is_sender,
    mark_below_name,
    mark_disclaimers,
    mark_leave_taken,
    mark_name,
    mark_signature,
)
from voc.readers.mail_writer import is_name_of
from voc.types import Utterance

_FIRST_LINES = 12  # in which a mail greets
_LONGEST_OF_SIGNATURE = 100  # characters
_BROKEN_OFF = re.compile(r"(?:よう|ように|ので|から|まして|ますが|、)$")
_HELLO = re.compile(r"^(?:hi|hello|hey|dear|(?:good )?morning|(?:good )?afternoon)[ ,]+", re.IGNORECASE)


def parts_of(
    text: str,
    start: int = 0,
    *,
    writer: Correspondent | None = None,
    readers: Sequence[Correspondent] = (),
) -> list[Utterance]:
    """The parts of `text` from `start` on, in order, without speaker; white space between them left out.

    `writer` is who the header says wrote it, `readers` to whom: the names under and above a mail are known
    by them.
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
            if number == last or _ends_with_name(section, writer):
                mark_name(section, writer)
            mark_below_name(section)
            _mark_ending(section, writer)
    _mark_lone_name(blocks, writer)
    said = [line for line in lines if line.kind == "new" and line.text]
    goes_on = _mark_opening(said[:_FIRST_LINES], writer, readers)
    return list(_merged(text, lines, goes_on))


def _ends_with_name(block: Sequence[Line], writer: Correspondent | None) -> bool:
    """Whether the writer's name stands below an answer, above more of the old mail."""
    said = [line.text for line in block if line.kind == "new" and line.text]
    return len(said) > 1 and is_name_of(said[-1], writer)


def _mark_lone_name(blocks: Sequence[Sequence[Line]], writer: Correspondent | None) -> None:
    """Marks the writer's name where it is all that stands below the last of the old lines."""
    said = [[line for line in block if line.kind == "new" and line.text] for block in blocks]
    written = [lines for lines in said if lines]
    if len(written) > 1 and len(written[-1]) == 1 and is_name_of(written[-1][0].text, writer):
        written[-1][0].kind = "signature"


def _sections(block: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The letter, and what is appended to it below the name: P.S., 追伸, 記."""
    appended = reading.pattern("mail", "appended")
    starts = [0, *(number for number, line in enumerate(block) if appended.match(line.text)), len(block)]
    for first, last in pairwise(starts):
        yield block[first:last]


def _mark_closing(block: Sequence[Line]) -> None:
    said = [line for line in block if line.kind == "new" and line.text]
    for above, line in reversed(list(pairwise([None, *said]))):
        if line is None or not closes(line.text) or _goes_on(above, line):
            return
        line.kind = "greeting"


def _goes_on(above: Line | None, line: Line) -> bool:
    """Whether a closing ends a sentence of the line above: 「…いただけますよう」「お願い申し上げます。」"""
    joined = above is not None and above.end + 1 == line.start
    if above is None or not joined or not _BROKEN_OFF.search(above.text):
        return False
    return not closes(above.text) and not closes(f"{above.text}{line.text}")


def _mark_ending(block: Sequence[Line], writer: Correspondent | None) -> None:
    """Marks last lines that no rule knows but that surely take leave or sign, never all that is said."""
    said = [line for line in block if line.kind == "new" and line.text]
    for above, line in reversed(list(pairwise(said))):
        if takes_leave(line.text) and not _goes_on(above, line):
            line.kind = "greeting"
        elif ends_as_signature(line.text, writer) or (
            len(line.text) <= _LONGEST_OF_SIGNATURE and is_signature(line.text)
        ):
            line.kind = "signature"
        elif not is_rule(line):
            return


def _mark_opening(
    lines: Sequence[Line], writer: Correspondent | None, readers: Sequence[Correspondent]
) -> dict[int, int]:
    """Marks who is addressed and how, in the first lines of a mail that have words.

    Gives, for a line that goes on after its greeting, its offset -> how many characters greet.
    """
    lines = _below_address(lines, readers)
    for line in lines[_letterhead(lines, writer) :]:
        length = greeting_length(line.text, writer)
        if 0 < length < len(line.text):
            return {line.start: length}
        if not length:
            break
        line.kind = "greeting"
    return {}


def _below_address(lines: Sequence[Line], readers: Sequence[Correspondent]) -> Sequence[Line]:
    """The lines below who is addressed, 「株式会社青葉」「森様」「（CC：林様）」, which are marked."""
    salutation = reading.pattern("mail", "salutation")
    last = -1
    for number, line in enumerate(lines[:6]):
        named = any(is_name_of(_HELLO.sub("", line.text), reader) for reader in readers)
        if named or (salutation.match(line.text) and not (number and closes(line.text))):
            last = number
        elif not _is_address(line.text):
            break
    while 0 <= last < len(lines) - 1 and reading.pattern("mail", "copied").match(lines[last + 1].text):
        last += 1
    for line in lines[: last + 1]:
        line.kind = "greeting"
    return lines[last + 1 :]


def _letterhead(lines: Sequence[Line], writer: Correspondent | None) -> int:
    """How many lines stand above 拝啓: who sends it, which is marked, and the title, which is said."""
    formal = reading.pattern("mail", "formal")
    head = next((number for number, line in enumerate(lines) if formal.match(line.text)), 0)
    for line in lines[:head]:
        if is_sender(line.text, writer):
            line.kind = "greeting"
    return head


def _is_address(text: str) -> bool:
    """A line above the name addressed: company, department, who gets a copy."""
    plain = len(text) <= 40 and not re.search(r"[。、！？!?：:]", text)
    return plain or bool(reading.pattern("mail", "copied").match(text))


def _merged(text: str, lines: Sequence[Line], goes_on: Mapping[int, int]) -> Iterator[Utterance]:
    part: Utterance | None = None
    for line in filter(lambda line: line.text, lines):
        start = text.index(line.text, line.start)
        end = start + len(line.text)
        middle = start + goes_on.get(line.start, 0)
        greeting = Utterance(start, start + len(text[start:middle].rstrip()), kind="greeting")
        for piece in ([greeting] if middle > start else []) + [Utterance(middle, end, kind=line.kind)]:
            if part and part.kind == piece.kind:
                part = replace(part, end=piece.end)
                continue
            if part:
                yield part
            part = piece
    if part:
        yield part
