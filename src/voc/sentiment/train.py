"""Trains the sentiment head: one call, the same result every time, minutes on a CPU."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.errors import InputError
from voc.sentiment import data
from voc.sentiment.data import Labelled
from voc.sentiment.head import LABELS, SentimentHead
from voc.types import Encode, Vectors

ECONOMY_EACH, GOEMOTIONS_EACH, BUSINESS_EACH = 1600, 1000, 600  # texts a class
OWN_WEIGHT = 4.0  # own business sentences against one public text; dev sentences gain, others lose little
INVERSE_REGULARISATION = 4.0
SHARPNESS = np.geomspace(0.4, 3.0, 40)  # tried when calibrating


def train(*, encode: Encode, encoder_revision: str, gold: Path, shared: Path, folder: Path) -> None:
    """Write a head for `encode` to `folder`. InputError when the public sets are not in `shared`."""
    if not (shared / "open").is_dir():
        raise InputError(f"no public sets in {shared}; point VOC_SHARED_DATA at them")
    texts = examples(gold, shared)
    model = fit(encode([t.text for t in texts], [t.language for t in texts]), texts)
    dev = list(data.gold_sentences(gold, "dev"))
    vectors = encode([t.text for t in dev], [t.language for t in dev])
    sharpness = calibrate(model, vectors, dev)
    SentimentHead(
        (model.coef_ * sharpness).astype(np.float32), (model.intercept_ * sharpness).astype(np.float32)
    ).save(folder, encoder_revision=encoder_revision)


def examples(gold: Path, shared: Path) -> list[Labelled]:
    """Everything the head learns from."""
    return [
        *data.own_sentences(gold, weight=OWN_WEIGHT),
        *data.economy(shared, "train.jsonl", each=ECONOMY_EACH),
        *data.chabsa(shared, held_out=False),
        *data.goemotions(shared, each=GOEMOTIONS_EACH),
        *data.plain_business(shared, each=BUSINESS_EACH),
    ]


def fit(features: Any, texts: Sequence[Labelled]) -> Any:
    """A logistic regression over `features`, classes in the order of LABELS."""
    from sklearn.linear_model import LogisticRegression

    labels = np.array([LABELS.index(text.label) for text in texts])
    counts = np.bincount(labels, minlength=len(LABELS))
    weights = np.array([text.weight for text in texts]) / counts[labels] * len(labels) / len(LABELS)
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=500)
    return model.fit(features, labels, sample_weight=weights)


def calibrate(model: Any, vectors: Vectors, texts: Sequence[Labelled]) -> float:
    """The factor on the scores under which `texts` are likeliest (temperature scaling)."""
    scores = vectors @ model.coef_.T + model.intercept_
    labels = np.array([LABELS.index(text.label) for text in texts])
    return float(min(SHARPNESS, key=lambda sharpness: _loss(scores * sharpness, labels)))


def _loss(scores: npt.NDArray[np.floating[Any]], labels: npt.NDArray[np.int64]) -> float:
    top = scores.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(scores - top).sum(axis=1)) + top[:, 0]
    return float((log_sum - scores[np.arange(len(labels)), labels]).mean())
