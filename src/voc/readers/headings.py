"""What the heading of a column says: names as in an export, or a question as in a form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from voc.languages import reading

SCORES = ("score", "nps", "csat")
LEVELS = " / "  # between a heading and the group it stands under

_NUMBERING = re.compile(r"^(?:(?:q|設問|質問|問)\s?\d+[-_.]?\d*|\d+)\s?[.:．：、)）]?\s*(?=\S)")
_BRACKETS = re.compile(r"\([^)]*\)|【[^】]*】|\[[^\]]*\]")
_EXACT_ONLY = frozenset({"speaker", "channel", "side", "title", "thread", "question", "address", "answer"})


def role_of(heading: str) -> str | None:
    """The role of a heading that is exactly one of the known names."""
    role, _ = _names().get(plain(heading), (None, 0))
    return "text" if role == "answer" else None if role == "ours" else role


@lru_cache(maxsize=10_000)
def roles_of(heading: str) -> Sequence[tuple[str, int]]:
    """The roles a heading may mean, the likeliest first, each with the rank of its name: lower is surer."""
    whole = plain(heading)
    asked = _without_request(whole)
    for name in (whole, plain(heading.rpartition(LEVELS)[2]), asked):
        if exact := _names().get(name):
            return [("text" if exact[0] == "answer" else exact[0], exact[1])]
    # the head of a compound comes last, in both languages: 「満足度の理由」, "customer comment"
    found = sorted(
        (
            (match.end(), len(name), role, rank + 1000)
            for name, (role, rank) in _names().items()
            if role not in _EXACT_ONLY and (match := _inside(name).search(asked))
            if role != "account" or _is_the_head(name, asked, question=is_question(heading))
        ),
        reverse=True,
    )
    ranks: dict[str, int] = {}
    for _, _, role, rank in found:
        ranks.setdefault("text" if role == "reason" and not cancels(heading) else role, rank)
    if "ours" in ranks and not is_question(heading):
        return [("ours", ranks["ours"])]
    ranks.pop("ours", None)
    if next(iter(ranks), None) == "score":  # "NPS score" is about the one that is named
        ranks = {role: ranks[role] for role in ("nps", "csat", *ranks) if role in ranks}
    return list(ranks.items())


def is_bare_answer(heading: str) -> bool:
    """Whether it says no more than that the answers stand below: "Response"."""
    return _names().get(plain(heading), ("", 0))[0] == "answer"


@lru_cache(maxsize=10_000)
def is_question(heading: str) -> bool:
    """Whether it asks, as the headings of forms do: 「…を教えてください」, "How …?"."""
    asks = reading.pattern("questions", "asks", flags=re.IGNORECASE)
    return bool(asks.search(unicodedata.normalize("NFKC", heading).strip()))


@lru_cache(maxsize=10_000)
def offers_a_choice(heading: str) -> bool:
    """Whether it asks to choose, so that its cells are options and not words of one's own."""
    chooses = reading.pattern("questions", "chooses", flags=re.IGNORECASE)
    return bool(chooses.search(unicodedata.normalize("NFKC", heading)))


def cancels(heading: str) -> bool:
    """Whether it speaks of a cancellation."""
    return any(word in plain(heading) for word in reading.words("cancellation", "headers"))


def is_total(cell: str) -> bool:
    """Whether it is what stands in front of a row of sums and means."""
    return _BRACKETS.sub("", plain(cell)).strip() in _totals()


@lru_cache(maxsize=10_000)
def plain(heading: str) -> str:
    """A heading for comparing: one width and case, without numbering and marks."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    text = re.sub(r"[\s_\-/]+", " ", text).strip(" 　:：*?？。.■●・【】[]「」")
    return _NUMBERING.sub("", text).strip() or text


def _without_request(text: str) -> str:
    """What is asked for: 会社名 in 「会社名をご記入ください」, "score" in "What is your score"."""
    for pattern in reading.words("questions", "requests"):
        if match := re.search(pattern, text):
            return match["asked"].strip()
    return text


def _is_the_head(name: str, asked: str, *, question: bool) -> bool:
    """Whether the phrase ends with an account's name: 「お客様が困っていること」 is no お客様.

    In a question a name that others are built on (お客様 of お客様名) is too general to count.
    """
    general = question and any(name != other and name in other for other in _names_of_accounts())
    return not general and _BRACKETS.sub("", asked).rstrip(" 0123456789").endswith(name)


@cache
def _names() -> Mapping[str, tuple[str, int]]:
    names: dict[str, tuple[str, int]] = {role: (role, 0) for role in (*SCORES, "text", "thread")}
    for role, words in reading.roles("columns").items():
        for rank, word in enumerate(words):
            names.setdefault(plain(word), (role, rank))
    return names


@cache
def _names_of_accounts() -> frozenset[str]:
    return frozenset(name for name, (role, _) in _names().items() if role == "account")


@cache
def _totals() -> frozenset[str]:
    return frozenset(map(plain, reading.words("totals", "words")))


@cache
def _inside(name: str) -> re.Pattern[str]:
    if name.isascii():
        return re.compile(rf"\b{re.escape(name)}\b" if len(name) > 2 else r"(?!)")
    return re.compile(re.escape(name) if len(name) > 1 else r"(?!)")
