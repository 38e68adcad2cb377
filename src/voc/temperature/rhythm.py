"""How often and how fast an account answers, and whether its voice has faded: contacts -> ContactRhythm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import combinations

from voc.temperature.silence import Silence, silence
from voc.temperature.spread import median
from voc.temperature.voices import Voice, voices
from voc.types import Contact, ContactRhythm

TREND_OVER = timedelta(days=365)
FEWEST_REPLIES = 5
SHORTEST_TREND = timedelta(days=30)
FADED_DEVIATIONS = 2.5  # these four together: one false silence in five account-years, decision 0005
FADED_TIMES_USUAL = 3.0
FADED_DAYS = 21.0
LAST_WORDS = 3  # contacts with a tone before the silence, to tell silence from a quarrel
QUARREL = -0.25


def rhythm(contacts: Sequence[Contact], *, as_of: datetime) -> ContactRhythm:
    """Last word, silence, usual gap and reply trend of the customer's side up to `as_of`.

    `silent_churn`: the silence is far beyond anything usual for this account and no cold words came
    before it; None where there are fewer than six contacts to know what is usual.
    """
    heard = voices(contacts, as_of=as_of)
    quiet = silence(heard, as_of=as_of)
    return ContactRhythm(
        last=heard[-1].contact.time if heard else None,
        days_silent=(as_of - heard[-1].contact.time).days if heard else None,
        usual_gap_days=round(quiet.usual_gap_days, 1) if quiet else None,
        reply_delay_trend=_reply_delay_trend(heard, as_of=as_of),
        silent_churn=_has_faded(quiet) and not _has_quarrelled(heard) if quiet else None,
    )


def _has_faded(quiet: Silence) -> bool:
    return (
        quiet.deviations >= FADED_DEVIATIONS
        and quiet.days >= FADED_TIMES_USUAL * quiet.usual_gap_days
        and quiet.days > quiet.longest_gap_days
        and quiet.days >= FADED_DAYS
    )


def _has_quarrelled(heard: Sequence[Voice]) -> bool:
    tones = [voice.contact.tone for voice in heard if voice.contact.tone is not None][-LAST_WORDS:]
    return bool(tones) and sum(tones) / len(tones) <= QUARREL


def _reply_delay_trend(heard: Sequence[Voice], *, as_of: datetime) -> float | None:
    """Days slower per 90 days, by the median of all pairs' slopes (Theil-Sen): one holiday moves nothing."""
    replies = [
        (voice.contact.time, voice.delay_days)
        for voice in heard
        if voice.delay_days is not None and voice.contact.time > as_of - TREND_OVER
    ]
    if len(replies) < FEWEST_REPLIES or replies[-1][0] - replies[0][0] < SHORTEST_TREND:
        return None
    slopes = [
        (slower - delay) / ((later - earlier) / timedelta(days=90))
        for (earlier, delay), (later, slower) in combinations(replies, 2)
        if later > earlier
    ]
    return round(median(slopes), 2)
