"""What a language has for being in touch: harmless silences announced, meetings moved, positions."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from voc import languages
from voc.languages.spellings import widened

LOWEST_RANK = 1


@dataclass(frozen=True, slots=True)
class ContactWords:
    """Patterns of one language, for NFKC-normalised, lower-cased sentences."""

    quiet: re.Pattern[str]
    not_announced: re.Pattern[str]
    until: re.Pattern[str]
    end_of: str
    causes: Sequence[
        tuple[re.Pattern[str], int]
    ]  # words of a harmless cause, how many days it lasts if unsaid
    moved: re.Pattern[str]
    not_moved: re.Pattern[str]
    ranks: Sequence[tuple[int, re.Pattern[str]]]  # the highest first


def quiet_days(sentence: str, language: str) -> int | None:
    """For how many days whoever says this is quiet for a harmless cause; None where it says no such thing."""
    words, text = load(language), _plain(sentence)
    if not words.quiet.search(text) or words.not_announced.search(text):
        return None
    return next((days for cause, days in words.causes if cause.search(text)), None)


def until_words(sentence: str, language: str) -> list[str]:
    """The words for the day until which somebody is away, as they are and as the end of a month."""
    words = load(language)
    found = words.until.search(_plain(sentence))
    return [found["day"], words.end_of.format(found["day"])] if found else []


def moves_meeting(sentence: str, language: str) -> bool:
    """Whether it cancels or moves a meeting."""
    words, text = load(language), _plain(sentence)
    return bool(words.moved.search(text)) and not words.not_moved.search(text)


def rank(role: str) -> int:
    """How high a position is: 4 board, 3 head of a department, 2 lead, 1 any other."""
    text = _plain(role)
    found = [
        level for code in languages.LANGUAGES for level, pattern in load(code).ranks if pattern.search(text)
    ]
    return max(found, default=LOWEST_RANK)


@cache
def load(code: str) -> ContactWords:
    """The words of language `code`; those of English where a language has none of its own."""
    code = code if code in languages.LANGUAGES else "en"
    table = tomllib.loads((files(languages) / code / "contact.toml").read_text(encoding="utf-8"))
    away, moved = table["away"], table["moved"]
    return ContactWords(
        quiet=_any(away["quiet"], code),
        not_announced=_any(away["never"], code),
        until=re.compile(away["until"]),
        end_of=away["end_of"],
        causes=[(_any(cause["patterns"], code), cause["days"]) for cause in away["cause"]],
        moved=_any(moved["patterns"], code),
        not_moved=_any(moved["never"], code),
        ranks=[(int(level), _any(patterns, code)) for level, patterns in table["ranks"].items()],
    )


def _any(patterns: Sequence[str], code: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{widened(pattern, code)})" for pattern in patterns))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
