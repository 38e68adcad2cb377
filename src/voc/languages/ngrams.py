"""Character n-grams hashed into buckets: wording that vectors blur, with numpy alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

BUCKETS = 1 << 16
LONGEST = 4  # characters; 2 to 5 was no better in English
_STEP, _MIX = np.uint32(0x01000193), np.uint32(0x9E3779B1)  # FNV's prime; 2^32 over the golden ratio

Buckets = npt.NDArray[np.int64]
Counts = npt.NDArray[np.float32]


def counts(text: str) -> tuple[Buckets, Counts]:
    """Buckets that occur in `text`, ascending, and 1 + log of how often."""
    characters = np.frombuffer(_plain(text).encode("utf-32-le", "replace"), np.uint32)
    hashes = []
    for length in range(1, min(LONGEST, len(characters)) + 1):
        grams = np.full(len(characters) - length + 1, length, np.uint32)
        for offset in range(length):
            grams = (grams ^ characters[offset : len(characters) - length + 1 + offset]) * _STEP
        hashes.append((grams * _MIX) >> np.uint32(32 - 16))
    if not hashes:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    buckets, often = np.unique(np.concatenate(hashes), return_counts=True)
    return buckets.astype(np.int64), (1 + np.log(often)).astype(np.float32)


def scores(texts: Sequence[str], rarity: Counts, weights: Counts) -> npt.NDArray[np.float64]:
    """(n, classes): each text's TF-IDF row of length 1 times `weights` (BUCKETS, classes)."""
    found = np.zeros((len(texts), weights.shape[1]))
    for row, text in enumerate(texts):
        buckets, values = counts(text)
        weighted = values * rarity[buckets]
        length = float(np.linalg.norm(weighted))
        if length:
            found[row] = (weighted / length) @ weights[buckets]
    return found


def fit(
    texts: Sequence[str],
    labels: npt.NDArray[np.int64],
    importance: npt.NDArray[np.float64],
    *,
    inverse_regularisation: float,
) -> tuple[Any, Any, Any]:
    """Rarity (BUCKETS,), weights (BUCKETS, classes or 1 for two) and bias of a logistic regression."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    found = [counts(text) for text in texts]
    present = np.bincount(np.concatenate([buckets for buckets, _ in found]), minlength=BUCKETS)
    # half precision before it is used, so that what is learnt fits what is loaded
    rarity = (np.log((1 + len(texts)) / (1 + present)) + 1).astype(np.float16).astype(np.float32)
    rows = [values * rarity[buckets] for buckets, values in found]
    matrix = csr_matrix(
        (
            np.concatenate([row / np.linalg.norm(row) for row in rows]),
            np.concatenate([buckets for buckets, _ in found]),
            np.cumsum([0, *(len(row) for row in rows)]),
        ),
        shape=(len(texts), BUCKETS),
    )
    model = LogisticRegression(C=inverse_regularisation, max_iter=300)
    model.fit(matrix, labels, sample_weight=importance / importance.mean())
    return (
        rarity.astype(np.float16),
        model.coef_.T.astype(np.float16),
        model.intercept_.astype(np.float32),
    )


def _plain(text: str) -> str:
    """Width and case make no difference; edges do, so that a word's start is not its middle."""
    return f" {' '.join(unicodedata.normalize('NFKC', text).casefold().split())} "
