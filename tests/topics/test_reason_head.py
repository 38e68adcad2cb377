"""The reason head: one reason or unknown, what else it may be, and the sentence that says so."""

import json

import numpy as np
import pytest

from builders import make_document, make_segment
from voc.errors import ModelError
from voc.topics.reason_head import NONE, ReasonClassifier
from voc.topics.reasons import reasons
from voc.types import Vectors

KEYS = [*reasons(), NONE]


def head(scale: float = 8.0) -> ReasonClassifier:
    """A head in which dimension i speaks for reason i."""
    return ReasonClassifier(
        KEYS, scale * np.eye(len(KEYS), dtype=np.float32), np.zeros(len(KEYS), np.float32)
    )


def vectors(*keys: str | None) -> Vectors:
    """One vector a key that speaks for it alone; None speaks for nothing."""
    rows = np.zeros((len(keys), len(KEYS)), np.float32)
    for row, key in enumerate(keys):
        if key is not None:
            rows[row, KEYS.index(key)] = 1
    return rows


def test_each_text_gets_its_reason() -> None:
    texts = ["値上げに納得できない", "support never answers"]
    price, support = head().classify(texts, vectors("price_value", "support"), ["ja", "en"])
    assert (price.reason, price.recoverability) == ("price_value", "partly")
    assert (support.reason, support.recoverability) == ("support", "recoverable")
    assert price.confidence > 0.9
    assert (price.start, price.end) == (None, None)


def test_too_little_to_go_on_is_unknown() -> None:
    unclear, empty = head().classify(["うーん", " "], vectors(None, "budget"), ["ja", "ja"])
    assert (unclear.reason, unclear.recoverability) == ("unknown", "unknown")
    assert unclear.confidence < 0.2
    assert (empty.reason, empty.confidence, empty.alternatives) == ("unknown", 0.0, ())


def test_alternatives_come_the_likeliest_first() -> None:
    mixed = vectors("budget") + 0.9 * vectors("price_value") + 0.8 * vectors("competitor")
    found = head().classify(["予算がなく、他社も安い"], mixed, ["ja"])[0]
    assert [found.reason, *(key for key, _ in found.alternatives)] == ["budget", "price_value", "competitor"]
    assert found.confidence + sum(sure for _, sure in found.alternatives) <= 1


def test_an_unsure_answer_names_what_it_may_be() -> None:
    found = head(1.0).classify(["..."], vectors("budget"), ["en"])[0]
    assert found.reason == "unknown"
    assert found.alternatives[0][0] == "budget"
    assert "unknown" not in dict(found.alternatives)


def test_a_document_quotes_the_segment_that_carries_the_reason() -> None:
    text = "お世話になっております。来期の予算が取れず、継続を断念します。ありがとうございました。"
    document = make_document(text)
    cuts = [(0, 12), (12, 31), (31, len(text))]
    segments = [
        make_segment(
            text[start:end], id=f"{document.id}:{start}-{end}", document=document.id, start=start, end=end
        )
        for start, end in cuts
    ]
    found = head().classify_document(document, segments, vectors(None, "budget", None))
    assert found.reason == "budget"
    assert text[found.start : found.end] == "来期の予算が取れず、継続を断念します。"


def test_vendors_and_other_documents_do_not_speak_for_the_customer() -> None:
    document = make_document("高いので解約します。承知いたしました。")
    own = make_segment("高いので解約します。", document=document.id, start=0, end=10)
    vendor = make_segment("承知いたしました。", document=document.id, start=10, end=19, side="vendor")
    foreign = make_segment("遅い", document="another")
    found = head().classify_document(
        document, [vendor, foreign, own], vectors("support", "quality", "price_value")
    )
    assert found.reason == "price_value"
    assert (found.start, found.end) == (0, 10)


def test_a_document_without_segments_is_unknown() -> None:
    found = head().classify_document(make_document("…"), [], vectors())
    assert (found.reason, found.confidence, found.start, found.end) == ("unknown", 0.0, None, None)


def test_an_unknown_reason_quotes_nothing() -> None:
    document = make_document("解約します。")
    segment = make_segment("解約します。", document=document.id)
    found = head().classify_document(document, [segment], vectors("unknown"))
    assert (found.reason, found.start, found.end) == ("unknown", None, None)


def test_reasons_of_vectors_are_unsure_where_nobody_thinks_of_leaving() -> None:
    (support, sure), (_, unsure) = head().reasons_of(vectors("support", NONE))
    assert support == "support"
    assert sure > 0.9
    assert unsure < 0.1


def test_saved_and_loaded_it_answers_the_same(tmp_path) -> None:
    head().save(tmp_path, encoder_revision="r1")
    again = ReasonClassifier.load(tmp_path, encoder_revision="r1")
    assert again.reasons_of(vectors(*KEYS)) == head().reasons_of(vectors(*KEYS))


def test_a_head_for_another_encoder_is_refused(tmp_path) -> None:
    head().save(tmp_path, encoder_revision="r1")
    with pytest.raises(ModelError, match="voc train reasons"):
        ReasonClassifier.load(tmp_path, encoder_revision="r2")


@pytest.mark.parametrize("damage", ["nothing there", "no weights", "not json", "other reasons"])
def test_a_missing_or_damaged_head_says_what_to_do(tmp_path, damage) -> None:
    if damage != "nothing there":
        head().save(tmp_path, encoder_revision="r1")
    if damage == "no weights":
        (tmp_path / "weights.safetensors").write_bytes(b"")
    if damage == "not json":
        (tmp_path / "head.json").write_text("{")
    if damage == "other reasons":
        card = json.loads((tmp_path / "head.json").read_text())
        (tmp_path / "head.json").write_text(json.dumps(card | {"keys": ["budget", NONE]}))
    with pytest.raises(ModelError):
        ReasonClassifier.load(tmp_path, encoder_revision="r1")
