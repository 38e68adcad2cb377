"""The signal vocabulary, read from taxonomy.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, get_args

from voc.types import Bilingual, Polarity, Severity


@dataclass(frozen=True, slots=True)
class SignalKind:
    """What we know of one signal: names, severity, why it matters, what to ask next."""

    key: str
    polarity: Polarity
    label: Bilingual
    severity: Severity  # by default
    criteria: Mapping[Severity, Bilingual]
    why: Bilingual
    questions: tuple[Bilingual, ...]
    vendor_words: bool  # whether the vendor's own words may show it

    @property
    def ask(self) -> Bilingual:
        """The question hint as one text per language."""
        return Bilingual(
            ja="".join(question.ja for question in self.questions),
            en=" ".join(question.en for question in self.questions),
        )


@cache
def load() -> Mapping[str, SignalKind]:
    """Signal key -> kind, in the order of the file."""
    text = (resources.files("voc.signals") / "taxonomy.toml").read_text(encoding="utf-8")
    return {entry["key"]: _kind(entry) for entry in tomllib.loads(text)["signal"]}


def _kind(entry: Mapping[str, Any]) -> SignalKind:
    return SignalKind(
        key=entry["key"],
        polarity=entry["polarity"],
        label=Bilingual(**entry["label"]),
        severity=entry["severity"],
        criteria={level: Bilingual(**entry[level]) for level in get_args(Severity)},
        why=Bilingual(**entry["why"]),
        questions=tuple(Bilingual(**question) for question in entry["ask"]),
        vendor_words=entry.get("vendor_words", False),
    )
