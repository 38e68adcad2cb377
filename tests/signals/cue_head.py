"""A head that hears nothing but cues: what it finds shows what cues and their scopes do."""

from __future__ import annotations

import numpy as np

from voc.signals import features, taxonomy
from voc.signals.detector import LEVELS, SignalDetector
from voc.signals.head import Combination, Head, Layer, Lexicon

DIM = 4


def cue_head(*, silent: float = -6.0, cue: float = 8.0) -> Head:
    """Every signal at log-odds `silent`, and at `silent + cue` where a cue counts."""
    keys = tuple(taxonomy.load())
    none = np.zeros((1, len(keys)), np.float32)
    return Head(
        keys=keys,
        networks=(
            (
                Layer(np.zeros((2 * DIM, 3), np.float32), np.zeros(3, np.float32)),
                Layer(np.zeros((3, len(keys)), np.float32), np.full(len(keys), silent, np.float32)),
            ),
        ),
        lexicon=Lexicon(
            row=np.zeros(features.BUCKETS, np.int32),
            rarity=np.zeros(1, np.float32),
            weight=none,
            bias=none[0],
        ),
        combination=Combination(meaning=1.0, words=0.0, cue=cue, bias=none[0]),
        severity=_words_else_usual(),
        thresholds={
            preset: np.full(len(keys), bar, np.float32)
            for preset, bar in {"loose": 0.3, "medium": 0.5, "strict": 0.95}.items()
        },
    )


def _words_else_usual() -> Layer:
    """The level the words name, else the signal's usual one."""
    usual = [LEVELS.index(kind.severity) for kind in taxonomy.load().values()]
    weight = np.concatenate([np.zeros((DIM, 3)), np.eye(3)[usual], 2 * np.eye(3)]).astype(np.float32)
    return Layer(weight, np.zeros(3, np.float32))


def cue_detector() -> SignalDetector:
    """A detector with that head."""
    return SignalDetector(cue_head())
