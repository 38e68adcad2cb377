"""Thresholds per signal, from scores on passages that training had not seen."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from voc.signals.head import Matrix

# Precision each preset is set to reach on authors the parts had not seen.
PRESETS: Mapping[str, float] = {"loose": 0.6, "medium": 0.8, "strict": 0.9}

_PRIOR = 20  # passages; so much weight the shared threshold has against a signal's own precision
_STEPS = np.arange(0.05, 0.96, 0.01)


def thresholds(found: Matrix, present: npt.NDArray[np.bool_], precision: float) -> Matrix:
    """The lowest probability per signal that reaches `precision`; both matrices (passages, keys).

    A signal has under a hundred examples, so its own precision is mixed with that of all signals
    at the same threshold.
    """
    chosen = np.full(found.shape[1], _STEPS[-1], np.float32)
    for step in _STEPS[::-1]:
        over = found >= step
        right, fired = (over & present).sum(axis=0), over.sum(axis=0)
        overall = right.sum() / max(fired.sum(), 1)
        own = (right + _PRIOR * overall) / (fired + _PRIOR)
        chosen[(own >= precision) & (step >= chosen - 0.011)] = step
    return chosen
