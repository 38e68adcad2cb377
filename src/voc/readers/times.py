"""Dates and times as people write them in Japanese and English, to timezone-aware datetimes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, tzinfo
from typing import Literal

DayOrder = Literal["day first", "month first"]

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988}
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s?[年/.\-]\s?(\d{1,2})(?:\s?[月/.\-]\s?(\d{1,2})\s?日?|\s?月)?(?!\d)"
)
_ERA = re.compile(r"(令和|平成|昭和|[RH])\s?(\d{1,2}|元)\s?[年.]\s?(\d{1,2})\s?[月.]\s?(\d{1,2})\s?日?")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")
_COMPACT_CLOCK = re.compile(r"[T_ -](\d{2})(\d{2})(\d{2})?(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?!\d)")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s\-]+(?:of\s+)?{_MONTH}[\s,\-]+(\d{{4}})", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s+(\d{{4}})\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(午前|午後|AM|PM)?\s?(?<!\d)(\d{1,2})(?:[:時]\s?(\d{2})?(?:[:分]\s?(\d{2}))?(?:\.\d+)?分?)\s?([AaPp]\.?[Mm]\.?)?"
)
_ZONE = re.compile(r"(?:\d|[AP]M)\s?(Z|[+-]\d{2}:?\d{2}|UTC|GMT|JST)\b")

_SENTENCE_END = re.compile(r"[。!?]|\.\s")
_WEEKDAY = re.compile(
    r"[月火水木金土日](?:曜日?)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?", re.I
)


def parse_time(text: str, *, timezone: tzinfo = UTC, order: DayOrder | None = None) -> datetime | None:
    """The moment `text` names, or None; ``01/02/2026`` is None unless `order` says what is first."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain or len(plain) > 80:
        return None
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        found = _date_in(plain, order)
        if found is None:
            return None
        day, before, after = found
        moment = datetime.combine(
            day, _clock_in(after) or _clock_in(before) or time(), tzinfo=_zone_in(after)
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone)


def time_in_title(line: str, *, timezone: tzinfo = UTC) -> datetime | None:
    """The moment a title begins or ends with: 「2026/11/12 定例」, "Call with Pella, 12 Nov 2026".

    A sentence that speaks of a day (「2026/12/1までに返事が要る」) is no title.
    """
    plain = unicodedata.normalize("NFKC", line).strip()
    found = None if len(plain) > 80 or _SENTENCE_END.search(plain) else _date_in(plain, None)
    if found is None:
        return None
    _, before, after = found
    apart = not after[:1].isalnum() or plain[: -len(after)][-1:].isspace()
    opens = apart and not any(map(str.isalnum, before))
    closes = not any(map(str.isalnum, _WEEKDAY.sub("", after)))
    return parse_time(plain, timezone=timezone) if opens or closes or _clock_in(after) else None


def day_order(texts: Iterable[str]) -> DayOrder | None:
    """Which comes first in a column of dates like 12/31/2025, if any of them tells."""
    for text in texts:
        match = _NUMBERS.search(text)
        if match and int(match[1]) > 12 >= int(match[2]):
            return "day first"
        if match and int(match[2]) > 12 >= int(match[1]):
            return "month first"
    return None


def _date_in(text: str, order: DayOrder | None) -> tuple[date, str, str] | None:
    """The first date and the text before and after it."""
    if match := _ERA.search(text):
        return _found(
            text, match, _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2])), match[3], match[4]
        )
    if match := _YEAR_FIRST.search(text):
        return _found(text, match, match[1], match[2], match[3] or 1)
    if match := _COMPACT.search(text):
        return _found(text, match, match[1], match[2], match[3])
    if match := _DAY_MONTH.search(text):
        return _found(text, match, match[3], _MONTHS[match[2].lower()], match[1])
    if match := _MONTH_DAY.search(text):
        return _found(text, match, match[3], _MONTHS[match[1].lower()], match[2])
    if match := _MONTH_YEAR.search(text):
        return _found(text, match, match[2], _MONTHS[match[1].lower()], 1)
    if match := _NUMBERS.search(text):
        order = order or day_order([text])
        year = int(match[3]) + (0 if len(match[3]) == 4 else 2000)
        if order == "day first":
            return _found(text, match, year, match[2], match[1])
        if order == "month first":
            return _found(text, match, year, match[1], match[2])
    return None


def _found(
    text: str, match: re.Match[str], year: int | str, month: int | str, day: int | str
) -> tuple[date, str, str] | None:
    try:
        return date(int(year), int(month), int(day)), text[: match.start()], text[match.end() :]
    except ValueError:
        return None


def _clock_in(text: str) -> time | None:
    match = _CLOCK.search(text)
    if match and (match[3] or match[1] or match[5] or "時" in match.group()):
        hour, half = int(match[2]), (match[1] or match[5] or "").lower().replace(".", "")
        if half in ("午後", "pm") and hour < 12:
            hour += 12
        elif half in ("午前", "am") and hour == 12:
            hour = 0
        return _time(hour, int(match[3] or 0), int(match[4] or 0))
    compact = _COMPACT_CLOCK.match(text)
    return _time(*(int(part or 0) for part in compact.groups())) if compact else None


def _time(hour: int, minute: int, second: int) -> time | None:
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _zone_in(text: str) -> tzinfo | None:
    match = _ZONE.search(text)
    if match is None:
        return None
    name = {"UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00", "JST": "+09:00"}.get(match[1], match[1])
    try:
        return datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo
    except ValueError:
        return None
