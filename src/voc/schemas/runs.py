"""What one ingest or analysis did."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from voc import types
from voc.schemas.base import ProblemShape, Shape


class RunShape(Shape):
    """``voc ingest --json`` and ``voc analyze --json``."""

    run: int
    kind: Literal["ingest", "analyze"]
    started: datetime
    finished: datetime | None
    counts: dict[str, int]
    models: dict[str, str]
    problems: list[ProblemShape]

    @classmethod
    def of(cls, run: types.Run) -> RunShape:
        return cls(
            run=run.id,
            kind=run.kind,
            started=run.started,
            finished=run.finished,
            counts=dict(run.counts),
            models=dict(run.models),
            problems=[ProblemShape.of(problem) for problem in run.problems],
        )
