"""The formulas a mail opens and closes with; a line is one where nothing else is said in it."""

from __future__ import annotations

import re

from voc.languages import names, reading
from voc.readers.correspondents import Correspondent
from voc.readers.learned import could_be_formula, is_formula
from voc.readers.mail_writer import is_name_of

_LONGEST = 200  # characters; beyond, it is a paragraph
_BETWEEN = re.compile(r"[。．.、,!！…~〜♪☆★ 　\t^_()（）]*")


def greeting_length(line: str, writer: Correspondent | None) -> int:
    """How many characters of `line` greet, thank for a mail or say who writes."""
    length, greets = _formulas(line, "opening", "closing", writer=writer)
    if length < len(line) and (_is_learned(line) or (greets and could_be_formula(line[length:]))):
        return len(line)
    return length if greets else 0


def closes(line: str) -> bool:
    """Whether `line` only closes: 「お手数をおかけしますが、よろしくお願いいたします。」, "Thanks again," """
    length, leaves = _formulas(line, "closing", "before_closing")
    return leaves and length == len(line)


def takes_leave(line: str) -> bool:
    """Whether `line` closes, by a formula no rule lists as well: "Met vriendelijke groet"."""
    return closes(line) or (_is_learned(line) and not _length(line, "opening"))


def _is_learned(line: str) -> bool:
    return len(line) <= _LONGEST and is_formula(line)


def _formulas(line: str, *kinds: str, writer: Correspondent | None = None) -> tuple[int, bool]:
    """How far formulas of these kinds reach, one after the other, and whether one is of the first kind."""
    at, found = 0, False
    while at < min(len(line), _LONGEST):
        rest = line[at : at + _LONGEST]
        lengths = [_length(rest, kind) for kind in kinds]
        if kinds[0] == "opening":
            lengths[0] = max(lengths[0], _introduction(rest, writer))
        if not max(lengths):
            break
        found = found or lengths[0] == max(lengths)
        at += _end(rest, max(lengths))
    return at, found


def _end(text: str, length: int) -> int:
    """Where the formula ends, with what stands between it and the next words."""
    between = _BETWEEN.match(text, length)
    return between.end() if between else length


def _length(text: str, kind: str) -> int:
    match = reading.pattern("mail", kind).match(text)
    return match.end() if match else 0


def _introduction(text: str, writer: Correspondent | None) -> int:
    """How long 「三栄精工の大迫です」 is; the name must be one, for 「ご相談の件です」 introduces nobody."""
    match = reading.pattern("mail", "introduces").match(text)
    family = writer.name.split()[0] if writer and writer.name.split() else ""
    if match and len(family) > 1 and match["name"].endswith(family):  # ノードリンク相沢
        return match.end()
    if match and (names.is_person(match["name"]) or is_name_of(match["name"], writer)):
        return match.end()
    return 0
