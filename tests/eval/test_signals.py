"""Floors under the signal detector: authors it has not seen, with the real encoder and the shipped head."""

from __future__ import annotations

import pytest

from voc import embedders
from voc.settings import Settings, shipped
from voc.signals.evaluate import evaluate
from voc.types import Figure

PASSAGES = "passages, test authors"
SENTENCES = "sentences, test"


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    """A spread of 150 passages and 150 single remarks a language."""
    settings = Settings.read()
    encoder = embedders.load(settings.encoder, models=settings.models)
    return evaluate(
        encode=lambda texts, languages: encoder.encode(texts, languages=languages),
        encoder_revision=encoder.revision,
        gold=shipped("gold"),
        models=settings.heads,
        most=150,
    )


def test_print(figures: list[Figure]) -> None:
    for figure in figures:
        if figure.label is None:
            print(figure.data, figure.language, figure.system, figure.measure, figure.value, figure.n)
    assert figures
