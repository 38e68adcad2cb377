"""Fits the small network of the sentiment head, and folds it into two matrices numpy can use."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from voc.types import Vectors

HIDDEN, EPOCHS, BATCH = 128, 12, 256
RATE, DECAY = 2e-3, 1e-2
DROP_INPUT, DROP_HIDDEN = 0.1, 0.4
SOFTNESS = 0.003  # C of the grades, over vectors tuned on the same texts
SMOOTHING = 0.05  # labels that follow from signs are wrong now and then
SEEDS = (0, 1, 2)  # averaged: one seed's macro-F1 moves by .02 on the dev sentences


def fit(
    vectors: Vectors, labels: npt.NDArray[np.int64], weights: npt.NDArray[np.float64]
) -> dict[str, Vectors]:
    """Matrices of a network dim -> hidden -> 3 classes: hidden, hidden_bias, out, out_bias.

    Batch normalisation before the first layer, since the vectors lie in a narrow cone; SEEDS
    networks side by side in one, their scores averaged.
    """
    folded = [_fold(_fit_one(vectors, labels, weights, seed)) for seed in SEEDS]
    return {
        "hidden": np.concatenate([each["hidden"] for each in folded], axis=1),
        "hidden_bias": np.concatenate([each["hidden_bias"] for each in folded]),
        "out": np.concatenate([each["out"] for each in folded]) / np.float32(len(folded)),
        "out_bias": np.mean([each["out_bias"] for each in folded], axis=0).astype(np.float32),
    }


def fit_linear(vectors: Vectors, labels: npt.NDArray[np.int64]) -> tuple[Vectors, Vectors]:
    """Matrix (dim, classes) and bias (classes,) of a logistic regression, every class weighing the same."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    model = LogisticRegression(C=SOFTNESS, class_weight="balanced", max_iter=500)
    model.fit((vectors - mean) / spread, labels)
    matrix = model.coef_ / spread
    return matrix.T.astype(np.float32), (model.intercept_ - matrix @ mean).astype(np.float32)


def _fit_one(
    vectors: Vectors, labels: npt.NDArray[np.int64], weights: npt.NDArray[np.float64], seed: int
) -> Any:
    import torch
    from torch import nn

    torch.manual_seed(seed)
    network = nn.Sequential(
        nn.BatchNorm1d(vectors.shape[1]),
        nn.Dropout(DROP_INPUT),
        nn.Linear(vectors.shape[1], HIDDEN),
        nn.BatchNorm1d(HIDDEN),
        nn.ReLU(),
        nn.Dropout(DROP_HIDDEN),
        nn.Linear(HIDDEN, 3),
    )
    inputs, targets = torch.from_numpy(vectors), torch.from_numpy(labels)
    counts = torch.from_numpy((weights / weights.mean()).astype(np.float32))
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    size = min(BATCH, len(vectors))
    batches = len(vectors) // size
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * batches)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(vectors))[: batches * size].reshape(batches, size):
            losses = nn.functional.cross_entropy(
                network(inputs[rows]), targets[rows], reduction="none", label_smoothing=SMOOTHING
            )
            optimizer.zero_grad()
            (losses * counts[rows]).mean().backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    return network.eval()


def _fold(network: Any) -> dict[str, Vectors]:
    """Batch normalisation at rest is linear, so it goes into the matrix beside it."""
    before, _, first, after, _, _, second = (network[at] for at in range(7))
    scale_in, shift_in = _affine(before)
    scale_out, shift_out = _affine(after)
    weight, bias = first.weight.detach().numpy(), first.bias.detach().numpy()
    return {
        "hidden": ((weight * scale_in).T * scale_out).astype(np.float32),
        "hidden_bias": ((weight @ shift_in + bias) * scale_out + shift_out).astype(np.float32),
        "out": second.weight.detach().numpy().T.copy(),
        "out_bias": second.bias.detach().numpy().copy(),
    }


def _affine(norm: Any) -> tuple[Vectors, Vectors]:
    scale = (norm.weight / (norm.running_var + norm.eps).sqrt()).detach().numpy()
    return scale, norm.bias.detach().numpy() - norm.running_mean.numpy() * scale
