"""Measures promises, days, requests and people on labelled notes, mails, chats and minutes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from voc import languages
from voc.errors import InputError
from voc.signals.people import people
from voc.signals.promises import promises
from voc.signals.requests import requests
from voc.types import Channel, Document, Figure, Person, Promise, Request, Segment, Side, Utterance

_LANGUAGES = ("ja", "en")
_CHANNELS: Mapping[str, Channel] = {
    "mail": "email",
    "call_note": "memo",
    "meeting": "meeting",
    "chat": "chat",
}
_SPEAKER = re.compile(r"([^\n：:]{1,60})[：:][ 　]*")
_VENDOR = re.compile(
    r"当社|弊社|営業|サポート|^担当|CS|PM|SE\b|開発|(?i:\b(?:vendor|support|csm?|rep|sales|trainer|engineer|consultant|"
    r"helpdesk|agent|account|success|onboarding|planner-bot|developer|product|specialist)\b)"
)


def promise_figures(*, gold: Path) -> list[Figure]:
    """Precision and recall of promises, requests and people, days rightly resolved, per split and language.

    `gold` is the folder that holds `signals/promises.jsonl`. A promise or a request is found when the
    quotes overlap by half of the shorter one or more. The labels know requests only: a question we find
    where a request is labelled counts as found, and one found elsewhere does not count at all, so that
    precision is that of requests.
    """
    file = gold / "signals" / "promises.jsonl"
    if not file.exists():
        raise InputError(f"no {file}; give the folder of the labelled examples", "no_examples", path=file)
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    figures: list[Figure] = []
    for split in ("dev", "test"):
        for language in _LANGUAGES:
            chosen = [row for row in rows if row["split"] == split and row["lang"] == language]
            figures += _figures(chosen, language, f"ours {split}")
    return figures


@dataclass(slots=True)
class _Counts:
    found: int = 0
    labelled: int = 0
    right_found: int = 0
    right_labelled: int = 0

    def add(self, found: Sequence[bool], labelled: Sequence[bool]) -> None:
        self.found += len(found)
        self.labelled += len(labelled)
        self.right_found += sum(found)
        self.right_labelled += sum(labelled)


@dataclass(slots=True)
class Tally:
    """What was counted so far, for the figures of one set and language."""

    promises: _Counts = field(default_factory=_Counts)
    requests: _Counts = field(default_factory=_Counts)
    people: _Counts = field(default_factory=_Counts)
    days: list[bool] = field(default_factory=list)
    no_days: list[bool] = field(default_factory=list)
    parties: list[bool] = field(default_factory=list)
    request_parties: list[bool] = field(default_factory=list)
    person_sides: list[bool] = field(default_factory=list)

    def figures(self, data: str, language: str) -> Iterator[Figure]:
        """The figures of what was counted; those of requests only where some were."""
        tasks = {"promises": self.promises, "requests": self.requests, "people": self.people}
        for task, counts in tasks.items():
            if task == "requests" and not counts.found + counts.labelled:
                continue
            for measure, right, n in (
                ("precision", counts.right_found, counts.found),
                ("recall", counts.right_labelled, counts.labelled),
            ):
                yield Figure(task, measure, data, "voc", right / n if n else 0.0, n, language)
        for task, measure, rights in (
            ("promises", "due date right, where labelled", self.days),
            ("promises", "no due date where none is labelled", self.no_days),
            ("promises", "party right", self.parties),
            ("requests", "party right", self.request_parties),
            ("people", "side right", self.person_sides),
        ):
            if task == "requests" and not rights:
                continue
            yield Figure(task, measure, data, "voc", sum(rights) / max(len(rights), 1), len(rights), language)


def _figures(rows: Sequence[Mapping[str, Any]], language: str, data: str) -> Iterator[Figure]:
    tally = Tally()
    for row in rows:
        document = as_document(row)
        parts = as_segments(document)
        promised = promises(document, parts)
        add_promises(tally, row, promised)
        add_requests(tally, row, requests(document, parts, promised=promised))
        add_people(tally, row, people(document))
    yield from tally.figures(data, language)


def add_promises(tally: Tally, row: Mapping[str, Any], found: Sequence[Promise]) -> None:
    """Counts the promises found in a labelled row, their days and parties."""
    labelled = row["promises"]
    pairs = _pairs(row["text"], labelled, found)
    matches = {pair for pair, share in pairs.items() if share >= 0.5}
    tally.promises.add(
        [any(one == at for one, _ in matches) for at in range(len(found))],
        [any(other == at for _, other in matches) for at in range(len(labelled))],
    )
    for at, label in enumerate(labelled):
        mine = [one for one, other in matches if other == at]
        if mine:
            promise = found[max(mine, key=lambda one: pairs[one, at])]
            day = promise.due.isoformat() if promise.due else None
            (tally.days if label["due"] else tally.no_days).append(day == label["due"])
            tally.parties.append(promise.by == label["by"])


def add_requests(tally: Tally, row: Mapping[str, Any], found: Sequence[Request]) -> None:
    """Counts the requests found in a labelled row; questions only where they are labelled as requests."""
    labelled = row["requests"]
    pairs = _pairs(row["text"], labelled, found)
    matches = {pair for pair, share in pairs.items() if share >= 0.5}
    tally.requests.add(
        [any(one == at for one, _ in matches) for at, each in enumerate(found) if each.kind == "request"],
        [any(other == at for _, other in matches) for at in range(len(labelled))],
    )
    for at, label in enumerate(labelled):
        mine = [one for one, other in matches if other == at]
        if mine:
            best = found[max(mine, key=lambda one: pairs[one, at])]
            tally.request_parties.append(best.by == label["by"])


def add_people(tally: Tally, row: Mapping[str, Any], found: Sequence[Person]) -> None:
    """Counts the people found in a labelled row, and their sides."""
    names = {person.name: person for person in found}
    labelled = {label["name"]: label for label in row["people"]}
    tally.people.add([name in labelled for name in names], [name in names for name in labelled])
    tally.person_sides += [
        person.side == labelled[name]["side"] for name, person in names.items() if name in labelled
    ]


def _pairs(
    text: str, labelled: Sequence[Mapping[str, Any]], found: Sequence[Promise | Request]
) -> dict[tuple[int, int], float]:
    """How much of the shorter quote each found and each labelled one share."""
    spans = [_place(text, label["quote"]) for label in labelled]
    return {
        (one, other): _shared((each.evidence.start, each.evidence.end), span)
        for one, each in enumerate(found)
        for other, span in enumerate(spans)
    }


def _place(text: str, quote: str) -> tuple[int, int]:
    start = text.find(quote)
    return start, start + len(quote)


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    shorter = min(one[1] - one[0], other[1] - other[0])
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / max(shorter, 1)


def as_document(row: Mapping[str, Any]) -> Document:
    """One labelled row as its reader would hand it over."""
    return Document(
        id=row["id"],
        source="gold",
        channel=_CHANNELS[row["channel"]],
        text=row["text"],
        utterances=tuple(_utterances(row)),
        language=row["lang"],
        time=datetime.fromisoformat(row["date"]).replace(hour=9, tzinfo=UTC),
    )


def as_segments(document: Document) -> list[Segment]:
    """The sentences of every utterance."""
    return [
        Segment(
            id=f"{document.id}:{turn.start + start}-{turn.start + end}",
            document=document.id,
            utterance=number,
            start=turn.start + start,
            end=turn.start + end,
            text=document.text[turn.start + start : turn.start + end],
            language=document.language,
            speaker=turn.speaker,
            side=turn.side,
        )
        for number, turn in enumerate(document.utterances)
        for start, end in languages.get(document.language).sentences(document.text[turn.start : turn.end])
    ]


def _utterances(row: Mapping[str, Any]) -> Iterator[Utterance]:
    text: str = row["text"]
    if row["channel"] not in ("meeting", "chat"):
        yield Utterance(0, len(text), side="unknown" if row["channel"] == "call_note" else _writer(row))
        return
    at = 0
    for line in text.splitlines(keepends=True):
        label = _SPEAKER.match(line)
        if label:
            name = label[1].strip()
            yield Utterance(at + label.end(), at + len(line.rstrip("\n")), name, _speaker_side(row, name))
        elif line.strip():
            yield Utterance(at, at + len(line.rstrip("\n")))
        at += len(line)


def _writer(row: Mapping[str, Any]) -> Side:
    """A mail's headers tell its side, which the labelled rows lack: who asks, or is not greeted, wrote it."""
    asked = [label["by"] for label in row["requests"]]
    greeted = [one for one in row["people"] if row["text"].lstrip().startswith(one["quote"][:4])]
    if asked:
        side: Side = asked[0]
    elif greeted and greeted[0]["side"] in ("vendor", "customer"):
        side = "vendor" if greeted[0]["side"] == "customer" else "customer"
    else:
        sides = [label["by"] for label in row["promises"]] or ["vendor"]
        side = sides[0]
    return side


def _speaker_side(row: Mapping[str, Any], name: str) -> Side:
    """A meeting's list of people tells the sides; the rows label some, and the words tell the others."""
    for label in [*row["promises"]]:
        if label["speaker"] == name:
            return "vendor" if label["by"] == "vendor" else "customer"
    return "vendor" if _VENDOR.search(name) else "customer"
