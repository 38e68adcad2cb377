"""The three-level risk of an account by criteria everyone can read: ``criteria.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

from voc.types import (
    Analysis,
    Because,
    Bilingual,
    ContactRhythm,
    Evidence,
    Promise,
    Risk,
    RiskLevel,
    Signal,
    Temperature,
)

SEVERITIES = {"low": 1, "medium": 2, "high": 3}
LEVELS: tuple[RiskLevel, ...] = ("high", "medium", "low")
QUOTES = 3  # most quotes shown behind one statement
ENOUGH_CHARACTERS = 30  # of new text, before "nothing found" means anything


@dataclass(frozen=True, slots=True)
class Record:
    """What the criteria look at; signals with the latest first."""

    signals: Sequence[Signal]
    promises: Sequence[Promise]
    temperature: Temperature
    contact: ContactRhythm
    cancellations: Sequence[Evidence]
    dated_documents: int


def risk(record: Record, *, as_of: datetime) -> Risk:
    """The highest level that holds as of a day, with the reasons for it and for the levels below."""
    because: dict[RiskLevel, list[Because]] = {level: [] for level in LEVELS}
    for criterion in criteria()["risk"]:
        evidence = _met(criterion, record, as_of)
        if evidence is not None:
            text = Bilingual(ja=criterion["ja"], en=criterion["en"])
            because[criterion["level"]].append(Because(text, tuple(evidence[:QUOTES])))
    for level in LEVELS:
        if because[level]:
            return Risk(level, tuple([*because["high"], *because["medium"]] or because["low"]))
    return Risk("unknown", ())


@cache
def criteria() -> dict[str, Any]:
    """``criteria.toml`` as it stands."""
    return tomllib.loads(resources.files("voc").joinpath("criteria.toml").read_text("utf-8"))


def within(evidence: Evidence, since: datetime) -> bool:
    """Whether `evidence` is dated and not older than `since`."""
    return evidence.time is not None and evidence.time >= since


def _met(criterion: Mapping[str, Any], record: Record, as_of: datetime) -> list[Evidence] | None:
    """The evidence for `criterion`, or None when it does not hold."""
    since = as_of - timedelta(days=criterion["within_days"])
    if "signals" in criterion:
        found = _standing(criterion, record.signals, since)
        return [s.evidence[0] for s in found] if len(found) >= criterion["at_least"] else None
    if "temperature_fall" in criterion:
        falls = [
            shift
            for shift in record.temperature.shifts
            if shift.direction == "down"
            and shift.date >= since.date()
            and abs(shift.size) >= criterion["temperature_fall"]
        ]
        return [quote for shift in falls for quote in shift.evidence] if falls else None
    if "silence" in criterion:
        return [] if record.contact.silent_churn else None
    if "broken_promises" in criterion:
        broken = [p for p in record.promises if p.status == "broken" and within(p.evidence, since)]
        return [promise.evidence for promise in broken] if broken else None
    if "cancellation" in criterion:
        received = [evidence for evidence in record.cancellations if within(evidence, since)]
        return received or None
    return [] if record.dated_documents >= criteria()["enough_documents"] else None


def _standing(criterion: Mapping[str, Any], signals: Sequence[Signal], since: datetime) -> list[Signal]:
    """The risk signals `criterion` names, the latest first, less those a later signal answered."""
    least = SEVERITIES[criterion["severity"]]
    answers = [
        signal.evidence[0].time
        for signal in signals
        if signal.key in criterion["answered_by"] and signal.evidence[0].time is not None
    ]
    answered = max((time for time in answers if time is not None), default=None)
    return [
        signal
        for signal in signals
        if signal.polarity == "risk"
        and (criterion["signals"] == ["*"] or signal.key in criterion["signals"])
        and SEVERITIES[signal.severity] >= least
        and within(signal.evidence[0], since)
        and (answered is None or signal.evidence[0].time is None or signal.evidence[0].time >= answered)
    ]


def note_risk(analysis: Analysis) -> RiskLevel:
    """The level one note speaks for by itself; unknown when it says next to nothing."""
    said = sum(segment.end - segment.start for segment in analysis.segments)
    levels = {signal.severity for signal in analysis.signals if signal.polarity == "risk"}
    if not levels:
        return "low" if said >= ENOUGH_CHARACTERS else "unknown"
    return next(level for level in LEVELS if level in levels)
