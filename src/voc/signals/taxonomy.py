"""The signal vocabulary, read from taxonomy.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, get_args

from voc.signals.folding import fold
from voc.types import Bilingual, Polarity, Severity

_ASKED = 2  # questions: more are not asked in one breath


@dataclass(frozen=True, slots=True)
class Question:
    """A question to ask next; `when` finds the words that it follows up, None fits any."""

    words: Bilingual
    when: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class SignalKind:
    """What we know of one signal: names, severity, why it matters, what to ask next."""

    key: str
    polarity: Polarity
    label: Bilingual
    severity: Severity  # by default
    criteria: Mapping[Severity, Bilingual]
    why: Bilingual
    questions: tuple[Question, ...]
    vendor_words: bool  # whether the vendor's own words may show it

    def ask(self, quotes: Sequence[str]) -> Bilingual:
        """The two questions that follow up the words in `quotes`, or else those that fit any."""
        said = "\n".join(fold(quote).text for quote in quotes)
        fitting = [
            question.words for question in self.questions if question.when and question.when.search(said)
        ]
        asked = [*fitting, *(question.words for question in self.questions if question.when is None)][:_ASKED]
        return Bilingual(ja="".join(each.ja for each in asked), en=" ".join(each.en for each in asked))


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
        questions=tuple(_question(each) for each in entry["ask"]),
        vendor_words=entry.get("vendor_words", False),
    )


def _question(entry: Mapping[str, str]) -> Question:
    when = entry.get("when")
    return Question(
        words=Bilingual(ja=entry["ja"], en=entry["en"]),
        when=re.compile(when) if when is not None else None,
    )
