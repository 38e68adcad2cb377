"""The words by which sides are told, of all languages together (see ``[sides]`` in reading.toml)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from voc.languages import reading
from voc.types import Side


@cache
def words_of(side: Side) -> frozenset[str]:
    """Words that name a side, also as the head of a compound: 弊社 in 弊社サポート."""
    return frozenset(unicodedata.normalize("NFKC", word).casefold() for word in reading.words("sides", side))


@cache
def jobs_of(side: Side) -> frozenset[str]:
    """Jobs of one side, which tell by themselves only."""
    words = reading.words("sides", f"{side}_jobs")
    return frozenset(unicodedata.normalize("NFKC", word).casefold() for word in words)


@cache
def latin_words_of(side: Side) -> tuple[str, ...]:
    """Those of both in Latin letters, which may stand before a name."""
    return tuple(sorted(word for word in words_of(side) | jobs_of(side) if word.isascii()))


@cache
def honorific() -> re.Pattern[str]:
    """様, at the end of a label or of a name in it."""
    return re.compile(rf"\S(?:{_any('honorific')})(?=$|[\s　(（\[［【・])")


@cache
def polite() -> re.Pattern[str]:
    """さん or "Ms", which tell no side."""
    return re.compile(rf"\S(?:{_any('polite')})(?=$|[\s　(（])|^(?:{_any('polite')})\b", re.IGNORECASE)


@cache
def titles() -> re.Pattern[str]:
    """What `sides.plain` takes off a name."""
    return re.compile(
        rf"^(?:{_any('polite').casefold()})\b\.?\s*|(?<=\S)(?:{_any('honorific')}|{_any('polite')})$"
    )


@cache
def forms_of_company() -> re.Pattern[str]:
    """株式会社, "Inc." and so on."""
    japanese, english = (
        [word for word in reading.words("sides", "company") if word.isascii() == ascii_only]
        for ascii_only in (False, True)
    )
    return re.compile("|".join(japanese) + rf"|\b(?:{'|'.join(english).casefold()})\b\.?")


@cache
def roles() -> re.Pattern[str]:
    """部長 after a surname."""
    return re.compile(_any("role").casefold())


@cache
def role_after_name() -> re.Pattern[str]:
    """The 部長 of 長尾部長."""
    return re.compile(rf"(?<=\S)(?:{_any('role').casefold()})$")


@cache
def titled() -> re.Pattern[str]:
    """A role at the end of a label."""
    return re.compile(rf"(?:{_any('role')})$")


@cache
def team_marks() -> re.Pattern[str]:
    """A team's letters before a name: "AM Joyce", CS平田; in capitals, for "am" is a word too."""
    return re.compile(rf"(?:{_any('vendor_marks')})[ 　・_-]?(?=[A-Z]|[^\x00-\x7f]|$)")


@cache
def customers_role() -> re.Pattern[str]:
    """A role that is never one of ours: 院長, 店長."""
    return re.compile(rf"^(?:{_any('customer_roles')})|(?:{_any('customer_roles')})$")


@cache
def title_alone() -> re.Pattern[str]:
    """A role without a name."""
    return reading.pattern("sides", "title_alone", flags=re.IGNORECASE)


@cache
def third() -> re.Pattern[str]:
    """What is on neither side: 代理店, "consultant"."""
    return reading.pattern("sides", "third", flags=re.IGNORECASE)


@cache
def nobody() -> re.Pattern[str]:
    """Names for whoever cannot be told: 話者2, "Unidentified Speaker"."""
    return reading.pattern("sides", "nobody", flags=re.IGNORECASE)


@cache
def about_a_side() -> re.Pattern[str]:
    """What may follow a side in a heading: 側, " attendees"."""
    return re.compile(rf"(?:{_any('about')})$")


def _any(key: str) -> str:
    return "|".join(word for word in reading.words("sides", key) if word)
