"""A linear head over centred vectors; numpy only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voc import languages
from voc.errors import ModelError
from voc.types import Segment, Sentiment, SentimentLabel, Vectors

LABELS: tuple[SentimentLabel, ...] = ("negative", "neutral", "positive")
LEAST_LETTERS = 2  # fewer tell nothing: "ok" is an answer, "?" and an emoji are not

Probabilities = npt.NDArray[np.float64]


class SentimentHead:
    """Scores segments; `load` it from a folder that ``train`` wrote."""

    def __init__(self, weights: Vectors, bias: Vectors) -> None:
        """`weights` (3, dim) and `bias` (3,), in the order of LABELS, calibrated already."""
        self._weights, self._bias = weights, bias

    @classmethod
    def load(cls, folder: Path, *, encoder_revision: str) -> SentimentHead:
        """The head in `folder`; ModelError when it is missing or made for another encoder."""
        from safetensors.numpy import load_file

        try:
            card = json.loads((folder / "head.json").read_text("utf-8"))
            tensors = load_file(folder / "weights.safetensors")
        except (OSError, ValueError) as error:
            raise ModelError(f"no sentiment head in {folder}; make one with: voc train sentiment") from error
        if card["encoder_revision"] != encoder_revision:
            raise ModelError(
                f"the sentiment head in {folder} is for encoder {card['encoder_revision']}, not "
                f"{encoder_revision}; train one for this encoder: VOC_HEADS=FOLDER voc train sentiment"
            )
        return cls(tensors["weights"], tensors["bias"])

    def save(self, folder: Path, *, encoder_revision: str) -> None:
        """Write the head to `folder`, for `load`."""
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        # safetensors writes memory as it lies, and scikit-learn's may lie column by column
        tensors = {"weights": np.ascontiguousarray(self._weights), "bias": np.ascontiguousarray(self._bias)}
        save_file(tensors, folder / "weights.safetensors")
        card = {"encoder_revision": encoder_revision, "labels": list(LABELS)}
        (folder / "head.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")

    def score(self, segments: Sequence[Segment], vectors: Vectors) -> list[Sentiment]:
        """One sentiment for each segment; `vectors` (n_segments, dim) in the same order."""
        return [
            _sentiment(segment, row)
            for segment, row in zip(segments, self.probabilities(vectors), strict=True)
        ]

    def probabilities(self, vectors: Vectors) -> Probabilities:
        """(n, 3) in the order of LABELS."""
        scores = vectors.astype(np.float64) @ self._weights.T + self._bias
        raised = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
        found: Probabilities = raised / raised.sum(axis=1, keepdims=True)
        return found


def _sentiment(segment: Segment, row: npt.NDArray[np.float64]) -> Sentiment:
    readable = segment.language in languages.LANGUAGES
    if not readable or sum(map(str.isalpha, segment.text)) < LEAST_LETTERS:
        return Sentiment(segment.id, "unknown", None, 0.0)
    best = int(row.argmax())
    score = round(float(row[2] - row[0]), 4)
    return Sentiment(segment.id, LABELS[best], score, round(float(row[best]), 4))
