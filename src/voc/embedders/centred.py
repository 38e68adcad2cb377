"""The encoder everybody gets: any network underneath, centred vectors on top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from voc.embedders import Progress, centring
from voc.embedders.views import MEANING, STANCE, View
from voc.types import Vectors

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

TOKENS_PER_BATCH = 1024  # padded; on two cores larger batches are no faster and need more memory


class Network(Protocol):
    """A loaded text encoder: token ids in, one vector per row out."""

    revision: str  # of the weights
    stance_revision: str | None  # of those for stance, None where there are none
    views: tuple[View, ...]  # what it can tell of a text
    dim: int
    longest: int  # tokens it reads at once, special tokens included
    prompt: str  # goes before every text
    pad: int  # token id
    tokenizer: Tokenizer

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, views: Sequence[View] = (MEANING,)
    ) -> Mapping[View, torch.Tensor]:
        """(rows, dim) for each view, from token ids and attention mask of shape (rows, tokens)."""


class CentredEncoder:
    """Encodes in batches of like length, each distinct text once, long texts in pieces."""

    def __init__(self, network: Network, *, name: str, means: Path) -> None:
        """`means`: the folder that keeps the centring means of every revision."""
        self.name = name
        self.dim = network.dim
        self.revision = f"{network.revision}-{centring.fingerprint()}"
        self.stance_revision = network.stance_revision
        self._network = network
        self._means_file = means / f"{self.revision}.safetensors"
        self._means: dict[str, Vectors] | None = None

    def encode(
        self, texts: Sequence[str], *, languages: Sequence[str], progress: Progress | None = None
    ) -> Vectors:
        """Centred vectors (n_texts, dim), float32: what the texts mean."""
        return self._centred(self.encode_raw(texts, progress=progress), languages)

    def encode_stance(
        self, texts: Sequence[str], *, languages: Sequence[str], progress: Progress | None = None
    ) -> Vectors:
        """(n_texts, dim), float32: how the speakers take it; meanings, where the network knows no more."""
        if STANCE not in self._network.views:
            return self.encode(texts, languages=languages, progress=progress)
        return self._encode(texts, (STANCE,), progress)[STANCE]

    def encode_both(
        self, texts: Sequence[str], *, languages: Sequence[str], progress: Progress | None = None
    ) -> tuple[Vectors, Vectors]:
        """What `encode` and `encode_stance` give, read in one pass."""
        if STANCE not in self._network.views:
            meaning = self.encode(texts, languages=languages, progress=progress)
            return meaning, meaning
        found = self._encode(texts, (MEANING, STANCE), progress)
        return self._centred(found[MEANING], languages), found[STANCE]

    def encode_raw(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Meanings as the network gives them (n_texts, dim), float32, rows of length 1."""
        return self._encode(texts, (MEANING,), progress)[MEANING]

    def _centred(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        if not len(vectors):
            return vectors
        if self._means is None:
            self._means = centring.means(self._means_file, self.encode_raw)
        return centring.centre(vectors, languages, self._means)

    def _encode(
        self, texts: Sequence[str], views: Sequence[View], progress: Progress | None
    ) -> Mapping[View, Vectors]:
        distinct = list(dict.fromkeys(texts))
        pieces, owners = self._pieces(distinct)
        found = {view: np.zeros((len(distinct), self.dim), np.float32) for view in views}
        lengths = np.zeros((len(distinct), 1), np.float32)
        done = 0
        for rows in _batches([len(piece) for piece in pieces]):
            weights = np.array([len(pieces[row]) for row in rows], np.float32)[:, None]
            owned = [owners[row] for row in rows]
            for view, vectors in self._forward([pieces[row] for row in rows], views).items():
                np.add.at(found[view], owned, vectors * weights)
            np.add.at(lengths, owned, weights)
            done += len(rows)
            if progress is not None:
                progress(done * len(texts) // len(pieces), len(texts))
        row_of = {text: row for row, text in enumerate(distinct)}
        order = [row_of[text] for text in texts]
        return {view: _scaled(vectors, view, lengths)[order] for view, vectors in found.items()}

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

    def _forward(self, pieces: Sequence[list[int]], views: Sequence[View]) -> Mapping[View, Vectors]:
        import torch

        longest = max(map(len, pieces))
        pad = self._network.pad
        ids = torch.tensor([piece + [pad] * (longest - len(piece)) for piece in pieces])
        mask = torch.tensor([[1] * len(piece) + [0] * (longest - len(piece)) for piece in pieces])
        with torch.inference_mode():
            found = self._network.forward(ids, mask, views)
            return {view: vectors.float().cpu().numpy() for view, vectors in found.items()}


def _scaled(vectors: Vectors, view: View, lengths: Vectors) -> Vectors:
    """Sums over the pieces of texts as vectors: meanings of length 1, stances as the mean of the pieces."""
    size = np.linalg.norm(vectors, axis=1, keepdims=True) if view == MEANING else lengths
    return (vectors / np.maximum(size, 1e-9)).astype(np.float32)


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
