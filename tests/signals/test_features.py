"""What the head sees of a sentence."""

from __future__ import annotations

import numpy as np

from builders import make_segment
from voc.signals import features


def test_each_vector_stands_beside_its_context() -> None:
    segments = [make_segment("遅い", end=2), make_segment("困っています", end=6)]
    vectors = np.eye(2, dtype=np.float32)
    rows = features.with_context(segments, vectors)
    np.testing.assert_array_equal(rows[:, :2], vectors)
    np.testing.assert_allclose(np.linalg.norm(rows[:, 2:], axis=1), 1, atol=1e-6)
    assert rows[0, 3] > rows[0, 2]  # the longer sentence weighs more


def test_far_away_sentences_are_no_context() -> None:
    segments = [make_segment("はい", end=2) for _ in range(5)]
    rows = features.with_context(segments, np.eye(5, dtype=np.float32), reach=1)
    assert (rows[0, 5 + 2 :] == 0).all()


def test_grams_do_not_see_width_case_or_digits() -> None:
    for one, other in (("ﾊﾞｸﾞ", "バグ"), ("ABC", "abc"), ("12月3日", "10月9日")):
        np.testing.assert_array_equal(features.character_grams(one)[0], features.character_grams(other)[0])


def test_grams_of_different_words_differ() -> None:
    one, other = features.character_grams("解約")[0], features.character_grams("更新")[0]
    assert set(one.tolist()) != set(other.tolist())
    assert len(features.character_grams("")[0]) > 0
