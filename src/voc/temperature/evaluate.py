"""What `measure` and `rhythm` find of planted changes, and how often they find one where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from statistics import median
from typing import Any

from voc.temperature import measure, rhythm
from voc.temperature.simulate import CHANGES, Story, account
from voc.types import Contact, Figure

FIRST_SEED, ACCOUNTS = 100_000, 100  # thresholds were chosen on seeds below 60,000
NEAR = 2  # contacts of the customer: dated so close, the shift is found where it is
SAME = 6  # so close, it is the same shift
YEAR = timedelta(days=365)


def evaluate(**_given: Any) -> list[Figure]:
    """Shifts found, how soon and where, and false alarms, over simulated accounts; needs no model."""
    return [
        Figure("temperature", measured, "simulated accounts", "voc", value, ACCOUNTS, label=label)
        for label, measured, value in [*_steady_figures(), *_changed_figures()]
    ]


def _steady_figures() -> Iterator[tuple[str, str, float]]:
    years, shifts, silences = 0.0, 0, 0
    for seed in range(FIRST_SEED, FIRST_SEED + ACCOUNTS):
        story = account(seed)
        years += (story.end - story.contacts[0].time) / YEAR
        shifts += len(measure(story.contacts, as_of=story.end).shifts)
        silences += _times_called_silent(story)
    yield "no change", "false shifts per account-year", shifts / years
    yield "no change", "false silences per account-year", silences / years


def _times_called_silent(story: Story) -> int:
    """Every gap is looked at just before it ends, when it is longest."""
    times = [contact.time for contact in _heard(story)]
    ends = [later - timedelta(minutes=1) for later in times[1:]] + [story.end]
    return sum(rhythm(story.contacts, as_of=end).silent_churn is True for end in ends)


def _changed_figures() -> Iterator[tuple[str, str, float]]:
    for name, change in CHANGES.items():
        stories = [account(seed, change) for seed in range(FIRST_SEED, FIRST_SEED + ACCOUNTS)]
        distances = [_distance(story) for story in stories]
        waits = [wait for story in stories if (wait := _wait(story)) is not None]
        yield name, "share found", sum(d is not None for d in distances) / ACCOUNTS
        yield (
            name,
            "share dated within 2 contacts",
            sum(d is not None and d <= NEAR for d in distances) / ACCOUNTS,
        )
        yield name, "share known after 2 contacts", sum(wait <= NEAR for wait in waits) / ACCOUNTS
        yield name, "contacts until known, median", float(median(waits))


def _distance(story: Story) -> int | None:
    """Contacts between the planted change and the nearest shift downwards; None when there is none near."""
    heard, planted = _heard(story), _planted(story)
    found = measure(story.contacts, as_of=story.end).shifts
    places = [sum(c.time.date() < s.date for c in heard) for s in found if s.direction == "down"]
    nearest = min((abs(place - planted) for place in places), default=None)
    return nearest if nearest is not None and nearest <= SAME else None


def _wait(story: Story) -> int | None:
    """Contacts after the change until the shift is first known."""
    heard, planted = _heard(story), _planted(story)
    for wait, contact in enumerate(heard[planted:], start=1):
        known = measure(story.contacts, as_of=contact.time).shifts
        places = [sum(c.time.date() < s.date for c in heard) for s in known if s.direction == "down"]
        if any(abs(place - planted) <= SAME for place in places):
            return wait
    return None


def _planted(story: Story) -> int:
    assert story.changed is not None
    return sum(contact.time < story.changed for contact in _heard(story))


def _heard(story: Story) -> Sequence[Contact]:
    known = [c for c in story.contacts if c.side == "customer" and c.time <= story.end]
    return sorted(known, key=lambda contact: contact.time)
