"""Tunes upper layers of the bundled network on labelled texts; under an hour on two cores.

Seeded, so twice the same but for the order in which a processor's kernels sum.

The lower layers stay as they are, so their output is computed once and every epoch trains the upper ones
alone. Batch normalisation stands before the linear heads, since the vectors lie in a narrow cone. The heads
are thrown away: what sentiment and signs read from the tuned layers is learnt after.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.embedders import upper
from voc.embedders.e5 import E5Network

FIRST = 6  # of twelve layers: what is tuned costs half a pass more
EPOCHS, BATCH = 3, 32
RATE, HEAD_RATE, DECAY = 1e-4, 1e-3, 0.05
DROP = 0.2
SMOOTHING = 0.05
GRADES_COUNT = 0.5  # beside the tone
REASONS_COUNT = 1.0  # of a sentence, and as much of its passage
RARE = -4.0  # where the log-odds of a sign start
LONGEST = 192  # tokens of a text that are learned from
NONE = -1  # the label of a text that has none

Labels = npt.NDArray[np.int64]
Matrix = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]  # texts done, of all epochs together


@dataclass(frozen=True, slots=True)
class Lessons:
    """Labelled texts, a row each; those of one passage stand together and are each other's context."""

    texts: Sequence[str]
    passages: Labels  # which passage each text is from, rising
    tone: Labels  # 0 to 2, or NONE
    grade: Labels  # 0 to 4, or NONE
    weights: Matrix  # (n,): how much tone and grade of a text count
    signs: Matrix  # (n, keys), 1 where the text shows the sign
    counted: Matrix  # (n, keys), 0 where the label of a sign says nothing
    reason: Labels  # the churn reason the text gives, or NONE where nobody labelled it
    whole_reason: Labels  # the one its passage gives, likewise
    reasons: int  # how many there are


