"""The encoder everybody gets: any network underneath, centred vectors on top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from voc.embedders import Progress, centring
from voc.types import Vectors

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

TOKENS_PER_BATCH = 1024  # padded; on two cores larger batches are no faster and need more memory


class Network(Protocol):
    """A loaded text encoder: token ids in, one vector per row out."""

    revision: str  # of the weights
    dim: int
    longest: int  # tokens it reads at once, special tokens included
    prompt: str  # goes before every text
    pad: int  # token id
    tokenizer: Tokenizer

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """(rows, dim) for token ids and attention mask of shape (rows, tokens)."""


class CentredEncoder:
    """Encodes in batches of like length, each distinct text once, long texts in pieces."""

    def __init__(self, network: Network, *, name: str, means: Path) -> None:
        """`means`: the folder that keeps the centring means of every revision."""
        self.name = name
        self.dim = network.dim
        self.revision = f"{network.revision}-{centring.fingerprint()}"
        self._network = network
        self._means_file = means / f"{self.revision}.safetensors"
        self._means: dict[str, Vectors] | None = None

    def encode(
        self, texts: Sequence[str], *, languages: Sequence[str], progress: Progress | None = None
    ) -> Vectors:
        """Centred vectors (n_texts, dim), float32."""
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        if self._means is None:
            self._means = centring.means(self._means_file, self.encode_raw)
        return centring.centre(self.encode_raw(texts, progress=progress), languages, self._means)

    def encode_raw(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Vectors as the network gives them (n_texts, dim), float32, rows of length 1."""
        distinct = list(dict.fromkeys(texts))
        pieces, owners = self._pieces(distinct)
        vectors = np.zeros((len(distinct), self.dim), np.float32)
        done = 0
        for rows in _batches([len(piece) for piece in pieces]):
            weights = np.array([len(pieces[row]) for row in rows], np.float32)
            owned = [owners[row] for row in rows]
            np.add.at(vectors, owned, self._forward([pieces[row] for row in rows]) * weights[:, None])
            done += len(rows)
            if progress is not None:
                progress(done * len(texts) // len(pieces), len(texts))
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        row_of = {text: row for row, text in enumerate(distinct)}
        return vectors[[row_of[text] for text in texts]]

    def _pieces(self, texts: Sequence[str]) -> tuple[list[list[int]], list[int]]:
        """Token ids of every piece, special tokens included, and the row of the text it is from."""
        network = self._network
        pieces, owners = [], []
        for row, encoding in enumerate(
            network.tokenizer.encode_batch([network.prompt + text for text in texts])
        ):
            ids = encoding.ids
            first, last, inner = ids[:1], ids[-1:], ids[1:-1]
            room = network.longest - 2
            for at in range(0, max(len(inner), 1), room):
                pieces.append([*first, *inner[at : at + room], *last])
                owners.append(row)
        return pieces, owners

    def _forward(self, pieces: Sequence[list[int]]) -> Vectors:
        import torch

        longest = max(map(len, pieces))
        pad = self._network.pad
        ids = torch.tensor([piece + [pad] * (longest - len(piece)) for piece in pieces])
        mask = torch.tensor([[1] * len(piece) + [0] * (longest - len(piece)) for piece in pieces])
        with torch.inference_mode():
            vectors: Vectors = self._network.forward(ids, mask).float().cpu().numpy()
        return vectors


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows in batches of like length, the longest first."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > TOKENS_PER_BATCH:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch
