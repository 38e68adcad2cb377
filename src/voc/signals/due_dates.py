"""Turns words for a day into the day: 来週金曜まで, by the end of the month."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from voc.signals.folding import fold
from voc.signals.promise_words import PromiseWords, load

_FRIDAY = 4
# A day without a year that lies this little back was meant as past, not as next year's.
_JUST_PAST_DAYS = 31


def resolve(text: str, *, language: str, on: date, before: str = "") -> tuple[date | None, str] | None:
    """The day that `text` sets, or else the first it names, seen from `on`, and the words for it.

    None when no day is named; (None, words) when the words name a moment no calendar knows
    (年明け, before the renewal). `before` is what was said just before: その際, the same day and
    by then mean the last day named there.
    """
    found = _resolved(text, language=language, on=on)
    if found is None or found[0] is not None:
        return found
    offset = _days_after_the_same(found[1], language)
    if offset is None:
        return found
    named = _last_named(before + text[: text.find(found[1])], language=language, on=on)
    return (named + timedelta(offset) if named else None), found[1]


def _days_after_the_same(said: str, language: str) -> int | None:
    """How many days after the day named before `said` means; None for words that point nowhere."""
    for wording in load(language).due:
        if wording.rule == "same" and wording.pattern.search(fold(said).text):
            return wording.values.get("days", 0)
    return None


def _last_named(text: str, *, language: str, on: date) -> date | None:
    words = load(language)
    named, at = None, 0
    for match, number in sorted(
        _matches(words, fold(text).text), key=lambda one: (one[0].start(), -one[0].end())
    ):
        if match.start() >= at:
            at = match.end()
            named = _day_of(words, number, match, on) or named
    return named


def _resolved(text: str, *, language: str, on: date) -> tuple[date | None, str] | None:
    words = load(language)
    folded = fold(text)
    found = [
        (
            words.due[number].rule == "soon",
            not _is_deadline(words, match),
            match.start(),
            -match.end(),
            number,
            match,
        )
        for match, number in _matches(words, folded.text)
    ]
    if not found:
        return None
    *_, number, match = min(found, key=lambda one: one[:5])
    start, end = folded.original(match.start(), match.end())
    return _day_of(words, number, match, on), text[start:end]


def _matches(words: PromiseWords, text: str) -> Iterator[tuple[re.Match[str], int]]:
    for number, wording in enumerate(words.due):
        for match in wording.pattern.finditer(text):
            if match.group():
                yield match, number


def _day_of(words: PromiseWords, number: int, match: re.Match[str], on: date) -> date | None:
    wording = words.due[number]
    try:
        return _RULES[wording.rule](_Given(words, match, wording.values), on)
    except (ValueError, OverflowError):  # 2/30, or a year beyond the calendar
        return None


def _is_deadline(words: PromiseWords, match: re.Match[str]) -> bool:
    """Whether these are the words of a deadline, まで being allowed to follow them."""
    return bool(words.deadline.search(match.string[match.start() : match.end() + len("まで")]))


@dataclass(frozen=True, slots=True)
class _Given:
    """What the words say: a number, a month, a weekday, by name of the group that matched."""

    words: PromiseWords
    match: re.Match[str]
    values: Mapping[str, int]

    def number(self, name: str) -> int | None:
        said = self.match.groupdict().get(name)
        if not said:
            return self.values.get(name)
        if said.isascii() and said.isdigit():
            return int(said)
        known = {**self.words.numbers, **self.words.months, **self.words.weekdays}
        return known.get(said)

    def need(self, name: str) -> int:
        value = self.number(name)
        if value is None:
            raise ValueError(name)
        return value


def _calendar_day(given: _Given, on: date) -> date:
    return _dated(given.number("year"), given.need("month"), given.need("day"), on)


def _week_of(given: _Given, on: date) -> date:
    day = _calendar_day(given, on)
    return day + timedelta(_FRIDAY - day.weekday())


def _day_of_month(given: _Given, on: date) -> date:
    months = given.number("months")
    year, month = _month(on, months or 0)
    day = date(year, month, given.need("day"))
    if months is None and day < on:
        year, month = _month(on, 1)
        day = date(year, month, given.need("day"))
    return day


def _day(given: _Given, on: date) -> date:
    return on + timedelta(given.need("days"))


def _weekday(given: _Given, on: date) -> date:
    weeks, weekday = given.number("weeks"), given.need("weekday")
    if weeks is None:
        return on + timedelta((weekday - on.weekday() - 1) % 7 + 1 + 7 * (given.number("later") or 0))
    return on + timedelta(weekday - on.weekday() + 7 * weeks)


def _week_end(given: _Given, on: date) -> date:
    friday = on + timedelta(_FRIDAY - on.weekday() + 7 * given.need("weeks"))
    return friday if friday >= on else on


def _month_part(given: _Given, on: date) -> date:
    """Day `day` of the month said, the last where there is none."""
    said, day = given.number("month"), given.number("day")
    if said is None:
        year, month = _month(on, given.need("months"))
    else:
        year, month = _dated(given.number("year"), said, day or _last(on.year, said), on).timetuple()[:2]
    return date(year, month, day or _last(year, month))


def _week_of_month(given: _Given, on: date) -> date:
    first = _month_part(given, on).replace(day=1)
    return first + timedelta((_FRIDAY - first.weekday()) % 7 + 7 * (given.need("number") - 1))


def _year_part(given: _Given, on: date) -> date:
    month = given.need("month")
    year = on.year + (month < on.month)
    return date(year, month, _last(year, month))


def _after(given: _Given, on: date) -> date:
    number = given.need("number")
    if hours := given.number("hours"):
        return on + timedelta(number * hours // 24)
    if months := given.number("months"):
        year, month = _month(on, number * months)
        return date(year, month, min(on.day, _last(year, month)))
    if given.number("working"):
        day = on
        while number > 0:
            day += timedelta(1)
            number -= day.weekday() <= _FRIDAY
        return day
    return on + timedelta(number * given.need("days"))


def _no_day(_given: _Given, _on: date) -> None:
    return None


_RULES: Mapping[str, Callable[[_Given, date], date | None]] = {
    "calendar_day": _calendar_day,
    "week_of": _week_of,
    "day_of_month": _day_of_month,
    "day": _day,
    "weekday": _weekday,
    "week_end": _week_end,
    "month_part": _month_part,
    "week_of_month": _week_of_month,
    "year_part": _year_part,
    "after": _after,
    "no_day": _no_day,
    "same": _no_day,  # known from what was said before
    "soon": _no_day,  # counts only where nothing else is said: すぐ, shortly
}


def _dated(year: int | None, month: int, day: int, on: date) -> date:
    if year is not None:
        return date(year + 2000 if year < 100 else year, month, day)
    said = date(on.year, month, day)
    if said < on - timedelta(_JUST_PAST_DAYS):
        return date(on.year + 1, month, day)
    return said


def _month(on: date, later: int) -> tuple[int, int]:
    year, month = divmod(on.year * 12 + on.month - 1 + later, 12)
    return year, month + 1


def _last(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return calendar.monthrange(year, month)[1]
