import json

import numpy as np
import pytest

from builders import make_segment
from voc.errors import ModelError
from voc.languages import ngrams
from voc.sentiment.head import SentimentHead

REVISION = "fake-1"


def make_head(*, wording: float = 0.0, sharpness: float = 1.0) -> SentimentHead:
    """Negative, neutral, positive are the first, second, third of three dimensions."""
    complaint = np.zeros((ngrams.BUCKETS, 3), np.float16)
    complaint[ngrams.counts("不具合")[0]] = (5, 0, 0)
    tensors = {
        "hidden": np.eye(3, dtype=np.float32),
        "hidden_bias": np.zeros(3, np.float32),
        "out": 3 * np.eye(3, dtype=np.float32),
        "out_bias": np.zeros(3, np.float32),
        "rarity_ja": np.ones(ngrams.BUCKETS, np.float16),
        "wording_ja": complaint,
        "wording_bias_ja": np.zeros(3, np.float32),
    }
    return SentimentHead(tensors, wording=wording, sharpness={"ja": sharpness, "en": sharpness})


def score(text: str, *vector: float, language: str = "ja", head: SentimentHead | None = None):
    segment = make_segment(text, language=language)
    (found,) = (head or make_head()).score([segment], np.array([vector], np.float32))
    assert found.segment == segment.id
    return found


NEGATIVE, NEUTRAL, POSITIVE = (1, 0, 0), (0, 1, 0), (0, 0, 1)


@pytest.mark.parametrize(
    ("text", "language", "vector", "label"),
    [
        ("検索が遅くて困っています。", "ja", NEGATIVE, "negative"),
        ("来週の定例は火曜です。", "ja", NEUTRAL, "neutral"),
        ("The new report saves us hours.", "en", POSITIVE, "positive"),
    ],
)
def test_the_label_is_the_likeliest(text, language, vector, label):
    assert score(text, *vector, language=language).label == label


def test_the_score_is_between_minus_one_and_one_and_says_which_way():
    good, bad = score("Works well for us.", *POSITIVE), score("遅すぎます。", *NEGATIVE)
    assert -1 <= bad.score < 0 < good.score <= 1
    assert good.score == -bad.score


@pytest.mark.parametrize("text", ["", "🎉🎉", "…！？", "123-456", "A"])
def test_without_letters_nothing_is_known(text):
    found = score(text, *POSITIVE)
    assert (found.label, found.score, found.confidence) == ("unknown", None, 0.0)


@pytest.mark.parametrize("language", ["ko", "de", "und"])
def test_other_languages_are_not_guessed_at(language):
    assert score("감사합니다, 정말 좋네요", *POSITIVE, language=language).label == "unknown"


def test_a_word_or_two_count_only_when_they_are_sure():
    assert score("高い。", *NEGATIVE).label == "negative"
    assert score("はい。", 0.5, 0.45, 0.45).label == "unknown"
    assert score("はい、承知しました。", 0.5, 0.45, 0.45).label == "negative"


def test_sharpness_moves_the_confidence_and_not_the_label():
    plain, careful = (score("検索が遅いです。", 1, 0.5, 0, head=make_head(sharpness=s)) for s in (1.0, 0.5))
    assert plain.label == careful.label == "negative"
    assert careful.confidence < plain.confidence


def test_wording_tells_what_the_vector_does_not():
    vague = (0.3, 0.3, 0.3)
    with_wording = make_head(wording=0.5)
    assert score("また不具合です。", *vague, head=with_wording).label == "negative"
    found = score("また会議です。", *vague, head=with_wording)
    assert found.confidence < score("また不具合です。", *vague, head=with_wording).confidence


def test_no_segments_no_sentiments():
    assert make_head().score([], np.zeros((0, 3), np.float32)) == []


def test_a_head_comes_back_from_its_folder_as_it_was(tmp_path):
    make_head(wording=0.3).save(tmp_path, encoder_revision=REVISION)
    loaded = SentimentHead.load(tmp_path, encoder_revision=REVISION)
    segments = [make_segment("不具合が続いています。"), make_segment("All fine here.", language="en")]
    vectors = np.array([[0.6, 0.1, 0.2], [0.1, 0.2, 0.9]], np.float32)
    assert loaded.score(segments, vectors) == make_head(wording=0.3).score(segments, vectors)


def test_a_head_for_another_encoder_is_refused_with_what_to_do(tmp_path):
    make_head().save(tmp_path, encoder_revision="other-2")
    with pytest.raises(ModelError, match=r"for encoder other-2.*not for fake-1.*voc train sentiment"):
        SentimentHead.load(tmp_path, encoder_revision=REVISION)


def test_a_head_of_an_older_format_is_refused(tmp_path):
    make_head().save(tmp_path, encoder_revision=REVISION)
    card = json.loads((tmp_path / "head.json").read_text("utf-8"))
    (tmp_path / "head.json").write_text(json.dumps(card | {"format": 1}), "utf-8")
    with pytest.raises(ModelError, match="format 1"):
        SentimentHead.load(tmp_path, encoder_revision=REVISION)


def test_a_missing_or_damaged_head_says_how_to_make_one(tmp_path):
    with pytest.raises(ModelError, match="voc train sentiment"):
        SentimentHead.load(tmp_path, encoder_revision=REVISION)
    make_head().save(tmp_path, encoder_revision=REVISION)
    (tmp_path / "weights.safetensors").write_bytes(b"not tensors")
    with pytest.raises(ModelError, match="voc train sentiment"):
        SentimentHead.load(tmp_path, encoder_revision=REVISION)


@pytest.mark.parametrize(
    ("text", "language", "because"),
    [("🎉", "ja", "no_words"), ("", "en", "no_words"), ("감사합니다 정말로", "ko", "unknown_language")],
)
def test_unknown_says_why(text, language, because):
    found = score(text, *POSITIVE, language=language)
    assert (found.label, found.score, found.unknown_because) == ("unknown", None, because)


def test_a_head_over_tones_needs_no_hidden_layer():
    tensors = {"out": 3 * np.eye(3, dtype=np.float32), "out_bias": np.zeros(3, np.float32)}
    head = SentimentHead(tensors, wording=0.0, sharpness={})
    assert score("遅くて困ります。", *NEGATIVE, head=head).label == "negative"
    assert head.levels(np.eye(3, dtype=np.float32)) is None
