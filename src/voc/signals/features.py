"""What the head sees of a segment: its vector beside its context's, its words, its cues."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from voc.signals.folding import fold
from voc.types import Segment, Vectors

BUCKETS = 1 << 16
LEVELS = 3  # of severity: low, medium, high
_LONGEST_GRAM = 4
_SPACE = re.compile(r"\s+")
_DIGIT = re.compile(r"\d")
_MASK = np.uint64((1 << 48) - 1)


def with_context(segments: Sequence[Segment], vectors: Vectors, *, reach: int = 3) -> Vectors:
    """Each vector beside the mean of its neighbourhood, (n_segments, 2 × dim).

    The neighbourhood is up to `reach` segments to either side, weighted by length: a short mail or
    survey answer as a whole, a moment of a meeting. It stands in for the vector of the passage, which
    would cost a second encoding.
    """
    weights = np.array([segment.end - segment.start for segment in segments], np.float32)
    running = np.concatenate([np.zeros((1, vectors.shape[1])), np.cumsum(vectors * weights[:, None], axis=0)])
    row = np.arange(len(segments))
    first, last = np.maximum(row - reach, 0), np.minimum(row + reach + 1, len(segments))
    context = running[last] - running[first]
    context /= np.maximum(np.linalg.norm(context, axis=1, keepdims=True), 1e-9)
    return np.concatenate([vectors, context], axis=1, dtype=np.float32)


def of_severity(vectors: Vectors, keys: npt.NDArray[np.int64], n_keys: int, worded: Sequence[int]) -> Vectors:
    """What tells how severe a signal is, (n, dim + n_keys + levels): how its segment is said, which signal it
    is (its place in the list of keys), and the level its words name (-1: none).
    """
    words = np.array(worded)
    return np.concatenate(
        [vectors, np.eye(n_keys)[keys], np.eye(LEVELS)[words] * (words >= 0)[:, None]],
        axis=1,
        dtype=np.float32,
    )


def character_grams(text: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Buckets of the 1- to 4-grams of characters in `text`, each once, and 1 + log of its count."""
    spelled = _DIGIT.sub("0", _SPACE.sub(" ", f" {fold(text).text} "))
    codes = np.frombuffer(spelled.encode("utf-32-le"), np.uint32).astype(np.uint64)
    single = codes * np.uint64(0x9E3779B1)
    rolling, found = single, []
    for size in range(1, min(_LONGEST_GRAM, len(codes)) + 1):
        if size > 1:
            rolling = (rolling[:-1] * np.uint64(0x85EBCA6B) + single[size - 1 :]) & _MASK
        mixed = (
            (rolling ^ (rolling >> np.uint64(15))) * np.uint64(0xC2B2AE35) + np.uint64(7919 * size)
        ) & _MASK
        found.append((mixed ^ (mixed >> np.uint64(13))) % np.uint64(BUCKETS))
    buckets, counts = np.unique(np.concatenate(found).astype(np.int64), return_counts=True)
    return buckets, (1 + np.log(counts)).astype(np.float32)
