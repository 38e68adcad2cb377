"""Account lists (CRM exports as CSV) -> accounts: names, domains, every other column as a fact."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from voc.errors import InputError
from voc.readers.encoding import decode, unreadable
from voc.types import Account, Fact, FieldValue, Problem

# our field -> the headers it goes by
HEADERS = {
    "account": ("account", "account id", "id", "顧客id", "アカウントid", "取引先id"),
    "name": ("name", "account name", "company", "会社名", "取引先名", "お客様名", "顧客名"),
    "domain": ("domain", "website", "ドメイン", "webサイト"),
    "aliases": ("aliases", "alias", "別名", "通称"),
}


def read_accounts(path: Path) -> tuple[list[Account], list[Problem]]:
    """The accounts in a CSV file, and a problem for each row left out.

    Raises InputError when the file cannot be read or has no account or name column.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    text, _, problems = decode(data)
    rows = csv.DictReader(io.StringIO(text))
    headers = {_folded(name): name for name in rows.fieldnames or []}
    columns = {
        field: next((headers[name] for name in names if name in headers), None)
        for field, names in HEADERS.items()
    }
    if columns["account"] is None and columns["name"] is None:
        names = ", ".join(rows.fieldnames or []) or "(none)"
        message = f"{path.name} has no column for the account; its columns are {names}; "
        message += "name one of them account or name"
        raise InputError(message, "no_account_column", file=path.name, columns=names)
    accounts = []
    as_of = date.fromtimestamp(path.stat().st_mtime)
    for number, row in enumerate(rows, start=2):
        cells = {name: value.strip() for name, value in row.items() if name and isinstance(value, str)}
        known = {field: cells.get(name or "", "") for field, name in columns.items()}
        identity = known["account"] or known["name"]
        if not identity:
            problems.append(
                Problem("no_account", "this row names no account; fill in account or name", f"row {number}")
            )
            continue
        facts = {
            name: Fact(_value(value), source=path.name, as_of=as_of)
            for name, value in cells.items()
            if value and name not in columns.values()
        }
        accounts.append(
            Account(
                id=identity,
                name=known["name"] or identity,
                aliases=_several(known["aliases"]),
                domains=_several(known["domain"].removeprefix("https://").removeprefix("http://")),
                facts=facts,
            )
        )
    return accounts, problems


def _folded(header: str) -> str:
    return " ".join(header.replace("_", " ").casefold().split())


def _several(cell: str) -> tuple[str, ...]:
    parts = cell.replace("、", ";").replace("|", ";").split(";")
    return tuple(part.strip() for part in parts if part.strip())


def _value(cell: str) -> FieldValue:
    """A number where the cell is one, else the words."""
    plain = cell.replace(",", "").removeprefix("¥").removeprefix("￥").removeprefix("$")
    try:
        number = float(plain)
    except ValueError:
        return cell
    return int(number) if number.is_integer() else number
