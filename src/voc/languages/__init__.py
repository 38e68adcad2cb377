"""One folder per language; nobody else asks which language a text is in to decide what to do."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from voc.languages.detection import detect
from voc.registry import Registry

__all__ = ["LANGUAGES", "Language", "detect", "get"]

LANGUAGES = Registry(
    "language",
    {"ja": "voc.languages.ja:Japanese", "en": "voc.languages.en:English"},
)


class Language(Protocol):
    """What a language has to offer to the rest of voc."""

    code: str

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each sentence of `text`, trimmed of white space, in order."""

    def terms(self, text: str) -> list[str]:
        """Content words of `text` as lemmas, one-character words kept, stop words left out."""

    def is_question(self, sentence: str) -> bool:
        """Whether `sentence` asks something."""


@cache
def get(code: str) -> Language:
    """The language called `code`; English rules serve for languages we have no folder for."""
    language: Language = LANGUAGES.load(code if code in LANGUAGES else "en")()
    return language
