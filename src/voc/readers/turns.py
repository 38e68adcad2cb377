"""Finds speakers' turns in plain text: 「田中様：…」, "Rep (Theo): …", 【当社】佐藤：…, ○田中 …"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from voc.languages import reading
from voc.readers import sides
from voc.readers.turn_styles import COLON, STYLES, ZOOM_CHAT, Style

_MARKED = re.compile(
    r"[ \t　]*(?:(?:[■◆●▼□◇#]{1,4}[ 　]?|[【＜])(?P<words>\S[^】＞\n]*?)[】＞]?|[-=ー―─━]{3,})[ \t　]*$"
)
_TO = re.compile(r"(?<=\S)[ 　]?(?:→|⇒|->)[ 　]?(?=\S)")  # 「佐藤→森様：…」 is what 佐藤 said
_QUESTION = ("q", "ｑ", "問", "質問", "question")
_LISTED = re.compile(r"[ \t　]*(?:[-–—*•・◎→⇒]|[(（]?\d{1,2}[.)）．]|[①-⑳])")
_LATIN_NAME = re.compile(r"@?[A-Za-zÀ-ÿ][\w.'’À-ÿ-]*(?:,? [A-Za-zÀ-ÿ(][\w.'’()À-ÿ-]*){0,3}$")
_SENTENCE_END = re.compile(r"[。？！?!.]|(?:です|ます|した|ない)(?=\n|$)")
_SENTENCE = re.compile(r"(?:です|ます|した|ない|から|ので|けど|って|とか|いわく|は|が|を|に|で|と|も|て)$")
_STRAY = re.compile(r"(?=\D*\d+[:/年月分])[\d年月日時分秒/.:\-–> ()（）\[\]月火水木金土曜]{4,40}$")
_LONG_FOR_A_NAME = 12  # characters, for one that ends like a sentence
_SAID_BY_TIMES = 2  # a label that comes again this often is a speaker's


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said: offsets of the words without the label; no label for text between turns.

    Lines that nobody said, such as a time of the recorder's or [crosstalk], are `marginal`.
    """

    start: int
    end: int
    label: str | None
    marginal: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    match: re.Match[str] | None = None
    label: str | None = None


def turns(text: str, *, known: sides.Known) -> list[Turn]:
    """The turns in order, or an empty list where `text` is not a transcript.

    A line 「課題：…」 looks like a turn too. So there must be a label that names a side, carries
    様 or さん, or comes again; or nearly every line must have a label that could be a name.
    """
    bare = _lines(text)
    for style in STYLES:
        lines = [_read(style, text, line) for line in bare]
        if any(line.label for line in lines) and _are_speakers(style, text, lines, known):
            return _as_turns(style, text, lines)
    return []


def _lines(text: str) -> list[_Line]:
    lines, start = [], 0
    while start < len(text):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        lines.append(_Line(start, end))
        start = end + 1
    return lines


def _read(style: Style, text: str, line: _Line) -> _Line:
    if line.end == line.start or _is_marginal(text[line.start : line.end].strip()):
        return line
    match = style.pattern.match(text, line.start, len(text) if style.clock_below else line.end)
    label = _label(style, match) if match else None
    return replace(line, match=match, label=label) if label else line


def _label(style: Style, match: re.Match[str]) -> str | None:
    label = _TO.split(match["label"], maxsplit=1)[0].strip(" \t　*_")
    if style is ZOOM_CHAT:
        senders = (re.match(pattern, label) for pattern in reading.words("chat", "sender"))
        label = next((found[1].strip() for found in senders if found), "")
    elif style.proof == "question and answer":
        return "Q" if label.casefold() in _QUESTION else "A"
    elif style.proof == "both sides":
        return label if sides.names_a_side(label) else None
    return label if label and could_be_speaker(label) else None


