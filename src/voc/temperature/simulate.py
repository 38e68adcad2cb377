"""Made-up accounts with and without a planted change, to know what `measure` finds and what it invents.

Nobody publishes the mail of an account beside the day its mood changed. So what customers say here is
drawn from sentences whose tone is known, and how they behave is made up: replies and gaps differ by a
factor of two, and the mails of one matter share their mood.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from voc.types import Channel, Contact, Side

START = datetime(2025, 1, 6, 9, tzinfo=UTC)
DAYS = 420
CHANNELS: dict[Channel, tuple[float, float]] = {  # share, sentences of the customer
    "email": (0.65, 3.0),
    "meeting": (0.20, 8.0),
    "chat": (0.12, 1.5),
    "survey": (0.03, 2.0),
}
NEUTRAL = 0.35  # share of sentences without a tone, whatever the mood
RANKS = {"head": 3, "lead": 2, "clerk": 1}  # who comes to meetings
MOVED = 0.06  # share of contacts in which a meeting is cancelled or moved


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a customer, as an analysis measures it."""

    tone: float | None
    characters: int
    questions: int


Speech = Mapping[str, Sequence[Said]]  # "positive", "neutral", "negative" -> sentences


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from the day of the change on: tone by difference, the rest by factor."""

    tone: float = 0.0  # of the share of positive less that of negative sentences
    delay: float = 1.0
    gap: float = 1.0
    length: float = 1.0
    moved: float = 1.0  # how often a meeting is cancelled or moved
    attendance: float = 1.0  # how often the head comes
    share: float = 1.0  # of the talk in meetings

    @property
    def direction(self) -> Literal["up", "down"]:
        return "up" if self.tone > 0 or self.delay < 1 else "down"


CHANGES = {
    "strong cooling": Change(-1.1, delay=4, gap=2, length=0.4, moved=4, attendance=0.2, share=0.6),
    "moderate cooling": Change(-0.8, delay=3, gap=1.6, length=0.5, moved=2, attendance=0.5, share=0.8),
    "tone alone, colder": Change(-1.1),
    "withdrawal, tone as before": Change(delay=4, gap=2, length=0.4, moved=4, attendance=0.2, share=0.6),
    "strong warming": Change(1.1, delay=1 / 4, gap=1 / 2, length=2.5, moved=0.3, share=1.4),
    "moderate warming": Change(0.8, delay=1 / 3, gap=1 / 1.6, length=2, moved=0.5, share=1.2),
}
NOTHING = Change()


@dataclass(frozen=True, slots=True)
class Story:
    """One account's contacts, and the day on which the planted change begins."""

    contacts: tuple[Contact, ...]
    changed: datetime | None
    end: datetime


def account(seed: int, speech: Speech, change: Change | None = None) -> Story:
    """Fourteen months of one account, the same for the same seed; `change` comes in the later half."""
    rng = random.Random(seed)
    usual_gap = rng.choice((4.0, 6.0, 8.0, 12.0))
    warmth = rng.uniform(0.2, 0.6) if change else rng.uniform(-0.5, 0.5)
    if change and change.direction == "up":
        warmth = -warmth
    usual_delay, usual_length = rng.uniform(0.2, 2.0), rng.uniform(0.7, 1.5)
    change_day = DAYS * rng.uniform(0.45, 0.75) if change else math.inf
    contacts: list[Contact] = []
    day, mood, matter = 0.0, 0.0, 0
    while True:
        now = change if change and day >= change_day else NOTHING
        day += usual_gap * rng.lognormvariate(0, 0.75) * now.gap
        if day > DAYS:
            break
        now = change if change and day >= change_day else NOTHING
        channel = rng.choices(list(CHANNELS), [share for share, _ in CHANNELS.values()])[0]
        thread = f"matter {matter}" if channel == "email" and rng.random() < 0.8 else None
        mood = 0.3 * mood + rng.gauss(0, 0.2)
        written = channel in {"email", "chat"}
        for _ in range(rng.choices((1, 2, 3), (0.5, 0.35, 0.15))[0] if written else 1):
            if written and rng.random() < 0.8:
                contacts.append(_contact(len(contacts), day, channel, "vendor", thread))
                quickness = 0.15 if channel == "chat" else 1.0
                day += usual_delay * quickness * rng.lognormvariate(0, 0.8) * now.delay
            expected = CHANNELS[channel][1] * usual_length * now.length * rng.lognormvariate(0, 0.4)
            said = [
                rng.choice(speech[_tone(rng, warmth + mood + now.tone)])
                for _ in range(max(1, round(expected)))
            ]
            contacts.append(_contact(len(contacts), day, channel, "customer", thread, said=said))
            if channel == "meeting":
                contacts[-1] = _meeting(rng, contacts[-1], now)
            contacts[-1] = replace(contacts[-1], moved=rng.random() < MOVED * now.moved)
        matter += 1
    changed = START + timedelta(days=change_day) if change else None
    return Story(tuple(contacts), changed, START + timedelta(days=DAYS))


def _meeting(rng: random.Random, contact: Contact, now: Change) -> Contact:
    """`contact` with who came and how much of the talk was theirs."""
    came = ["clerk"]
    if rng.random() < 0.8 * now.attendance:
        came.append("head")
    if rng.random() < 0.6:
        came.append("lead")
    share = min(0.9, max(0.05, 0.5 * now.share + rng.gauss(0, 0.1)))
    return replace(contact, talk_share=share, attendees=tuple(came), rank=max(RANKS[each] for each in came))


def invented() -> Speech:
    """Sentences without words, their tones as a head of ordinary quality gives them; for quick tests."""
    rng = random.Random(0)
    return {
        label: [
            Said(max(-1.0, min(1.0, rng.gauss(tone, 0.35))), rng.randint(20, 90), int(rng.random() < 0.15))
            for _ in range(200)
        ]
        for label, tone in (("positive", 0.45), ("neutral", 0.0), ("negative", -0.45))
    }


def _tone(rng: random.Random, mood: float) -> str:
    """Of one sentence, in a mood from -0.65 (nothing but bad) to 0.65."""
    toned = 1 - NEUTRAL
    good = (toned + max(-toned, min(toned, mood))) / 2
    return rng.choices(("positive", "negative", "neutral"), (good, toned - good, NEUTRAL))[0]


def _contact(
    number: int,
    day: float,
    channel: Channel,
    side: Side,
    thread: str | None,
    *,
    said: Sequence[Said] = (),
) -> Contact:
    tones = [sentence.tone for sentence in said if sentence.tone is not None]
    return Contact(
        document=f"{number:04}",
        time=START + timedelta(days=day),
        channel=channel,
        side=side,
        tone=sum(tones) / len(tones) if tones else None,
        customer_characters=sum(sentence.characters for sentence in said),
        questions=sum(sentence.questions for sentence in said),
        evidence=None,
        thread=thread,
        sentences=len(tones),
    )
