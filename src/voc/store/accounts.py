"""Accounts: who they are, and which of them a document means.

A name nobody imported makes an account of its own, whose id is that name in the form names are
compared in, so the same documents give the same accounts in whatever order they come. An import
asks again for every name ever said, and documents move to the account that claims them.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from voc.errors import NotFoundError
from voc.store import company_names, tables
from voc.store.chunks import chunks
from voc.types import Account, Fact

KINDS = ("id", "exact", "name", "alias", "domain")  # of key, the surest first

Claims = dict[tuple[str, str], set[str]]  # (kind, key) -> ids of the accounts that answer to it


def resolve(connection: Connection, said: Iterable[str]) -> dict[str, str | None]:
    """Each of `said` -> the id of the account it means (made when nobody answers to it) or None."""
    wanted = sorted({text for text in map(str.strip, said) if text and len(text) <= company_names.LONGEST})
    mentions = tables.account_mentions
    known: dict[str, str | None] = {}
    for chunk in chunks(wanted):
        rows = connection.execute(
            select(mentions.c.said, mentions.c.account).where(mentions.c.said.in_(chunk))
        )
        known.update((text, account) for text, account in rows)
    new = [text for text in wanted if text not in known]
    if new:
        meant = decide(new, claims(connection, new))
        make_missing(connection, meant)
        connection.execute(insert(mentions), [{"said": text, "account": meant[text]} for text in new])
        known |= meant
    return known


def find(connection: Connection, said: str) -> str | None:
    """The id of the account `said` means, when there is one; makes none."""
    said = said.strip()
    meant = decide([said], claims(connection, [said]))[said]
    exists = select(tables.accounts.c.id).where(tables.accounts.c.id.in_([said, meant or said]))
    there = set(connection.scalars(exists))
    return next((id_ for id_ in (said, meant) if id_ in there), None)


def get(connection: Connection, account: str) -> Account:
    """The account with that id; NotFoundError names the nearest there are."""
    found = load(connection, [account])
    if not found:
        near = _nearest(connection, account)
        advice = f"nearest: {near}" if near else "see what there is with: voc accounts list"
        values = {"account": account} | ({"nearest": near} if near else {})
        raise NotFoundError(f"there is no account {account!r}; {advice}", "no_such_account", **values)
    return found[0]


def load(connection: Connection, ids: Sequence[str] | None = None) -> list[Account]:
    """The accounts with these ids, or all, by id."""
    if ids is None:
        return _load_where(connection, True, True)
    accounts, facts = tables.accounts, tables.account_facts
    found: list[Account] = []
    for chunk in chunks(sorted(set(ids))):
        found += _load_where(connection, accounts.c.id.in_(chunk), facts.c.account.in_(chunk))
    return found


def claims(connection: Connection, said: Iterable[str] | None = None) -> Claims:
    """Which accounts answer to any of the keys of `said`, or to any key at all."""
    keys = tables.account_keys
    columns = select(keys.c.kind, keys.c.key, keys.c.account)
    found: Claims = defaultdict(set)
    if said is None:
        queries = [columns]
    else:
        wanted = sorted({key for text in said for _, key in _keys_of(text)})
        queries = [columns.where(keys.c.key.in_(chunk)) for chunk in chunks(wanted)]
    for query in queries:
        for kind, key, account in connection.execute(query):
            found[kind, key].add(account)
    return found


def decide(said: Iterable[str], claims: Claims) -> dict[str, str | None]:
    """Each of `said` -> the one account that claims its surest key, else an account of its own name.

    A key claimed by several accounts decides nothing: it is left to a person. None when `said` is
    nobody's own, such as a free-mail address.
    """
    return {text: _decide(text, claims) for text in said}


def make_missing(connection: Connection, meant: dict[str, str | None]) -> None:
    """Makes the accounts in `meant` (said -> id) that are not there, each under its fullest name said."""
    names: dict[str, list[str]] = defaultdict(list)
    for text, account in meant.items():
        if account is not None:
            names[account].append(_display_name(text))
    accounts = tables.accounts
    there: dict[str, tuple[str, bool]] = {}
    for chunk in chunks(sorted(names)):
        rows = connection.execute(
            select(accounts.c.id, accounts.c.name, accounts.c.imported).where(accounts.c.id.in_(chunk))
        )
        there.update((id_, (name, imported)) for id_, name, imported in rows)
    new = [_made_up(id_, names[id_]) for id_ in sorted(names) if id_ not in there]
    if new:
        connection.execute(insert(accounts), new)
    for id_, (name, imported) in there.items():
        fullest = _fullest([name, *names[id_]])
        if not imported and fullest != name:
            connection.execute(update(accounts).where(accounts.c.id == id_).values(name=fullest))


def delete_unused(connection: Connection) -> None:
    """Removes accounts that were made from a name which now means another account."""
    accounts, mentions, documents = tables.accounts, tables.account_mentions, tables.documents
    actions = tables.actions
    unused = list(
        connection.scalars(
            select(accounts.c.id).where(
                accounts.c.imported.is_(False),
                ~select(mentions.c.said).where(mentions.c.account == accounts.c.id).exists(),
                ~select(documents.c.id).where(documents.c.account == accounts.c.id).exists(),
                ~select(actions.c.number).where(actions.c.account == accounts.c.id).exists(),
            )
        )
    )
    for chunk in chunks(unused):
        connection.execute(delete(tables.profiles).where(tables.profiles.c.account.in_(chunk)))
        connection.execute(delete(accounts).where(accounts.c.id.in_(chunk)))


def keys_of_account(account: Account) -> set[tuple[str, str]]:
    """(kind, key) of all an imported account answers to."""
    keys = {("id", company_names.fold(account.id)), ("exact", _exact(account.name))}
    keys.add(("name", company_names.company_key(account.name)))
    for alias in account.aliases:
        keys |= {("exact", _exact(alias)), ("alias", company_names.company_key(alias))}
    keys |= {("domain", domain) for domain in account.domains}
    return {(kind, key) for kind, key in keys if key}


def _decide(said: str, claims: Claims) -> str | None:
    for kind_and_key in _keys_of(said):
        owners = claims.get(kind_and_key, set())
        if len(owners) == 1:
            return next(iter(owners))
        if said in owners:
            return said
        if owners:
            break
    domain = company_names.mail_domain(said)
    if domain is not None:
        return None if company_names.is_anyones(domain) else domain
    return company_names.company_key(said) or None


def _keys_of(said: str) -> list[tuple[str, str]]:
    key = company_names.company_key(said)
    keys = [("id", company_names.fold(said)), ("id", key), ("exact", _exact(said))]
    keys += [("name", key), ("alias", key)]
    bare = company_names.company_key(company_names.without_remark(said))
    keys += [("name", bare), ("alias", bare)]
    domain = company_names.mail_domain(said)
    if domain is not None:
        keys += [("domain", name) for name in company_names.domain_and_parents(domain)]
    return keys


def _exact(name: str) -> str:
    return company_names.fold(name).replace(" ", "")


def _made_up(account: str, names: list[str]) -> dict[str, Any]:
    domains = [account] if company_names.mail_domain(account) == account else []
    name = account if domains else _fullest(names)
    return {"id": account, "name": name, "aliases": [], "domains": domains, "imported": False}


def _fullest(names: Iterable[str]) -> str:
    return min(names, key=lambda name: (-len(name), name))  # the same in whatever order they came


def _display_name(said: str) -> str:
    return company_names.mail_domain(said) or " ".join(unicodedata.normalize("NFKC", said).split())


def _load_where(connection: Connection, which: Any, whose: Any) -> list[Account]:
    accounts, facts = tables.accounts, tables.account_facts
    of_account: dict[str, dict[str, Fact]] = defaultdict(dict)
    for row in connection.execute(select(facts).where(whose).order_by(facts.c.account, facts.c.key)):
        of_account[row.account][row.key] = Fact(row.value, row.source, row.as_of)
    rows = connection.execute(select(accounts).where(which).order_by(accounts.c.id))
    return [
        Account(row.id, row.name, tuple(row.aliases), tuple(row.domains), of_account.get(row.id, {}))
        for row in rows
    ]


def _nearest(connection: Connection, wanted: str) -> str:
    folded = company_names.fold(wanted)
    scored = []
    for id_, name in connection.execute(select(tables.accounts.c.id, tables.accounts.c.name)):
        scored.append((max(_likeness(folded, company_names.fold(text)) for text in (id_, name)), id_, name))
    near = sorted((row for row in scored if row[0] >= 0.5), key=lambda row: (-row[0], row[1]))[:3]
    return ", ".join(id_ if id_ == name else f"{id_} ({name})" for _, id_, name in near)


def _likeness(wanted: str, text: str) -> float:
    if wanted and wanted in text:
        return 1.0
    return SequenceMatcher(None, wanted, text, autojunk=False).ratio()
