"""Training end to end on a handful of made-up texts and a fake encoder."""

import json
from pathlib import Path

import numpy as np
import pytest

from builders import FakeEncoder, make_segment
from voc.errors import InputError
from voc.sentiment import data
from voc.sentiment.evaluate import calibration_error, evaluate
from voc.sentiment.head import SentimentHead
from voc.sentiment.train import balanced, examples, train

BAD = {"ja": "画面が固まって困っています", "en": "the screen freezes and we lose orders"}
PLAIN = {"ja": "来週の会議は火曜の十時です", "en": "the meeting is on Tuesday at ten"}
GOOD = {"ja": "おかげさまで残業が減り喜んでいます", "en": "we love how fast the new report is"}


def encode(texts, languages):
    return FakeEncoder().encode(texts, languages=languages)


@pytest.fixture
def gold(tmp_path) -> Path:
    folder = tmp_path / "gold"
    passages = [
        passage(
            f"{code}-{kind}-{n}", code, f"{text}。({n})" if code == "ja" else f"{text} ({n}).", text, sign
        )
        for n in range(6)
        for code in ("ja", "en")
        for kind, text, sign in (
            ("bad", BAD[code], "product_defect"),
            ("plain", PLAIN[code], None),
            ("good", GOOD[code], "satisfaction"),
        )
    ]
    write(folder / "signals" / "signals_z.jsonl", passages)
    write(folder / "signals" / "dialogues_f.jsonl", [])
    quote = BAD["en"]
    cancelled = {
        "id": "x",
        "split": "train",
        "lang": "en",
        "text": quote,
        "quote": quote,
        "reason": "quality",
    }
    write(folder / "reasons" / "cancellations.jsonl", [cancelled])
    for code in ("ja", "en"):
        rows = [
            {"id": f"{code}{n}{split}", "text": texts[code], "sentiment": label, "split": split}
            for n, (label, texts) in enumerate((("negative", BAD), ("neutral", PLAIN), ("positive", GOOD)))
            for split in ("dev", "test")
        ]
        rows[0]["pair"] = "p01"
        write(folder / "sentences" / f"{code}.jsonl", rows)
    return folder


@pytest.fixture
def shared(tmp_path) -> Path:
    folder = tmp_path / "shared"
    grades = enumerate((BAD, BAD, PLAIN, GOOD, GOOD), start=-2)
    economy = [{"id": str(g), "text": texts["ja"], "label": g} for g, texts in grades]
    write(folder / "open/economy_watchers_ja/train.jsonl", economy)
    write(folder / "open/economy_watchers_ja/dev.jsonl", economy)
    reports = [
        {"id": f"E{n}-0", "text": f"売上は{n}億円で{word}", "label": label}
        for n in range(10)
        for label, word in (("positive", "伸びた"), ("negative", "減った"), ("none", "あった"))
    ]
    write(folder / "open/chabsa_finance_ja/train.jsonl", reports)
    comments = zip(("negative", "neutral", "positive"), (BAD, PLAIN, GOOD), strict=True)
    write(
        folder / "open/goemotions_en/dev.jsonl",
        [{"id": label, "text": texts["en"], "label": [label]} for label, texts in comments],
    )
    for name in ("email_intent_en/train.jsonl", "multidogo_support_en/train_intent_utterances.jsonl"):
        write(folder / "open" / name, [{"id": "1", "text": PLAIN["en"], "label": "x"}])
    return folder


def passage(name: str, code: str, text: str, quote: str, sign: str | None) -> dict:
    found = [{"signal": sign, "quote": quote, "severity": "medium"}] if sign else []
    return {"id": name, "split": "train", "lang": code, "text": text, "gold": found}


