"""Cancellations, and what the form, the analysis and people say of their reason."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, true

from voc.errors import InputError
from voc.store import documents, findings, tables
from voc.types import Cancellation

OPENING = 200  # characters
_WHICH = func.coalesce(tables.documents.c.original, tables.documents.c.id)  # all versions of one share it


def load(connection: Connection, account: str | None = None) -> list[Cancellation]:
    """The current documents by which customers leave, in time order, those without a time last."""
    return _load(connection, true() if account is None else tables.documents.c.account == account)


def decide(connection: Connection, document: str, reason: str | None, author: str) -> Cancellation:
    """The cancellation, from now on with that reason, or with None that of form and analysis.

    It holds for all versions of the document. NotFoundError when there is no such document, InputError
    when it is no cancellation.
    """
    found = documents.get(connection, document)
    if found.channel != "cancellation":
        message = (
            f"{document} is no cancellation ({found.channel}); see what there is with: voc cancellations list"
        )
        raise InputError(message, "no_cancellation", document=document)
    which = found.original or found.id
    row = {"time": datetime.now(UTC), "author": author, "document": which, "reason": reason}
    connection.execute(insert(tables.reason_choices), [row])
    findings.make_profiles_stale(connection, [document])
    return _load(connection, _WHICH.in_([which]))[0]


def _load(connection: Connection, which: ColumnElement[bool]) -> list[Cancellation]:
    table, analyses, choices = tables.documents, tables.analyses, tables.reason_choices
    newest = select(func.max(choices.c.number)).group_by(choices.c.document)
    rows = connection.execute(
        select(
            table.c.id,
            table.c.account,
            table.c.time,
            table.c.fields,
            func.substr(table.c.text, 1, OPENING).label("opening"),
            analyses.c.reason.label("found"),
            choices.c.reason.label("decided"),
        )
        .outerjoin(analyses, analyses.c.document == table.c.id)
        .outerjoin(choices, (choices.c.document == _WHICH) & choices.c.number.in_(newest))
        .where(table.c.channel == "cancellation", table.c.current, which)
        .order_by(table.c.time.nulls_last(), table.c.id)
    )
    return [
        Cancellation(
            document=row.id,
            account=row.account,
            time=row.time,
            option=str(row.fields.get("chosen_reason") or "") or None,
            found=row.found and row.found["reason"],
            decided=row.decided,
            opening=row.opening,
        )
        for row in rows
    ]
