"""The customer's side of the contacts, in order of time, with how long each one was in coming."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from voc.types import Channel, Contact

BASELINE_SHARE = 2 / 3  # the earlier two thirds are "usual", the last third is what we compare with it
FEWEST_GAPS = 5  # the spread of fewer gaps is off by a factor of two as often as not (decision 0005)
WRITTEN: frozenset[Channel] = frozenset({"email", "chat"})  # where an answer can be late
LONGEST_REPLY = timedelta(days=30)  # later than this without a thread, it is a new matter and no answer
BURST = timedelta(hours=12)  # what comes within half a day is no new contact
SAME_EXCHANGE = timedelta(days=3)  # nor is what comes this soon in the same thread


@dataclass(frozen=True, slots=True)
class Voice:
    """One contact in which the customer spoke."""

    contact: Contact
    gap_days: float | None  # since the customer spoke before; None for the first and within an exchange
    delay_days: float | None  # our message had waited so long for this answer; None when it is none


@dataclass(frozen=True, slots=True)
class Silence:
    """How long the customer has said nothing, against its own gaps."""

    days: float
    usual_gap_days: float
    longest_gap_days: float
    deviations: float  # robust z of the open gap on a log scale; above 0 is longer than usual


def voices(contacts: Iterable[Contact], *, as_of: datetime) -> list[Voice]:
    """The contacts up to `as_of` in which the customer spoke, earliest first, whatever the order given."""
    ordered = sorted((c for c in contacts if c.time <= as_of), key=lambda c: (c.time, c.document))
    delays = _reply_delays(ordered)
    heard: list[Voice] = []
    for contact in filter(_has_customer, ordered):
        last = heard[-1].contact if heard else None
        gap = None if last is None or same_exchange(last, contact) else _days(contact.time - last.time)
        heard.append(Voice(contact, gap, delays.get(contact.document)))
    return heard


def same_exchange(earlier: Contact, later: Contact) -> bool:
    """Whether neighbouring contacts share an occasion and a mood, so that they count once."""
    same_thread = earlier.thread is not None and earlier.thread == later.thread
    return later.time - earlier.time <= (SAME_EXCHANGE if same_thread else BURST)


def silence(heard: Sequence[Voice], *, as_of: datetime) -> Silence | None:
    """The open gap at `as_of`; None where there are fewer than FEWEST_GAPS gaps to compare with."""
    gaps = [voice.gap_days for voice in heard if voice.gap_days is not None]
    if len(gaps) < FEWEST_GAPS:
        return None
    usual = gaps[: baseline_length(len(gaps), fewest=FEWEST_GAPS)]
    days = _days(as_of - heard[-1].contact.time)
    centre, spread = robust([log_days(gap) for gap in usual], floor=LOG_FLOOR)
    return Silence(days, median(usual), max(usual), (log_days(days) - centre) / spread)


LOG_FLOOR = 0.4  # a factor of e^0.4 = 1.5 either way is nobody's news, however regular an account is


def log_days(days: float) -> float:
    """Durations on the scale people feel them: from one day to two is as much as from ten to twenty."""
    return math.log(days + 0.25)


def baseline_length(n: int, *, fewest: int) -> int:
    """How many of `n` observations in order of time are the account's baseline."""
    return min(n, max(fewest, math.ceil(n * BASELINE_SHARE)))


def robust(values: Sequence[float], *, floor: float) -> tuple[float, float]:
    """Median of `values` and their spread: 1.4826 MAD, one standard deviation of normal values."""
    centre = median(values)
    return centre, max(1.4826 * median([abs(value - centre) for value in values]), floor)


def median(values: Sequence[float]) -> float:
    """The middle value; of an even number, the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _has_customer(contact: Contact) -> bool:
    return contact.side == "customer" or contact.customer_characters > 0 or contact.tone is not None


def _reply_delays(ordered: Sequence[Contact]) -> dict[str, float]:
    """Document id -> days the earliest message of ours it answers had waited.

    Within a thread where there is one, else by the alternation of sides within a channel.
    """
    waiting: dict[str, datetime] = {}
    delays: dict[str, float] = {}
    for contact in ordered:
        if contact.channel not in WRITTEN:
            continue
        place = f"thread {contact.thread}" if contact.thread else f"channel {contact.channel}"
        if contact.side == "vendor":
            waiting.setdefault(place, contact.time)
        elif contact.side == "customer" and place in waiting:
            waited = contact.time - waiting.pop(place)
            if contact.thread or waited <= LONGEST_REPLY:
                delays[contact.document] = _days(waited)
    return delays


def _days(span: timedelta) -> float:
    return span.total_seconds() / 86400
