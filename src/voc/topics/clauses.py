"""Cuts sentences into short phrases a label can be made of, by the rules of ``clauses.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WEAK = 0.4  # how much an unfinished phrase is worth beside a finished one
OVERLONG = 0.7  # one longer than reads well
ONE_OFF = 0.7  # one that is one customer's


@dataclass(frozen=True, slots=True)
class _Rules:
    split: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    weak: re.Pattern[str]
    one_off: re.Pattern[str]
    columns: tuple[int, int, int]
    about: str
    reason: str
    separator: str


def clauses(text: str, language: str) -> list[str]:
    """The phrases of `text` that are long enough to say something and short enough for a label."""
    rules = _rules(language)
    least, _, most = rules.columns
    found = [_trimmed(part, rules) for part in rules.split.split(text)]
    return [phrase for phrase in found if least <= _columns(phrase) <= most]


def fitness(phrase: str, language: str) -> float:
    """0…1: how well `phrase` stands alone and for many."""
    rules = _rules(language)
    fit = WEAK if rules.weak.search(phrase) else 1.0
    if _columns(phrase) > rules.columns[1]:
        fit *= OVERLONG
    return fit * (ONE_OFF if rules.one_off.search(phrase) else 1.0)


def about(terms: Sequence[str], language: str, *, reason: str | None = None) -> str:
    """A label of key terms alone, after the label of the churn reason where there is one."""
    rules = _rules(language)
    listed = rules.separator.join(terms)
    if reason is None:
        return rules.about.format(terms=listed)
    return rules.reason.format(reason=reason, terms=listed) if listed else reason


def _trimmed(part: str, rules: _Rules) -> str:
    phrase, before = part.strip(), None
    while phrase != before:
        before = phrase
        phrase = rules.closing.sub("", rules.opening.sub("", phrase).strip()).strip(" 　'’-*#>/・")
    return phrase[:1].upper() + phrase[1:]


def _columns(phrase: str) -> int:
    return sum(2 if letter > "\u2e7f" else 1 for letter in phrase)


@cache
def _rules(language: str) -> _Rules:
    """The rules of `language`; those of English for a language that has none."""
    table = tomllib.loads((files(__package__) / "clauses.toml").read_text(encoding="utf-8"))
    own = table.get(language, table["en"])
    least, best, most = own["columns"]
    return _Rules(
        split=re.compile(own["split"], re.IGNORECASE),
        opening=re.compile(f"^{own['opening']}", re.IGNORECASE),
        closing=re.compile(f"{own['closing']}$", re.IGNORECASE),
        weak=re.compile(f"{own['weak']}$", re.IGNORECASE),
        one_off=re.compile(own["one_off"], re.IGNORECASE),
        columns=(least, best, most),
        about=own["about"],
        reason=own["reason"],
        separator=own["separator"],
    )
