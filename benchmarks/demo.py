"""``voc demo``: the whole analysis of the sample world in a fresh process."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import alone, machine, measure, traced
from benchmarks.report import Report, Table

DONE = (0, 1)  # 1: done, with problems reported, as the samples have broken rows on purpose
OTHER = "sentence-transformers, encoding alone"


def run(*, quick: bool) -> Report:
    """Wall time, rates and peak memory of the demo, by step, beside merely encoding the same segments."""
    from voc.embedders import bundled
    from voc.settings import Settings

    described = machine.describe()
    folder = bundled.prepare(Settings.read().models)
    with tempfile.TemporaryDirectory() as room:
        result = Path(room, "result.json")
        done = measure.run(traced.command(result, ["demo", "--folder", room]), codes=DONE)
        parts = traced.parts(done, json.loads(result.read_text("utf-8")))
        documents, segments = _contents(room)
    figures: dict[str, Any] = {
        "machine": described,
        "documents": documents,
        "segments": len(segments),
        "wall": done.wall,
        "peak_mb": done.peak,
        "parts": parts,
    }
    rows = [["voc demo", *_cells(done, documents, len(segments))]]
    if not quick:
        other = alone.in_own_process("sentence-transformers", folder, segments)
        rows.append([OTHER, *_cells(other, documents, len(segments))])
        figures["other"] = {"wall": other.wall, "peak_mb": other.peak, "ratio": done.wall / other.wall}
        rows.append(["voc demo takes", measure.times(done.wall / other.wall), "", "", _against(done, other)])
    return Report(
        name="demo",
        title=f"demo: {documents:,} documents, {len(segments):,} segments, from start to exit",
        tables=[
            Table(
                title="A fresh process",
                columns=["what", "wall", "documents/s", "segments/s", "peak memory"],
                rows=rows,
            ),
            traced.table("Where the time goes", {"voc demo": parts}),
        ],
        figures=figures,
        notes=[
            "encoding alone: every segment of the sample world through SentenceTransformer.encode, the same "
            "weights, nothing read, analysed or stored",
            machine.note(described),
        ],
    )


def _contents(room: str) -> tuple[int, list[str]]:
    """How many documents the demo's store holds, and the text of every segment."""
    from voc.store.store import Store

    with Store.open(f"sqlite:///{Path(room, 'voc.db')}") as store:
        added = sum(run.counts["added"] for run in store.runs() if run.kind == "ingest")
        return added, [remark.segment.text for remark in store.remarks()]


def _cells(done: measure.Finished, documents: int, segments: int) -> list[str]:
    return [
        measure.seconds(done.wall),
        f"{documents / done.wall:.1f}",
        f"{segments / done.wall:.1f}",
        f"{done.peak:,.0f} MB",
    ]


def _against(done: measure.Finished, other: measure.Finished) -> str:
    return measure.times(done.peak / other.peak)
