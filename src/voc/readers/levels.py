"""Levels in words (とても満足 … とても不満) as scores from 1 to 5."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from voc.languages import reading

_GROUPS = ("very_bad", "bad", "rather_bad", "middle", "rather_good", "good", "very_good")
_FIVE = {"very_bad": 1, "bad": 2, "rather_bad": 2, "middle": 3, "rather_good": 4, "good": 4, "very_good": 5}
_ENDS = {"bad": 1, "good": 5}  # where 満足 is as good as it gets, beside やや満足
_BRACKETED = re.compile(r"[(\[【].*$")

Scale = Mapping[str, int]


def scale_of(cells: Iterable[str]) -> Scale:
    """The score of each word in a column of levels, by what else stands in the column.

    Empty where it is no such column, or has seven levels, which are no score from 1 to 5.
    """
    words = {word for cell in cells if (word := plain(cell)) and word not in _unsaid()}
    groups = {_groups()[word] for word in words if word in _groups()}
    if len(groups) < 2 or not words <= _groups().keys():
        return {}
    mild, strong = groups & {"rather_bad", "rather_good"}, groups & {"very_bad", "very_good"}
    if mild and strong and groups & _ENDS.keys():
        return {}
    scores = {**_FIVE, **_ENDS} if mild and not strong else _FIVE
    return {word: scores[group] for word, group in _groups().items()}


def is_unsaid(cell: str) -> bool:
    """Whether it says that no level was chosen: 無回答, "n/a"."""
    return plain(cell) in _unsaid()


def is_level(cell: str) -> bool:
    """Whether it is one of the known levels in words."""
    return plain(cell) in _groups()


def names_an_nps_group(cell: str) -> bool:
    """Whether it is what a program says beside a score: Promoter, 批判者."""
    return plain(cell) in _nps_groups()


def plain(cell: str) -> str:
    """A level for comparing: one width and case, without what stands in brackets."""
    return _BRACKETED.sub("", unicodedata.normalize("NFKC", cell)).strip(" 　。.").casefold()


@cache
def _groups() -> Mapping[str, str]:
    return {plain(word): group for group in _GROUPS for word in reading.words("levels", group)}


@cache
def _nps_groups() -> frozenset[str]:
    return frozenset(map(plain, reading.words("levels", "nps_groups")))


@cache
def _unsaid() -> frozenset[str]:
    return frozenset(map(plain, reading.words("levels", "unsaid")))
