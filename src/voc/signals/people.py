"""Finds who appears in a document: speakers, people greeted, named or signing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from voc import languages
from voc.signals.promise_words import NAME_HERE, PromiseWords, load
from voc.types import Document, Evidence, Person, PersonEvent, Side, Utterance

_EDGE = " \t\r\n　。、"
_LABEL_LENGTH = 40  # "[10:02:15] 先方 購買部長 森：" and its like
_OTHER: dict[Side, Side] = {"vendor": "customer", "customer": "vendor", "unknown": "unknown"}


def people(document: Document) -> list[Person]:
    """The people in `document` in order of appearance, each once; a role alone is no person."""
    found: dict[str, Person] = {}
    for person in [*_speakers(document), *_mentioned(document)]:
        key = person.name.replace(" ", "").replace("　", "").lower()
        before = found.get(key)
        found[key] = person if before is None else _together(before, person)
    known = [replace(person, event=_event(document, person.name)) for person in found.values()]
    known = _by_full_name(known)
    return sorted(known, key=lambda person: person.evidence.start if person.evidence else 0)


def _by_full_name(known: list[Person]) -> list[Person]:
    """`known` with "Zoltan" and "Zoltan Kiss" as one, where only one of that name is there."""
    full = {person.name: person for person in known if " " in person.name}
    alone = []
    for person in known:
        if person.name in full:
            continue
        owners = [name for name in full if person.name.lower() in name.lower().split()]
        if len(owners) == 1:
            full[owners[0]] = _together(full[owners[0]], person)
        else:
            alone.append(person)
    return [*full.values(), *alone]


def _speakers(document: Document) -> Iterator[Person]:
    for words in _wordings(document):
        patterns = [pattern for relation, pattern in words.people if relation == "speaker"]
        for number, turn in enumerate(document.utterances):
            for pattern in patterns:
                match = pattern.search(turn.speaker or "")
                if match and not words.nobody.search(match["name"]):
                    span = _label(document.text, turn, match["name"])
                    # who speaks in a memo is who wrote it
                    side: Side = "vendor" if document.channel == "memo" else turn.side
                    yield _person(document, match, words, side, number, span)


def _event(document: Document, name: str) -> PersonEvent | None:
    """What the words around a name say happens to the person: comes, goes elsewhere, leaves."""
    said = [
        document.text[turn.start : turn.end].replace(name, NAME_HERE)
        for turn in document.utterances
        if turn.kind not in ("quoted", "disclaimer")
    ]
    for words in _wordings(document):
        for event, pattern in words.events:
            if any(NAME_HERE in text and pattern.search(text) for text in said):
                return event
    return None


def _label(text: str, turn: Utterance, name: str) -> tuple[int, int]:
    """Where the name stands before its turn; the turn itself where it does not."""
    at = text.rfind(name, max(0, turn.start - _LABEL_LENGTH), turn.start)
    return (at, at + len(name)) if at >= 0 else (turn.start, turn.end)


def _mentioned(document: Document) -> Iterator[Person]:
    for words in _wordings(document):
        for number, turn in enumerate(document.utterances):
            if turn.kind in ("quoted", "disclaimer"):
                continue
            for relation, pattern in words.people:
                if relation == "speaker" or (relation == "signature" and document.channel != "email"):
                    continue
                side = _side(document, turn.side, relation)
                for match in pattern.finditer(document.text, turn.start, turn.end):
                    if not words.nobody.search(match["name"]):
                        yield _person(document, match, words, side, number, _trimmed(match))


def _wordings(document: Document) -> list[PromiseWords]:
    known = sorted(languages.LANGUAGES)
    return [load(code) for code in known if document.language == code or document.language not in known]


def _side(document: Document, writer: Side, relation: str) -> Side:
    """In a memo the vendor writes about the customer; elsewhere the writer's side counts."""
    if document.channel == "memo":
        return "vendor" if relation in ("signature", "ours") else "customer"
    if relation == "memo":
        return "unknown"
    return _OTHER[writer] if relation == "other" else writer


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    said = match.group()
    return match.end() - len(said.lstrip(_EDGE)), match.start() + len(said.rstrip(_EDGE))


def _person(
    document: Document,
    match: re.Match[str],
    words: PromiseWords,
    side: Side,
    number: int,
    span: tuple[int, int],
) -> Person:
    start, end = span
    role = (match.groupdict().get("role") or "").strip()
    time = document.utterances[number].time or document.time
    quote = Evidence(document.id, number, document.text[start:end], start, end, time)
    return Person(
        name=match["name"],
        side=side,
        role=None if not role or words.no_role.search(role) else role,
        last_seen=time,
        evidence=quote,
    )


def _together(first: Person, second: Person) -> Person:
    """The first mention, with what only the second one says."""
    return Person(
        name=first.name,
        side=second.side if first.side == "unknown" else first.side,
        role=first.role or second.role,
        last_seen=second.last_seen or first.last_seen,
        evidence=first.evidence,
        event=first.event or second.event,
    )
