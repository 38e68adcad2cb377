"""Floors under the signal detector: authors it has not seen, with the real encoder and the shipped head."""

from __future__ import annotations

import pytest
from eval.figures import value_of

from voc.embedders import full_revision
from voc.engines import load_encoder
from voc.paths import shipped
from voc.settings import Settings
from voc.signals.evaluate import evaluate
from voc.types import Figure

PASSAGES = "passages, test authors"
SENTENCES = "sentences, test"


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    """The figures as published: every passage and remark of the test."""
    settings = Settings.read()
    encoder = load_encoder(settings)
    return evaluate(
        encode=lambda texts, languages: encoder.encode_stance(texts, languages=languages),
        encoder_revision=full_revision(encoder),
        gold=shipped("gold"),
        models=settings.heads,
    )


# What the shipped head measures, less two points.
@pytest.mark.parametrize(
    ("data", "language", "measure", "floor"),
    [
        (PASSAGES, "ja", "micro precision", 0.78),
        (PASSAGES, "en", "micro precision", 0.73),
        (PASSAGES, "ja", "micro recall", 0.69),
        (PASSAGES, "en", "micro recall", 0.63),
        (PASSAGES, "ja", "macro F1", 0.75),
        (PASSAGES, "en", "macro F1", 0.68),
        (PASSAGES, "ja", "passages without a signal kept silent", 0.81),
        (PASSAGES, "en", "passages without a signal kept silent", 0.75),
        (PASSAGES, "ja", "quotes with overlap >= .5", 0.76),
        (PASSAGES, "en", "quotes with overlap >= .5", 0.84),
        (PASSAGES, "ja", "severity exact", 0.71),
        (PASSAGES, "en", "severity exact", 0.72),
        (PASSAGES, "ja", "severity within one", 0.97),
        (PASSAGES, "en", "severity within one", 0.97),
        (SENTENCES, "ja", "micro F1", 0.53),
        (SENTENCES, "en", "micro F1", 0.51),
        (SENTENCES, "ja", "passages without a signal kept silent", 0.89),
        (SENTENCES, "en", "passages without a signal kept silent", 0.84),
        (SENTENCES, "ja", "severity exact", 0.62),
        (SENTENCES, "en", "severity exact", 0.77),
    ],
)
def test_it_stays_above_the_floor(
    figures: list[Figure], data: str, language: str, measure: str, floor: float
) -> None:
    assert value_of(figures, data, language, measure, "voc") >= floor


@pytest.mark.parametrize(
    ("plain", "language", "by"),
    [
        ("cues alone", "ja", 0.36),
        ("cues alone", "en", 0.35),
        ("tf-idf + logistic regression", "ja", 0.04),
        ("tf-idf + logistic regression", "en", 0.15),
    ],
)
def test_it_beats_what_a_user_would_try_first(
    figures: list[Figure], plain: str, language: str, by: float
) -> None:
    """Against plain systems at their best F1: the medium preset gives up some of it for precision."""
    ours = value_of(figures, PASSAGES, language, "micro F1", "voc")
    assert ours >= value_of(figures, PASSAGES, language, "micro F1", plain) + by
