"""The customer's side of the contacts, in order of time, with how long each one was in coming."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from voc.types import Channel, Contact

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
