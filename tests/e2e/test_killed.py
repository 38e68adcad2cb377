"""A process killed with -9 leaves a store from which the next run completes."""

import os
import signal
import subprocess
import sys
import time

from voc import pipeline
from voc.engines import fingerprint
from voc.readers import ReadOptions
from voc.store.store import Store

OURS = ReadOptions(vendors=("hibari.example.co.jp", "ひばりクラウド", "Hibari Cloud"))


def run_until(url: str, *command: str, killed_when) -> None:
    """Start ``voc`` and kill it with -9 as soon as `killed_when()` holds."""
    process = subprocess.Popen(
        [sys.executable, "-m", "voc.cli", *command, "--store", url],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "VOC_VENDORS": ",".join(OURS.vendors)},
    )
    deadline = time.monotonic() + 300
    while process.poll() is None and not killed_when():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert process.poll() is None, "it ended before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_a_killed_analysis_is_taken_up_by_the_next(engines, samples, tmp_path):
    folders = [samples / "documents" / name for name in ("acc-001", "acc-007")]
    whole, cut = (f"sqlite:///{tmp_path / name}" for name in ("whole.db", "cut.db"))
    for url in (whole, cut):
        with Store.open(url) as store:
            pipeline.ingest(store, folders, OURS)
    mark = fingerprint(engines)
    with Store.open(cut) as watched:
        n = watched.count_pending(mark)
        run_until(cut, "analyze", killed_when=lambda: watched.count_pending(mark) < n)
        left = watched.count_pending(mark)
        assert 0 < left < n
        assert [run.finished for run in watched.runs()].count(None) == 1
        run = pipeline.analyze(watched, engines)
        assert run.counts["analyzed"] == left
    with Store.open(whole) as store:
        pipeline.analyze(store, engines)
    with Store.open(whole) as a, Store.open(cut) as b:
        assert [row.id for row in a.profiles()] == [row.id for row in b.profiles()]
        for row in a.profiles():
            assert a.profile(row.id) == b.profile(row.id)
        assert a.topics() == b.topics()
        assert a.remarks() == b.remarks()


def test_a_killed_ingest_loses_and_doubles_nothing(samples, tmp_path):
    table = tmp_path / "answers.csv"
    rows = (f"{i},返信が{i}日遅れています。契約の更新は様子を見ます。" for i in range(30_000))
    table.write_text("id,自由記述\n" + "\n".join(rows) + "\n", encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'voc.db'}"
    with Store.open(url) as store:
        run_until(url, "ingest", str(table), killed_when=lambda: store.count_pending("none") > 0)
        kept = store.count_pending("none")
        assert 0 < kept < 30_000
        run = pipeline.ingest(store, [table], ReadOptions())
        assert run.counts == {"added": 30_000 - kept, "known": kept}
        assert store.count_pending("none") == 30_000
