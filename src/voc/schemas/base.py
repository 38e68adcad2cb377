"""What the JSON shapes share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from voc import types
from voc.languages import problems
from voc.types import Evidence


class Shape(BaseModel):
    """What every answer has in common: built by us, so unknown fields are our mistake."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Words(Shape):
    """The same words in both languages."""

    ja: str
    en: str

    @classmethod
    def of(cls, text: types.Bilingual) -> Words:
        return cls(ja=text.ja, en=text.en)


class ProblemShape(Shape):
    """Something that could not be read, while the rest was."""

    code: str
    message: str
    message_ja: str | None = None
    place: str | None = None

    @classmethod
    def of(cls, problem: types.Problem) -> ProblemShape:
        return cls(
            code=problem.code,
            message=problem.message,
            message_ja=problems.message_of(problem, "ja"),
            place=problem.place,
        )


class Ref(Shape):
    """Where a quote stands: offsets are Unicode code points into the document's text."""

    document: str
    utterance: int
    quote: str
    start: int
    end: int
    time: datetime | None

    @classmethod
    def of(cls, evidence: Evidence) -> Ref:
        return cls(
            document=evidence.document,
            utterance=evidence.utterance,
            quote=evidence.quote,
            start=evidence.start,
            end=evidence.end,
            time=evidence.time,
        )


def refs(evidence: Sequence[Evidence]) -> list[Ref]:
    return [Ref.of(each) for each in evidence]


def flat_fields(value: Any) -> dict[str, Any]:
    """The fields of a flat frozen value."""
    return {name: getattr(value, name) for name in value.__slots__}
