"""The wording of promises, due dates and people in one language, ready to match."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from voc import languages
from voc.languages.spellings import widened
from voc.types import PersonEvent

Pattern = re.Pattern[str]
NAME_HERE = "\ue000"  # put where a person's name stands, to look at the words around it


@dataclass(frozen=True, slots=True)
class DueWording:
    """Words for a day, and the rule that turns them into one; `values` are what the words imply."""

    rule: str
    pattern: Pattern
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """Patterns of one language for NFKC-normalised, lower-cased text (those of people: for text as it is)."""

    apart: Pattern  # between two clauses of a sentence
    commits: Pattern  # a clause that promises by itself
    with_due: Pattern  # a clause that promises when it names a day
    noted: Pattern  # the clipped style of memos and minutes
    noted_with_due: Pattern
    never: Pattern  # takes the force away from its clause
    never_in_sentence: Pattern  # a condition in front: もし…なら、…します
    enclosed: Pattern  # what a mail brings with itself, unless a day is named
    deadline: Pattern  # of several days, the one that is meant: …まで, by …
    own: Pattern  # in a note: the side that writes it does the thing
    other: Pattern  # in a note: the side written about does it
    addressee: Pattern  # in speech and mail: the side spoken to does it
    due: tuple[DueWording, ...]
    numbers: Mapping[str, int]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    people: tuple[tuple[str, Pattern], ...]  # how the person is related to the writer, pattern
    nobody: Pattern  # stands where a name could
    no_role: Pattern  # stands where a role could
    events: tuple[tuple[PersonEvent, Pattern], ...]  # what happens to a person, by the words around the name


@cache
def load(code: str) -> PromiseWords:
    """The wording of language `code`; that of English where a language has none of its own."""
    folder = resources.files(languages) / (code if code in languages.LANGUAGES else "en")
    table = tomllib.loads((folder / "promises.toml").read_text(encoding="utf-8"))
    words = table["words"]
    names = {kind: _one_of(words[kind]) for kind in ("weekdays", "months")}
    names["numbers"] = _one_of({"[0-9]+": 0} | words["numbers"])
    names |= table.get("parts", {}) | {"person": NAME_HERE}

    def pattern(text: str, flags: int = 0) -> Pattern:
        for name, value in names.items():
            text = text.replace(f"<{name}>", value)
        return re.compile(widened(text, code), flags)

    def any_of(key: str) -> Pattern:
        return pattern("|".join(f"(?:{one})" for one in table["promise"][key]))

    return PromiseWords(
        **{key: any_of(key) for key in _PROMISE_KEYS},
        due=tuple(
            DueWording(entry["rule"], pattern(one), entry.get("values", {}))
            for entry in table["due"]
            for one in entry["patterns"]
        ),
        numbers=words["numbers"],
        weekdays=words["weekdays"],
        months=words["months"],
        people=tuple((entry["side"], pattern(one)) for entry in table["people"] for one in entry["patterns"]),
        nobody=pattern("|".join(table["nobody"])),
        no_role=pattern("|".join(table["no_role"])),
        events=tuple((event, pattern("|".join(table["events"][event]))) for event in _EVENTS),
    )


_EVENTS: tuple[PersonEvent, ...] = ("leaving", "moved", "new")
_PROMISE_KEYS = (
    "apart",
    "commits",
    "with_due",
    "noted",
    "noted_with_due",
    "never",
    "never_in_sentence",
    "enclosed",
    "deadline",
    "own",
    "other",
    "addressee",
)


def _one_of(words: Mapping[str, int]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"
