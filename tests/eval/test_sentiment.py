"""Quality floors of the shipped sentiment head, with the real encoder.

Own test sentences always; public sets where the folder in VOC_SHARED_DATA has them, a sample of each
chosen by hash. A floor is the measured figure less three points, and is lowered only as a visible choice.
"""

import logging
from collections.abc import Iterable
from itertools import islice

import numpy as np
import pytest
from sklearn.metrics import f1_score

from voc import embedders
from voc.sentiment import data
from voc.sentiment.data import Labelled
from voc.sentiment.evaluate import calibration_error
from voc.sentiment.head import LABELS, SentimentHead
from voc.settings import Settings, shipped

LOG = logging.getLogger(__name__)

OWN_FLOORS = {"ja": 0.60, "en": 0.60}
PUBLIC_FLOORS = {"economy watchers": 0.60, "chABSA": 0.85}
WORST_CALIBRATION = 0.10


@pytest.fixture(scope="module")
def encoder():
    settings = Settings.read()
    return embedders.load(settings.encoder, models=settings.models)


@pytest.fixture(scope="module")
def head(encoder) -> SentimentHead:
    return SentimentHead.load(shipped("models") / "sentiment", encoder_revision=encoder.revision)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_business_sentences(encoder, head, language):
    texts = [t for t in data.gold_sentences(shipped("gold"), "test") if t.language == language]
    macro_f1, error = measured(encoder, head, texts)
    LOG.info("%s: macro-F1 %.3f, calibration error %.3f", language, macro_f1, error)
    assert macro_f1 >= OWN_FLOORS[language]
    assert error <= WORST_CALIBRATION


def test_public_sets(encoder, head):
    shared = Settings.read().shared_data
    LOG.info("public sets: %s", str(shared) if (shared / "open").is_dir() else f"not in {shared}")
    for name, texts in public_sets(shared).items():
        macro_f1, error = measured(encoder, head, texts)
        LOG.info("%s: macro-F1 %.3f, calibration error %.3f", name, macro_f1, error)
        assert macro_f1 >= PUBLIC_FLOORS[name], name


def public_sets(shared) -> dict[str, list[Labelled]]:
    if not (shared / "open").is_dir():
        return {}
    return {
        "economy watchers": list(data.economy(shared, "dev.jsonl", each=50)),
        "chABSA": list(islice(data.chabsa(shared, held_out=True), 150)),
    }


def measured(encoder, head, texts: Iterable[Labelled]) -> tuple[float, float]:
    """Macro-F1 over the labels there are, and calibration error."""
    words, codes, truth = zip(*((t.text, t.language, t.label) for t in texts), strict=True)
    found = head.probabilities(words, codes, encoder.encode(words, languages=codes))
    labels = [label for label in LABELS if label in truth]
    columns = [LABELS.index(label) for label in labels]
    given = np.array(labels)[found[:, columns].argmax(axis=1)]
    return f1_score(truth, given, labels=labels, average="macro"), calibration_error(found, truth)
