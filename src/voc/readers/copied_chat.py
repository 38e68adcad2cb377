"""Chats copied as text out of LINE, Slack, Teams, Chatwork: told from meetings, each message with time."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from voc.languages import reading
from voc.readers.times import parse_time
from voc.readers.turn_styles import CLOCK
from voc.types import Utterance

_CLOCK = re.compile(rf"(?<![\d:/.-]){CLOCK}(?![\d:])")
_SECONDS = re.compile(r"\d:\d{2}:\d{2}")
_HALF = re.compile(r"午前|午後|\d\s?[AaPp]\.?[Mm]\b")
_HOUR = re.compile(r"\d{1,2}")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)})[a-z]*\b,?\s*|[(（]?[月火水木金土日](?:曜日?)?[)）]?\s*$", re.I
)
_SPACED = re.compile(rf"(?P<clock>{CLOCK})(?P<gap>[ 　]+)(?P<rest>[^\s\d:：][^\n]*)$", re.MULTILINE)
_DAY_AND_CLOCK = re.compile(rf"(\d{{4}})年(\d{{1,2}})月(?=\d{{1,2}}日[^\n]{{0,8}}{CLOCK})")
_WIDE_GAP = re.compile(r"[ 　]{2,}")
_NAME_BEFORE_COLON = re.compile(r"[^\n：:]{1,24}[：:]")
_LONGEST_DATE = 40  # characters
_FIRST_HOUR = 1  # a clock that begins below is how long a call has lasted


def as_exported(text: str) -> str:
    """A copy of the same length to look for turns in: days with slashes, and LINE's tabs where spaces are."""
    return _with_tabs(_DAY_AND_CLOCK.sub(r"\1/\2/", text))


def _with_tabs(text: str) -> str:
    lines = list(_SPACED.finditer(text))
    if len(lines) < 2 or not (is_export(text) or any(_day_alone(line) for line in text.split("\n"))):
        return text
    if not is_export(text) and any(_NAME_BEFORE_COLON.match(line["rest"]) for line in lines):
        return text
    ends = _ends_of_names([line["rest"] for line in lines])
    letters = list(text)
    for line, end in zip(lines, ends, strict=True):
        if end:
            letters[line.start("gap")] = letters[line.start("rest") + end - 1] = "\t"
    return "".join(letters)


def is_export(text: str) -> bool:
    """Whether a program or person wrote above it that it is a chat."""
    return reading.pattern("chat", "export", flags=re.IGNORECASE).match(text.lstrip("\ufeff \n")) is not None


def is_chat(text: str, parts: Sequence[Utterance]) -> bool:
    """Whether the speakers' turns are messages, each with the time of day it was sent at.

    Minutes and transcripts have clocks too: before a colon, with seconds, or counted from the start.
    """
    if is_export(text):
        return True
    stamps = list(_stamps(text, parts))
    clocks = [stamp.clock for stamp in stamps if stamp.clock]
    first = next(iter(stamps), None)
    if first is None or len(clocks) < 2 or len(clocks) * 5 < len(stamps) * 4:
        return False
    title = text[: first.part.start].casefold()
    if any(word in title for word in reading.words("minutes", "words")):
        return False
    if any(stamp.has_date for stamp in stamps) or any(map(_HALF.search, clocks)):
        return not any(map(_is_counted, clocks)) or first.has_date
    if any(map(_SECONDS.search, clocks)) or _is_counted(clocks[0]):
        return False
    return not any(map(_is_past_midnight, clocks)) and not any(stamp.colon for stamp in stamps)


def dated(text: str, parts: Sequence[Utterance], timezone: tzinfo) -> list[Utterance]:
    """The parts, each turn with its time where the text gives day and clock; days alone become headers."""
    parts = [piece for part in parts for piece in _without_days(text, part)]
    stamps = {stamp.part: stamp for stamp in _stamps(text, parts)}
    day: date | None = None
    found: list[Utterance] = []
    for part in parts:
        stamp = stamps.get(part)
        if stamp is None:
            alone = _day_alone(text[part.start : part.end])
            day = alone or day
            # what stands above the first message, nobody says
            found.append(replace(part, kind="header") if alone or not any(map(_speaks, found)) else part)
            continue
        day = stamp.day or day
        told = f"{day.isoformat()} {stamp.clock}" if day and stamp.clock else ""
        found.append(replace(part, time=parse_time(told, timezone=timezone)))
    return found


