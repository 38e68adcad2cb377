"""Silences that are no cooling: announced with a harmless cause, or the same a year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from voc.types import Contact, HarmlessQuiet

LONG = 2.0  # times the usual gap: a shorter silence needs no excuse
GRACE = timedelta(days=7)  # after the day they named, until somebody is back at the desk
YEAR = timedelta(days=365)
AROUND = timedelta(days=21)  # a season does not begin on the same day every year
AS_QUIET = 0.6  # so much of this silence there has to have been last year
STATED_WITHIN = timedelta(days=120)  # an older announcement was about another time


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why a silence does not count, and the time from which it does; None where nothing of it does."""

    quiet: HarmlessQuiet
    counts_from: datetime | None


def excuse(spoke: Sequence[Contact], *, until: datetime, usual_days: float) -> Excuse | None:
    """The excuse of the silence from the last of `spoke` to `until`; None where it is short or has none.

    `spoke` are the contacts in which the customer spoke, in order of time.
    """
    if not spoke or until - spoke[-1].time < LONG * timedelta(days=usual_days):
        return None
    return _stated(spoke, until) or next(_last_year(spoke, until, LONG * timedelta(days=usual_days)), None)


def _stated(spoke: Sequence[Contact], until: datetime) -> Excuse | None:
    """The latest announcement that reaches into the silence."""
    since = spoke[-1].time
    for contact in reversed(spoke):
        if contact.time < since - STATED_WITHIN:
            return None
        if contact.away is None or contact.away.until <= since.date():
            continue
        back = datetime.combine(contact.away.until, time(), UTC) + GRACE
        quiet = HarmlessQuiet("stated", contact.time.date(), contact.away.until, contact.away.evidence)
        return Excuse(quiet, None if back >= until else back)
    return None


def _last_year(spoke: Sequence[Contact], until: datetime, long: timedelta) -> Iterator[Excuse]:
    """A silence in about the same weeks a year before that was nearly as long."""
    since = spoke[-1].time
    for earlier, later in pairwise(spoke):
        begins, ends = max(earlier.time, since - YEAR - AROUND), min(later.time, until - YEAR + AROUND)
        if ends - begins >= AS_QUIET * (until - since) and later.time - earlier.time >= long:
            yield Excuse(HarmlessQuiet("last_year", since.date(), until.date(), earlier.evidence), None)