def tune(lessons: Lessons, *, network: Path, folder: Path, progress: Progress | None = None) -> None:
    """Writes tuned layers to `folder`; `network` is the folder of the bundled encoder."""
    import torch

    rng = random.Random(0)
    encoder = E5Network(network)
    lower = _lower(encoder, lessons.texts)
    torch.manual_seed(0)  # not before: loading takes from the same source, now more and now less
    model = _model(encoder, signs=lessons.signs.shape[1], reasons=lessons.reasons)
    rows_of = _passages(lessons.passages)
    epochs = [list(_batches(rows_of, [len(each) for each in lower], rng)) for _ in range(EPOCHS)]
    optimizer = torch.optim.AdamW(
        [
            {"params": model.layers.parameters(), "lr": RATE},
            {"params": model.heads.parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=DECAY,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, HEAD_RATE], total_steps=sum(map(len, epochs)), pct_start=0.1
    )
    done = 0
    for rows in (batch for epoch in epochs for batch in epoch):
        loss = _loss(model, [lower[row] for row in rows], lessons, rows)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        done += len(rows)
        if progress is not None:
            progress(done, EPOCHS * len(lower))
    upper.save(folder, tuned=model.layers, own=encoder.layers[FIRST:], first=FIRST, network=encoder.revision)


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


def _model(encoder: E5Network, *, signs: int, reasons: int) -> Any:
    import torch
    from torch import nn

    dim = encoder.dim

    class Heads(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.own, self.around = nn.BatchNorm1d(dim), nn.BatchNorm1d(dim)
            self.drop = nn.Dropout(DROP)
            self.tone, self.grade, self.signs = (
                nn.Linear(dim, 3),
                nn.Linear(dim, 5),
                nn.Linear(2 * dim, signs),
            )
            self.reason, self.whole_reason = nn.Linear(dim, reasons), nn.Linear(dim, reasons)
            nn.init.constant_(self.signs.bias, RARE)

    class Upper(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layers = copy.deepcopy(encoder.layers[FIRST:]).float()
            for part in self.layers.modules():
                if isinstance(part, nn.Dropout):
                    part.p = 0.0  # half of the time on a CPU, for next to nothing
            self.heads = Heads()

        def forward(
            self, hidden: torch.Tensor, mask: torch.Tensor, passages: torch.Tensor, lengths: torch.Tensor
        ) -> tuple[torch.Tensor, ...]:
            """Scores of tone, grade, reason, the passage's reason, and signs."""
            with torch.autocast(encoder.device.type, dtype=torch.bfloat16):
                for layer in self.layers:
                    hidden = layer(hidden, mask[:, None, None, :].bool())
            shares = mask.unsqueeze(-1).float()
            pooled = (hidden.float() * shares).sum(1) / shares.sum(1)
            heads = self.heads
            own = heads.drop(heads.own(pooled))
            around = heads.drop(heads.around(_context(pooled, passages, lengths)))
            signs = heads.signs(torch.cat([own, around], 1))
            return heads.tone(own), heads.grade(own), heads.reason(own), heads.whole_reason(around), signs

    return Upper().to(encoder.device).train()


def _context(vectors: Any, passages: Any, lengths: Any) -> Any:
    """The mean vector of each row's passage, its texts weighted by length."""
    sums = vectors.new_zeros(int(passages.max()) + 1, vectors.shape[1])
    sums = sums.index_add(0, passages, vectors * lengths[:, None])
    total = vectors.new_zeros(len(sums)).index_add(0, passages, lengths)
    return (sums / total[:, None])[passages]


def _passages(passages: Labels) -> list[list[int]]:
    """The rows of each passage."""
    starts = np.flatnonzero(np.diff(passages, prepend=-1))
    return [list(range(start, end)) for start, end in zip(starts, [*starts[1:], len(passages)], strict=True)]


def _batches(
    passages: Sequence[Sequence[int]], lengths: Sequence[int], rng: random.Random
) -> Iterator[list[int]]:
    """Rows in batches of about the same length, passages whole, in random order."""
    rough = [max(lengths[row] for row in rows) * rng.uniform(0.8, 1.2) for rows in passages]
    batches: list[list[int]] = [[]]
    for number in sorted(range(len(passages)), key=lambda number: rough[number]):
        if len(batches[-1]) >= BATCH:
            batches.append([])
        batches[-1] += passages[number]
    if len(batches) > 1 and len(batches[-1]) == 1:  # batch normalisation needs two
        batches[-2] += batches.pop()
    rng.shuffle(batches)
    yield from batches


def _loss(model: Any, hidden: Sequence[Any], lessons: Lessons, rows: Sequence[int]) -> Any:
    import torch
    from torch.nn import functional

    padded = torch.nn.utils.rnn.pad_sequence(list(hidden), batch_first=True)
    tokens = torch.tensor([len(each) for each in hidden], device=padded.device)
    mask = (torch.arange(padded.shape[1], device=padded.device)[None, :] < tokens[:, None]).long()

    def tensor(values: Any) -> torch.Tensor:
        return torch.from_numpy(values[rows]).to(padded.device)

    _, passages = np.unique(lessons.passages[rows], return_inverse=True)
    lengths = torch.tensor([float(len(lessons.texts[row])) for row in rows], device=padded.device)
    *scored, signs = model(padded, mask, torch.from_numpy(passages).to(padded.device), lengths)
    even = np.ones(len(lessons.texts), np.float32)
    shares = (1 / np.bincount(passages)[passages]).astype(np.float32)  # a passage counts once
    total: Any = 0.0
    for scores, labels, weights, counts in zip(
        scored,
        (lessons.tone, lessons.grade, lessons.reason, lessons.whole_reason),
        (lessons.weights[rows], lessons.weights[rows], even[rows], shares),
        (1.0, GRADES_COUNT, REASONS_COUNT, REASONS_COUNT),
        strict=True,
    ):
        has = tensor(labels) != NONE
        if has.any():
            losses = functional.cross_entropy(
                scores[has], tensor(labels)[has], reduction="none", label_smoothing=SMOOTHING
            )
            total = total + counts * (losses * torch.from_numpy(weights).to(losses.device)[has]).sum() / len(
                rows
            )
    losses = functional.binary_cross_entropy_with_logits(signs, tensor(lessons.signs), reduction="none")
    return total + (losses * tensor(lessons.counted)).sum() / len(rows)
