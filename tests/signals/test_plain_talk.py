"""False alarms are counted by sentence in talk, and by text in reviews."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from signals.cue_head import DIM, cue_detector

from voc.signals.plain_talk import plain_talk_figures
from voc.types import Vectors


def encode(texts: Sequence[str], codes: Sequence[str]) -> Vectors:
    return np.zeros((len(texts), DIM), np.float32)


def write(file: Path, rows: list[dict[str, Any]]) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def test_alarms_are_counted_and_sets_that_are_not_there_left_out(tmp_path: Path) -> None:
    alarm = {
        "no": 1,
        "ja": "この契約は来月で解約したいと思っています。",
        "en": "We want to cancel our contract.",
    }
    plain = {"no": 2, "ja": "会議室は二階の奥にございますのでどうぞ。", "en": "The meeting room is upstairs."}
    write(
        tmp_path / "open/ami_meetings_ja_en/dev.jsonl", [{"id": "a", "turns": [alarm, plain, plain, plain]}]
    )
    reviews = [
        {"id": "1", "label": 1, "text": alarm["ja"]},
        {"id": "2", "label": 1, "text": plain["ja"]},
        {"id": "3", "label": 0, "text": alarm["ja"]},
    ]
    write(tmp_path / "measure_only/amazon_counterfactual_ja_en/reviews_ja.jsonl", reviews)
    found = {
        (each.data, each.language, each.system): (each.value, each.n)
        for each in plain_talk_figures(cue_detector(), encode, tmp_path)
    }
    assert found == {
        ("AMI meetings, dev", language, system): (25.0, 4)
        for language in ("ja", "en")
        for system in ("voc", "cues alone")
    } | {("counterfactual reviews", "ja", system): (0.5, 2) for system in ("voc", "cues alone")}
