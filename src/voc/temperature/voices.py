"""The customer's side of the contacts, in order of time, with how long each one was in coming."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from voc.temperature.excuses import excuse
from voc.types import Channel, Contact, HarmlessQuiet

WRITTEN: frozenset[Channel] = frozenset({"email", "chat"})  # where an answer can be late
LONGEST_REPLY = timedelta(days=30)  # later than this without a thread, it is a new matter and no answer
BURST = timedelta(hours=12)  # what comes within half a day is no new contact
FEWEST_MEETINGS = 3  # with somebody, to call them key people
SAME_EXCHANGE = timedelta(days=3)  # nor is what comes this soon in the same thread


@dataclass(frozen=True, slots=True)
class Voice:
    """One contact in which the customer spoke."""

    contact: Contact
    gap_days: float | None  # since the customer spoke before; None for the first and within an exchange
    delay_days: float | None  # our message had waited so long for this answer; None when it is none
    key_people: float | None = None  # of those who came to most meetings so far, the share in this one
    excused: HarmlessQuiet | None = None  # why the silence before it does not count


def voices(contacts: Iterable[Contact], *, as_of: datetime) -> list[Voice]:
    """The contacts up to `as_of` in which the customer spoke, earliest first, whatever the order given."""
    ordered = sorted((c for c in contacts if c.time <= as_of), key=lambda c: (c.time, c.document))
    delays = _reply_delays(ordered)
    heard: list[Voice] = []
    came: Counter[str] = Counter()
    meetings = 0
    gaps: list[float] = []  # in order of size
    spoke = _spoken(ordered)
    for number, contact in enumerate(spoke):
        gap, delay, excused = None, delays.get(contact.document), None
        if number and not same_exchange(spoke[number - 1], contact):
            gap = _days(contact.time - spoke[number - 1].time)
            usual = gaps[len(gaps) // 2] if gaps else gap
            if found := excuse(spoke[:number], until=contact.time, usual_days=usual):
                gap = _days(contact.time - found.counts_from) if found.counts_from else None
                delay, excused = None, found.quiet
            else:
                insort(gaps, gap)
        heard.append(Voice(contact, gap, delay, _key_people(contact, came, meetings), excused))
        came.update(set(contact.attendees))
        meetings += bool(contact.attendees)
    return heard


def _spoken(ordered: Sequence[Contact]) -> list[Contact]:
    """The contacts with the customer's words; what our memo says of an absence goes with the one before."""
    spoke: list[Contact] = []
    for contact in ordered:
        if _has_customer(contact):
            spoke.append(contact)
        elif contact.away is not None and spoke:
            spoke[-1] = replace(spoke[-1], away=contact.away)
    return spoke


def _key_people(contact: Contact, came: Counter[str], meetings: int) -> float | None:
    """Share of those who came to most meetings before that has come again; None where nobody did."""
    keys = {each for each, times in came.items() if times >= max(FEWEST_MEETINGS, meetings / 2)}
    if not contact.attendees or not keys:
        return None
    return len(keys & set(contact.attendees)) / len(keys)


def same_exchange(earlier: Contact, later: Contact) -> bool:
    """Whether neighbouring contacts share an occasion and a mood, so that they count once."""
    same_thread = earlier.thread is not None and earlier.thread == later.thread
    return later.time - earlier.time <= (SAME_EXCHANGE if same_thread else BURST)


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
    return span / timedelta(days=1)
