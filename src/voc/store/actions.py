"""Follow-up actions, and everything people did to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from voc.errors import NotFoundError
from voc.store import tables
from voc.store.codec import from_plain
from voc.types import Action, ActionEvent, ActionEventKind, Evidence

FIELDS = tuple(field.name for field in fields(Action) if field.name not in ("id", "created"))


def load(connection: Connection, account: str | None = None, topic: str | None = None) -> list[Action]:
    """All actions, or those of an account, or of a topic and its sub-topics; the first due first."""
    table, topics = tables.actions, tables.topics
    query = select(table).order_by(table.c.due, table.c.number)
    if account is not None:
        query = query.where(table.c.account == account)
    if topic is not None:
        below = select(topics.c.id).where(topics.c.parent == topic)
        query = query.where(or_(table.c.topic == topic, table.c.topic.in_(below)))
    return [_action(row) for row in connection.execute(query)]


def get(connection: Connection, action: str) -> Action:
    """The action with that id, "a-12" or "12"; NotFoundError when there is none."""
    number = _number(action)
    row = connection.execute(select(tables.actions).where(tables.actions.c.number == number)).first()
    if row is None:
        message = f"there is no action {action!r}; see what there is with: voc actions list"
        raise NotFoundError(message, "no_action", action=action)
    return _action(row)


def new_id(connection: Connection) -> str:
    """An id that no action has or ever had."""
    used = [tables.actions.c.number, tables.action_history.c.action]
    return f"a-{max(connection.scalar(select(func.max(column))) or 0 for column in used) + 1}"


def add(connection: Connection, action: Action, author: str) -> None:
    """A new action, and its line in the history."""
    connection.execute(insert(tables.actions), [_row(action)])
    given = {name: [None, value] for name in FIELDS if (value := getattr(action, name)) is not None}
    record(connection, "add", action.id, given, author)


def save(
    connection: Connection, before: Action, after: Action, *, kind: ActionEventKind, author: str
) -> None:
    """`after` in the place of `before`, and what changed in the history; nothing where nothing did."""
    pairs = {name: [getattr(before, name), getattr(after, name)] for name in FIELDS}
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if changed:
        table = tables.actions
        statement = update(table).where(table.c.number == _number(before.id))
        connection.execute(statement.values({name: after_ for name, (_, after_) in changed.items()}))
        record(connection, kind, before.id, changed, author)


def remove(connection: Connection, action: Action, author: str) -> None:
    """Takes the action off the list; the history keeps what it said."""
    connection.execute(delete(tables.actions).where(tables.actions.c.number == _number(action.id)))
    said = {name: [value, None] for name in FIELDS if (value := getattr(action, name)) is not None}
    record(connection, "remove", action.id, said, author)


def record(
    connection: Connection, kind: ActionEventKind, action: str, detail: Mapping[str, Any], author: str
) -> None:
    """A new line in the history, of now."""
    row = {"time": datetime.now(UTC), "author": author, "kind": kind, "detail": detail}
    connection.execute(insert(tables.action_history), [{**row, "action": _number(action)}])


def history(connection: Connection, action: str | None = None) -> list[ActionEvent]:
    """All that was done to one action, or to all, the newest first."""
    table = tables.action_history
    query = select(table).order_by(table.c.number.desc())
    if action is not None:
        query = query.where(table.c.action == _number(action))
    return [
        ActionEvent(row.kind, f"a-{row.action}", row.detail, row.author, row.time, row.number)
        for row in connection.execute(query)
    ]


def follow(connection: Connection, moved: Mapping[str, str]) -> None:
    """The actions of accounts that are no more go to those that took their place."""
    table = tables.actions
    for before, after in sorted(moved.items()):
        connection.execute(update(table).where(table.c.account == before).values(account=after))


def _number(action: str) -> int:
    found = re.fullmatch(r"(?:a-)?([1-9][0-9]{0,8})", action.strip(), re.IGNORECASE)
    return int(found[1]) if found else 0


def _row(action: Action) -> dict[str, Any]:
    said = {name: getattr(action, name) for name in FIELDS}
    return {**said, "number": _number(action.id), "created": action.created}


def _action(row: Row[Any]) -> Action:
    said = {name: getattr(row, name) for name in FIELDS if name != "evidence"}
    evidence = None if row.evidence is None else from_plain(Evidence, row.evidence)
    return Action(id=f"a-{row.number}", created=row.created, evidence=evidence, **said)
