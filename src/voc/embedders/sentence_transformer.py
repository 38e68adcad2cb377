"""Any sentence-transformers folder or hub name as a network."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from voc.embedders import precision
from voc.embedders.views import MEANING, View
from voc.errors import ModelError

if TYPE_CHECKING:
    import torch


class SentenceTransformerNetwork:
    """A sentence-transformers model; ModelError when `folder` (or hub name) does not load."""

    views: tuple[View, ...] = (MEANING,)
    stance_revision: str | None = None

    def __init__(self, folder: str) -> None:
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        from sentence_transformers import SentenceTransformer

        device, dtype = precision.choose()
        try:
            self._model = SentenceTransformer(folder, device=str(device)).to(dtype)
        except Exception as error:  # whatever the loaders underneath raise, the user needs one line
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ModelError(
                f"cannot load the encoder {folder!r}: {reason}; VOC_ENCODER takes "
                "multilingual-e5-small, a sentence-transformers folder, or a hub name"
            ) from error
        self._device = device
        self.tokenizer = self._model.tokenizer.backend_tokenizer
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.pad: int = self._model.tokenizer.pad_token_id
        self.prompt: str = self._model.prompts.get(self._model.default_prompt_name or "") or ""
        self.longest = int(self._model.get_max_seq_length() or 512)
        self.dim = int(self._model.get_embedding_dimension() or 0)
        self.revision = _revision(folder)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, views: Sequence[View] = (MEANING,)
    ) -> Mapping[View, torch.Tensor]:
        """(rows, dim), as the model's last module gives them; it has no view but the meaning."""
        del views
        features = {"input_ids": ids.to(self._device), "attention_mask": mask.to(self._device)}
        return {MEANING: self._model(features)["sentence_embedding"]}


def _revision(folder: str) -> str:
    """A hash of the weights in a folder; of the name, for one from a hub."""
    digest = hashlib.sha256(folder.encode() if not Path(folder).is_dir() else b"")
    for file in sorted(Path(folder).rglob("*")) if Path(folder).is_dir() else []:
        if file.suffix in {".safetensors", ".bin", ".json"}:
            with file.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()[:12]
