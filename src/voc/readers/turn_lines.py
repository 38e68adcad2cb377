"""The lines of a note, and what in them is no speaker's: headings, points, times, [crosstalk]."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from voc.languages import reading
from voc.readers import sides
from voc.readers.turn_styles import COLON, EMOJI

_MARKED = re.compile(
    rf"[ \t　]*(?:(?:[■◆●▼□◇#{EMOJI}]{{1,4}}\ufe0f?[ 　]?|[【＜])(?P<words>\S[^】＞\n]*?)[】＞]?"
    r"|[-=ー―─━]{3,})[ \t　]*$"
)
LISTED = re.compile(r"[ \t　]*(?:[-–—*•・◎→⇒]|[(（]?\d{1,2}[.)）．]|[①-⑳])")
_SENTENCE = re.compile(r"(?:です|ます|した|ない|から|ので|けど|って|とか|いわく|は|が|を|に|で|と|も|て)$")
_SENTENCE_INSIDE = re.compile(r"\b[a-z]{3,}[.;]\s+[A-Z]")  # "Theo asked about wifi. Marek: no"
_STRAY = re.compile(r"\d{1,4}$|(?=\D*\d+[:/年月分])[\d年月日時分秒/.,:\-–> ()（）\[\]月火水木金土曜]{4,40}$")
_HALF_OF_DAY = re.compile(r"(?:^|\s)(?:午前|午後)$|\d\s?[ap]\.?m\.?$")
_DAY = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:\d{1,2} )?"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?: \d{1,2})?,?(?: \d{4})?$"
)
_HAS_TIME = re.compile(r"\d[/:：月時]\d|[\s　]\d{1,2}$")  # 「電話メモ　7/2 16」 before :10
_LONG_FOR_A_NAME = 12  # characters, for one that ends like a sentence


@dataclass(frozen=True, slots=True)
class Line:
    """Its offsets, and who speaks in it where it begins a turn."""

    start: int
    end: int
    match: re.Match[str] | None = None
    label: str | None = None


def lines_of(text: str) -> list[Line]:
    """The lines of `text`, blank ones as well."""
    lines, start = [], 0
    while start < len(text):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        lines.append(Line(start, end))
        start = end + 1
    return lines


@lru_cache(maxsize=10_000)
def could_be_speaker(label: str) -> bool:
    """Whether `label` may name who speaks: no 「課題」, no end of a sentence, no [crosstalk]."""
    name = sides.plain(label)
    ends = name.split()[-1] if name else ""  # 「9/2 面談　参加」
    if (
        not name
        or name in _note_labels()
        or ends in _lists_of_people()
        or not any(map(str.isalpha, name))
        or sounds().fullmatch(name)
        or _SENTENCE_INSIDE.search(label)
    ):
        return False
    if any(label.count(left) != label.count(right) for left, right in ("()", "（）", "[]")):
        return False
    dated = any(map(str.isdigit, name)) and _DAY.match(name)
    if _HALF_OF_DAY.search(name) or dated or (_HAS_TIME.search(label) and not sides.is_nameless(label)):
        return False
    sentence = _SENTENCE.search(label) is not None
    if sides.side_of(label, sides.Known()) != "unknown":
        return not sentence or len(label) < _LONG_FOR_A_NAME
    return not sentence and not name.startswith(("http", "www."))


def heading(words: str) -> str | None:
    """Which list a line opens ("people", "agenda", "tasks", or "" for none), None if it is no heading."""
    marked = _MARKED.match(words)
    plain = sides.plain((marked["words"] or "") if marked else words.rstrip(":："))
    if plain in _lists_of_people():
        return "people"
    for kind in ("agenda", "tasks"):
        if plain in _headings(kind):
            return kind
    return "" if marked or plain in _headings("talk") else None


def is_point(words: str) -> bool:
    """Whether it is a point of the note, 「課題：…」."""
    match = COLON.pattern.match(words)
    return match is not None and sides.plain(match["label"]) in _note_labels()


def is_marginal(words: str) -> bool:
    """Whether nobody said it: a time of the recorder's, [crosstalk], "Ana has left"."""
    plain = words.strip(" \t　[]()（）［］")
    return (
        _STRAY.match(words) is not None
        or (plain != words and sounds().fullmatch(sides.plain(plain)) is not None)
        or _events().search(words) is not None
    )


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
def _lists_of_people() -> frozenset[str]:
    return frozenset(map(sides.plain, reading.words("header", "attendees")))


@cache
def _headings(kind: str) -> frozenset[str]:
    return frozenset(map(sides.plain, reading.words("notes", kind)))


@cache
def sounds() -> re.Pattern[str]:
    return reading.pattern("chat", "sounds", flags=re.IGNORECASE)


@cache
def _events() -> re.Pattern[str]:
    return reading.pattern("chat", "events", flags=re.IGNORECASE)
