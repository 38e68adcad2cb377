"""NFKC-normalised, lower-cased text that still knows where each character came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_VOICED = "ﾞﾟ\u3099\u309a"  # half-width and combining voicing marks join the kana before them


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` for matching; character i of it stands for the original from `starts[i]` to `ends[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where folded characters `start` to `end` (not empty) stand in the original."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """`text` with full-width and half-width forms, case and typographic quotes made alike."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (text[end] in _VOICED or unicodedata.combining(text[end])):
            end += 1
        folded = unicodedata.normalize("NFKC", text[at:end]).lower().translate(_QUOTES)
        pieces.append(folded)
        starts += [at] * len(folded)
        ends += [end] * len(folded)
        at = end
    return Folded("".join(pieces), tuple(starts), tuple(ends))
