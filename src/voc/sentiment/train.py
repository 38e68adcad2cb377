"""Trains the sentiment head: one call, seeded, on a CPU, in a few minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.errors import InputError
from voc.languages import ngrams
from voc.sentiment import data, network
from voc.sentiment.data import Labelled
from voc.sentiment.head import LABELS, SentimentHead
from voc.types import Encode

ECONOMY_EACH, GOEMOTIONS_EACH, PLAIN_EACH = 1600, 1000, 600  # texts a label
# How much one text of a set counts, once the labels of its set weigh the same.
IMPORTANCE = {
    "remarks ja": 3.0,
    "remarks en": 3.0,
    "own en": 1.5,
    "chABSA": 0.5,
    "GoEmotions": 0.5,
    "plain business ja": 0.5,
    "plain business en": 0.5,
}
DERIVED = ("own ja", "own en")  # labels that follow from signs: too coarse but for the wording
INVERSE_REGULARISATION = 3.0
WORDING = 0.5  # share of the n-grams' scores: decision 0005
SHARPNESS = np.geomspace(0.4, 3.0, 80)  # tried when calibrating

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


def train(*, encode: Encode, encoder_revision: str, gold: Path, shared: Path, folder: Path) -> None:
    """Write a head for `encode` to `folder`. InputError when the public sets are not in `shared`."""
    texts = examples(gold, shared)
    head = SentimentHead(_meaning(texts, encode) | _wording(texts), wording=WORDING, sharpness={})
    head.sharpness = _calibrated(head, encode, list(data.gold_sentences(gold, "dev", pairs=False)))
    head.save(folder, encoder_revision=encoder_revision)


def _meaning(texts: Sequence[Labelled], encode: Encode) -> dict[str, Any]:
    """What is learnt from vectors: a network for the three labels, a matrix for the five grades."""
    surely = [text for text in texts if text.source not in DERIVED]
    vectors = encode([text.text for text in surely], [text.language for text in surely])
    labels = np.array([LABELS.index(text.label) for text in surely])
    found: dict[str, Any] = network.fit(vectors, labels, balanced(surely))
    graded = [row for row, text in enumerate(surely) if text.grade is not None]
    if graded:
        grades = np.array([(surely[row].grade or 0) + 2 for row in graded])
        found["levels"], found["levels_bias"] = network.fit_linear(vectors[graded], grades)
    return found


def _wording(texts: Sequence[Labelled]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    labels = np.array([LABELS.index(text.label) for text in texts])
    weights = balanced(texts)
    for language in sorted({text.language for text in texts}):
        rows = [row for row, text in enumerate(texts) if text.language == language]
        found |= _fit_wording([texts[row].text for row in rows], labels[rows], weights[rows], language)
    return found


def examples(gold: Path, shared: Path | None) -> list[Labelled]:
    """Everything there is to learn from; without `shared`, our own texts.

    InputError when the public sets are not in `shared`.
    """
    own = [*data.remarks(gold), *data.own(gold)]
    if shared is None:
        return own
    if not (shared / "open").is_dir():
        message = f"no public sets in {shared}; point VOC_SHARED_DATA at them"
        raise InputError(message, "no_public_sets", path=shared)
    return [
        *own,
        *data.economy(shared, "train.jsonl", each=ECONOMY_EACH),
        *data.chabsa(shared, held_out=False),
        *data.goemotions(shared, each=GOEMOTIONS_EACH),
        *data.plain_business(shared, each=PLAIN_EACH),
    ]


def balanced(texts: Sequence[Labelled]) -> Floats:
    """Weights under which the labels of each set count the same, and sets as IMPORTANCE says."""
    sizes = Counter(text.source for text in texts)
    counts = Counter((text.source, text.label) for text in texts)
    kinds = Counter(source for source, _ in counts)
    return np.array(
        [
            IMPORTANCE.get(text.source, 1.0)
            * sizes[text.source]
            / (kinds[text.source] * counts[text.source, text.label])
            for text in texts
        ]
    )


def _fit_wording(texts: Sequence[str], labels: Labels, weights: Floats, language: str) -> dict[str, Any]:
    rarity, found, bias = ngrams.fit(texts, labels, weights, inverse_regularisation=INVERSE_REGULARISATION)
    return {f"rarity_{language}": rarity, f"wording_{language}": found, f"wording_bias_{language}": bias}


def _calibrated(head: SentimentHead, encode: Encode, texts: Sequence[Labelled]) -> dict[str, float]:
    """Of each language, the factor on the scores under which `texts` are likeliest (temperature scaling)."""
    found = {}
    for language in sorted({text.language for text in texts}):
        own = [text for text in texts if text.language == language]
        words, codes = [text.text for text in own], [language] * len(own)
        scores = head.scores(words, codes, encode(words, codes))
        labels = np.array([LABELS.index(text.label) for text in own])
        losses = [_loss(scores * sharpness, labels) for sharpness in SHARPNESS]
        found[language] = round(float(SHARPNESS[int(np.argmin(losses))]), 3)
    return found


def _loss(scores: Floats, labels: Labels) -> float:
    top = scores.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(scores - top).sum(axis=1)) + top[:, 0]
    return float((log_sum - scores[np.arange(len(labels)), labels]).mean())
