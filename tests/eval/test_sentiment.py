"""Quality floors of the shipped sentiment head, with the real encoder.

Own test sentences always; public sets where the folder in VOC_SHARED_DATA has them, a sample of each
chosen by hash. A floor is the measured figure less three points, and is lowered only as a visible choice.
"""

import logging
from itertools import islice

import numpy as np
import pytest
from sklearn.metrics import f1_score

from voc import embedders
from voc.embedders import full_revision
from voc.paths import shipped
from voc.sentiment import data
from voc.sentiment.data import Labelled
from voc.sentiment.evaluate import BASELINE, evaluate
from voc.sentiment.head import LABELS, SentimentHead
from voc.settings import Settings

LOG = logging.getLogger(__name__)

MEASURE = "macro-F1, 3 classes"
OWN_FLOORS = {"ja": 0.81, "en": 0.73}
PUBLIC_FLOORS = {"economy watchers": 0.66, "chABSA": 0.90}
WORST_CALIBRATION = 0.08


@pytest.fixture(scope="module")
def encoder():
    settings = Settings.read()
    return embedders.load(settings.encoder, models=settings.models, tuned=shipped("models") / "encoder")


@pytest.fixture(scope="module")
def own_figures(encoder) -> dict[tuple[str | None, str, str], float]:
    """(language, measure, system) -> value on the test sentences; TF-IDF learns from our passages."""
    figures = evaluate(
        encode=lambda texts, languages: encoder.encode_stance(texts, languages=languages),
        encoder_revision=full_revision(encoder),
        gold=shipped("gold"),
        models=shipped("models"),
        shared=None,
    )
    found = {(figure.language, figure.measure, figure.system): round(figure.value, 3) for figure in figures}
    LOG.info("%s", found)
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
def test_business_sentences(own_figures, language):
    assert own_figures[language, MEASURE, "voc"] >= OWN_FLOORS[language]
    assert own_figures[language, MEASURE, "voc"] > own_figures[language, MEASURE, "majority"]
    assert own_figures[language, "expected calibration error", "voc"] <= WORST_CALIBRATION


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_beats_plain_words(own_figures, language):
    assert own_figures[language, MEASURE, "voc"] > own_figures[language, MEASURE, BASELINE]


def test_public_sets(encoder):
    shared = Settings.read().shared_data
    LOG.info("public sets: %s", shared if (shared / "open").is_dir() else f"not in {shared}")
    head = SentimentHead.load(shipped("models") / "sentiment", encoder_revision=full_revision(encoder))
    for name, texts in public_sets(shared).items():
        macro_f1 = measured(encoder, head, texts)
        LOG.info("%s: macro-F1 %.3f", name, macro_f1)
        assert macro_f1 >= PUBLIC_FLOORS[name], name


def public_sets(shared) -> dict[str, list[Labelled]]:
    if not (shared / "open").is_dir():
        return {}
    return {
        "economy watchers": list(data.economy(shared, "dev.jsonl", each=50)),
        "chABSA": list(islice(data.chabsa(shared, held_out=True), 150)),
    }


def measured(encoder, head, texts: list[Labelled]) -> float:
    """Macro-F1 over the labels there are."""
    words, codes, truth = zip(*((t.text, t.language, t.label) for t in texts), strict=True)
    found = head.probabilities(words, codes, encoder.encode_stance(words, languages=codes))
    labels = [label for label in LABELS if label in truth]
    given = np.array(labels)[found[:, [LABELS.index(label) for label in labels]].argmax(axis=1)]
    return f1_score(truth, given, labels=labels, average="macro")
