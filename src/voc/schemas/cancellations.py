"""Cancellations and their reasons."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from voc import types
from voc.schemas.base import Shape, Words
from voc.topics.reasons import reasons


class CancellationShape(Shape):
    """``voc cancellations list --json``, one line."""

    schema_: Literal["voc.cancellation/1"] = Field("voc.cancellation/1", alias="schema")
    document: str
    account: str | None
    time: datetime | None
    reason: str
    label: Words
    by: types.ReasonBy | None  # who tells the reason; null where nobody does
    option: str | None  # ticked on the form, word for word
    found: str | None  # by the analysis; null: not analysed yet
    opening: str  # the first 200 characters

    @classmethod
    def of(
        cls, cancellation: types.Cancellation, reason: str, by: types.ReasonBy | None
    ) -> CancellationShape:
        return cls(
            document=cancellation.document,
            account=cancellation.account,
            time=cancellation.time,
            reason=reason,
            label=Words.of(reasons()[reason].label),
            by=by,
            option=cancellation.option,
            found=cancellation.found,
            opening=cancellation.opening,
        )
