"""What people notice about a contact, each on a scale where equal steps matter equally."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from voc.temperature.spread import LOG_FLOOR, log_days
from voc.temperature.voices import Voice
from voc.types import Contact

CLIP = 3.5  # deviations one value may count for: one wild value must not outweigh everything else

Deviations = Mapping[str, Sequence[float | None]]  # measure -> one for each contact, above 0 is warmer


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing to notice, which way it is warmer, and how much it counts."""

    of: Callable[[Voice], float | None]
    warmer: int  # +1: more is warmer, -1: more is colder
    weight: float  # practitioners' order, not fitted: see decision 0005
    floor: float  # the smallest spread believed; a very regular account would alarm at nothing
    engagement: bool = False  # how much they say, which is warmth only while the tone is no colder
    across_channels: bool = False  # comparable between a mail and a meeting

    def group(self, voice: Voice) -> str:
        """Contacts of one group are compared with each other."""
        return "" if self.across_channels else voice.contact.channel


MEASURES = {
    "tone": Measure(lambda voice: voice.contact.tone, +1, 2.0, 0.15, across_channels=True),
    "delay": Measure(lambda voice: _log(voice.delay_days), -1, 1.0, LOG_FLOOR),
    "gap": Measure(lambda voice: _log(voice.gap_days), -1, 1.0, LOG_FLOOR, across_channels=True),
    "length": Measure(lambda voice: _log_length(voice.contact), +1, 1.0, LOG_FLOOR, engagement=True),
    "questions": Measure(lambda voice: math.sqrt(voice.contact.questions), +1, 0.5, 0.5, engagement=True),
    "share": Measure(lambda voice: _log_odds(voice.contact.talk_share), +1, 0.5, LOG_FLOOR, engagement=True),
    "attendance": Measure(lambda voice: voice.contact.rank, +1, 0.5, 0.6),
    "key_people": Measure(lambda voice: voice.key_people, +1, 0.5, 0.4),
    "moved": Measure(lambda voice: float(voice.contact.moved), -1, 0.5, 0.4, across_channels=True),
}
EVERYTHING = tuple(MEASURES)
# what they say and how they behave can change apart: each alone would drown in the other's noise
VIEWS = (EVERYTHING, ("tone",), tuple(name for name in MEASURES if name != "tone"))


def counted(row: int, deviations: Deviations, names: Iterable[str]) -> list[tuple[float, float]]:
    """(weight, deviation) of what is known of the contact in `row` by the measures `names`."""
    tone = deviations["tone"][row]
    known = []
    for name in names:
        deviation = deviations[name][row]
        if deviation is None:
            continue
        if MEASURES[name].engagement and tone is not None and tone < 0:
            deviation = min(deviation, 0.0)  # a long angry mail is not warm for being long
        known.append((MEASURES[name].weight, deviation))
    return known


def clip(deviation: float) -> float:
    """`deviation`, no wilder than CLIP either way."""
    return max(-CLIP, min(CLIP, deviation))


def _log(days: float | None) -> float | None:
    return None if days is None else log_days(days)


def _log_odds(share: float | None) -> float | None:
    """Of a share of talk, away from the ends where it would have no bounds."""
    if share is None:
        return None
    inside = min(0.95, max(0.05, share))
    return math.log(inside / (1 - inside))


def _log_length(contact: Contact) -> float | None:
    return math.log(contact.customer_characters) if contact.customer_characters > 0 else None
