from __future__ import annotations

from datetime import UTC, datetime

import pytest

from voc.errors import NotFoundError
from voc.store.store import Store
from voc.types import Problem


def test_a_run_remembers_what_it_used_and_counted(store: Store) -> None:
    before = datetime.now(UTC)
    number = store.start_run(
        "analyze", settings={"preset": "medium", "対象": None}, models={"e5": "1571fc98-a"}
    )
    problem = Problem("not_a_date", "日付を読めません: 13月", "row 4")
    finished = store.finish_run(number, counts={"analyzed": 3}, problems=[problem])
    assert store.runs() == [finished]
    assert finished.id == number
    assert finished.kind == "analyze"
    assert finished.settings == {"preset": "medium", "対象": None}
    assert finished.models == {"e5": "1571fc98-a"}
    assert finished.counts == {"analyzed": 3}
    assert finished.problems == (problem,)
    assert finished.finished is not None
    assert before <= finished.started <= finished.finished


def test_a_run_that_was_cut_off_is_recognised(store: Store) -> None:
    store.finish_run(store.start_run("ingest", {}, {}), {}, [])
    store.start_run("ingest", {}, {})
    assert [run.finished is None for run in store.runs()] == [True, False]


def test_runs_come_newest_first(store: Store) -> None:
    numbers = [store.start_run("ingest", {}, {}) for _ in range(3)]
    assert [run.id for run in store.runs()] == sorted(numbers, reverse=True)


def test_an_unknown_run_cannot_be_finished(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no run 7"):
        store.finish_run(7, {}, [])
