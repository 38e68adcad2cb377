from __future__ import annotations

import json
from pathlib import Path

import pytest

from voc.errors import InputError
from voc.signals.promise_figures import Tally, add_requests, promise_figures
from voc.types import Evidence, Request


def test_figures_count_what_is_found(tmp_path: Path) -> None:
    row = {
        "id": "p-1",
        "split": "dev",
        "lang": "ja",
        "channel": "chat",
        "date": "2026-09-01",
        "text": "CS: 明日お送りします\n柏木: 助かります\n柏木: 見積もください\n柏木: いつ頃になりますか",
        "promises": [
            {
                "by": "vendor",
                "speaker": "CS",
                "quote": "明日お送りします",
                "due_text": "明日",
                "due": "2026-09-02",
            }
        ],
        "requests": [{"by": "customer", "quote": "見積もください"}],
        "people": [{"name": "柏木", "side": "customer", "role": None, "quote": "柏木"}],
    }
    (tmp_path / "signals").mkdir()
    (tmp_path / "signals" / "promises.jsonl").write_text(json.dumps(row), encoding="utf-8")
    figures = {
        (f.task, f.measure): f.value
        for f in promise_figures(gold=tmp_path)
        if f.data == "ours dev" and f.language == "ja" and f.n
    }
    assert figures == dict.fromkeys(
        [
            ("promises", "precision"),
            ("promises", "recall"),
            ("promises", "due date right, where labelled"),
            ("promises", "party right"),
            ("requests", "precision"),
            ("requests", "recall"),
            ("requests", "party right"),
            ("people", "precision"),
            ("people", "recall"),
            ("people", "side right"),
        ],
        1.0,
    )


def test_a_question_counts_only_where_a_request_is_labelled() -> None:
    text = "いつ頃になりますか。お送りください。"
    row = {"text": text, "requests": [{"by": "vendor", "quote": "お送りください"}]}
    spans = [("question", 0, 9), ("request", 10, 17)]
    found = [Request("customer", kind, None, Evidence("d", 0, text[a:b], a, b)) for kind, a, b in spans]  # type: ignore[arg-type]
    tally = Tally()
    add_requests(tally, row, found)
    values = {f.measure: (f.value, f.n) for f in tally.figures("dev", "ja") if f.task == "requests"}
    assert values == {"precision": (1.0, 1), "recall": (1.0, 1), "party right": (0.0, 1)}


def test_figures_need_the_labelled_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="labelled examples"):
        promise_figures(gold=tmp_path)
