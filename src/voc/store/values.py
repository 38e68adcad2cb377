"""What the store gives back besides the central types."""

from __future__ import annotations

from dataclasses import dataclass

from voc.types import Problem


@dataclass(frozen=True, slots=True)
class Added:
    """How many documents were new, and how many the store had already."""

    added: int
    known: int
    revised: int = 0  # of the added, how many are versions of mails or conversations there were


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import of accounts changed."""

    added: int
    updated: int
    unchanged: int
    moved_documents: int  # that now belong to another account
    problems: tuple[Problem, ...]
