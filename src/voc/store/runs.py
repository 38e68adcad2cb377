"""Runs: when, with which settings and models, what was counted, what went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from voc.errors import NotFoundError
from voc.store.codec import from_plain
from voc.store.tables import runs
from voc.types import FieldValue, Problem, Run


def start(
    connection: Connection,
    kind: Literal["ingest", "analyze"],
    settings: Mapping[str, FieldValue],
    models: Mapping[str, str],
) -> int:
    """The id of a new run, begun now."""
    row: dict[str, Any] = {
        "kind": kind,
        "started": datetime.now(UTC),
        "settings": settings,
        "models": models,
        "counts": {},
        "problems": [],
    }
    key = connection.execute(insert(runs).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def finish(connection: Connection, run: int, counts: Mapping[str, int], problems: Sequence[Problem]) -> Run:
    """The run with that id, ended now; NotFoundError when there is none."""
    values = {"finished": datetime.now(UTC), "counts": counts, "problems": problems}
    if connection.execute(update(runs).where(runs.c.id == run).values(values)).rowcount == 0:
        raise NotFoundError(f"there is no run {run}")
    return _run(connection.execute(select(runs).where(runs.c.id == run)).one())


def load(connection: Connection) -> list[Run]:
    """All runs, the newest first; one that was cut off has no `finished`."""
    return [_run(row) for row in connection.execute(select(runs).order_by(runs.c.id.desc()))]


def _run(row: Any) -> Run:
    problems = tuple(from_plain(Problem, problem) for problem in row.problems)
    return Run(row.id, row.kind, row.started, row.finished, row.settings, row.models, row.counts, problems)
