"""Account profiles, as JSON with the columns a list needs beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, case, delete, insert, or_, select

from voc.errors import NotFoundError
from voc.store import accounts, tables
from voc.store.chunks import chunks
from voc.store.codec import from_plain
from voc.types import AccountProfile, AccountSummary

WORST_FIRST = {"high": 0, "medium": 1, "low": 2}  # unknown after them
TOP = 3


def save(connection: Connection, given: Iterable[AccountProfile], run: int) -> int:
    """How many profiles were kept: all but those of accounts that were joined to another meanwhile."""
    by_account = {profile.account.id: profile for profile in given}
    kept = 0
    for chunk in chunks(sorted(by_account)):
        column = tables.accounts.c.id
        there = set(connection.scalars(select(column).where(column.in_(chunk))))
        rows = [_row(by_account[id_], run) for id_ in chunk if id_ in there]
        connection.execute(delete(tables.profiles).where(tables.profiles.c.account.in_(chunk)))
        if rows:
            connection.execute(insert(tables.profiles), rows)
        kept += len(rows)
    return kept


def get(connection: Connection, account: str) -> AccountProfile:
    """The profile of that account; NotFoundError when there is no such account or it has none yet."""
    current = accounts.get(connection, account)
    plain = connection.scalar(select(tables.profiles.c.profile).where(tables.profiles.c.account == account))
    if plain is None:
        raise NotFoundError(f"account {account!r} has not been analysed yet; run: voc analyze")
    try:
        profile = from_plain(AccountProfile, plain)
    except (KeyError, TypeError, ValueError) as error:
        raise NotFoundError(
            f"the profile of {account!r} was made by another version of voc ({error}); run: voc analyze"
        ) from error
    return replace(profile, account=current)


def summaries(connection: Connection) -> list[AccountSummary]:
    """Every account, worst first: by risk, then the coldest, then the longest silent."""
    table = tables.profiles
    columns = [column for column in table.c if column.name not in ("account", "run", "stale", "profile")]
    rank = case(WORST_FIRST, value=table.c.risk, else_=len(WORST_FIRST))
    rows = connection.execute(
        select(tables.accounts.c.id, tables.accounts.c.name, *columns)
        .outerjoin(table, table.c.account == tables.accounts.c.id)
        .order_by(
            rank,
            table.c.temperature.nulls_last(),
            table.c.last_contact.nulls_last(),
            tables.accounts.c.id,
        )
    )
    return [_summary(row) for row in rows]


def stale_accounts(connection: Connection) -> list[str]:
    """Ids of accounts without a profile, or with one older than what was found or imported since."""
    ids, table = tables.accounts.c.id, tables.profiles
    return list(
        connection.scalars(
            select(ids)
            .outerjoin(table, table.c.account == ids)
            .where(or_(table.c.account.is_(None), table.c.stale))
            .order_by(ids)
        )
    )


def _row(profile: AccountProfile, run: int) -> dict[str, Any]:
    warmth = profile.temperature.now
    return {
        "account": profile.account.id,
        "run": run,
        "stale": False,
        "status": profile.status,
        "risk": profile.risk.level,
        "temperature": None if warmth is None else float(warmth),
        "last_contact": profile.contact.last,
        "reasons": [reason.reason for reason in profile.reasons.underlying[:TOP]],
        "profile": profile,
    }


def _summary(row: Row[Any]) -> AccountSummary:
    return AccountSummary(
        id=row.id,
        name=row.name,
        status=row.status or "unknown",
        risk=row.risk or "unknown",
        temperature=row.temperature,
        last_contact=row.last_contact,
        reasons=tuple(row.reasons or ()),
    )
