"""Made-up accounts with and without a planted change, to know what `measure` finds and what it invents.

Nobody publishes the mail of an account beside the day its mood changed. The spreads are those of
ordinary office mail: replies and gaps differ by a factor of two, tone by a quarter of the scale, and
the mails of one matter share their mood.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from voc.types import Channel, Contact, Side

START = datetime(2025, 1, 6, 9, tzinfo=UTC)
DAYS = 420
CHANNELS: dict[Channel, tuple[float, float]] = {  # share, length beside a mail
    "email": (0.70, 1.0),
    "meeting": (0.15, 4.0),
    "chat": (0.12, 0.4),
    "survey": (0.03, 0.6),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from the day of the change on: tone by difference, the rest by factor."""

    tone: float = 0.0
    delay: float = 1.0
    gap: float = 1.0
    length: float = 1.0
    questions: float = 1.0


CHANGES = {
    "clear": Change(tone=-0.8, delay=4, gap=2, length=0.4, questions=0.3),
    "strong": Change(tone=-0.55, delay=3, gap=1.6, length=0.5, questions=0.4),
    "moderate": Change(tone=-0.35, delay=2, gap=1.5, length=0.6, questions=0.5),
    "tone alone": Change(tone=-0.5),
    "behaviour alone": Change(delay=3, gap=2, length=0.5, questions=0.4),
}
NOTHING = Change()


@dataclass(frozen=True, slots=True)
class Story:
    """One account's contacts, and the day on which the planted change begins."""

    contacts: tuple[Contact, ...]
    changed: datetime | None
    end: datetime


def account(seed: int, change: Change | None = None) -> Story:
    """Fourteen months of one account, the same for the same seed; `change` comes in the later half."""
    rng = random.Random(seed)
    usual_gap, warmth = rng.choice((4.0, 6.0, 8.0, 12.0)), rng.uniform(-0.15, 0.35)
    usual_delay, usual_length = rng.uniform(0.2, 2.0), rng.uniform(80.0, 400.0)
    change_day = DAYS * rng.uniform(0.45, 0.85) if change else math.inf
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
            tone = max(-1.0, min(1.0, warmth + mood + rng.gauss(0, 0.2) + now.tone))
            beside_mail = CHANNELS[channel][1]
            contacts.append(
                _contact(
                    len(contacts),
                    day,
                    channel,
                    "customer",
                    thread,
                    tone=None if rng.random() < 0.15 else tone,
                    characters=5 + int(usual_length * beside_mail * rng.lognormvariate(0, 0.6) * now.length),
                    questions=_poisson(rng, math.sqrt(beside_mail) * now.questions),
                )
            )
        matter += 1
    changed = START + timedelta(days=change_day) if change else None
    return Story(tuple(contacts), changed, START + timedelta(days=DAYS))


def _contact(
    number: int,
    day: float,
    channel: Channel,
    side: Side,
    thread: str | None,
    *,
    tone: float | None = None,
    characters: int = 0,
    questions: int = 0,
) -> Contact:
    time = START + timedelta(days=day)
    return Contact(f"{number:04}", time, channel, side, tone, characters, questions, None, thread)


def _poisson(rng: random.Random, mean: float) -> int:
    """Knuth's: how many uniform numbers fit into e^-mean."""
    count, left = 0, rng.random()
    while left > math.exp(-mean):
        count, left = count + 1, left * rng.random()
    return count