@lru_cache(maxsize=10_000)
def could_be_speaker(label: str) -> bool:
    """Whether `label` may name who speaks: no 「課題」, no end of a sentence, no [crosstalk]."""
    name = sides.plain(label)
    if not name or name in _note_labels() or not any(map(str.isalpha, name)) or _sounds().fullmatch(name):
        return False
    if any(label.count(left) != label.count(right) for left, right in ("()", "（）", "[]")):
        return False
    sentence = _SENTENCE.search(label) is not None
    if sides.side_of(label, sides.Known()) != "unknown":
        return not sentence or len(label) < _LONG_FOR_A_NAME
    return not sentence and not name.startswith(("http", "www."))


def _are_speakers(style: Style, text: str, lines: Sequence[_Line], known: sides.Known) -> bool:
    labels = [line.label for line in lines if line.label]
    counts = Counter(map(sides.plain, labels))
    again = sum(count for count in counts.values() if count >= _SAID_BY_TIMES)
    written = sum(_is_written(text[line.start : line.end].strip()) for line in lines)
    most = len(labels) * 5 >= written * 3
    judged = {sides.side_of(label, known) for label in labels}
    if style.proof == "question and answer":
        return set(labels) == {"Q", "A"}
    if style.proof == "both sides":
        return judged == {"vendor", "customer"} or (most and len(labels) > 1)
    if style.below and not _have_words_below(text, lines):
        return False
    if style.proof == "often":
        often = again >= 3 and again * 2 >= len(labels)
        told = judged >= {"vendor", "customer"} or any(map(sides.is_honoured, labels))
        return most and len(counts) > 1 and (often or (len(labels) >= 3 and told))
    if style.proof == "looks":
        return len(labels) > 1 and (again > 0 or any(map(_is_full_name, labels)) or judged != {"unknown"})
    if again == 0 and _is_form(text, lines):
        return False
    attended = any(_looks_like_name(label) and sides.is_among(label, known.people) for label in set(labels))
    if attended or judged != {"unknown"} or (style.below and again > 1 and len(counts) > 1):
        return True
    if again >= 3 and again * 2 >= len(labels) and len(counts) > 1:
        return True
    return len(labels) > 1 and most and all(map(_looks_like_name, labels))


def _is_written(words: str) -> bool:
    """Whether a line has words that someone said or noted: no heading, no time of the recorder's."""
    return bool(words) and not _is_marginal(words) and _heading(words) is None


def _is_form(text: str, lines: Sequence[_Line]) -> bool:
    """Whether the labels are fields of a form: no sentence beside them, most others points of a note."""
    labelled = [line for line in lines if line.match and line.label]
    said = any(_SENTENCE_END.search(text, line.match.end(), line.end) for line in labelled if line.match)
    points = sum(line.label is None and _is_point(text[line.start : line.end].strip()) for line in lines)
    return not said and points >= len(labelled)


def _have_words_below(text: str, lines: Sequence[_Line]) -> bool:
    """Whether most labels that stand alone on their line have words under it, as no programme has."""
    labelled = sum(line.label is not None for line in lines)
    followed = sum(
        line.label is not None and after.label is None and bool(text[after.start : after.end].strip())
        for line, after in pairwise(lines)
    )
    return followed * 5 >= labelled * 4


def _looks_like_name(label: str) -> bool:
    if _LATIN_NAME.match(label):
        return label[0].isupper() or "_" in label or label[0] == "@"
    return sides.is_nameless(label) or (not label.isascii() and len(sides.plain(label)) <= 8)


def _is_full_name(label: str) -> bool:
    return _looks_like_name(label) and len(label.split()) > 1


