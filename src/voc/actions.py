"""Follow-up actions read as they stand today, and the two rates practitioners ask for.

解約理由の分類率: of the cancellations of a period, the share whose reason is known.
対応完了率: of the actions due in a period, the share that were done, and done in time.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta, tzinfo
from itertools import chain

from voc.types import (
    Action,
    ActionStatus,
    Cancellation,
    FollowUp,
    FollowUpRates,
    RatePeriod,
    ReasonBy,
    Share,
)

UNKNOWN = "unknown"  # key of the reason of a cancellation that tells none


def status(action: Action, today: date) -> ActionStatus:
    """Open, overdue (open after the day it was due), done, or late (done after that day)."""
    if action.done is None:
        return "overdue" if action.due < today else "open"
    return "late" if action.done > action.due else "done"


def chosen(
    actions: Iterable[Action],
    *,
    today: date,
    still_open: bool = False,
    overdue: bool = False,
    owner: str | None = None,
) -> list[Action]:
    """Those still open, those overdue, and those of an owner (any part of the name: 佐藤 is 佐藤美咲 too)."""
    wanted = _plain(owner or "")
    return [
        action
        for action in actions
        if not (still_open and action.done is not None)
        and not (overdue and status(action, today) != "overdue")
        and wanted in _plain(action.owner or "")
    ]


def reason_of(
    cancellation: Cancellation, meaning: Callable[[str], str | None]
) -> tuple[str, ReasonBy | None]:
    """The key of its reason, and who tells it: a person of ours, else the form, else the analysis.

    `meaning` tells which reason a form's option means. ``unknown`` of nobody where none of them tells.
    """
    if cancellation.decided is not None:
        return cancellation.decided, "person"
    ticked = meaning(cancellation.option) if cancellation.option else None
    if ticked is not None and ticked != UNKNOWN:
        return ticked, "form"
    if cancellation.found is not None and cancellation.found != UNKNOWN:
        return cancellation.found, "analysis"
    return UNKNOWN, None


def rates(
    cancellations: Iterable[Cancellation],
    actions: Iterable[Action],
    *,
    meaning: Callable[[str], str | None],
    today: date,
    timezone: tzinfo,
    period: RatePeriod = "month",
    since: date | None = None,
) -> FollowUpRates:
    """Both rates by period, from the first with a cancellation or an action to the last.

    A cancellation counts on its day in `timezone`, an action on the day it is due. `since` leaves out
    all that is before that day.
    """
    left: dict[date, list[str]] = defaultdict(list)
    due: dict[date, list[Action]] = defaultdict(list)
    undated = 0
    for cancellation in cancellations:
        if cancellation.time is None:
            undated += 1
            continue
        day = cancellation.time.astimezone(timezone).date()
        if since is None or day >= since:
            left[_start(day, period)].append(reason_of(cancellation, meaning)[0])
    for action in actions:
        if since is None or action.due >= since:
            due[_start(action.due, period)].append(action)
    starts = sorted({*left, *due})
    return FollowUpRates(
        period=period,
        since=since,
        today=today,
        periods=tuple(
            (start, _follow_up(left.get(start, ()), due.get(start, ()), today))
            for start in (_each(starts[0], starts[-1], period) if starts else ())
        ),
        overall=_follow_up([*chain(*left.values())], [*chain(*due.values())], today),
        undated=undated,
    )


def _follow_up(reasons: Sequence[str], actions: Sequence[Action], today: date) -> FollowUp:
    settled = [action for action in actions if action.done is not None or action.due <= today]
    done = [action for action in settled if action.done is not None]
    return FollowUp(
        classified=_share(sum(reason != UNKNOWN for reason in reasons), len(reasons)),
        completed=_share(len(done), len(settled)),
        in_time=_share(sum(status(action, today) == "done" for action in done), len(settled)),
        coming=len(actions) - len(settled),
    )


def _share(part: int, of: int) -> Share:
    return Share(part / of if of else None, part, of)


def _start(day: date, period: RatePeriod) -> date:
    """The first day of the month or quarter, or the Monday of the week, that `day` is in."""
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1, month=day.month if period == "month" else (day.month - 1) // 3 * 3 + 1)


def _each(first: date, last: date, period: RatePeriod) -> Iterator[date]:
    """The first days of all periods from that of `first` to that of `last`."""
    longest = {"week": 7, "month": 31, "quarter": 92}[period]
    at = first
    while at < last:
        yield at
        at = _start(at + timedelta(days=longest), period)
    yield last


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
