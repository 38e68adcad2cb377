"""The sentiment head: two matrices over the encoder's tones, beside hashed n-grams; numpy only."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc import languages
from voc.errors import ModelError
from voc.languages import ngrams
from voc.types import Segment, Sentiment, SentimentLabel, UnknownBecause, Vectors

LABELS: tuple[SentimentLabel, ...] = ("negative", "neutral", "positive")
FORMAT = 3  # of the folder; a head of another format has to be trained anew
LEAST_LETTERS = 2  # fewer tell nothing: 「高い」 and "ok" are answers, "?" and an emoji are not
FEW_LETTERS = 5  # up to here ("はい", "yes", "I see") only a sure answer counts
SURE = 0.6

Floats = npt.NDArray[np.float64]


class SentimentHead:
    """Scores segments; `load` it from a folder that ``train`` wrote."""

    def __init__(self, tensors: Mapping[str, Any], *, wording: float, sharpness: Mapping[str, float]) -> None:
        """`tensors` as ``train`` makes them; `wording` is the n-grams' share of the scores."""
        self._tensors = dict(tensors)
        self._wording = wording
        self.sharpness = dict(sharpness)  # language -> factor that makes confidence mean what it says

    @classmethod
    def load(cls, folder: Path, *, encoder_revision: str) -> SentimentHead:
        """The head in `folder`; ModelError when it is missing or made for another encoder."""
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            card = json.loads((folder / "head.json").read_text("utf-8"))
            tensors = load_file(folder / "weights.safetensors")
            trained_for, layout = card["encoder_revision"], card["format"]
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise ModelError(
                f"no readable sentiment head in {folder} ({error}); make one with: voc train sentiment"
            ) from error
        if (trained_for, layout) != (encoder_revision, FORMAT):
            raise ModelError(
                f"the sentiment head in {folder} is for encoder {trained_for} (format {layout}), "
                f"not for {encoder_revision} (format {FORMAT}); "
                "train one for it: VOC_HEADS=FOLDER voc train sentiment"
            )
        return cls(tensors, wording=card["wording"], sharpness=card["sharpness"])

    def save(self, folder: Path, *, encoder_revision: str) -> None:
        """Write the head to `folder`, for `load`."""
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        save_file(
            {name: np.ascontiguousarray(tensor) for name, tensor in self._tensors.items()},
            folder / "weights.safetensors",
        )
        card = {
            "format": FORMAT,
            "encoder_revision": encoder_revision,
            "labels": list(LABELS),
            "wording": self._wording,
            "sharpness": self.sharpness,
        }
        (folder / "head.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")

    def score(self, segments: Sequence[Segment], vectors: Vectors) -> list[Sentiment]:
        """One sentiment for each segment; `vectors` (n_segments, dim) in the same order.

        Unknown for what has hardly a letter, for languages we do not know, and for a word or two
        that could be anything.
        """
        found = self.probabilities([s.text for s in segments], [s.language for s in segments], vectors)
        return [_sentiment(segment, row) for segment, row in zip(segments, found, strict=True)]

    def probabilities(self, texts: Sequence[str], codes: Sequence[str], vectors: Vectors) -> Floats:
        """(n, 3) in the order of LABELS, calibrated for the language in `codes`."""
        sharpness = np.array([self.sharpness.get(code, 1.0) for code in codes])
        scores = self.scores(texts, codes, vectors) * sharpness[:, None]
        raised = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
        found: Floats = raised / raised.sum(axis=1, keepdims=True)
        return found

    def levels(self, vectors: Vectors) -> Floats | None:
        """(n, 5) probabilities of the grades very bad to very good; None for a head that knows three."""
        if "levels" not in self._tensors:
            return None
        scores = (vectors @ self._tensors["levels"] + self._tensors["levels_bias"]).astype(np.float64)
        raised = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
        found: Floats = raised / raised.sum(axis=1, keepdims=True)
        return found

    def scores(self, texts: Sequence[str], codes: Sequence[str], vectors: Vectors) -> Floats:
        """(n, 3) log-odds before calibration."""
        tensors = self._tensors
        hidden = vectors
        if "hidden" in tensors:  # over an encoder that is not tuned for tone
            hidden = np.maximum(vectors @ tensors["hidden"] + tensors["hidden_bias"], 0)
        scores: Floats = (hidden @ tensors["out"] + tensors["out_bias"]).astype(np.float64)
        known = sorted({code for code in codes if f"wording_{code}" in tensors}) if self._wording else []
        for code in known:
            rows = [row for row, own in enumerate(codes) if own == code]
            weights = tensors[f"wording_{code}"].astype(np.float32)
            rarity = tensors[f"rarity_{code}"].astype(np.float32)
            wording = ngrams.scores([texts[row] for row in rows], rarity, weights)
            wording += tensors[f"wording_bias_{code}"]
            scores[rows] = (1 - self._wording) * scores[rows] + self._wording * wording
        return scores


def _sentiment(segment: Segment, row: Floats) -> Sentiment:
    letters = sum(map(str.isalpha, segment.text))
    best = int(row.argmax())
    confidence = round(float(row[best]), 4)
    because: UnknownBecause | None = None
    if letters < LEAST_LETTERS:
        because = "no_words"
    elif segment.language not in languages.LANGUAGES:
        because = "unknown_language"
    elif letters <= FEW_LETTERS and confidence < SURE:
        because = "too_short"
    if because:
        return Sentiment(segment.id, "unknown", None, 0.0, because)
    return Sentiment(segment.id, LABELS[best], round(float(row[2] - row[0]), 4), confidence)
