"""Versions of one mail or conversation: which of them count.

All are kept. Which count is worked out from all there are, so the order they came in makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select, update

from voc.store import findings, tables
from voc.store.chunks import chunks
from voc.types import Document

_EARLIEST = datetime.min.replace(tzinfo=UTC)
_MOST_SENDINGS = 3  # a mail is corrected once or twice; a program that gives each the same id sends more


@dataclass(frozen=True, slots=True)
class Version:
    """What decides whether a version counts."""

    id: str
    time: datetime | None
    revised: datetime | None
    said_at: frozenset[datetime]  # when its turns were said, as far as it tells
    length: int


def counting(versions: Sequence[Version]) -> set[str]:
    """The ids of those that count: the newest, and of exports in pieces also what it lacks.

    A source that says when it last changed (`revised`) has the whole of it; without that, a version
    takes the place of another only if it has all its turns.
    """
    if len({version.time for version in versions if not version.said_at}) > _MOST_SENDINGS:
        return {version.id for version in versions}  # not one mail, but many under one id
    kept: set[str] = set()
    said: set[datetime] = set()
    for version in sorted(versions, key=_age, reverse=True):
        if kept and version.said_at <= said:
            continue
        kept.add(version.id)
        said |= version.said_at
        if version.revised is not None:
            break
    return kept


def _age(version: Version) -> tuple[datetime, int, int, str]:
    last = max(version.said_at, default=version.time or _EARLIEST)
    return version.revised or last, len(version.said_at), version.length, version.id


def originals_there(connection: Connection, originals: Collection[str]) -> set[str]:
    """Those of `originals` of which there is a version."""
    column = tables.documents.c.original
    return {
        found
        for chunk in chunks(sorted(originals))
        for found in connection.scalars(select(column).where(column.in_(chunk)).distinct())
    }


def note(connection: Connection, again: Sequence[Document]) -> None:
    """Remembers that versions there are were found in a later export too."""
    column = tables.documents.c.revised
    moment = bindparam("moment", type_=column.type)
    later = or_(column.is_(None), column < moment)
    found = [{"which": each.id, "moment": each.revised} for each in again if each.original and each.revised]
    if found:
        which = tables.documents.c.id == bindparam("which")
        connection.execute(update(tables.documents).where(which, later).values(revised=moment), found)


def settle(connection: Connection, originals: Collection[str]) -> None:
    """Marks which versions of these mails and conversations count; the others are no longer analysed."""
    table = tables.documents
    on: list[str] = []
    off: list[str] = []
    for chunk in chunks(_with_several(connection, originals)):
        rows = connection.execute(
            select(
                table.c.id,
                table.c.original,
                table.c.time,
                table.c.revised,
                table.c.current,
                table.c.utterances,
                func.length(table.c.text).label("length"),
            ).where(table.c.original.in_(chunk))
        ).all()
        of_original: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            of_original[row.original].append(row)
        for group in of_original.values():
            count = counting([_version(row) for row in group])
            on += [row.id for row in group if row.id in count and not row.current]
            off += [row.id for row in group if row.id not in count and row.current]
    for ids, current in ((sorted(on), True), (sorted(off), False)):
        for some in chunks(ids):
            connection.execute(update(table).where(table.c.id.in_(some)).values(current=current))
    findings.make_pending(connection, sorted(on))
    findings.forget(connection, sorted(off))


def _with_several(connection: Connection, originals: Collection[str]) -> list[str]:
    """Those of `originals` of which there is more than one version."""
    column = tables.documents.c.original
    return [
        found
        for chunk in chunks(sorted(originals))
        for found in connection.scalars(
            select(column).where(column.in_(chunk)).group_by(column).having(func.count() > 1)
        )
    ]


def _version(row: Any) -> Version:
    times = (turn.get("time") for turn in row.utterances)
    said_at = frozenset(datetime.fromisoformat(time) for time in times if time)
    return Version(row.id, row.time, row.revised, said_at, row.length)
