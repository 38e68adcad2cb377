"""The bundled network, loaded with transformers alone: sentence-transformers takes 4 s to import."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voc.embedders import precision, upper
from voc.embedders.views import MEANING, STANCE, View

if TYPE_CHECKING:
    import torch


class E5Network:
    """multilingual-e5-small from the folder that ``bundled.prepare`` wrote: mean pooling over BERT.

    Where `tuned` has upper layers for this network, it tells how the speaker takes things too.
    """

    def __init__(self, folder: Path, *, tuned: Path | None = None) -> None:
        import torch
        from tokenizers import Tokenizer
        from transformers import BertModel
        from transformers.utils import logging

        quiet = getattr(logging, "disable_progress_bar")  # noqa: B009 - untyped in transformers
        quiet()
        self.device, dtype = precision.choose()
        model = BertModel.from_pretrained(str(folder), dtype=dtype, attn_implementation="sdpa")
        torch.nn.Module.to(model, self.device)
        self._embeddings: Any = model.embeddings
        self.layers: Any = model.encoder.layer
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.revision = folder.name.removeprefix("multilingual-e5-small-")
        self.dim: int = model.config.hidden_size
        self.longest: int = model.config.max_position_embeddings
        self.pad = int(model.config.pad_token_id or 0)
        prompts = json.loads((folder / "config_sentence_transformers.json").read_text("utf-8"))
        self.prompt: str = prompts["prompts"][prompts["default_prompt_name"]]
        self.stance_revision = upper.revision(tuned) if tuned else None
        if tuned and self.stance_revision and upper.encoder_of(tuned) != self.revision:
            self.stance_revision = None  # the head beside it says so when it is loaded
        self.views: tuple[View, ...] = (MEANING, STANCE) if self.stance_revision else (MEANING,)
        self._first, self._tuned = len(self.layers), self.layers[:0]
        if tuned and self.stance_revision:
            self._first, self._tuned = upper.load(tuned, self.layers)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, views: Sequence[View] = (MEANING,)
    ) -> Mapping[View, torch.Tensor]:
        """(rows, dim) for each of `views`: what the texts mean, length 1; how the speakers take it."""
        import torch

        mask = mask.to(self.device)
        attended = _attended(mask)
        first = self._first if STANCE in views else len(self.layers)
        hidden = self.below(ids, mask, first)
        found: dict[View, torch.Tensor] = {}
        if MEANING in views:
            pooled = _mean(_through(self.layers[first:], hidden, attended), mask)
            found[MEANING] = torch.nn.functional.normalize(pooled, dim=-1)
        if STANCE in views:
            found[STANCE] = _mean(_through(self._tuned, hidden, attended), mask)
        return found

    def below(self, ids: torch.Tensor, mask: torch.Tensor, first: int) -> torch.Tensor:
        """(rows, tokens, dim): what the layers below `first` make of the texts."""
        hidden = self._embeddings(input_ids=ids.to(self.device))
        below: torch.Tensor = _through(self.layers[:first], hidden, _attended(mask.to(self.device)))
        return below


def _attended(mask: torch.Tensor) -> torch.Tensor | None:
    return None if bool(mask.all()) else mask[:, None, None, :].bool()


def _through(layers: Iterable[Any], hidden: Any, attended: torch.Tensor | None) -> Any:
    for layer in layers:
        hidden = layer(hidden, attended)
    return hidden


def _mean(hidden: Any, mask: torch.Tensor) -> Any:
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(1) / weights.sum(1)
