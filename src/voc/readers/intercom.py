"""Conversations of Intercom, as its API and its export write them in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from voc.readers import chats, html_text, json_export
from voc.readers.chats import Person, object_in, objects_in, text_in, unix_time
from voc.readers.composed import Said
from voc.readers.options import ReadOptions
from voc.types import Document, FieldValue, Problem, Side

_CONVERSATION = (
    rb'"type"\s*:\s*"conversation(?:\.list)?"',
    rb'"(?:conversation_parts|source|conversation_message)"\s*:',
)
_SIDES: Mapping[str, Side] = {
    "user": "customer",
    "lead": "customer",
    "contact": "customer",
    "admin": "vendor",
    "bot": "vendor",
    "team": "vendor",
}


class Intercom:
    """JSON with conversations: one, a list, an object with ``conversations``, or one per line."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether its objects say that they are conversations and have the parts of one."""
        content = json_export.beginning(path, head)
        return all(re.search(pattern, content) for pattern in _CONVERSATION)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """A document per conversation; notes among the staff are our side's."""
        problems: list[Problem] = []
        for number, (found, _) in enumerate(
            json_export.records(path, "conversations", options, problems.append), start=1
        ):
            yield from problems
            problems.clear()
            name = text_in(found, "id") or str(number)
            document = _conversation(found, source=f"{path.name}#{name}", options=options)
            yield document or chats.silent("conversation", f"conversation {name}")
        yield from problems


def _conversation(found: Mapping[str, Any], *, source: str, options: ReadOptions) -> Document | None:
    opening = object_in(found, "source") or object_in(found, "conversation_message")
    said = [({"created_at": found.get("created_at"), **opening}), *objects_in(found, "conversation_parts")]
    people = [_person(object_in(part, "author")) for part in said]
    turns = [_turn(part, person, options) for part, person in zip(said, people, strict=True)]
    turns = [turn for turn in turns if turn.words]
    rating = object_in(found, "conversation_rating")
    id_ = text_in(found, "id")
    fields: dict[str, FieldValue] = {"conversation": id_} if id_ else {}
    if isinstance(rating.get("rating"), int):
        fields["score"] = rating["rating"]
    customer = next((person for person in people if person.side == "customer"), Person(side="customer"))
    if words := text_in(rating, "remark"):
        turns.append(customer.says(words, unix_time(rating.get("created_at")), options))
    return chats.document_of(
        turns,
        people,
        source=source,
        options=options,
        thread=id_ or None,
        title=html_text.text_of(text_in(opening, "subject") or text_in(found, "title")),
        account=text_in(object_in(found, "company"), "name") or None,
        fields=fields,
        original=f"intercom {id_} {text_in(found, 'created_at')}" if id_ else None,
        revised=unix_time(found.get("updated_at")) if "conversation_parts" in found else None,
    )


def _person(author: Mapping[str, Any]) -> Person:
    return Person(text_in(author, "name"), text_in(author, "email"), _SIDES.get(text_in(author, "type")))


def _turn(part: Mapping[str, Any], person: Person, options: ReadOptions) -> Said:
    words = html_text.text_of(text_in(part, "body")).strip()
    return person.says(words, unix_time(part.get("created_at")), options)
