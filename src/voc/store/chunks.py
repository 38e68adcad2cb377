"""Lists in pieces small enough for one statement: databases allow 32,766 values or so in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

VALUES = 2000  # above this statements get no faster on either database, only larger


def chunks(items: Iterable[T], size: int = VALUES) -> Iterator[list[T]]:
    """`items` in order, in lists of `size`, the last one shorter."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece
