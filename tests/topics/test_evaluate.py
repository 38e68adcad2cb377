"""The figures themselves."""

import pytest

from voc.topics.baselines import majority, tf_idf
from voc.topics.evaluate import Texts, macro_f1, sets, topic_figures
from voc.topics.reasons import reasons

PAIRS = Texts("pairs", ["a", "b", "A", "B"], ["ja", "ja", "en", "en"], pairs=["1", "2", "1", "2"])


def figures(texts: Texts, topics: list[str | None]) -> dict[str, float]:
    return {figure.measure: figure.value for figure in topic_figures(texts, topics, system="voc")}


def test_translations_together() -> None:
    found = figures(PAIRS, ["x", "y", "x", "y"])
    assert found["translations in one topic"] == 1
    assert found["NMI of topic and language"] == pytest.approx(0)


def test_topics_that_are_languages() -> None:
    found = figures(PAIRS, ["x", "x", "y", "y"])
    assert found["translations in one topic"] == 0
    assert found["NMI of topic and language"] == pytest.approx(1)


def test_two_texts_without_a_topic_are_not_together() -> None:
    found = figures(PAIRS, [None, "y", None, "y"])
    assert found["translations in one topic"] == 0.5
    assert found["documents in a topic"] == 0.5
    assert found["topics"] == 1


def test_v_measure_where_there_are_labels() -> None:
    labelled = Texts("labelled", ["a", "b", "c"], ["en"] * 3, labels=["one", "one", "two"])
    assert figures(labelled, ["x", "x", "y"])["V-measure"] == pytest.approx(1)
    assert "V-measure" not in figures(PAIRS, ["x"] * 4)


def test_macro_f1_counts_every_reason_alike() -> None:
    keys = list(reasons())
    assert macro_f1(keys, keys) == 1
    assert macro_f1(keys, ["budget"] * len(keys)) < 0.01


def test_baselines_learn_from_what_they_are_given() -> None:
    learned = [("値段が高い", "price_value"), ("料金が高い", "price_value"), ("返事が遅い", "support")]
    assert tf_idf(learned, ["高い値段", "遅い返事"]) == ["price_value", "support"]
    assert majority(learned, ["何か", "anything"]) == ["price_value", "price_value"]


def test_sets_that_are_not_there_are_not_measured(tmp_path) -> None:
    assert sets(tmp_path) == []
