"""Any sentence-transformers model as an encoder: the bundled folder, another folder, a hub name."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from voc.embedders import Progress, centring
from voc.errors import ModelError
from voc.types import Vectors

TOKENS_PER_BATCH = 1024  # padded; on two cores larger batches are no faster and need more memory


class SentenceTransformerEncoder:
    """Encodes in batches of like length, each distinct text once, long texts in pieces.

    bfloat16 where the processor computes in it (AVX512-BF16, AMX, CUDA), else float32: a
    processor that only emulates bfloat16 is eighteen times slower with it.
    """

    def __init__(self, folder: str, *, name: str, centring: Path) -> None:
        self.name = name
        self._model = _load(folder)
        self._precision = _choose_precision(self._model)
        self._tokenizer = self._model.tokenizer
        self._prompt: str = self._model.prompts.get(self._model.default_prompt_name or "", "")
        self._longest = int(self._model.get_max_seq_length() or 512)
        self.dim = int(self._model.get_embedding_dimension())
        weights = _weights_hash(Path(folder)) if Path(folder).is_dir() else _name_hash(folder)
        self.revision = f"{weights}-{_fingerprint()}"
        self._means_file = centring / f"{self.revision}.safetensors"
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
        """Vectors as the model gives them (n_texts, dim), float32, rows of length 1."""
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
        backend = self._tokenizer.backend_tokenizer
        backend.no_truncation()
        backend.no_padding()
        pieces, owners = [], []
        for row, encoding in enumerate(backend.encode_batch([self._prompt + text for text in texts])):
            ids = encoding.ids
            first, last, inner = ids[:1], ids[-1:], ids[1:-1]
            room = self._longest - 2
            for at in range(0, max(len(inner), 1), room):
                pieces.append([*first, *inner[at : at + room], *last])
                owners.append(row)
        return pieces, owners

    def _forward(self, pieces: Sequence[list[int]]) -> Vectors:
        import torch

        longest = max(map(len, pieces))
        pad = self._tokenizer.pad_token_id
        ids = torch.tensor([piece + [pad] * (longest - len(piece)) for piece in pieces])
        mask = torch.tensor([[1] * len(piece) + [0] * (longest - len(piece)) for piece in pieces])
        device = self._model.device
        with torch.inference_mode():
            output = self._model({"input_ids": ids.to(device), "attention_mask": mask.to(device)})[
                "sentence_embedding"
            ]
        vectors: Vectors = output.float().cpu().numpy()
        return vectors


def _load(folder: str) -> Any:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(folder)
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(
            f"cannot load the encoder {folder!r}: {reason}; "
            "VOC_ENCODER takes a sentence-transformers folder, a hub name, or multilingual-e5-small"
        ) from error


def _choose_precision(model: Any) -> str:
    import torch

    native = torch.cuda.is_available() or any(
        getattr(torch.cpu, name, bool)() for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    )
    if native:
        model.bfloat16()
        return "bfloat16"
    return "float32"


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > TOKENS_PER_BATCH:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _weights_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("*.bin")):
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()[:12]


def _name_hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _fingerprint() -> str:
    return centring.fingerprint()
