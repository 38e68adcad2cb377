"""Tickets of Zendesk with their comments, as its API and its export write them in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from voc.readers import chats, html_text, json_export
from voc.readers.chats import Person, object_in, objects_in, text_in
from voc.readers.composed import Said
from voc.readers.options import ReadOptions
from voc.readers.times import parse_time
from voc.types import Document, FieldValue, Problem, Side

_TICKET = (
    rb'"requester(?:_id)?"\s*:',
    rb'"(?:submitter|assignee)(?:_id)?"\s*:',
    rb'"(?:comments|description)"\s*:',
)
_ROLES: Mapping[str, Side] = {"end-user": "customer", "agent": "vendor", "admin": "vendor"}


class Zendesk:
    """JSON with tickets: a list, an object with ``tickets`` and ``users``, or a ticket per line."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the file has what only tickets have: who requested it, who is in charge, what was said."""
        content = json_export.beginning(path, head)
        return all(re.search(pattern, content) for pattern in _TICKET)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """A document per ticket; internal notes are our side's."""
        problems: list[Problem] = []
        for number, (ticket, around) in enumerate(
            json_export.records(path, "tickets", options, problems.append), start=1
        ):
            yield from problems
            problems.clear()
            name = text_in(ticket, "id") or str(number)
            document = _ticket(ticket, around, source=f"{path.name}#{name}", options=options)
            yield document or chats.silent("ticket", f"ticket {name}")
        yield from problems


def _ticket(
    ticket: Mapping[str, Any], around: Mapping[str, Any], *, source: str, options: ReadOptions
) -> Document | None:
    people = _people(ticket, around)
    requester = people.get(_requester(ticket), Person(side="customer"))
    turns = [
        turn for comment in objects_in(ticket, "comments") if (turn := _turn(comment, people, options)).words
    ]
    if not turns and (words := _words(ticket, "description")):
        turns = [requester.says(words, _time(ticket, "created_at", options), options)]
    if all(turn.time for turn in turns):
        turns.sort(key=lambda turn: turn.time.timestamp() if turn.time else 0)
    id_ = text_in(ticket, "id")
    fields: dict[str, FieldValue] = {"ticket": id_} if id_ else {}
    rating = object_in(ticket, "satisfaction_rating")
    if text_in(rating, "score") in ("good", "bad"):
        fields["csat_said"] = text_in(rating, "score")
    if words := text_in(rating, "comment"):
        turns.append(requester.says(words, None, options))
    organizations = {text_in(each, "id"): each for each in objects_in(around, "organizations")}
    organization = object_in(ticket, "organization") or organizations.get(
        text_in(ticket, "organization_id"), {}
    )
    return chats.document_of(
        turns,
        [requester],
        source=source,
        options=options,
        thread=id_ or None,
        title=text_in(ticket, "subject"),
        account=text_in(organization, "name") or None,
        fields=fields,
        original=f"zendesk {id_} {text_in(ticket, 'created_at')}" if id_ else None,
        revised=_time(ticket, "updated_at", options) if "comments" in ticket else None,
    )


def _people(ticket: Mapping[str, Any], around: Mapping[str, Any]) -> dict[str, Person]:
    """Everyone the export describes, by id; who requested the ticket is the customer."""
    known = [*objects_in(around, "users"), *objects_in(ticket, "users")]
    known += [object_in(ticket, role) for role in ("requester", "submitter", "assignee")]
    known += [object_in(comment, "author") for comment in objects_in(ticket, "comments")]
    people = {
        text_in(user, "id"): Person(
            text_in(user, "name"), text_in(user, "email"), _ROLES.get(text_in(user, "role"))
        )
        for user in known
        if user
    }
    sides: dict[str, Side] = {text_in(ticket, "assignee_id"): "vendor", _requester(ticket): "customer"}
    for key, side in sides.items():
        person = people.get(key, Person())
        people[key] = replace(person, side=person.side or side)
    return people


def _requester(ticket: Mapping[str, Any]) -> str:
    return text_in(ticket, "requester_id") or text_in(object_in(ticket, "requester"), "id")


def _turn(comment: Mapping[str, Any], people: Mapping[str, Person], options: ReadOptions) -> Said:
    author = text_in(comment, "author_id") or text_in(object_in(comment, "author"), "id")
    person = people.get(author, Person())
    if comment.get("public") is False and person.side is None:
        person = replace(person, side="vendor")  # an internal note
    words = _words(comment, "plain_body", "body", "html_body", "value")
    return person.says(words, _time(comment, "created_at", options), options)


def _words(found: Mapping[str, Any], *keys: str) -> str:
    words = text_in(found, *keys)
    is_html = keys[-1] != "description" and words == text_in(found, "html_body")
    return html_text.text_of(words).strip() if is_html else unescape(words).replace("\xa0", " ").strip()


def _time(found: Mapping[str, Any], key: str, options: ReadOptions) -> datetime | None:
    return parse_time(text_in(found, key), timezone=options.timezone)
