"""Picking one figure out of many."""

from __future__ import annotations

from collections.abc import Sequence

from voc.types import Figure


def value_of(figures: Sequence[Figure], data: str, language: str, measure: str, system: str) -> float:
    """The value of the one figure over all labels that is so described."""
    [value] = [
        figure.value
        for figure in figures
        if (figure.data, figure.language, figure.measure, figure.system, figure.label)
        == (data, language, measure, system, None)
    ]
    return value
