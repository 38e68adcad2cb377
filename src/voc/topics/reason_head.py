"""Which churn reason a text gives: a linear head on stances, numpy only.

Beside the reasons the head knows "none": what customers say who have no thought of leaving. A
cancellation has some reason, so there "none" is left out; among all that is said it counts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voc.errors import ModelError
from voc.topics.reasons import UNKNOWN, reasons, recoverability
from voc.types import ChurnReason, Document, Segment, Vectors

WEIGHTS, CARD = "weights.safetensors", "head.json"
FORMAT = 1
NONE = "none"
# Below it we say that we do not know, and name what it may be. Few are: 2 of 779 test cancellations.
LEAST_CONFIDENCE = 0.2
ALTERNATIVES = 3
LEAST_ALTERNATIVE = 0.05

Probabilities = npt.NDArray[np.float64]  # (n, n_reasons), rows of sum 1


class ReasonClassifier:
    """Names the churn reason of texts, of documents cut in segments, and of bare vectors."""

    def __init__(
        self, keys: Sequence[str], weights: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]
    ) -> None:
        """`weights` (n_keys, dim) and `bias` (n_keys,) in the order of `keys`: every reason, then "none"."""
        if set(keys[:-1]) != set(reasons()) or keys[-1] != NONE:
            raise ModelError(f"a reason head needs the reasons {', '.join(reasons())} and then {NONE}")
        self.keys = tuple(keys[:-1])
        self._weights = weights.astype(np.float64)
        self._bias = bias.astype(np.float64)

    @classmethod
    def load(cls, folder: Path, *, encoder_revision: str) -> ReasonClassifier:
        """The head in `folder`; ModelError when it is not there or was trained for another encoder."""
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            card = json.loads((folder / CARD).read_text(encoding="utf-8"))
            tensors = load_file(folder / WEIGHTS)
            head = cls(card["keys"], tensors["weights"], tensors["bias"])
            trained_for, layout = card["encoder_revision"], card["format"]
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise ModelError(
                f"cannot read the reason head in {folder}: {error}; train it with: voc train reasons"
            ) from error
        if layout != FORMAT or trained_for != encoder_revision:
            raise ModelError(
                f"the reason head in {folder} was trained for the encoder {trained_for} (format {layout}), "
                f"not for {encoder_revision} (format {FORMAT}); train it anew with: voc train reasons"
            )
        return head

    def save(self, folder: Path, *, encoder_revision: str) -> None:
        """Write the head to `folder`, for `load`."""
        from safetensors.numpy import save

        folder.mkdir(parents=True, exist_ok=True)
        # safetensors writes memory as it lies, and scikit-learn's may lie column by column
        tensors = {
            "weights": np.ascontiguousarray(self._weights, np.float32),
            "bias": np.ascontiguousarray(self._bias, np.float32),
        }
        (folder / WEIGHTS).write_bytes(save(tensors))
        card = {"format": FORMAT, "encoder_revision": encoder_revision, "keys": [*self.keys, NONE]}
        (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def leanings(self, vectors: Vectors) -> Probabilities:
        """How far each of `vectors` (n, dim) lies towards each reason, from what all have: (n, n_reasons).

        0 where it speaks neither for nor against; in deviations from one vector to the next, roughly.
        """
        scores = vectors.astype(np.float64) @ self._weights.T + self._bias
        found: Probabilities = scores[:, :-1] - scores.mean(axis=1, keepdims=True)
        return found

    def classify(self, texts: Sequence[str], vectors: Vectors, languages: Sequence[str]) -> list[ChurnReason]:
        """The reason each text gives, read as a whole; start and end stay None.

        `languages` is part of the contract for heads that need it; this one serves all languages.
        """
        del languages
        found = self._given_a_reason(vectors)
        return [self._answer(row if text.strip() else None) for text, row in zip(texts, found, strict=True)]

    def classify_document(
        self, document: Document, segments: Sequence[Segment], vectors: Vectors
    ) -> ChurnReason:
        """The reason `document` gives; start and end are those of the segment that says so.

        `vectors` are those of `segments`. What the vendor says and other documents' segments count
        for nothing.
        """
        own = [row for row, s in enumerate(segments) if s.document == document.id and s.side != "vendor"]
        if not own:
            return self._answer(None)
        # as it learned: from the mean of a text's sentences, a long one counting for more
        lengths = np.array([len(segments[row].text) + 1e-9 for row in own])
        mean = np.average(vectors[own], axis=0, weights=lengths)[None].astype(np.float32)
        answer = self._answer(self._given_a_reason(mean)[0])
        if answer.reason == UNKNOWN:
            return answer
        # a clear sentence says it, not a surer shred: quotes the labelled sentence in .70 / .87 of English /
        # Japanese test cancellations, the likeliest sentence in .66 / .84
        towards = self.leanings(vectors[own])[:, self.keys.index(answer.reason)] * np.sqrt(lengths)
        carrier = segments[own[int(towards.argmax())]]
        return ChurnReason(
            reason=answer.reason,
            confidence=answer.confidence,
            recoverability=answer.recoverability,
            alternatives=answer.alternatives,
            start=carrier.start,
            end=carrier.end,
        )

    def reasons_of(self, vectors: Vectors) -> list[tuple[str, float]]:
        """The likeliest reason of each vector and its probability, low where no reason is given."""
        found = self._probabilities(vectors)[:, :-1]
        best = found.argmax(axis=1)
        return [(self.keys[key], float(found[row, key])) for row, key in enumerate(best)]

    def _answer(self, probabilities: npt.NDArray[np.float64] | None) -> ChurnReason:
        """`probabilities` (n_reasons,), or None where there is nothing to read."""
        if probabilities is None:
            return ChurnReason(UNKNOWN, 0.0, "unknown", (), None, None)
        ranked = sorted(zip(self.keys, map(float, probabilities), strict=True), key=lambda each: -each[1])
        (reason, confidence), *others = ranked
        if confidence < LEAST_CONFIDENCE and reason != UNKNOWN:
            confidence = dict(ranked)[UNKNOWN]
            reason, others = UNKNOWN, [each for each in ranked if each[0] != UNKNOWN]
        alternatives = [each for each in others if each[1] >= LEAST_ALTERNATIVE][:ALTERNATIVES]
        return ChurnReason(reason, confidence, recoverability()[reason], tuple(alternatives), None, None)

    def _given_a_reason(self, vectors: Vectors) -> Probabilities:
        found = self._probabilities(vectors)[:, :-1]
        certain: Probabilities = found / np.maximum(found.sum(axis=1, keepdims=True), 1e-12)
        return certain

    def _probabilities(self, vectors: Vectors) -> Probabilities:
        scores = vectors.astype(np.float64) @ self._weights.T + self._bias
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: Probabilities = raised / raised.sum(axis=1, keepdims=True)
        return found
