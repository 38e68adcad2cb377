"""How good the sentiment head is, beside plain baselines in the same run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from voc.sentiment import data
from voc.sentiment.data import Labelled
from voc.sentiment.head import LABELS, SentimentHead
from voc.sentiment.train import examples, fit
from voc.types import Encode, Figure

MOST = 1000  # texts measured of each public set
BINS = 10


def evaluate(
    *, encode: Encode, encoder_revision: str, gold: Path, models: Path, shared: Path | None
) -> list[Figure]:
    """Macro-F1 per set and language, calibration error; with `shared`, the public sets and TF-IDF too."""
    head = SentimentHead.load(models / "sentiment", encoder_revision=encoder_revision)
    sets = _sets(gold, shared)
    baseline = _tf_idf(examples(gold, shared)) if shared is not None else None
    figures = []
    for (name, language), texts in sets.items():
        truth = [text.label for text in texts]
        classes = sorted(set(truth))
        found = head.probabilities(encode([t.text for t in texts], [t.language for t in texts]))
        answers = {"voc": _best(found, classes)}
        if baseline is not None:
            answers["tf-idf + logistic regression"] = _best(
                baseline.predict_proba([t.text for t in texts]), classes
            )
        answers["majority"] = [Counter(truth).most_common(1)[0][0]] * len(truth)
        measure = f"macro-F1, {len(classes)} classes"
        for system, given in answers.items():
            value = _macro_f1(truth, given, classes)
            figures.append(Figure("sentiment", measure, name, system, value, len(texts), language))
        if len(classes) == len(LABELS):
            error = calibration_error(found, truth)
            figures.append(Figure("sentiment", "calibration error", name, "voc", error, len(texts), language))
    return figures


def calibration_error(probabilities: Any, truth: Sequence[str]) -> float:
    """Expected calibration error: how far confidence is from accuracy, over ten bins."""
    confidence = probabilities.max(axis=1)
    right = np.array([LABELS[best] for best in probabilities.argmax(axis=1)]) == np.array(truth)
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)
    ]
    return float(sum(gaps))


def _sets(gold: Path, shared: Path | None) -> dict[tuple[str, str], list[Labelled]]:
    sets: dict[tuple[str, str], list[Labelled]] = {}
    for text in data.gold_sentences(gold, "test"):
        sets.setdefault(("own business sentences, test", text.language), []).append(text)
    if shared is None:
        return sets
    sets["economy watchers, dev", "ja"] = data.economy(shared, "dev.jsonl", each=MOST // 5)
    sets["chABSA, held-out companies", "ja"] = data.chabsa(shared, held_out=True)
    if (shared / "measure_only").is_dir():
        for name, text in data.foreign_domain(shared, each=MOST):
            sets.setdefault((f"{name} (never trained on)", text.language), []).append(text)
    return sets


def _tf_idf(texts: Sequence[Labelled]) -> Any:
    """Character TF-IDF and logistic regression, trained on what the head was trained on."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline

    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), min_df=2, sublinear_tf=True)
    model = fit(grams.fit_transform([text.text for text in texts]), texts)
    return make_pipeline(grams, model)


def _best(probabilities: Any, classes: Sequence[str]) -> list[str]:
    columns = [column for column, label in enumerate(LABELS) if label in classes]
    return [LABELS[columns[int(row)]] for row in probabilities[:, columns].argmax(axis=1)]


def _macro_f1(truth: Sequence[str], given: Sequence[str], classes: Sequence[str]) -> float:
    from sklearn.metrics import f1_score

    return float(f1_score(truth, given, labels=list(classes), average="macro"))