def write(file: Path, rows: list[dict]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def test_a_trained_head_knows_what_it_was_taught(gold, shared, tmp_path):
    train(
        encode=encode,
        encoder_revision="fake-1",
        gold=gold,
        shared=shared,
        folder=tmp_path / "m" / "sentiment",
    )
    head = SentimentHead.load(tmp_path / "m" / "sentiment", encoder_revision="fake-1")
    texts = [(texts[code], code) for texts in (BAD, PLAIN, GOOD) for code in ("ja", "en")]
    segments = [make_segment(text, language=code) for text, code in texts]
    found = head.score(segments, encode(*zip(*texts, strict=True)))
    assert [each.label for each in found] == [
        label for label in ("negative", "neutral", "positive") for _ in "12"
    ]

    figures = evaluate(
        encode=encode, encoder_revision="fake-1", gold=gold, models=tmp_path / "m", shared=shared
    )
    assert {f.system for f in figures} == {"voc", "tf-idf + logistic regression", "majority"}
    assert {f.language for f in figures} == {"ja", "en", None}  # None: of remarks and their translations
    own = {
        f.system: f.value
        for f in figures
        if f.data.startswith("own") and f.language == "ja" and "F1" in f.measure
    }
    assert own["voc"] == 1.0 > own["majority"]


def test_training_twice_gives_the_same_weights(gold, shared, tmp_path):
    for name in ("a", "b"):
        train(encode=encode, encoder_revision="fake-1", gold=gold, shared=shared, folder=tmp_path / name)
    first, again = ((tmp_path / name / "weights.safetensors").read_bytes() for name in ("a", "b"))
    assert first == again


def test_without_the_public_sets_training_says_what_is_missing(gold, tmp_path):
    with pytest.raises(InputError, match="VOC_SHARED_DATA"):
        train(encode=encode, encoder_revision="r", gold=gold, shared=tmp_path / "nowhere", folder=tmp_path)


def test_test_authors_and_dev_rows_are_not_learnt_from(gold):
    held_out = passage("t", "ja", f"{GOOD['ja']}!", GOOD["ja"], "satisfaction")
    write(gold / "signals" / "signals_y.jsonl", [held_out | {"split": split} for split in ("test", "dev")])
    assert held_out["text"] not in {text.text for text in data.own(gold)}


def test_a_sentence_beside_a_complaint_teaches_nothing(gold):
    row = passage("b", "ja", f"{PLAIN['ja']}。{BAD['ja']}。", BAD["ja"], "product_defect")
    write(gold / "signals" / "signals_z.jsonl", [row])
    assert {(text.text, text.label) for text in data.own(gold) if text.language == "ja"} == {
        (row["text"], "negative"),
        (f"{BAD['ja']}。", "negative"),
    }


@pytest.mark.parametrize(
    ("sign", "label"),
    [
        ("price_concern", "negative"),
        ("advocacy", "positive"),
        ("indirect_refusal", "neutral"),
        ("org_change", None),
    ],
)
def test_the_tone_follows_from_the_sign(gold, sign, label):
    write(gold / "signals" / "signals_z.jsonl", [passage("s", "en", PLAIN["en"], PLAIN["en"], sign)])
    found = {text.label for text in data.own(gold) if text.text == PLAIN["en"]}
    assert found == ({label} if label else set())


def test_labels_of_one_set_weigh_the_same(gold, shared):
    texts = examples(gold, shared)
    weights = balanced(texts)
    sums = {
        label: sum(w for w, t in zip(weights, texts, strict=True) if (t.source, t.label) == ("own ja", label))
        for label in ("negative", "neutral", "positive")
    }
    assert len({round(total, 6) for total in sums.values()}) == 1


def test_pairs_are_left_out_where_languages_must_not_meet(gold):
    assert len(list(data.gold_sentences(gold, "dev"))) == 6
    assert len(list(data.gold_sentences(gold, "dev", pairs=False))) == 4


def test_calibration_error_is_nothing_when_confidence_is_accuracy():
    sure = np.array([[1.0, 0.0, 0.0]] * 4)
    assert calibration_error(sure, ["negative"] * 4) == 0
    assert calibration_error(sure, ["negative"] * 2 + ["positive"] * 2) == pytest.approx(0.5)
