"""One measured figure."""

from __future__ import annotations

from voc import types
from voc.schemas.base import Shape, flat_fields


class FigureShape(Shape):
    """``voc evaluate --json``, one line."""

    task: str
    measure: str
    data: str
    system: str
    value: float
    n: int
    language: str | None
    label: str | None

    @classmethod
    def of(cls, figure: types.Figure) -> FigureShape:
        return cls(**flat_fields(figure))
