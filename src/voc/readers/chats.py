"""Conversations out of chat and ticket systems: who says what when, as the export has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from voc.readers import sides
from voc.readers.composed import Said, compose
from voc.readers.correspondents import Correspondent, account_of, side_of
from voc.readers.options import ReadOptions
from voc.readers.spoken_language import language_of
from voc.types import Document, FieldValue, Problem, Side


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who writes in a conversation; `side` is what the export itself says."""

    name: str = ""
    address: str = ""
    side: Side | None = None

    def on_side(self, options: ReadOptions) -> Side | None:
        """The export's word, else what the caller's names and mail domains tell; None where nothing does."""
        if self.side is not None:
            return self.side
        told = side_of(Correspondent(self.name, self.address), options)
        return None if told == "unknown" else told

    def says(self, words: str, time: datetime | None, options: ReadOptions) -> Said:
        """One turn of this person."""
        speaker = " ".join((self.name or self.address).split()) or None
        return Said(words, speaker, self.on_side(options), time)


def document_of(
    turns: Sequence[Said],
    people: Iterable[Person],
    *,
    source: str,
    options: ReadOptions,
    thread: str | None,
    title: str | None = None,
    account: str | None = None,
    fields: Mapping[str, FieldValue] | None = None,
    original: str | None = None,
    revised: datetime | None = None,
) -> Document | None:
    """The conversation as one document; None where nobody says a word.

    Its fields hold what does not change from one export to the next: a ticket that was closed
    meanwhile is still the same document, and one with more comments a version of the same `original`.
    `revised` is for exports that say when it last changed and have the whole of it.
    """
    customers = [
        Correspondent(each.name, each.address) for each in people if each.on_side(options) == "customer"
    ]
    account = account or account_of(None, customers, options)
    text, utterances = compose(turns, known=sides.known_from(options, account=account))
    if not text:
        return None
    return Document(
        id="",
        source=source,
        channel="chat",
        text=text,
        utterances=utterances,
        language=language_of(text, utterances),
        account=account,
        time=next((turn.time for turn in turns if turn.time), None),
        title=" ".join(title.split()) or None if title else None,
        thread=thread,
        fields=fields or {},
        original=original,
        revised=revised,
    )


def silent(what: str, place: str) -> Problem:
    """The problem of a conversation without words."""
    return Problem("no_text", f"nobody says anything in this {what}", place)


def unix_time(seconds: object) -> datetime | None:
    """The moment so many seconds after 1970, also as Slack writes it: "1759280400.000200"."""
    try:
        return datetime.fromtimestamp(float(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def text_in(found: Mapping[str, Any], *keys: str) -> str:
    """The first of these values that is a text, or a number, with words; "" where none is."""
    values = (found.get(key) for key in keys)
    plain = (str(value).strip() for value in values if isinstance(value, str | int | float))
    return next((value for value in plain if value), "")


def object_in(found: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The object under `key`; an empty one where there is none."""
    value = found.get(key)
    return value if isinstance(value, dict) else {}


def objects_in(found: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The objects in the list under `key`, also where the list is wrapped in an object with the same key."""
    value = found.get(key)
    if isinstance(value, dict):
        value = value.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
