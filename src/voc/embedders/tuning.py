"""Tunes upper layers of the bundled network on labelled texts; half an hour on two cores.

Seeded, so twice the same but for the order in which a processor's kernels sum.

The lower layers stay as they are, so their output is computed once and every epoch trains the upper ones
alone. Batch normalisation stands before the linear heads, since the vectors lie in a narrow cone.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.embedders import upper
from voc.embedders.e5 import E5Network
from voc.types import Vectors

FIRST = 6  # of twelve layers: what is tuned costs half a pass more
EPOCHS, BATCH = 3, 32
RATE, HEAD_RATE, DECAY = 1e-4, 1e-3, 0.05
DROP = 0.2
SMOOTHING = 0.05
LONGEST = 192  # tokens of a text that are learned from
NONE = -1  # the label of a text that a task has none for

Labels = npt.NDArray[np.int64]
Progress = Callable[[int, int], None]  # texts done, of all epochs together


def tune(
    texts: Sequence[str],
    tasks: Mapping[str, Labels],
    weights: npt.NDArray[np.float64],
    *,
    network: Path,
    folder: Path,
    progress: Progress | None = None,
) -> dict[str, tuple[Vectors, Vectors]]:
    """Writes tuned layers to `folder`; gives each task's head over them: (dim, classes) and (classes,).

    `tasks` has the label of each text, NONE where it has none; `weights` how much each text counts; `network`
    is the folder of the bundled encoder. The first task counts fully, each other half.
    """
    import torch

    rng = random.Random(0)
    encoder = E5Network(network)
    lower = _lower(encoder, texts)
    torch.manual_seed(0)  # not before: loading takes from the same source, now more and now less
    model = _model(encoder, {name: int(labels.max()) + 1 for name, labels in tasks.items()})
    targets = {name: torch.from_numpy(labels) for name, labels in tasks.items()}
    counts = torch.from_numpy(weights.astype(np.float32))
    batches = -(-len(texts) // BATCH)
    optimizer = torch.optim.AdamW(
        [
            {"params": model.layers.parameters(), "lr": RATE},
            {"params": model.heads.parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=DECAY,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, HEAD_RATE], total_steps=EPOCHS * batches, pct_start=0.1
    )
    for epoch in range(EPOCHS):
        for number, rows in enumerate(_batches([len(each) for each in lower], rng)):
            outputs = model(*_padded([lower[row] for row in rows]))
            loss = _loss(outputs, targets, counts, rows)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if progress is not None:
                done = epoch * len(texts) + min((number + 1) * BATCH, len(texts))
                progress(done, EPOCHS * len(texts))
    model.eval()
    upper.save(folder, tuned=model.layers, own=encoder.layers[FIRST:], first=FIRST, network=encoder.revision)
    return {name: _folded(model.norm, model.heads[name]) for name in tasks}


def _lower(encoder: E5Network, texts: Sequence[str]) -> list[Any]:
    """What the layers below the tuned ones make of each text: (tokens, dim)."""
    import torch

    pieces = [each.ids for each in encoder.tokenizer.encode_batch([encoder.prompt + text for text in texts])]
    pieces = [[*ids[: LONGEST - 1], ids[-1]] if len(ids) > LONGEST else ids for ids in pieces]
    found: list[Any] = [None] * len(pieces)
    order = sorted(range(len(pieces)), key=lambda row: len(pieces[row]))
    with torch.inference_mode():
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            longest = len(pieces[rows[-1]])
            ids = torch.tensor([pieces[row] + [encoder.pad] * (longest - len(pieces[row])) for row in rows])
            mask = torch.tensor([[1] * len(pieces[row]) + [0] * (longest - len(pieces[row])) for row in rows])
            hidden = encoder.below(ids, mask, FIRST)
            for place, row in enumerate(rows):
                found[row] = hidden[place, : len(pieces[row])].to(torch.bfloat16).clone()
    return found


def _model(encoder: E5Network, classes: Mapping[str, int]) -> Any:
    import torch
    from torch import nn

    class Upper(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layers = copy.deepcopy(encoder.layers[FIRST:]).float()
            for part in self.layers.modules():
                if isinstance(part, nn.Dropout):
                    part.p = 0.0  # half of the time on a CPU, for next to nothing
            self.norm = nn.BatchNorm1d(encoder.dim)
            self.drop = nn.Dropout(DROP)
            self.heads = nn.ModuleDict({name: nn.Linear(encoder.dim, n) for name, n in classes.items()})

        def forward(self, hidden: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
            with torch.autocast(encoder.device.type, dtype=torch.bfloat16):
                for layer in self.layers:
                    hidden = layer(hidden, mask[:, None, None, :].bool())
            shares = mask.unsqueeze(-1).float()
            pooled = self.drop(self.norm((hidden.float() * shares).sum(1) / shares.sum(1)))
            return {name: head(pooled) for name, head in self.heads.items()}

    return Upper().to(encoder.device).train()


def _batches(lengths: Sequence[int], rng: random.Random) -> list[list[int]]:
    """Rows in batches of about the same length, in random order."""
    rough = [length * rng.uniform(0.8, 1.2) for length in lengths]
    order = sorted(range(len(lengths)), key=lambda row: rough[row])
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    if len(batches) > 1 and len(batches[-1]) == 1:  # batch normalisation needs two
        batches[-2] += batches.pop()
    rng.shuffle(batches)
    return batches


def _padded(hidden: Sequence[Any]) -> tuple[Any, Any]:
    import torch

    padded = torch.nn.utils.rnn.pad_sequence(list(hidden), batch_first=True)
    lengths = torch.tensor([len(each) for each in hidden], device=padded.device)
    mask = torch.arange(padded.shape[1], device=padded.device)[None, :] < lengths[:, None]
    return padded, mask.long()


def _loss(outputs: Mapping[str, Any], targets: Mapping[str, Any], counts: Any, rows: Sequence[int]) -> Any:
    import torch

    total: Any = 0.0
    share = 1.0
    for name, scores in outputs.items():
        labels, count = targets[name][rows].to(scores.device), counts[rows].to(scores.device)
        has = labels != NONE
        if has.any():
            losses = torch.nn.functional.cross_entropy(
                scores[has], labels[has], reduction="none", label_smoothing=SMOOTHING
            )
            total = total + share * (losses * count[has]).sum() / count.sum()
        share = 0.5
    return total


def _folded(norm: Any, head: Any) -> tuple[Vectors, Vectors]:
    """A head over vectors before batch normalisation, which at rest is linear."""
    scale = (norm.weight / (norm.running_var + norm.eps).sqrt()).detach().float().cpu().numpy()
    shift = norm.bias.detach().float().cpu().numpy() - norm.running_mean.float().cpu().numpy() * scale
    weight = head.weight.detach().float().cpu().numpy()
    bias = head.bias.detach().float().cpu().numpy()
    return (weight * scale).T.astype(np.float32), (weight @ shift + bias).astype(np.float32)
