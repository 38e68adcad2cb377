"""Whole documents are read as if pasted, on the day they carry, and judged against their labels."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from signals.cue_head import DIM, cue_detector
from test_pipeline import Silent

from voc.engines import Engines
from voc.types import Vectors
from voc.whole_notes import DATA, read, whole_note_figures

NOTE = {
    "id": "note-ja-01",
    "lang": "ja",
    "channel": "meeting",
    "date": "2026-11-05",
    "vendor": ["佐藤"],
    "text": (
        "定例 出席：（先方）青葉精機 石井様 ／（当社）佐藤\n\n"
        "石井様：この契約は来月で解約したいと思っています。\n佐藤：明日、条件を書面でお送りします。"
    ),
    "risk_level": "high",
    "signals": [{"signal": "cancellation_intent", "quote": "来月で解約したい", "severity": "high"}],
    "promises": [
        {
            "by": "vendor",
            "speaker": "佐藤",
            "to": None,
            "quote": "明日、条件を書面でお送りします",
            "due_text": "明日",
            "due": "2026-11-06",
        }
    ],
    "requests": [],
    "people": [{"name": "石井", "side": "customer", "role": None, "event": None, "quote": "石井様"}],
}


class Encoder:
    """Vectors as wide as the cue head's."""

    name, revision, stance_revision, dim = "fake", "fake-1", None, DIM

    def encode_both(self, texts: Sequence[str], *, languages: Sequence[str]) -> tuple[Vectors, Vectors]:
        vectors = np.zeros((len(texts), DIM), np.float32)
        return vectors, vectors


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "ja.jsonl").write_text(json.dumps(NOTE, ensure_ascii=False) + "\n", "utf-8")
    return tmp_path


def test_a_note_keeps_the_day_it_carries() -> None:
    assert read(NOTE).time is not None
    assert str(read(NOTE).time).startswith("2026-11-05")


def test_figures_of_a_note_rightly_read(gold: Path) -> None:
    encoder: Any = Encoder()
    silent: Any = Silent()
    able = Engines(encoder, silent, cue_detector(), silent, {"encoder": "fake"}, "medium")
    found = {
        (each.task, each.measure): each.value
        for each in whole_note_figures(gold, able)
        if each.system == "voc" and each.data == DATA and each.n
    }
    assert found["signals", "risk level right"] == 1
    assert found["signals", "micro F1"] == 1
    assert found["promises", "recall"] == found["promises", "due date right, where labelled"] == 1
