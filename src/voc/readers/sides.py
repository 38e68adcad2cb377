"""Whose side a speaker is on, from how the source calls them; unknown rather than a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from voc.languages import reading
from voc.readers import side_words
from voc.readers.options import ReadOptions
from voc.types import Side

BRACKETED = re.compile(r"[(（\[［【〔<＜]([^)）\]］】〕>＞]*)[)）\]］】〕>＞]")
_APART = re.compile(r"[・:：|｜/／,、—–=＝]|\s-\s|\s?[@＠]\s|(?<=[^\W\d_a-zA-Z])の(?=[^\W\d_a-zA-Z])")
_SIDES: tuple[Side, Side] = ("vendor", "customer")
_SPACED = re.compile(r"[^\x00-\x7f]\s+[^\x00-\x7f]")
_MOST_WORDS = 4  # of a team's name; what is longer is a sentence
_OTHER: Mapping[Side, Side] = {"vendor": "customer", "customer": "vendor", "unknown": "unknown"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of sides before the first turn; names, companies and domains in plain form."""

    customers: frozenset[str] = frozenset()
    vendors: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()  # on neither side: a dealer, a consultant
    groups: tuple[frozenset[str], ...] = ()  # names that stand together in the list of attendees
    people: frozenset[str] = frozenset()  # who attended, whatever their side
    internal: bool = False  # a meeting of ours alone
    complete: Side = "unknown"  # the one side whose people the caller named
    writer: Side = "vendor"  # 弊社 and "us" are the side of who wrote the note
    title: str = ""
    asks: Side = "unknown"  # who is Q where the turns are Q and A
    only: Side = "unknown"  # whose words alone the note brings: "Customer quotes"


def known_from(options: ReadOptions, *, account: str | None = None) -> Known:
    """What the caller says about sides."""
    customers = {plain(name) for name in (*options.customers, account or "")} - {""}
    vendors = {plain(name) for name in options.vendors} - {""}
    both = customers & vendors
    one: Side = "vendor" if options.vendors else "unknown"  # of a customer the company alone may be given
    complete: Side = "unknown" if options.vendors and options.customers else one
    return Known(frozenset(customers - both), frozenset(vendors - both), complete=complete)


@lru_cache(maxsize=10_000)
def side_of(label: str, known: Known) -> Side:
    """The side of one label, such as 当社 佐藤, 田中様（A社）, [CSM], Rep (Theo)."""
    parts = _parts(label)
    told = (known.vendors, known.customers)
    # 「話者 2」 is 話者 2 and nobody else, though 話者 1 begins alike
    exactly: set[Side] = {side for side, wanted in zip(_SIDES, told, strict=True) if wanted & {*parts}}
    third = any(map(side_words.third().match, parts))
    if _is_among(parts, known.others) or (third and len(exactly) != 1):
        return "unknown"
    named: set[Side] = {side for side, wanted in zip(_SIDES, told, strict=True) if _is_among(parts, wanted)}
    found = (exactly if len(exactly) == 1 else named) or {
        side for part in parts if (side := _side_word(part, known.writer))
    }
    if not found and side_words.team_marks().match(label):
        return "vendor"
    if len(found) == 1:
        return found.pop()
    if not found and is_honoured(label):
        return "customer"
    return _side_alone(label) if not found else "unknown"


def names_a_side(label: str) -> bool:
    """Whether `label` says a side and nothing else, as a heading 「先方」 or "Our side" does."""
    return _side_alone(label) != "unknown"


def _side_alone(label: str) -> Side:
    name = side_words.about_a_side().sub("", plain(label))
    for side in _SIDES:
        if name in side_words.words_of(side) or name in side_words.jobs_of(side):
            return side
    return "unknown"


def is_among(label: str, names: Iterable[str]) -> bool:
    """Whether the person or company `label` is one of `names`, written this way or that."""
    return _is_among(_parts(label), filter(None, map(plain, names)))


def is_third(label: str) -> bool:
    """Whether `label` says that someone is on neither side, such as 販売代理店 or "consultant"."""
    return any(map(side_words.third().match, _parts(label)))


def is_nameless(label: str) -> bool:
    """Whether a machine or a note-taker did not know who spoke: 話者2, "Unidentified Speaker"."""
    return side_words.nobody().fullmatch(plain(label)) is not None


def is_honoured(label: str) -> bool:
    """Whether the label carries 様, which one's own people never do."""
    return side_words.honorific().search(label) is not None


def opposite(side: Side) -> Side:
    """The other side; unknown of unknown."""
    return _OTHER[side]


@lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """A name for comparing: one width and case, without honorifics and forms of company."""
    text = unicodedata.normalize("NFKC", name).casefold().strip(" \t　@_.,;:-*#•・→⇒~〜")
    if _SPACED.fullmatch(text):  # 当　方
        text = text[0] + text[-1]
    return side_words.titles().sub("", side_words.forms_of_company().sub("", text).strip()).strip()


def _is_among(parts: Sequence[str], names: Iterable[str]) -> bool:
    words = {word for part in parts for word in (part, *part.split())}
    return any(_same(name, word) for name in names for word in words)


def _parts(label: str) -> list[str]:
    """What is said in brackets, and the pieces outside them."""
    inside = [piece for text in BRACKETED.findall(label) for piece in re.split("[,、]", text)]
    texts = [*inside, BRACKETED.sub(" ", label)]
    return list(dict.fromkeys(filter(None, (plain(piece) for text in texts for piece in _APART.split(text)))))


def _same(name: str, word: str) -> bool:
    """Whether they are one: 田中 and 田中部長, "acme" and "acme tokyo"."""
    longer, shorter = (word, name) if len(word) > len(name) else (name, word)
    rest = longer.removeprefix(shorter)
    if name == word or rest == longer:
        return name == word
    role = side_words.roles().fullmatch(rest) is not None
    return role and not shorter.isascii() if len(shorter) < 2 else role or not rest[0].isalnum()


def _side_word(part: str, writer: Side) -> Side | None:
    """The side a word names: by itself, as 弊社 in 弊社サポート, or as "agent" in "agent kim"."""
    found = _side_named(part)
    if found and writer == "customer" and part.startswith(reading.words("sides", "writers")):
        return opposite(found)
    return found


def _side_named(part: str) -> Side | None:
    for side in _SIDES:
        if part in side_words.words_of(side) or part in side_words.jobs_of(side):
            return side
    first, _, rest = part.partition(" ")
    for side in _SIDES:
        if rest and first in reading.words("sides", f"{side}_first"):
            return side
    for side in _SIDES:
        if rest and not first.isascii() and first in side_words.jobs_of(side):
            return side
        # of a sentence such as "we have one ask" the first word says nothing
        if rest and any(
            len(word) > 2 and part.removeprefix(word + " ").isalpha()
            for word in side_words.latin_words_of(side)
            if part.startswith(word + " ")
        ):
            return side
        if any(
            part.startswith(word)
            for word in side_words.words_of(side)
            if not word.isascii() and (len(word) > 1 or first == word)
        ):
            return side
    if (
        rest and len(part.split()) <= _MOST_WORDS and part.rpartition(" ")[2] in side_words.jobs_of("vendor")
    ):  # "Pella Support"
        return "vendor"
    return "customer" if side_words.customers_role().search(part) else None
