"""Dates and times as people write them in Japanese and English, to timezone-aware datetimes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

DayOrder = Literal["day first", "month first"]

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s?[年/.\-]\s?(\d{1,2})(?:\s?[月/.\-]\s?(\d{1,2})\s?日?|\s?月)?(?!\d)"
)
_ERA = re.compile(
    r"(?:(令和|平成|昭和)\s?|(?<![A-Za-z])([RHS])\s?(?=\d{1,2}\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d))"
    r"(\d{1,2}|元)\s?[年./-]\s?(\d{1,2})(?:\s?[月./-]\s?(\d{1,2})\s?日?|\s?月)(?!\d)"
)
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
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s\-]+(?:of\s+)?{_MONTH}(?:[\s,\-]+(\d{{4}})|-(\d{{2}}))(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s+(\d{{4}})\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(午前|午後|AM|PM)?\s?(?<!\d)(\d{1,2})"
    r"(?:(?:[:時]\s?(\d{2}|\d(?=分))?(?:[:分]\s?(\d{2}))?(?:\.\d+)?分?)\s?([AaPp]\.?[Mm]\b\.?|午前|午後)?"
    r"|\s?([AaPp]\.?[Mm]\b\.?))"
)
_UNTIL = re.compile(r"(?<= \d\d:\d\d)-\d\d:\d\d$")  # "10:00-11:00" is no zone but a meeting of an hour
_ZONE = re.compile(
    r"(?:\d|[AP]M|午前|午後)\s?"
    r"(Z\b|(?:(?:UTC|GMT)[+-]|(?<=\s)-|\+)\d{1,2}(?::?\d{2})?(?!\d)|UTC\b|GMT\b|JST\b)"
)

_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_HEADING = re.compile(r"^\s*[【\[〔《＜<(][^】\]〕》＞>)]{1,30}[】\]〕》＞>)]\s*")
_SENTENCE_END = re.compile(r"[。!?]|\.\s")
_WEEKDAY = re.compile(
    r"[月火水木金土日](?:曜日?)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?", re.I
)


def parse_time(text: str, *, timezone: tzinfo = UTC, order: DayOrder | None = None) -> datetime | None:
    """The moment `text` names, or None; ``01/02/2026`` is None unless `order` says what is first."""
    plain = _UNTIL.sub("", unicodedata.normalize("NFKC", text).strip())
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


def is_serial(cell: object) -> bool:
    """Whether a spreadsheet may mean a day by it: days since 1900, for the years 1990 to 2099."""
    if isinstance(cell, str):
        return _SERIAL.fullmatch(cell.strip()) is not None and is_serial(float(cell))
    return isinstance(cell, int | float) and not isinstance(cell, bool) and 32_874 <= cell < 73_051


def of_serial(cell: float | str, *, timezone: tzinfo = UTC) -> datetime:
    """The moment a spreadsheet means by a number: 46143.5 is noon of 1 May 2026."""
    seconds = round(float(cell) * 86_400)  # fractions are rounded in the file: 0.1 is 2 h 24 min
    return (datetime(1899, 12, 30) + timedelta(seconds=seconds)).replace(tzinfo=timezone)


def time_in_title(line: str, *, timezone: tzinfo = UTC) -> datetime | None:
    """The moment a title begins or ends with: 「2026/11/12 定例」, "Call with Pella, 12 Nov 2026".

    A heading in brackets may go before it (「【定例】2026/11/12 出席：…」).

    A sentence that speaks of a day (「2026/12/1までに返事が要る」) is no title.
    """
    plain = unicodedata.normalize("NFKC", line).strip()
    found = None if len(plain) > 80 or _SENTENCE_END.search(plain) else _date_in(plain, None)
    if found is None:
        return None
    _, before, after = found
    apart = not after[:1].isalnum() or plain[: -len(after)][-1:].isspace()
    opens = apart and not any(map(str.isalnum, _HEADING.sub("", before)))
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
            text,
            match,
            _ERAS[match[1] or match[2]] + (1 if match[3] == "元" else int(match[3])),
            match[4],
            match[5] or 1,
        )
    if match := _YEAR_FIRST.search(text):
        return _found(text, match, match[1], match[2], match[3] or 1)
    if match := _COMPACT.search(text):
        return _found(text, match, match[1], match[2], match[3])
    if match := _DAY_MONTH.search(text):
        return _found(text, match, match[3] or f"20{match[4]}", _MONTHS[match[2].lower()], match[1])
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
    if match and (match[3] or match[1] or match[5] or match[6] or "時" in match.group()):
        hour, half = int(match[2]), (match[1] or match[5] or match[6] or "").lower().replace(".", "")
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
    sign, digits = name.lstrip("UTCGM")[0], re.sub(r"\D", "", name)
    hours, minutes = (digits, "00") if len(digits) < 3 else (digits[:-2], digits[-2:])
    name = f"{sign}{hours:0>2}:{minutes}"
    try:
        return datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo
    except ValueError:
        return None
