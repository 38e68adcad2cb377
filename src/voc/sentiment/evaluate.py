"""How good the sentiment head is, beside plain baselines in the same run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from voc.sentiment import data
from voc.sentiment.data import Labelled
from voc.sentiment.head import LABELS, Floats, SentimentHead
from voc.sentiment.train import balanced, examples
from voc.types import Encode, Figure

MOST = 1000  # texts measured of each public set
BINS = 10
BASELINE = "tf-idf + logistic regression"


def evaluate(
    *, encode: Encode, encoder_revision: str, gold: Path, models: Path, shared: Path | None
) -> list[Figure]:
    """Macro-F1 and calibration error of each set and language, own test sentences first.

    Beside each the majority class and TF-IDF trained on the same texts. Without `shared` there are
    no public sets, and TF-IDF has only our own texts to learn from.
    """
    head = SentimentHead.load(models / "sentiment", encoder_revision=encoder_revision)
    baseline = _tf_idf(examples(gold, shared))
    figures = []
    for (name, language), labelled in _sets(gold, shared).items():
        texts, codes = [text.text for text in labelled], [language] * len(labelled)
        truth = [text.label for text in labelled]
        systems = {
            "voc": head.probabilities(texts, codes, encode(texts, codes)),
            BASELINE: baseline.predict_proba(texts),
            "majority": _majority(truth),
        }
        for system, probabilities in systems.items():
            for measure, value in _measured(probabilities, truth, calibrated=system != "majority"):
                figures.append(Figure("sentiment", measure, name, system, value, len(texts), language))
    return figures


def calibration_error(probabilities: Floats, truth: Sequence[str]) -> float:
    """Expected calibration error: how far confidence is from accuracy, over ten bins."""
    confidence = probabilities.max(axis=1)
    right = np.array([LABELS[best] for best in probabilities.argmax(axis=1)]) == np.array(truth)
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)
    ]
    return float(sum(gaps))


def _sets(gold: Path, shared: Path | None) -> dict[tuple[str, str], list[Labelled]]:
    found: list[Iterator[Labelled]] = [data.gold_sentences(gold, "test")]
    if shared is not None:
        found += [
            data.economy(shared, "dev.jsonl", each=MOST // 5),
            data.chabsa(shared, held_out=True),
        ]
        if (shared / "measure_only").is_dir():
            found.append(data.foreign_domain(shared, each=MOST))
    sets: dict[tuple[str, str], list[Labelled]] = {}
    for text in chain.from_iterable(found):
        sets.setdefault((NAMES.get(text.source, text.source), text.language), []).append(text)
    return sets


NAMES = {
    "own business sentences": "own business sentences, test",
    "economy watchers": "economy watchers, dev",
    "chABSA": "chABSA, held-out companies",
    "hotel reviews": "hotel reviews (never trained on)",
    "airline tweets": "airline tweets (never trained on)",
}


def _tf_idf(texts: Sequence[Labelled]) -> Any:
    """Character TF-IDF and logistic regression, trained on what the head was trained on."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    weights = balanced(texts)
    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), min_df=2, sublinear_tf=True),
        LogisticRegression(C=3.0, max_iter=300),
    )
    return model.fit(
        [text.text for text in texts],
        [LABELS.index(text.label) for text in texts],
        logisticregression__sample_weight=weights / weights.mean(),
    )


def _majority(truth: Sequence[str]) -> Floats:
    commonest = Counter(truth).most_common(1)[0][0]
    return np.tile(np.array([float(label == commonest) for label in LABELS]), (len(truth), 1))


def _measured(
    probabilities: Floats, truth: Sequence[str], *, calibrated: bool
) -> Iterator[tuple[str, float]]:
    from sklearn.metrics import f1_score

    classes = [label for label in LABELS if label in set(truth)]
    columns = [LABELS.index(label) for label in classes]
    given = [classes[best] for best in probabilities[:, columns].argmax(axis=1)]
    macro_f1 = f1_score(truth, given, labels=classes, average="macro", zero_division=0.0)
    yield f"macro-F1, {len(classes)} classes", float(macro_f1)
    if calibrated and len(classes) == len(LABELS):
        yield "expected calibration error", calibration_error(probabilities, truth)
