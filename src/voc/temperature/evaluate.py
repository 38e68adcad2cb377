"""What `measure` and `rhythm` find of planted changes, and how often they find one where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import count, islice
from pathlib import Path
from statistics import median
from typing import Any, Literal

from voc.temperature import baselines, economy, measure, rhythm, shifts
from voc.temperature.simulate import CHANGES, Speech, Story, account
from voc.temperature.speech import Tone, speech
from voc.temperature.voices import Voice, voices
from voc.types import Figure

FIRST_SEED = 100_000  # thresholds were chosen on seeds below 60,000 and on the dev sentences
STEADY, CHANGED = 60, 30  # accounts of each language; of each language and kind of change
NEAR = 2  # contacts of the customer: dated so close, the shift is found where it is
SAME = 6  # so close, it is the same shift
AFTER = 6  # contacts there have to be after the change
YEAR = timedelta(days=365)
DATA = "simulated accounts, own test sentences"

Found = Sequence[tuple[int, Literal["up", "down"]]]
Finder = Callable[[Story, Sequence[Voice]], Found]


def evaluate(*, gold: Path, tone: Tone, shared: Path | None, **_given: Any) -> list[Figure]:
    """Shifts found, how soon and where, and false alarms, over accounts that say sentences of our own.

    `tone` scores texts as an analysis does. Two plain rules on tone are measured beside. With the
    public sets in `shared`, a monthly series with a known fall too.
    """
    found = figures(speech(gold, "test", tone), data=DATA)
    if shared is not None and (shared / economy.FILE).is_file():
        found += economy.figures(shared, tone)
    return found


def figures(speeches: Mapping[str, Speech], *, data: str) -> list[Figure]:
    """The figures for accounts that talk as `speeches` have it, by language."""
    steady = {code: _steady(said) for code, said in speeches.items()}
    changed = {(name, code): _changed(said, name) for name in CHANGES for code, said in speeches.items()}
    found = []

    def add(measured: str, system: str, value: float, n: int, language: str | None, label: str) -> None:
        found.append(Figure("temperature", measured, data, system, value, n, language, label))

    for system, finder in FINDERS.items():
        for code, stories in steady.items():
            add(
                "false shifts per account-year",
                system,
                _false_shifts(stories, finder),
                len(stories),
                code,
                "no change",
            )
        everything = [story for stories in steady.values() for story in stories]
        add(
            "false shifts per account-year",
            system,
            _false_shifts(everything, finder),
            len(everything),
            None,
            "no change",
        )
        distances = {
            key: [_distance(s, CHANGES[key[0]].direction, finder) for s in stories]
            for key, stories in changed.items()
        }
        for (name, code), of_kind in distances.items():
            for measured, value in _shares(of_kind):
                add(measured, system, value, len(of_kind), code, name)
        together = [distance for of_kind in distances.values() for distance in of_kind]
        for measured, value in _shares(together):
            add(measured, system, value, len(together), None, "all changes")
    everything = [story for stories in steady.values() for story in stories]
    add(
        "false silences per account-year",
        "voc",
        _false_silences(everything),
        len(everything),
        None,
        "no change",
    )
    add("90 % interval holds the usual", "voc", _covered(everything), len(everything), None, "no change")
    for (name, code), stories in changed.items():
        waits = [w for s in stories if (w := _wait(s, CHANGES[name].direction)) is not None]
        if waits:
            add("contacts until known, median", "voc", float(median(waits)), len(waits), code, name)
    return found


def _steady(said: Speech) -> list[Story]:
    return [account(seed, said) for seed in range(FIRST_SEED, FIRST_SEED + STEADY)]


def _changed(said: Speech, name: str) -> list[Story]:
    """Accounts with the change, and with at least AFTER contacts after it to see it by."""
    stories = (account(seed, said, CHANGES[name]) for seed in count(FIRST_SEED))
    seen = (s for s in stories if len(_heard(s)) - _planted(s, _heard(s)) >= AFTER)
    return list(islice(seen, CHANGED))


def _voc(story: Story, heard: Sequence[Voice]) -> Found:
    found = measure(story.contacts, as_of=story.end).shifts
    return [(sum(v.contact.time.date() < s.date for v in heard), s.direction) for s in found]


FINDERS: Mapping[str, Finder] = {
    "voc": _voc,
    "fixed cut-off on tone": lambda _story, heard: baselines.cut_off(heard),
    "rolling z-score of tone": lambda _story, heard: baselines.rolling_z(heard),
}


def _false_shifts(stories: Sequence[Story], finder: Finder) -> float:
    return sum(len(finder(story, _heard(story))) for story in stories) / _years(stories)


def _false_silences(stories: Sequence[Story]) -> float:
    """Every gap is looked at just before it ends, when it is longest."""
    called = 0
    for story in stories:
        times = [voice.contact.time for voice in _heard(story)]
        ends = [later - timedelta(minutes=1) for later in times[1:]] + [story.end]
        called += sum(rhythm(story.contacts, as_of=end).silent_churn is True for end in ends)
    return called / _years(stories)


def _covered(stories: Sequence[Story]) -> float:
    """Share of accounts without a change whose interval holds their usual 50."""
    intervals = [measure(story.contacts, as_of=story.end).interval for story in stories]
    known = [interval for interval in intervals if interval is not None]
    return sum(low <= 50 <= high for low, high in known) / len(known)


def _years(stories: Sequence[Story]) -> float:
    return sum((story.end - story.contacts[0].time) / YEAR for story in stories)


def _distance(story: Story, direction: str, finder: Finder) -> int | None:
    """Contacts between the planted change and the nearest such shift; None when there is none near."""
    heard = _heard(story)
    planted = _planted(story, heard)
    nearest = min((abs(row - planted) for row, way in finder(story, heard) if way == direction), default=None)
    return nearest if nearest is not None and nearest <= SAME else None


def _shares(distances: Sequence[int | None]) -> Iterator[tuple[str, float]]:
    yield "share found", sum(d is not None for d in distances) / len(distances)
    yield (
        "share dated within 2 contacts",
        sum(d is not None and d <= NEAR for d in distances) / len(distances),
    )


def _wait(story: Story, direction: str) -> int | None:
    """Contacts after the change until the shift is first known."""
    heard = _heard(story)
    planted = _planted(story, heard)
    watched = shifts.watch(heard[:planted])
    for end in range(planted + 1, len(heard) + 1):
        watched = shifts.watch(heard[:end], watched)
        if any(abs(a.onset - planted) <= SAME and a.direction == direction for a in watched.alarms):
            return end - planted
    return None


def _planted(story: Story, heard: Sequence[Voice]) -> int:
    assert story.changed is not None
    return sum(voice.contact.time < story.changed for voice in heard)


def _heard(story: Story) -> Sequence[Voice]:
    return voices(story.contacts, as_of=story.end)
