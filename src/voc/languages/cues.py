"""The cues of a language: patterns of words that hint at a signal, and what takes their force away."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from voc import languages
from voc.languages.spellings import widened


@dataclass(frozen=True, slots=True)
class Scope:
    """Words around a cue that take its force away, such as a negation or a condition."""

    name: str  # negated, hypothetical, third_party, past, own_business, harmless, vendor_question
    reach: int  # characters between these words and the cue
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues of one language; every pattern is meant for NFKC-normalised, lower-cased text.

    Each matches its words in all their spellings.
    """

    signals: Mapping[str, re.Pattern[str]]  # signal key -> any of its patterns
    scopes: tuple[Scope, ...]
    severity: Mapping[str, Mapping[str, re.Pattern[str]]]  # signal key -> level -> words that show it


@cache
def load(code: str) -> Cues:
    """The cues of language `code`; those of English where a language has none of its own."""
    folder = resources.files(languages) / (code if code in languages.LANGUAGES else "en")
    table = tomllib.loads((folder / "cues.toml").read_text(encoding="utf-8"))
    signals = {entry["signal"]: _any(entry["patterns"], code) for entry in table["cue"]}
    scopes = tuple(
        Scope(
            name=name,
            reach=entry["reach"],
            before=_any(entry["before"], code) if "before" in entry else None,
            after=_any(entry["after"], code) if "after" in entry else None,
            anywhere=_any(entry["anywhere"], code) if "anywhere" in entry else None,
        )
        for name, entry in table["scope"].items()
    )
    severity = {
        key: {level: _any(patterns, code) for level, patterns in levels.items()}
        for key, levels in table["severity"].items()
    }
    return Cues(signals, scopes, severity)


def _any(patterns: list[str], code: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{widened(pattern, code)})" for pattern in patterns))
