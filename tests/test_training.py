"""What the layers for stance learn from, put together from both kinds of labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from voc import training
from voc.embedders.tuning import NONE
from voc.errors import SettingError
from voc.sentiment.head import LABELS
from voc.settings import Settings
from voc.signals import taxonomy
from voc.topics.reasons import reasons

KEYS = list(taxonomy.load())


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    passage = _row(
        "a-1", "画面が毎日のように固まって困っています。来週は月末の締めがあります。", "product_defect"
    )
    write(tmp_path / "signals" / "signals_a.jsonl", [passage, passage | {"id": "e-1", "split": "test"}])
    write(tmp_path / "signals" / "dialogues_f.jsonl", [])
    remark = {"id": "ja1-1", "lang": "ja", "channel": "chat", "side": "customer"}
    both = {**remark, "text": "助かっています。", "sentiment": "positive", "signals": []}
    write(tmp_path / "remarks" / "ja_1.jsonl", [both, {**remark, "text": "遅い。", "sentiment": "negative"}])
    cancelled = {"id": "x-1", "split": "train", "lang": "ja", "text": "何度も落ちる。来月で解約します。"}
    dear = {"id": "x-2", "split": "test", "lang": "ja", "text": "高すぎる。", "reason": "price_value"}
    rows = [{**cancelled, "reason": "quality", "quote": "何度も落ちる", "sentiment": "negative"}, dear]
    write(tmp_path / "reasons" / "cancellations.jsonl", rows)
    calm = {"id": "h-1", "split": "train", "lang": "ja", "text": "棚卸しは来週です。", "reason": "none"}
    write(tmp_path / "history" / "ha.jsonl", [calm])
    return tmp_path


def _row(name: str, text: str, sign: str) -> dict[str, Any]:
    quote = text.partition("。")[0]
    return {
        "id": name,
        "split": "train",
        "lang": "ja",
        "channel": "email",
        "speaker_role": "customer",
        "text": text,
        "gold": [{"signal": sign, "quote": quote, "severity": "medium"}],
    }


def write(file: Path, rows: list[dict[str, Any]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def test_a_passage_gives_its_sentences_with_their_signs_and_never_a_derived_tone(gold: Path) -> None:
    found = training.lessons(gold, None)
    first, second = (text for text, number in zip(found.texts, found.passages, strict=True) if number == 0)
    assert first.startswith("画面") and second.startswith("来週")
    assert found.signs[:2, KEYS.index("product_defect")].tolist() == [1, 0]
    assert found.counted[:2, KEYS.index("product_defect")].tolist() == [1, 0]  # beside it: who knows
    assert (found.tone[:2] == NONE).all()


def test_a_remark_labelled_for_both_is_one_row_and_one_for_tone_alone_says_nothing_of_signs(
    gold: Path,
) -> None:
    found = training.lessons(gold, None)
    rows = {text: row for row, text in enumerate(found.texts)}
    both, alone = rows["助かっています。"], rows["遅い。"]
    assert [LABELS[found.tone[row]] for row in (both, alone)] == ["positive", "negative"]
    assert (found.counted[both] == 1).all() and not found.signs[both].any()
    assert (found.counted[alone] == 0).all()
    assert (found.weights[[both, alone]] > 0).all()
    assert (np.diff(found.passages) >= 0).all()


def test_a_cancellation_says_its_reason_where_it_is_quoted_and_as_a_whole(gold: Path) -> None:
    found = training.lessons(gold, None)
    quality = list(reasons()).index("quality")
    row = found.texts.index("何度も落ちる。")
    assert found.passages[row] == found.passages[row + 1] != found.passages[row - 1]
    assert found.reason[row : row + 2].tolist() == [quality, NONE]
    assert found.whole_reason[row : row + 2].tolist() == [quality, quality]
    assert (found.counted[row] == 0).all() and found.weights[row] == 0
    none = found.texts.index("棚卸しは来週です。")
    assert found.reason[none] == found.whole_reason[none] == found.reasons - 1


def test_test_authors_are_not_learnt_from(gold: Path) -> None:
    texts = training.lessons(gold, None).texts
    assert "画面が固まって困っています。" not in texts[1:] and "高すぎる。" not in texts


def test_only_layers_of_the_bundled_encoder_can_be_tuned(tmp_path: Path) -> None:
    settings = Settings.read({"VOC_ENCODER": "elsewhere"})
    with pytest.raises(SettingError, match="elsewhere"):
        training.train("encoder", settings, folder=tmp_path, progress=None)