def _as_turns(style: Style, text: str, lines: Sequence[_Line]) -> list[Turn]:
    found: list[Turn] = []
    bulleted = any(line.label and _LISTED.match(text, line.start, line.end) for line in lines)
    inside = ""  # the list of the note's own in which the line stands: agenda, tasks
    above, last_words = "", ""  # the line above, and the last one that is not blank
    for line in lines:
        if found and line.end <= found[-1].start:  # a time that belongs to the name above it
            continue
        words = text[line.start : line.end].strip()
        heading = None if line.label else _heading(words)
        if heading is not None:
            inside = heading
            found.append(Turn(line.start, line.end, None))
        elif line.match and line.label and not (inside and _is_item(style, words, inside, above, last_words)):
            inside = ""
            found.append(_turn(line.match, line.label, line.end))
        elif words and _is_marginal(words) and not (inside and ":" not in words):
            found.append(Turn(line.start, line.end, None, marginal=True))
        elif not found or (words and _is_aside(style, words, above or bulleted, found[-1])):
            found.append(Turn(line.start, line.end, None))
        elif found[-1].marginal:
            speaking = next((turn.label for turn in reversed(found) if not turn.marginal), None)
            found.append(Turn(line.start, line.end, speaking))
        elif words:
            found[-1] = replace(found[-1], end=line.end)
        above, last_words = words, words or last_words
    trimmed = (_trimmed(text, turn) for turn in found)
    return [_marked_if_bare_heading(text, turn) for turn in trimmed if turn.end > turn.start]


def _marked_if_bare_heading(text: str, turn: Turn) -> Turn:
    words = text[turn.start : turn.end]
    bare = turn.label is None and "\n" not in words and _heading(words) is not None
    return replace(turn, marginal=True) if bare else turn


def _turn(match: re.Match[str], label: str, end: int) -> Turn:
    if "words" in match.re.groupindex:
        return Turn(*match.span("words"), label)
    return Turn(match.end(), end, label)


def _heading(words: str) -> str | None:
    """Which list a line opens ("agenda", "tasks", or "" for none), None if it is no heading."""
    marked = _MARKED.match(words)
    plain = sides.plain((marked["words"] or "") if marked else words.rstrip(":："))
    for kind in ("agenda", "tasks"):
        if plain in _headings(kind):
            return kind
    return "" if marked or plain in _headings("talk") else None


def _is_item(style: Style, words: str, inside: str, above: str, last_words: str) -> bool:
    """Whether 「・佐藤：見積りの送付」 is a point of the list it stands in, and no turn."""
    if style.below:
        return False
    listed = _LISTED.match(words) is not None
    if inside == "agenda":
        return listed
    return listed or bool(above) or not _LISTED.match(last_words)


def _is_aside(style: Style, words: str, joined: object, last: Turn) -> bool:
    """Whether a line without a speaker is the note's own: 「宿題：…」, or bullets under a blank line."""
    if style.pattern.groupindex.get("words"):
        return last.label is not None or _is_point(words)
    return _is_point(words) or bool(
        not joined and not style.below and last.label and last.end > last.start and _LISTED.match(words)
    )


def _is_point(words: str) -> bool:
    match = COLON.pattern.match(words)
    return match is not None and sides.plain(match["label"]) in _note_labels()


def _is_marginal(words: str) -> bool:
    plain = words.strip(" \t　[]()（）［］")
    return (
        _STRAY.match(words) is not None
        or (plain != words and _sounds().fullmatch(sides.plain(plain)) is not None)
        or _events().search(words) is not None
    )


def _trimmed(text: str, turn: Turn) -> Turn:
    said = text[turn.start : turn.end]
    left = turn.start + len(said) - len(said.lstrip())
    return replace(turn, start=left, end=left + len(said.strip()))


@cache
def _note_labels() -> frozenset[str]:
    """Words before a colon that are no speakers; 「先方：」 and "CSM:" of header lines are some."""
    header = {word for names in reading.roles("header").values() for word in names}
    speaking = {
        word
        for side in ("vendor", "customer")
        for key in (side, f"{side}_jobs")
        for word in reading.words("sides", key)
    }
    lists = {
        *reading.words("notes", "agenda"),
        *reading.words("notes", "tasks"),
        *reading.words("notes", "talk"),
    }
    return frozenset(map(sides.plain, {*reading.words("notes", "labels"), *lists, *(header - speaking)}))


@cache
def _headings(kind: str) -> frozenset[str]:
    return frozenset(map(sides.plain, reading.words("notes", kind)))


@cache
def _sounds() -> re.Pattern[str]:
    return reading.pattern("chat", "sounds", flags=re.IGNORECASE)


@cache
def _events() -> re.Pattern[str]:
    return reading.pattern("chat", "events", flags=re.IGNORECASE)
