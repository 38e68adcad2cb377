"""Run as a process of its own: uses a store, and is killed in the middle of it when told to.

    python -m store.other_process add URL [DIE_AFTER]      prints how many were added and known
    python -m store.other_process analyse URL [DIE_AFTER]

DIE_AFTER is "STATEMENT:N": the process kills itself (SIGKILL) right after the Nth statement that
starts so, before its transaction is committed. "wait:FILE" waits for FILE to appear first.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from store.examples import make_analysis, make_documents
from voc.store.store import Store

DOCUMENTS = 700


def main(action: str, url: str, when: str = "") -> None:
    kind, _, value = when.rpartition(":")
    if kind == "wait":
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while not Path(value).exists():
            time.sleep(0.001)
    elif kind:
        die_after(kind, int(value))
    with Store.open(url) as store:
        run = store.start_run("ingest", settings={}, models={})
        if action == "add":
            counts = store.add_documents(make_documents(DOCUMENTS), run=run)
            sys.stdout.write(f"{counts.added} {counts.known}\n")
        else:
            pending = store.pending_documents("new", limit=DOCUMENTS)
            found = [make_analysis(document.id) for document in pending]
            store.save_analyses(found, fingerprint="new", run=run)


def die_after(statement: str, times: int) -> None:
    seen = 0

    def count(connection: Any, cursor: Any, sent: str, *rest: Any) -> None:
        nonlocal seen
        seen += sent.startswith(statement)
        if seen == times:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count)


if __name__ == "__main__":
    main(*sys.argv[1:])
