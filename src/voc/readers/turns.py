"""Finds speakers' turns in plain text: 「田中様：…」, "Rep (Theo): …", 【当社】佐藤：…, ○田中 …"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from voc.languages import reading
from voc.readers import sides

_CLOCK = r"(?:[\[(（]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?[\])）]?\s*(?:[-–]\s*)?)"
_COLON = re.compile(
    rf"[ \t　]*(?:[-–—*•・○◯●◎]\s*)?{_CLOCK}?(?P<label>[^\s：:。、!?！？「」][^：:。!?！？「」\n]{{0,39}}?)"
    rf"[ \t　]*{_CLOCK}?[：:](?!//)[ \t　]*"
)
_BRACKET = re.compile(
    r"[ \t　]*(?P<label>[\[【［][^\]】］\n]{1,20}[\]】］](?:[ \t　]?[^\s：:。、\n]{1,12}(?=[：:]))?)"
    r"[：:]?[ \t　]*(?=\S)"
)
_CIRCLE = re.compile(r"[ \t　]*[○◯〇](?P<label>[^\s　：:。、○◯〇][^\s　：:。、]{0,15})[ \t　]+(?=\S)")
_CLOSED = re.compile(
    r"[ \t　]*(?P<label>[^\s）)＞>「」。、!?！？][^）)＞>「」。、!?！？\n]{0,23})[）)＞>][ \t　]*(?=\S)"
)
_APART = re.compile(
    r"[ \t　]*(?P<label>[^\s　：:。、「」][^　：:。、「」\n]{0,23}?)(?:　| [—–] )[ 　]*(?=\S)"
)
_NAME_THEN_CLOCK = re.compile(
    rf"[ \t　]*(?P<label>[^\s\d：:。、][^：:。、\n]{{0,39}}?)[ \t　]{{1,4}}{_CLOCK}[ \t　]*$"
)
_HEADING = re.compile(r"[ \t　]*(?:[■◆●▼□◇#]{1,4}[ 　]?\S|【[^】\n]{1,20}】[ \t　]*$|[-=ー―─━]{5,}[ \t　]*$)")
_LATIN_NAME = re.compile(r"@?[A-Za-zÀ-ÿ][\w.'’À-ÿ-]*(?: [A-Za-zÀ-ÿ(][\w.'’()À-ÿ-]*){0,3}$")
_SENTENCE = re.compile(r"(?:です|ます|した|ない|から|ので|けど|って|とか|は|が|を|に|で|と|も|て)$")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said: offsets of the words without the label; no label for text between turns."""

    start: int
    end: int
    label: str | None


def turns(text: str, *, known: sides.Known) -> list[Turn]:
    """The turns in order, or an empty list where `text` is not a transcript.

    A line 「課題：…」 looks like a turn too. So there must be a label that names a side, carries
    様 or さん, or comes again; or nearly every line must have a label that could be a name.
    """
    lines = _lines(text)
    for style in (_COLON, _BRACKET, _CIRCLE, _NAME_THEN_CLOCK, _CLOSED, _APART):
        matches = [_match(style, text, first, last) for first, last in lines]
        labels = [match["label"] for match in matches if match]
        if labels and _are_speakers(style, labels, sum(last > first for first, last in lines), known):
            return _as_turns(style, text, lines, matches)
    return []


def _lines(text: str) -> list[tuple[int, int]]:
    lines, start = [], 0
    while start < len(text):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        lines.append((start, end))
        start = end + 1
    return lines


def _match(style: re.Pattern[str], text: str, first: int, last: int) -> re.Match[str] | None:
    match = style.match(text, first, last) if last > first else None
    return match if match and _could_be_speaker(match["label"]) else None


@lru_cache(maxsize=10_000)
def _could_be_speaker(label: str) -> bool:
    name = sides.plain(label)
    if not name or name in _note_labels() or not any(map(str.isalpha, name)):
        return False
    if sides.side_of(label, sides.Known()) != "unknown":
        return True
    return not _SENTENCE.search(label) and not name.startswith(("http", "www."))


def _are_speakers(style: re.Pattern[str], labels: Sequence[str], lines: int, known: sides.Known) -> bool:
    counts = Counter(map(sides.plain, labels))
    again = sum(count for count in counts.values() if count > 1)
    if style in (_CLOSED, _APART):  # also how lists and sentences look
        return again >= 3 and again * 2 >= len(labels) and len(labels) * 5 >= lines * 3 and len(counts) > 1
    if any(sides.side_of(label, known) != "unknown" for label in labels):
        return True
    if style is _NAME_THEN_CLOCK:
        return len(labels) > 1
    if again >= 3 and again * 2 >= len(labels) and len(counts) > 1:
        return True
    names = sum(_looks_like_name(label) for label in labels)
    return len(labels) > 1 and names == len(labels) and len(labels) * 5 >= lines * 3


def _looks_like_name(label: str) -> bool:
    if _LATIN_NAME.match(label):
        return label[0].isupper() or "_" in label or label[0] == "@"
    return not label.isascii() and len(sides.plain(label)) <= 8


def _as_turns(
    style: re.Pattern[str],
    text: str,
    lines: Sequence[tuple[int, int]],
    matches: Sequence[re.Match[str] | None],
) -> list[Turn]:
    found: list[Turn] = []
    for (first, last), match in zip(lines, matches, strict=True):
        if match:
            found.append(Turn(match.end(), last, match["label"].strip()))
        elif not found or _HEADING.match(text, first, last) or _is_point(style, text, first, last):
            found.append(Turn(first, last, None))
        else:
            found[-1] = Turn(found[-1].start, last, found[-1].label)
    return [turn for turn in (_trimmed(text, turn) for turn in found) if turn.end > turn.start]


def _is_point(style: re.Pattern[str], text: str, first: int, last: int) -> bool:
    """Whether the line opens a point of the note itself, such as 「宿題：…」 after the last turn."""
    match = style.match(text, first, last)
    return match is not None and sides.plain(match["label"]) in _note_labels()


def _trimmed(text: str, turn: Turn) -> Turn:
    said = text[turn.start : turn.end]
    left = turn.start + len(said) - len(said.lstrip())
    return Turn(left, left + len(said.strip()), turn.label)


@cache
def _note_labels() -> frozenset[str]:
    """Words before a colon that are no speakers. 「先方：」 opens a header line too; here it speaks."""
    header = {word for names in reading.roles("header").values() for word in names}
    speaking = {word for side in ("vendor", "customer") for word in reading.words("sides", side)}
    return frozenset(map(sides.plain, {*reading.words("notes", "labels"), *(header - speaking)}))
