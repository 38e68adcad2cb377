"""What is left when a process is killed (SIGKILL) or two of them do the same at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from store.examples import make_analysis, make_documents
from store.other_process import DOCUMENTS
from voc.store.store import DOCUMENTS_PER_TRANSACTION, Store
from voc.store.values import Added

TESTS = Path(__file__).parents[1]


def test_killed_while_adding_documents_it_keeps_what_was_saved_and_the_next_run_adds_the_rest(
    store: Store, url: str
) -> None:
    killed = other_process("add", url, "INSERT INTO analyses:2")
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert store.count_pending("f") == DOCUMENTS_PER_TRANSACTION
    assert store.runs()[0].finished is None

    run = store.start_run("ingest", settings={}, models={})
    counts = store.add_documents(make_documents(DOCUMENTS), run=run)
    assert counts == Added(added=DOCUMENTS - DOCUMENTS_PER_TRANSACTION, known=DOCUMENTS_PER_TRANSACTION)
    assert [each.id for each in store.account_documents("みどり商事")] == [
        each.id for each in make_documents(DOCUMENTS)
    ]
    assert store.count_pending("f") == DOCUMENTS


def test_killed_while_saving_analyses_it_keeps_the_old_ones_whole(store: Store, url: str, run: int) -> None:
    documents = make_documents(20)
    old = [make_analysis(document.id, signals=(), reason=None) for document in documents]
    new = [make_analysis(document.id) for document in documents]
    store.add_documents(documents, run=run)
    store.save_analyses(old, fingerprint="old", run=run)

    killed = other_process("analyse", url, "INSERT INTO people:1")
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert store.account_findings("みどり商事") == old
    assert store.count_pending("new") == 20

    store.save_analyses(new, fingerprint="new", run=run)
    assert store.account_findings("みどり商事") == new
    assert store.count_pending("new") == 0


def test_two_processes_may_open_a_fresh_store_and_add_the_same_at_once(
    fresh_url: str, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    both = [other_process("add", fresh_url, f"wait:{go}") for _ in range(2)]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    go.touch()
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    counts = [tuple(map(int, output.split())) for output, _ in said]
    assert sum(added for added, _ in counts) == DOCUMENTS
    assert sum(known for _, known in counts) == DOCUMENTS
    with Store.open(fresh_url) as store:
        assert store.count_pending("f") == DOCUMENTS
        assert len(store.runs()) == 2


def other_process(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "store.other_process", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
