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
    """A spread of 150 passages and 150 single remarks a language."""
    settings = Settings.read()
    encoder = load_encoder(settings)
    return evaluate(
        encode=lambda texts, languages: encoder.encode_stance(texts, languages=languages),
        encoder_revision=full_revision(encoder),
        gold=shipped("gold"),
        models=settings.heads,
        most=150,
    )


# What the shipped head measures on this sample, less three points.
@pytest.mark.parametrize(
    ("data", "language", "measure", "floor"),
    [
        (PASSAGES, "ja", "micro precision", 0.76),
        (PASSAGES, "en", "micro precision", 0.68),
        (PASSAGES, "ja", "micro recall", 0.69),
        (PASSAGES, "en", "micro recall", 0.55),
        (PASSAGES, "ja", "macro F1", 0.74),
        (PASSAGES, "en", "macro F1", 0.58),
        (PASSAGES, "ja", "passages without a signal kept silent", 0.83),
        (PASSAGES, "en", "passages without a signal kept silent", 0.73),
        (PASSAGES, "ja", "quotes with overlap >= .5", 0.79),
        (PASSAGES, "en", "quotes with overlap >= .5", 0.78),
        (PASSAGES, "ja", "severity within one", 0.97),
        (PASSAGES, "en", "severity within one", 0.97),
        (SENTENCES, "ja", "micro F1", 0.54),
        (SENTENCES, "en", "micro F1", 0.45),
        (SENTENCES, "ja", "passages without a signal kept silent", 0.88),
        (SENTENCES, "en", "passages without a signal kept silent", 0.81),
        (SENTENCES, "ja", "severity exact", 0.64),
        (SENTENCES, "en", "severity exact", 0.74),
    ],
)
def test_it_stays_above_the_floor(
    figures: list[Figure], data: str, language: str, measure: str, floor: float
) -> None:
    assert value_of(figures, data, language, measure, "voc") >= floor


@pytest.mark.parametrize(
    ("plain", "language", "by"),
    [
        ("cues alone", "ja", 0.33),
        ("cues alone", "en", 0.28),
        ("tf-idf + logistic regression", "ja", 0.01),
        ("tf-idf + logistic regression", "en", 0.1),
    ],
)
def test_it_beats_what_a_user_would_try_first(
    figures: list[Figure], plain: str, language: str, by: float
) -> None:
    """Against plain systems at their best F1: the medium preset gives up some of it for precision."""
    ours = value_of(figures, PASSAGES, language, "micro F1", "voc")
    assert ours >= value_of(figures, PASSAGES, language, "micro F1", plain) + by
