import numpy as np
import pytest

from voc.languages import ngrams


def test_the_same_text_has_the_same_buckets_and_another_text_others():
    first, again, other = (ngrams.counts(text)[0] for text in ("解約したい", "解約したい", "満足です"))
    assert first.tolist() == again.tolist()
    assert set(first) != set(other)


def test_width_and_case_make_no_difference():
    assert ngrams.counts("ＯＫです")[0].tolist() == ngrams.counts("okです")[0].tolist()


def test_buckets_are_few_enough_for_the_weights():
    buckets, _ = ngrams.counts("The export has been broken since Tuesday, 三度目です。")
    assert buckets.min() >= 0
    assert buckets.max() < ngrams.BUCKETS


def test_what_is_said_twice_counts_more_but_not_twice():
    once, twice = (dict(zip(*ngrams.counts(text), strict=True)) for text in ("bad", "bad bad"))
    common = set(once) & set(twice)
    assert all(once[bucket] <= twice[bucket] < 2 * once[bucket] + 1e-6 for bucket in common)
    assert any(once[bucket] < twice[bucket] for bucket in common)


def test_scores_are_those_of_a_row_of_length_one():
    rarity = np.ones(ngrams.BUCKETS, np.float32)
    weights = np.ones((ngrams.BUCKETS, 1), np.float32)
    buckets, values = ngrams.counts("遅い")
    expected = values.sum() / np.linalg.norm(values)
    assert ngrams.scores(["遅い"], rarity, weights)[0, 0] == pytest.approx(expected)
    assert len(buckets) == len(set(buckets.tolist()))


def test_broken_text_is_counted_like_any_other():
    assert len(ngrams.counts("\ud83d broken")[0]) > 0
    assert ngrams.counts("")[0].size > 0  # the edges alone
