"""Who writes to whom in a mail, hence the account it belongs to and whose words it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import getaddresses

from voc.readers import sides
from voc.readers.options import ReadOptions
from voc.types import Side

_FREE_PROVIDERS = """
gmail.com googlemail.com yahoo.com yahoo.co.jp outlook.com outlook.jp hotmail.com hotmail.co.jp live.com
icloud.com me.com aol.com docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com
biglobe.ne.jp ocn.ne.jp proton.me protonmail.com gmx.de
"""
_FREE = frozenset(_FREE_PROVIDERS.split())  # domains of persons, not of one company
_JAPANESE_STYLE = re.compile(
    r"^(?P<name>[^<>;]*?)\s*[<＜(\[](?:mailto:)?(?P<address>[^<>\s@]+@[^<>\s)\]]+)[>＞)\]]$"
)


@dataclass(frozen=True, slots=True)
class Correspondent:
    """One name and address of a mail's header; either may be empty."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands after the @, in lower case."""
        return self.address.rpartition("@")[2].strip().rstrip(">").lower()


def correspondents(header: str) -> list[Correspondent]:
    """The people of a From or To line, also as Outlook shows it: 「田中 一郎 [mailto:…]; 佐藤」."""
    found = []
    for piece in re.split(r"[;；\n]", header):
        match = _JAPANESE_STYLE.match(piece.strip())
        if match and ("," not in match["name"] or header.count("@") == 1):  # "Nagashima, Rie <…>"
            found.append(Correspondent(match["name"].strip(" \"'"), match["address"]))
            continue
        for name, address in _addresses(piece):
            if "@" in address:
                found.append(Correspondent(name.strip(" \"'"), address))
            elif (name or address).strip():
                found.append(Correspondent((f"{name} {address}" if name else address).strip(" \"'"), ""))
    return found


def _addresses(piece: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([piece])
    except RecursionError:  # a thousand brackets in one another
        return []


def side_of(person: Correspondent, options: ReadOptions) -> Side:
    """The side the caller's names, companies, addresses and domains put this person on."""
    if any(_is(person, name) for name in options.vendors):
        return "vendor"
    if any(_is(person, name) for name in options.customers):
        return "customer"
    # once the caller says who we are, whoever is not one of us is not
    return "customer" if options.vendors and person.address else "unknown"


def account_of(
    sender: Correspondent | None, recipients: Sequence[Correspondent], options: ReadOptions
) -> str | None:
    """The mail domain of the customer: the sender's, or the recipient's where the sender is one of ours.

    A person with an address at a free provider is an account by the whole address.
    """
    for person in ([sender] if sender else []) + list(recipients):
        if person.domain and side_of(person, options) != "vendor":
            return person.address.lower() if person.domain in _FREE else person.domain
    return None


def _is(person: Correspondent, name: str) -> bool:
    wanted = name.strip().lower().removeprefix("@")
    if "@" in wanted:
        return person.address.lower() == wanted
    if (
        "." in wanted
        and " " not in wanted
        and (person.domain == wanted or person.domain.endswith("." + wanted))
    ):
        return True
    plain = sides.plain(name)
    if len(plain) > 2 and plain in person.domain.split("."):
        return True
    return bool(person.name) and sides.is_among(person.name, [name])


def company_in(value: str | None) -> str | None:
    """The company a header names: 「A社 田中様」 names a person too; the company is what comes first."""
    if not value:
        return None
    first = re.split(r"[\n、,／/]", value)[0].strip()
    person = re.match(r"(?P<company>\S.*?)[\s　]+\S{1,8}(?:様|さま|さん|氏)$", first)
    company = person["company"] if person else first
    return re.sub(r"(?<=\S)(?:\s?(?:様|さま|御中))$", "", company) or None
