"""Finds cues in a sentence, and says which of them still count after their scope is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from voc.languages import cues
from voc.languages.cues import Scope
from voc.signals.folding import fold

_CLAUSE_ENDS = "。！？!?\n"


@dataclass(frozen=True, slots=True)
class CueHit:
    """Words that hint at a signal, with offsets into the sentence as it was given."""

    key: str
    start: int
    end: int
    scopes: frozenset[str]  # what takes its force away; empty when it counts

    @property
    def counts(self) -> bool:
        """Whether nothing around the cue takes its force away."""
        return not self.scopes


def find(sentence: str, language: str, *, keys: Collection[str] | None = None) -> list[CueHit]:
    """Every cue in `sentence`, in order of key and place; scoped ones are marked, not left out.

    `keys` limits the search to some signals, which saves most of the time.
    """
    known = cues.load(language)
    folded = fold(sentence)
    return [
        CueHit(key, *folded.original(*match.span()), _scopes(folded.text, *match.span(), known.scopes))
        for key, pattern in known.signals.items()
        if keys is None or key in keys
        for match in pattern.finditer(folded.text)
        if match.end() > match.start()
    ]


def _scopes(text: str, start: int, end: int, scopes: tuple[Scope, ...]) -> frozenset[str]:
    return frozenset(scope.name for scope in scopes if any(_applies(text, start, end, scope)))


def _applies(text: str, start: int, end: int, scope: Scope) -> Iterator[bool]:
    before = text[max(0, start - scope.reach) : start]
    after = text[end : end + scope.reach]
    cut = max(before.rfind(mark) for mark in _CLAUSE_ENDS) + 1
    yield scope.before is not None and scope.before.search(before[cut:]) is not None
    yield scope.after is not None and scope.after.search(after) is not None
    yield scope.anywhere is not None and scope.anywhere.search(text) is not None
