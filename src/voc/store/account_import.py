"""Imports accounts a person or a CRM knows: adds to what is known, and documents find their account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from voc.store import accounts, actions, company_names, tables
from voc.store.chunks import chunks
from voc.store.codec import storable
from voc.store.values import Imported
from voc.types import Account, Fact, Problem


def import_accounts(connection: Connection, given: Iterable[Account]) -> Imported:
    """What was added, updated and moved; importing the same again changes nothing.

    Names, aliases and domains add up, so that a file with fewer columns takes nothing away; a fact
    is replaced unless the one we have is of a later day.
    """
    problems: list[Problem] = []
    stored = {account.id: account for account in accounts.load(connection)}
    imported = set(connection.scalars(select(tables.accounts.c.id).where(tables.accounts.c.imported)))
    after: dict[str, Account] = {}
    for account in _usable(given, problems):
        known = after.get(account.id) or stored.get(account.id)
        after[account.id] = _merged(known, account)
    changed = [
        account for id_, account in sorted(after.items()) if id_ not in imported or account != stored[id_]
    ]
    _write(connection, changed, there=stored.keys())
    return Imported(
        added=sum(account.id not in imported for account in changed),
        updated=sum(account.id in imported for account in changed),
        unchanged=len(after) - len(changed),
        moved_documents=_move_documents(connection) if changed else 0,
        problems=(*problems, *_contested(connection, after.values())),
    )


def _usable(given: Iterable[Account], problems: list[Problem]) -> Iterable[Account]:
    for number, account in enumerate(given, start=1):
        id_ = storable(account.id.strip())
        place = f"account {number}"
        if not id_ or len(id_) > company_names.LONGEST:
            message = (
                f"an account needs an id of 1 to {company_names.LONGEST} characters; this one was left out"
            )
            problems.append(Problem("no_account_id", message, place))
            continue
        domains = set()
        for text in account.domains:
            domain = company_names.mail_domain(text)
            if domain is None or company_names.is_anyones(domain):
                message = f"{text!r} is no company's own mail domain; account {id_} was imported without it"
                problems.append(Problem("not_a_company_domain", message, place))
            else:
                domains.add(domain)
        yield Account(
            id=id_,
            name=storable(account.name.strip()) or id_,
            aliases=tuple(sorted({storable(alias.strip()) for alias in account.aliases if alias.strip()})),
            domains=tuple(sorted(domains)),
            facts=account.facts,
        )


def _merged(known: Account | None, given: Account) -> Account:
    if known is None:
        return given
    aliases = {*known.aliases, *given.aliases}
    if company_names.company_key(known.name) != company_names.company_key(given.name):
        aliases.add(known.name)  # documents may still say the old name
    return replace(
        given,
        aliases=tuple(sorted(aliases - {given.name})),
        domains=tuple(sorted({*known.domains, *given.domains})),
        facts=_merged_facts(known.facts, given.facts),
    )


def _merged_facts(known: Mapping[str, Fact], given: Mapping[str, Fact]) -> dict[str, Fact]:
    merged = dict(known)
    for key, fact in given.items():
        before = known.get(key)
        if before is None or not (before.as_of and fact.as_of and before.as_of > fact.as_of):
            merged[key] = fact
    return merged


def _write(connection: Connection, changed: list[Account], *, there: Iterable[str]) -> None:
    ids = [account.id for account in changed]
    there = set(there)
    table = tables.accounts
    rows = [_row(account) for account in changed]
    if new := [row for row in rows if row["id"] not in there]:
        connection.execute(insert(table), new)
    if old := [{**row, "which": row["id"]} for row in rows if row["id"] in there]:
        connection.execute(update(table).where(table.c.id == bindparam("which")), old)
    for of_account in (tables.account_facts, tables.account_keys):
        for chunk in chunks(ids):
            connection.execute(delete(of_account).where(of_account.c.account.in_(chunk)))
    facts = [
        {"account": account.id, "key": key, "value": fact.value, "source": fact.source, "as_of": fact.as_of}
        for account in changed
        for key, fact in account.facts.items()
    ]
    if facts:
        connection.execute(insert(tables.account_facts), facts)
    keys = [
        {"account": account.id, "kind": kind, "key": key}
        for account in changed
        for kind, key in sorted(accounts.keys_of_account(account))
    ]
    if keys:
        connection.execute(insert(tables.account_keys), keys)
    _make_stale(connection, ids)


def _row(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "aliases": account.aliases,
        "domains": account.domains,
        "imported": True,
    }


def _move_documents(connection: Connection) -> int:
    mentions, documents = tables.account_mentions, tables.documents
    rows = connection.execute(select(mentions.c.said, mentions.c.account))
    before: dict[str, str | None] = dict(rows.all())
    meant = accounts.decide(before, accounts.claims(connection))
    moved = {said: account for said, account in meant.items() if account != before[said]}
    accounts.make_missing(connection, moved)
    count = 0
    for said, account in sorted(moved.items()):
        connection.execute(update(mentions).where(mentions.c.said == said).values(account=account))
        was = before[said]
        in_account = documents.c.account.is_(None) if was is None else documents.c.account == was
        count += connection.execute(
            update(documents).where(in_account, documents.c.said == said).values(account=account)
        ).rowcount
    _make_stale(connection, {account for said in moved for account in (before[said], moved[said]) if account})
    actions.follow(connection, _replaced(connection, before, moved))
    accounts.delete_unused(connection)
    return count


def _replaced(
    connection: Connection, before: Mapping[str, str | None], moved: Mapping[str, str | None]
) -> dict[str, str]:
    """Made-up accounts of which all that was said now means one other account -> that account."""
    table = tables.accounts
    made_up = set(connection.scalars(select(table.c.id).where(table.c.imported.is_(False))))
    now: dict[str, set[str | None]] = {}
    for said, was in before.items():
        if was in made_up:
            now.setdefault(str(was), set()).add(moved.get(said, was))
    return {
        was: account
        for was, meant in now.items()
        if len(meant) == 1 and (account := next(iter(meant))) is not None and account != was
    }


def _make_stale(connection: Connection, ids: Iterable[str]) -> None:
    for chunk in chunks(sorted(ids)):
        connection.execute(
            update(tables.profiles).where(tables.profiles.c.account.in_(chunk)).values(stale=True)
        )


def _contested(connection: Connection, given: Iterable[Account]) -> list[Problem]:
    """Problems for names and domains of `given` that more than one account claims."""
    claims = accounts.claims(connection)
    problems = []
    mine = {kind_and_key for account in given for kind_and_key in accounts.keys_of_account(account)}
    for kind, key in sorted(mine):
        owners = sorted(claims[kind, key])
        if kind in ("exact", "domain") and len(owners) > 1:
            message = (
                f"{key!r} belongs to accounts {', '.join(owners)}; documents that say only this are kept "
                "under an account of that name until one of them alone has it"
            )
            problems.append(Problem("contested_name", message))
    return problems
