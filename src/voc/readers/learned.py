"""What two small models say of wording: which lines of a mail are formulas, and who talks like whom.

Hashed n-grams and a logistic regression (`voc train reading`), numpy alone, a millisecond a line; the rules
of the readers ask them where no rule knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np

from voc.errors import ModelError
from voc.languages import ngrams
from voc.paths import shipped

LINES = ("content", "formula", "signature")
FILE = "weights.safetensors"
_LIKELY = 0.5
_SURE = 0.9  # probability from which a line counts as a formula or a signature; precision .98 on unseen lines


def is_formula(line: str) -> bool:
    """Whether a line at the top or the bottom of a mail surely only greets or closes."""
    return _line(line)["formula"] >= _SURE


def could_be_formula(line: str) -> bool:
    """Whether a line more likely greets or closes than not."""
    return _line(line)["formula"] >= _LIKELY


def is_signature(line: str) -> bool:
    """Whether a line at the bottom of a mail surely belongs to a signature."""
    return _line(line)["signature"] >= _SURE


def talk_scores(said: Sequence[str]) -> list[float]:
    """Log-odds that each speaker's words are a vendor's; below 0 a customer's."""
    return [float(row[0]) for row in _scores("talk", said)]


def could_sign(line: str) -> bool:
    """Whether a line more likely belongs to a signature than not."""
    return _line(line)["signature"] >= _LIKELY


@lru_cache(maxsize=10_000)
def _line(line: str) -> Mapping[str, float]:
    scores = _scores("line", [line])[0]
    raised = np.exp(scores - scores.max())
    return dict(zip(LINES, map(float, raised / raised.sum()), strict=True))


def _scores(model: str, texts: Sequence[str]) -> Any:
    tensors = _tensors()
    rarity, weights = tensors[f"{model}_rarity"], tensors[f"{model}_weights"]
    return ngrams.scores(texts, rarity, weights, words=True) + tensors[f"{model}_bias"]


@cache
def _tensors() -> Mapping[str, Any]:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    file = shipped("models") / "reading" / FILE
    try:
        return {name: tensor.astype(np.float32) for name, tensor in load_file(file).items()}
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"no readable model in {file} ({error}); make one with: voc train reading"
        ) from error
