"""Quality floors of churn reasons and topics, with the real encoder and the shipped head.

Own cancellations always; public sets where the folder in VOC_SHARED_DATA has them, small samples of
each. A floor is the measured figure less some three points, and is lowered only as a visible choice.
"""

from dataclasses import replace

import numpy as np
import pytest
from eval.figures import value_of

from voc import embedders
from voc.paths import shipped
from voc.settings import Settings
from voc.topics.evaluate import Texts, our_topics, reason_figures, sets, topic_figures
from voc.topics.reason_head import ReasonClassifier
from voc.types import Encode, Figure

REASON_FLOORS = {"ja": 0.80, "en": 0.81}
UNKNOWN_FLOORS = {"ja": 0.85, "en": 0.94}
QUOTE_FLOORS = {"ja": 0.84, "en": 0.67}  # of texts that give their reason twice only one place is labelled
CANCELLATIONS = "reasons, test authors"
MOST_NMI = {"xSID": 0.03, "AMI": 0.16}  # spoken turns and their written translation
AT_MOST = 300  # texts of a public set


@pytest.fixture(scope="module")
def encoder():
    settings = Settings.read()
    return embedders.load(settings.encoder, models=settings.models, tuned=settings.heads / "encoder")


@pytest.fixture(scope="module")
def head(encoder) -> ReasonClassifier:
    return ReasonClassifier.load(
        shipped("models") / "reasons", encoder_revision=embedders.full_revision(encoder)
    )


def test_reasons_of_cancellations(encoder, head, record_property) -> None:
    figures = reason_figures(views_by(encoder), head, shipped("gold"))
    record_property("figures", repr(figures))
    for language in ("ja", "en"):
        ours = value_of(figures, CANCELLATIONS, language, "macro-F1", "voc")
        plain = value_of(figures, CANCELLATIONS, language, "macro-F1", "char tf-idf + logistic regression")
        assert ours >= REASON_FLOORS[language]
        assert ours > plain
        quoted = value_of(figures, CANCELLATIONS, language, "quotes the right sentence", "voc")
        assert quoted >= QUOTE_FLOORS[language]
        [unknown] = [
            f.value
            for f in figures
            if (f.data, f.language, f.measure, f.label) == (CANCELLATIONS, language, "recall", "unknown")
        ]
        assert unknown >= UNKNOWN_FLOORS[language]


def test_topics_of_public_sets(encoder, head, record_property) -> None:
    shared = Settings.read().shared_data
    record_property("public sets", str(shared) if (shared / "open").is_dir() else f"not in {shared}")
    for texts in map(sample, sets(shared)):
        views = views_by(encoder)(texts.texts, texts.languages)
        figures = topic_figures(texts, our_topics(texts, views, head), system="voc")
        record_property(texts.name, repr(figures))
        assert value(figures, "documents in a topic") >= 0.85, texts.name
        if texts.labels is not None:
            assert value(figures, "V-measure") >= 0.55, texts.name
        if texts.name == "xSID":
            assert value(figures, "translations in one topic") >= 0.84
        if texts.pairs is not None:
            assert value(figures, "NMI of topic and language") <= MOST_NMI[texts.name]


def views_by(encoder) -> Encode:
    """Meanings beside stances."""
    return lambda texts, codes: np.hstack(encoder.encode_both(texts, languages=codes))


def sample(texts: Texts) -> Texts:
    """At most 300 texts, translations with their originals."""
    if texts.pairs is None:
        return replace(
            texts,
            texts=texts.texts[:AT_MOST],
            languages=texts.languages[:AT_MOST],
            labels=texts.labels and texts.labels[:AT_MOST],
        )
    half = len(texts.texts) // 2
    rows = [*range(min(half, AT_MOST // 2)), *range(half, half + min(half, AT_MOST // 2))]
    return replace(
        texts,
        texts=[texts.texts[row] for row in rows],
        languages=[texts.languages[row] for row in rows],
        pairs=[texts.pairs[row] for row in rows],
    )


def value(figures: list[Figure], measure: str, language: str | None = None, system: str = "voc") -> float:
    found = [f.value for f in figures if (f.measure, f.language, f.system) == (measure, language, system)]
    return found[0]
