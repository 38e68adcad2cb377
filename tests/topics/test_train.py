"""Training of the reason head: what it learns from, and the labelled texts it learns."""

import json
from collections import Counter

import numpy as np
import pytest

from voc.errors import InputError
from voc.paths import shipped
from voc.topics.reason_head import NONE, ReasonClassifier
from voc.topics.reasons import reasons
from voc.topics.train import examples, fit_head, general, harmless, labelled, train

ROWS = list(labelled(shipped("gold")))


def test_the_head_learns_what_it_is_shown() -> None:
    keys = [*reasons(), NONE] * 3
    vectors = np.tile(np.eye(len(reasons()) + 1, dtype=np.float32), (3, 1))
    assert [key for key, _ in fit_head(vectors, keys).reasons_of(vectors[:-1])][: len(reasons())] == list(
        reasons()
    )


def test_train_writes_a_head_that_loads(tmp_path) -> None:
    def encode(texts, languages):
        return np.random.default_rng(len(texts)).normal(size=(len(texts), 8)).astype(np.float32)

    train(encode=encode, encoder_revision="r1", gold=shipped("gold"), shared=None, folder=tmp_path)
    assert set(ReasonClassifier.load(tmp_path, encoder_revision="r1").keys) == set(reasons())


def test_nothing_that_measures_is_learned() -> None:
    learned = {text for text, _, _ in examples(shipped("gold"))}
    assert learned.isdisjoint(row["text"] for row in ROWS if row["split"] != "train")


def test_every_reason_is_learned_and_measured_in_both_languages() -> None:
    counts = Counter((row["split"], row["lang"], row["reason"]) for row in ROWS)
    for reason in reasons():
        for language in ("ja", "en"):
            assert counts["test", language, reason] >= 10
            assert counts["train", language, reason] >= 15


def test_labels_and_quotes_hold() -> None:
    assert {row["reason"] for row in ROWS} == set(reasons())
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert [row["id"] for row in ROWS if row.get("quote") and row["quote"] not in row["text"]] == []


def test_what_teaches_none_has_no_signal_in_it() -> None:
    rows = list(harmless(shipped("gold")))
    assert len(rows) > 300
    assert all(row["split"] == "train" and row["gold"] == [] for row in rows)


def test_general_texts_are_the_same_ones_each_time(tmp_path) -> None:
    for name in (
        "economy_watchers_ja/train",
        "chabsa_finance_ja/train",
        "goemotions_en/dev",
        "email_intent_en/train",
    ):
        file = tmp_path / "open" / f"{name}.jsonl"
        file.parent.mkdir(parents=True)
        rows = [{"id": f"{name}-{at}", "text": f"text number {at}", "lang": "en"} for at in range(300)]
        file.write_text("\n".join(json.dumps(row) for row in rows))
    support = tmp_path / "open" / "multidogo_support_en"
    support.mkdir()
    (support / "train_intent_utterances.jsonl").write_text(
        json.dumps({"id": "1", "text": "short", "lang": "en"})
    )
    assert len(general(tmp_path)) == 800
    assert general(tmp_path) == general(tmp_path)
    assert general(None) == general(tmp_path / "nowhere") == []


def test_no_labelled_texts_is_an_error_that_says_where(tmp_path) -> None:
    with pytest.raises(InputError, match="reasons"):
        list(labelled(tmp_path))
