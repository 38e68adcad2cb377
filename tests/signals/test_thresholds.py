"""Thresholds follow the precision a signal reaches on passages not seen in training."""

from __future__ import annotations

import numpy as np

from voc.signals.thresholds import thresholds


def test_a_signal_with_false_alarms_gets_a_higher_bar() -> None:
    steps = np.linspace(0.02, 0.98, 200)
    clean, noisy = np.stack([steps, steps], axis=1), np.ones((200, 2), bool)
    noisy[:, 0] = steps > 0.3
    noisy[:, 1] = steps > 0.7
    bars = thresholds(clean.astype(np.float32), noisy, 0.9)
    assert bars[0] < bars[1]


def test_more_precision_never_lowers_a_bar() -> None:
    steps = np.linspace(0, 1, 300)[:, None].astype(np.float32)
    present = (np.arange(300)[:, None] * 7 % 300) < steps * 300
    bars = [thresholds(steps, present, wanted)[0] for wanted in (0.5, 0.7, 0.9)]
    assert bars == sorted(bars)


def test_a_signal_that_is_never_right_hardly_ever_fires() -> None:
    steps = np.linspace(0, 1, 100)[:, None].astype(np.float32)
    assert thresholds(steps, np.zeros((100, 1), bool), 0.8)[0] > 0.9