def _speaks(part: Utterance) -> bool:
    return part.speaker is not None


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What stands between a turn and what was said before it: who speaks, and when."""

    part: Utterance
    clock: str
    day: date | None
    has_date: bool  # beside the clock
    colon: bool  # "10:15 Ana: …", as in minutes


def _stamps(text: str, parts: Sequence[Utterance]) -> Iterator[_Stamp]:
    end = 0
    for part in parts:
        if part.speaker is not None and part.kind == "new":
            between = text[end : part.start]
            lines = [line.replace(part.speaker, " ") for line in between.split("\n")]
            own = next((line for line in reversed(lines) if _CLOCK.search(line)), "")
            clock = _CLOCK.search(own)
            beside = _day_in(own[: clock.start()]) if clock else None
            above = [day for line in lines if line is not own and (day := _day_alone(line))]
            day = beside or (above[-1] if above else None)
            colon = clock is not None and bool(re.search(r"[：:]\s*$", between)) and beside is None
            yield _Stamp(part, clock.group() if clock else "", day, beside is not None, colon)
        if part.kind == "new":  # to whom a message is may stand between its clock and its words
            end = part.end


def _without_days(text: str, part: Utterance) -> Iterator[Utterance]:
    """The part without the days that stand alone at its end, which belong to what follows."""
    end = part.end
    headers: list[Utterance] = []
    while part.kind == "new" and (at := text.rfind("\n", part.start, end)) >= 0:
        if not _day_alone(text[at + 1 : end]):
            break
        start = at + 1 + len(text[at + 1 : end]) - len(text[at + 1 : end].lstrip())
        headers.insert(0, Utterance(start, end, kind="header"))
        end = part.start + len(text[part.start : at].rstrip())
    yield replace(part, end=end)
    yield from headers


def _day_alone(line: str) -> date | None:
    """The day, where nothing else stands on the line but its weekday."""
    plain = unicodedata.normalize("NFKC", line).strip(" \t-–—[]")
    bare = _WEEKDAY.sub("", plain)
    if not bare or len(plain) > _LONGEST_DATE or _CLOCK.search(bare):
        return None
    if re.sub(r"[\d\s年月日/.,-]|st|nd|rd|th", "", _without_month(bare)):
        return None
    return _day_in(plain)


def _without_month(text: str) -> str:
    return re.sub(
        r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?", "", text, flags=re.I
    )


def _day_in(text: str) -> date | None:
    """The day `text` names with its year; of 10/01/2026 the weekday beside it tells which is the month."""
    plain = unicodedata.normalize("NFKC", text).strip(" \t-–—[](),")
    if found := parse_time(plain):
        return found.date()
    named = _WEEKDAY.search(plain)
    if named is None or not named[1]:
        return None
    readings = [parse_time(plain, order=order) for order in ("day first", "month first")]
    weekday = _WEEKDAYS.index(named[1].lower())
    days = {each.date() for each in readings if isinstance(each, datetime) and each.weekday() == weekday}
    return days.pop() if len(days) == 1 else None


def _is_counted(clock: str) -> bool:
    """Whether it says how long a call has lasted: 0:12, 00:00:05."""
    hour = _HOUR.search(clock)
    return not _HALF.search(clock) and hour is not None and int(hour[0]) < _FIRST_HOUR


def _is_past_midnight(clock: str) -> bool:
    hour = _HOUR.search(clock)
    return hour is not None and int(hour[0]) > 23


def _ends_of_names(rests: Sequence[str]) -> list[int]:
    """Where, after the clock, the words begin: behind a wide gap, or behind the name.

    A name is one word, or two where the second comes after the first every time.
    """
    split = [rest.split(maxsplit=2) for rest in rests]
    firsts = Counter(words[0] for words in split)
    pairs = Counter(tuple(words[:2]) for words in split if len(words) == 3)
    ends = []
    for rest, words in zip(rests, split, strict=True):
        gap = _WIDE_GAP.search(rest)
        both = len(words) == 3 and 2 <= firsts[words[0]] == pairs[tuple(words[:2])]
        said = words[2] if both else words[1] if len(words) > 1 else ""
        ends.append(gap.end() if gap else rest.index(said, len(words[0])) if said else 0)
    return ends
