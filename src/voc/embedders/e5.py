"""The bundled network, loaded with transformers alone: sentence-transformers takes 4 s to import."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from voc.embedders import precision

if TYPE_CHECKING:
    import torch


class E5Network:
    """multilingual-e5-small from the folder that ``bundled.prepare`` wrote: mean pooling over BERT."""

    def __init__(self, folder: Path) -> None:
        import torch
        from tokenizers import Tokenizer
        from transformers import BertModel
        from transformers.utils import logging

        quiet = getattr(logging, "disable_progress_bar")  # noqa: B009 - untyped in transformers
        quiet()
        self._device, dtype = precision.choose()
        self._model = BertModel.from_pretrained(str(folder), dtype=dtype)
        torch.nn.Module.to(self._model, self._device)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.revision = folder.name.removeprefix("multilingual-e5-small-")
        self.dim: int = self._model.config.hidden_size
        self.longest: int = self._model.config.max_position_embeddings
        self.pad = int(self._model.config.pad_token_id or 0)
        prompts = json.loads((folder / "config_sentence_transformers.json").read_text("utf-8"))
        self.prompt: str = prompts["prompts"][prompts["default_prompt_name"]]

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """(rows, dim), rows of length 1."""
        import torch

        mask = mask.to(self._device)
        hidden = self._model(input_ids=ids.to(self._device), attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(hidden.dtype)
        return torch.nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1), dim=-1)
