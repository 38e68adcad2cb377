"""How good the answer for a whole pasted document is: read, analyzed and judged as ``voc hints`` does it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from voc import readers
from voc.engines import Engines
from voc.pipeline import hints
from voc.readers import ReadOptions
from voc.signals.cue_hits import find
from voc.signals.promise_figures import Tally, add_people, add_promises, add_requests
from voc.signals.taxonomy import load
from voc.text.segment import segments
from voc.types import Document, Figure, Hints

DATA = "whole notes"
CUES = "cues alone"


def whole_note_figures(gold: Path, engines: Engines) -> Iterator[Figure]:
    """Risk level, signs, promises, requests and people of the documents in ``notes/``, per language.

    The documents are read as if pasted, on the day they carry, with our own names set as a user sets them.
    """
    for file in sorted((gold / "notes").glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = [hints(read(row), engines) for row in rows]
        yield from _figures(rows, found, file.stem)


def read(row: Mapping[str, Any]) -> Document:
    """The text of a labelled document as the readers take it."""
    document = readers.read_text(
        row["text"], ReadOptions(channel=row["channel"], vendors=tuple(row["vendor"]))
    )
    day = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
    return replace(document, time=document.time or day)


def _figures(rows: Sequence[Mapping[str, Any]], found: Sequence[Hints], language: str) -> Iterator[Figure]:
    truth = [row["risk_level"] for row in rows]
    usual, _ = Counter(truth).most_common(1)[0]
    levels = {"voc": [each.risk_level for each in found], "majority": [usual] * len(rows)}
    for system, given in levels.items():
        right = float(np.mean([one == other for one, other in zip(given, truth, strict=True)]))
        yield Figure("signals", "risk level right", DATA, system, right, len(rows), language)
    labelled = [{label["signal"] for label in row["signals"]} for row in rows]
    keys = {
        "voc": [{signal.key for signal in each.signals} for each in found],
        CUES: [_cues(each.document) for each in found],
    }
    for system, given in keys.items():
        yield from _found(given, labelled, system, language)
    tally = Tally()
    for row, each in zip(rows, found, strict=True):
        add_promises(tally, row, each.promises)
        add_people(tally, row, each.mentioned)
        add_requests(tally, row, each.requests)
    yield from tally.figures(DATA, language)


def _found(
    given: Sequence[set[str]], labelled: Sequence[set[str]], system: str, language: str
) -> Iterator[Figure]:
    right = sum(len(one & other) for one, other in zip(given, labelled, strict=True))
    precision = right / max(sum(map(len, given)), 1)
    recall = right / max(sum(map(len, labelled)), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    for measure, value in (("precision", precision), ("recall", recall), ("F1", f1)):
        yield Figure("signals", f"micro {measure}", DATA, system, value, len(given), language)


def _cues(document: Document) -> set[str]:
    return {
        hit.key
        for segment in segments(document)
        if segment.side != "vendor"
        for hit in find(segment.text, segment.language, keys=load().keys())
        if hit.counts
    }
