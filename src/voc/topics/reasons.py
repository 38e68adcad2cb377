"""The fixed reasons customers leave for, from ``reasons.toml``."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from voc.types import Bilingual, Recoverability

UNKNOWN = "unknown"  # too little is said to tell
OTHER = "other"  # a reason is given, and it is none of the named ones


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: stable key, what people call it, whether we could mend it, how customers put it."""

    key: str
    label: Bilingual
    recoverability: Recoverability
    options: tuple[str, ...]  # words in the options of cancellation forms, any language
    phrases: Mapping[str, tuple[str, ...]]  # language -> descriptions in customers' words


@cache
def reasons() -> Mapping[str, Reason]:
    """Key -> reason, in the order of the file."""
    table = tomllib.loads((files(__package__) / "reasons.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            key: Reason(
                key=key,
                label=Bilingual(entry["ja"], entry["en"]),
                recoverability=entry["recoverability"],
                options=tuple(entry["options"]),
                phrases=MappingProxyType({code: tuple(said) for code, said in entry["phrases"].items()}),
            )
            for key, entry in table.items()
        }
    )


@cache
def recoverability() -> Mapping[str, Recoverability]:
    """Key -> whether it can be mended, before anything more is known of the case."""
    return MappingProxyType({key: reason.recoverability for key, reason in reasons().items()})


def chosen_reason(option: str) -> str | None:
    """The reason that the option ticked on a form means; None when no word of it is known.

    The longest word that is found decides: 「担当者の対応」 is more than 「対応」.
    """
    said = unicodedata.normalize("NFKC", option).casefold()
    found = [(len(word), key) for key, reason in reasons().items() for word in reason.options if word in said]
    return max(found, key=lambda each: each[0])[1] if found else None
