"""The trained head: calibrated probabilities of every signal for every segment, with numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voc.signals import features
from voc.types import Segment, Vectors

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layer:
    """An affine map: x @ weight + bias."""

    weight: Matrix
    bias: Matrix

    def __call__(self, rows: Matrix) -> Matrix:
        """(n, inputs) -> (n, outputs)."""
        return rows @ self.weight + self.bias


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Weights of hashed character grams; buckets that training hardly saw share an empty row 0."""

    row: npt.NDArray[np.int32]  # bucket -> row of the tables below
    rarity: Matrix  # inverse document frequency per row
    weight: Matrix  # (rows, keys)
    bias: Matrix  # (keys,)

    def __call__(self, texts: Sequence[str]) -> Matrix:
        """Log-odds from the characters alone, (n_texts, keys)."""
        found = np.empty((len(texts), self.weight.shape[1]), np.float32)
        for number, text in enumerate(texts):
            buckets, counts = features.character_grams(text)
            rows = self.row[buckets]
            weights = counts * self.rarity[rows]
            length = float(np.sqrt(weights @ weights)) or 1.0
            found[number] = (weights / length) @ self.weight[rows] + self.bias
        return found


@dataclass(frozen=True, slots=True)
class Combination:
    """Log-odds of the parts -> calibrated log-odds, fitted on authors the parts had not seen."""

    meaning: float
    words: float
    cue: float  # what a cue adds; one that is negated or the like adds nothing
    bias: Matrix  # (keys,)

    def __call__(self, meaning: Matrix, words: Matrix) -> Matrix:
        """Calibrated log-odds without any cue."""
        combined: Matrix = self.meaning * meaning + self.words * words + self.bias
        return combined


@dataclass(frozen=True, slots=True)
class Head:
    """Everything `train` wrote, ready to score segments."""

    keys: tuple[str, ...]
    networks: tuple[tuple[Layer, Layer], ...]
    lexicon: Lexicon
    combination: Combination
    severity: Layer  # features.of_severity -> log-odds of low, medium, high
    thresholds: dict[str, Matrix]  # preset -> probability per key

    def parts(self, segments: Sequence[Segment], vectors: Vectors) -> tuple[Matrix, Matrix]:
        """Log-odds by meaning and by words, each (n_segments, keys)."""
        meaning = meaning_of(self.networks, features.with_context(segments, vectors))
        return meaning, self.lexicon([segment.text for segment in segments])


def meaning_of(networks: Sequence[tuple[Layer, Layer]], rows: Matrix) -> Matrix:
    """Log-odds from vectors beside their contexts, the mean of the networks; (n, keys)."""
    each = [second(gelu(first(rows))) for first, second in networks]
    mean: Matrix = np.mean(each, axis=0).astype(np.float32)
    return mean


def gelu(x: Matrix) -> Matrix:
    """The smooth threshold the networks were trained with (tanh form)."""
    bent = 0.7978845608 * (x + 0.044715 * x * x * x)
    curved: Matrix = (0.5 * x * (1 + np.tanh(bent))).astype(np.float32)
    return curved


def sigmoid(x: Matrix) -> Matrix:
    """Log-odds -> probabilities."""
    probabilities: Matrix = (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return probabilities
