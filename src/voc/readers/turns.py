"""Finds speakers' turns in plain text: 「田中様：…」, "Rep (Theo): …", 【当社】佐藤：…, ○田中 …"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from voc.languages import reading
from voc.readers import sides
from voc.readers.turn_lines import LISTED, Line, could_be_speaker, heading, is_marginal, is_point, lines_of
from voc.readers.turn_proof import are_speakers, without_doubtful, without_head
from voc.readers.turn_styles import COLON, STYLES, ZOOM_CHAT, Style

_TO = re.compile(r"(?<=\S)[ 　]?(?:→|⇒|->)[ 　]?(?=\S)")  # 「佐藤→森様：…」 is what 佐藤 said
_QUESTION = ("q", "ｑ", "問", "質問", "question")
_MUCH_BETTER = 1.5  # times the lines another way of writing turns would explain
_ENOUGH = 3  # a third of the lines names who speaks


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said: offsets of the words without the label; no label for text between turns.

    Lines that nobody said, such as a time of the recorder's or [crosstalk], are `marginal`.
    """

    start: int
    end: int
    label: str | None
    marginal: bool = False


def turns(text: str, *, known: sides.Known, above: str = "") -> list[Turn]:
    """The turns in order, or an empty list where `text` is not a transcript; `above` is the head of the note.

    A line 「課題：…」 looks like a turn too. So there must be a label that names a side, carries
    様 or さん, or comes again; or nearly every line must have a label that could be a name.
    """
    bare = lines_of(text)
    written = sum(line.end > line.start for line in bare)
    best: tuple[int, Style, Sequence[Line]] | None = None
    for style in STYLES:
        lines = without_doubtful(style, known, text, [_read(style, text, line) for line in bare], above)
        lines = without_head(text, lines)
        often = Counter(line.label for line in lines if line.label)
        count = sum(number * min(number, 2) for number in often.values())  # who speaks again counts twice
        if count > (_MUCH_BETTER * best[0] if best else 0) and are_speakers(style, text, lines, known, above):
            best = count, style, lines
        if best and best[0] * _ENOUGH >= 2 * written:
            break
    return _as_turns(best[1], text, best[2]) if best else []


def _read(style: Style, text: str, line: Line) -> Line:
    if line.end == line.start:
        return line
    if not style.spans_lines and is_marginal(text[line.start : line.end].strip()):
        return line
    match = style.pattern.match(text, line.start, len(text) if style.spans_lines else line.end)
    label = _label(style, match) if match else None
    return replace(line, match=match, label=label) if label else line


def _label(style: Style, match: re.Match[str]) -> str | None:
    label = _TO.split(match["label"], maxsplit=1)[0].strip(" \t　*_=＝")
    if style is ZOOM_CHAT:
        senders = (re.match(pattern, label) for pattern in reading.words("chat", "sender"))
        label = next((found[1].strip() for found in senders if found), "")
    elif style.proof == "question and answer":
        return "Q" if label.casefold() in _QUESTION else "A"
    elif style.proof == "both sides":
        return label if sides.names_a_side(label) else None
    if "company" in style.pattern.groupindex:
        return f"{label}（{match['company'].strip()}）"
    enclosed = sides.BRACKETED.fullmatch(label)  # 【田中】, but not 【当社】佐藤
    label = enclosed[1].strip() if enclosed else label
    return label if label and could_be_speaker(label) else None


def _as_turns(style: Style, text: str, lines: Sequence[Line]) -> list[Turn]:
    found: list[Turn] = []
    bulleted = any(line.label and LISTED.match(text, line.start, line.end) for line in lines)
    inside = ""  # the list of the note's own in which the line stands: agenda, tasks
    above, last_words = "", ""  # the line above, and the last one that is not blank
    for line in lines:
        if found and line.end <= found[-1].start:  # a time that belongs to the name above it
            continue
        words = text[line.start : line.end].strip()
        inside = "" if inside == "people" and not words else inside
        opens = None if line.label else heading(words)
        if opens is not None:
            inside = opens
            found.append(Turn(line.start, line.end, None))
        elif line.match and line.label and not (inside and _is_item(style, words, inside, above, last_words)):
            inside = ""
            found.append(_turn(line.match, line.label, line.end))
        elif words and is_marginal(words) and not (inside and ":" not in words):
            found.append(Turn(line.start, line.end, None, marginal=True))
        elif not found or (words and _is_aside(style, words, above or bulleted, found[-1])):
            found.append(Turn(line.start, line.end, None))
        elif found[-1].marginal:
            speaking = next((turn.label for turn in reversed(found) if not turn.marginal), None)
            found.append(Turn(line.start, line.end, speaking))
        elif words and _is_point_under(style, text, found[-1], words):
            found.append(Turn(line.start, line.end, found[-1].label))
        elif words:
            found[-1] = replace(found[-1], end=line.end)
        above, last_words = words, words or last_words
    trimmed = (_trimmed(text, turn) for turn in found)
    return [_marked_if_bare_heading(text, turn) for turn in trimmed if turn.end > turn.start]


def _marked_if_bare_heading(text: str, turn: Turn) -> Turn:
    words = text[turn.start : turn.end]
    bare = turn.label is None and "\n" not in words and heading(words) is not None
    return replace(turn, marginal=True) if bare else turn


def _turn(match: re.Match[str], label: str, end: int) -> Turn:
    if "words" in match.re.groupindex:
        return Turn(*match.span("words"), label)
    return Turn(match.end(), end, label)


def _is_item(style: Style, words: str, inside: str, above: str, last_words: str) -> bool:
    """Whether 「・佐藤：見積りの送付」 is a point of the list it stands in, and no turn."""
    if style.below:
        return False
    listed = LISTED.match(words) is not None
    if inside == "people":  # until the next blank line
        return True
    if inside == "agenda":
        return listed
    return listed or bool(above) or not LISTED.match(last_words)


def _is_point_under(style: Style, text: str, last: Turn, words: str) -> bool:
    """Whether it is one more point under 先方 or "### Ana", each of which is a remark."""
    above = text[last.start : last.end].strip()
    headed = last.label is not None and (style is COLON or style.proof in ("both sides", "alone"))
    return headed and LISTED.match(words) is not None and LISTED.match(above) is not None


def _is_aside(style: Style, words: str, joined: object, last: Turn) -> bool:
    """Whether a line without a speaker is the note's own: 「宿題：…」, or bullets under a blank line."""
    if style.pattern.groupindex.get("words"):
        return last.label is not None or is_point(words)
    return is_point(words) or bool(
        not joined and not style.below and last.label and last.end > last.start and LISTED.match(words)
    )


def _trimmed(text: str, turn: Turn) -> Turn:
    said = text[turn.start : turn.end]
    left = turn.start + len(said) - len(said.lstrip())
    return replace(turn, start=left, end=left + len(said.strip()))
