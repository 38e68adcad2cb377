"""Whose side a speaker is on, from how the source calls them; unknown rather than a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from voc.languages import reading
from voc.readers.options import ReadOptions
from voc.types import Side

_BRACKETED = re.compile(r"[(（\[［【〔<＜]([^)）\]］】〕>＞]*)[)）\]］】〕>＞]")
_APART = re.compile(r"[・:：|｜/／,、—–]|\s-\s|(?<=[^\W\d_a-zA-Z])の(?=[^\W\d_a-zA-Z])")
_PEOPLE_APART = re.compile(r"[,、，]+|\band\b|(?<=様)[\s　]+")
_SIDES: tuple[Side, Side] = ("vendor", "customer")


@dataclass(frozen=True, slots=True)
class Known:
    """Names, companies and domains whose side is known before the first turn, in plain form."""

    customers: frozenset[str] = frozenset()
    vendors: frozenset[str] = frozenset()


def known_from(options: ReadOptions, *, account: str | None = None, attendees: str = "") -> Known:
    """What the caller and the head of a note say about sides."""
    customers = {plain(name) for name in (*options.customers, account or "")} - {""}
    vendors = {plain(name) for name in options.vendors} - {""}
    known = Known(frozenset(customers), frozenset(vendors))
    for name, side in _attendees(attendees, known):
        (vendors if side == "vendor" else customers).add(name)
    both = customers & vendors
    return Known(frozenset(customers - both), frozenset(vendors - both))


def sides_of(labels: Sequence[str], known: Known) -> Mapping[str, Side]:
    """The side of each label: judged alone, then by company, then against the others.

    Who writes notes marks the one side and leaves the other bare. In 300 dialogues written for
    voc, 74 of 76 bare labels beside one that names our side were the customer's; and beside
    田中様 a name without any 様 or さん is one of ours.
    """
    alone = {label: side_of(label, known) for label in dict.fromkeys(labels)}
    sides = {
        label: side if side != "unknown" else _side_of_company(label, alone) for label, side in alone.items()
    }
    marked = set(sides.values()) - {"unknown"}
    honoured = any(_honorific().search(label) for label in sides)
    for label, side in sides.items():
        if side == "unknown" and marked == {"vendor"}:
            sides[label] = "customer"
        elif side == "unknown" and marked == {"customer"}:
            bare = not _honorific().search(label) and not _polite().search(label)
            sides[label] = "vendor" if len(sides) == 2 or (honoured and bare) else "unknown"
    return sides


@lru_cache(maxsize=10_000)
def side_of(label: str, known: Known) -> Side:
    """The side of one label, such as 当社 佐藤, 田中様（A社）, [CSM], Rep (Theo)."""
    parts = _parts(label)
    named = {
        side
        for side, wanted in zip(_SIDES, (known.vendors, known.customers), strict=True)
        if _is_among(parts, wanted)
    }
    found = named or {side for part in parts if (side := _side_word(part))}
    if len(found) == 1:
        return found.pop()
    return "customer" if not found and _honorific().search(label) else "unknown"


def is_among(label: str, names: Iterable[str]) -> bool:
    """Whether the person or company `label` is one of `names`, written this way or that."""
    return _is_among(_parts(label), filter(None, map(plain, names)))


def _is_among(parts: Sequence[str], names: Iterable[str]) -> bool:
    words = {word for part in parts for word in (part, *part.split())}
    return any(_same(name, word) for name in names for word in words)


@lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """A name for comparing: one width and case, without honorifics and forms of company."""
    text = unicodedata.normalize("NFKC", name).casefold().strip(" \t　@_.,;:-*#•・")
    return _titles().sub("", _forms_of_company().sub("", text).strip()).strip()


def _parts(label: str) -> list[str]:
    """What is said in brackets, and the pieces outside them."""
    texts = [*_BRACKETED.findall(label), _BRACKETED.sub(" ", label)]
    return list(dict.fromkeys(filter(None, (plain(piece) for text in texts for piece in _APART.split(text)))))


def _same(name: str, word: str) -> bool:
    """Whether they are one: 田中 and 田中部長, "acme" and "acme tokyo"."""
    longer, shorter = (word, name) if len(word) > len(name) else (name, word)
    rest = longer.removeprefix(shorter)
    if name == word or len(shorter) < 2 or rest == longer:
        return name == word
    return not rest[0].isalnum() or bool(_roles().fullmatch(rest))


def _side_word(part: str) -> Side | None:
    """The side a word names: by itself, as 弊社 in 弊社サポート, or as "agent" in "agent kim"."""
    for side in _SIDES:
        if part in _side_words(side) or part in _jobs(side):
            return side
    first, _, rest = part.partition(" ")
    for side in _SIDES:
        if rest and not first.isascii() and first in _jobs(side):
            return side
        # of a sentence such as "we have one ask" the first word says nothing
        if rest and any(
            len(word) > 2 and part.removeprefix(word + " ").isalpha()
            for word in _latin(side)
            if part.startswith(word + " ")
        ):
            return side
        if any(
            part.startswith(word)
            for word in _side_words(side)
            if not word.isascii() and (len(word) > 1 or first == word)
        ):
            return side
    return None


def _side_of_company(label: str, sides: Mapping[str, Side]) -> Side:
    """The side of the others who stand under the same company."""
    company = _company(label)
    others = {side for other, side in sides.items() if side != "unknown" and _company(other) == company}
    return others.pop() if company and len(others) == 1 else "unknown"


def _company(label: str) -> str | None:
    if bracketed := _BRACKETED.search(label):
        return plain(bracketed[1]) or None
    pieces = re.split(r"[\s　・]", label.strip(), maxsplit=1)
    return plain(pieces[0]) if len(pieces) == 2 and not label.isascii() else None


def _attendees(text: str, known: Known) -> Iterator[tuple[str, Side]]:
    """Each person of a line such as 「先方：田中様、鈴木様／当社：佐藤」 with the side it gives them.

    Who stands with others between two slashes is on their side.
    """
    groups = [list(_group(group, known)) for group in re.split(r"[\n;；/／]+", text)]
    for group in groups:
        sides = {side for _, side in group} - {"unknown"}
        whole = sides.pop() if len(sides) == 1 and len(groups) > 1 else "unknown"
        for name, side in group:
            if (side if side != "unknown" else whole) != "unknown":
                yield name, side if side != "unknown" else whole


def _group(text: str, known: Known) -> Iterator[tuple[str, Side]]:
    head, _, people = text.replace("：", ":").rpartition(":")
    side = side_of(head, known) if head else "unknown"
    for person in _PEOPLE_APART.split(people):
        words = _BRACKETED.sub(" ", person).split()
        own = side_of(person, known)
        if own != "unknown" and len(words) > 1 and _side_word(plain(words[0])):
            side = own  # 「当社 佐藤、山本」: said before the first, it holds for the next
        if name := plain(" ".join(words) if person.isascii() else words[-1]) if words else "":
            yield name, own if own != "unknown" else side


@cache
def _side_words(side: Side) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFKC", word).casefold() for word in reading.words("sides", side))


@cache
def _jobs(side: Side) -> frozenset[str]:
    words = reading.words("sides", f"{side}_jobs")
    return frozenset(unicodedata.normalize("NFKC", word).casefold() for word in words)


@cache
def _latin(side: Side) -> tuple[str, ...]:
    return tuple(sorted(word for word in _side_words(side) | _jobs(side) if word.isascii()))


@cache
def _honorific() -> re.Pattern[str]:
    return re.compile(rf"\S(?:{_any('honorific')})(?=$|[\s　(（\[［【・])")


@cache
def _polite() -> re.Pattern[str]:
    return re.compile(rf"\S(?:{_any('polite')})(?=$|[\s　(（])|^(?:{_any('polite')})\b", re.IGNORECASE)


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{_any('polite').casefold()})\b\.?\s*|(?<=\S)(?:{_any('honorific')}|{_any('polite')})$"
    )


@cache
def _forms_of_company() -> re.Pattern[str]:
    japanese, english = (
        [word for word in reading.words("sides", "company") if word.isascii() == ascii_only]
        for ascii_only in (False, True)
    )
    return re.compile("|".join(japanese) + rf"|\b(?:{'|'.join(english).casefold()})\b\.?")


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(_any("role").casefold())


def _any(key: str) -> str:
    return "|".join(word for word in reading.words("sides", key) if word)
