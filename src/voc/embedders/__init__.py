"""Text to vectors. One file per kind of encoder; ``bundled.py`` gets the weights.

Every encoder returns *centred* vectors: the mean vector of the text's language is taken off
and the rest brought back to length 1, because multilingual vectors otherwise fall apart by
language before anything else (see docs/decisions/0002-centred-vectors.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from voc.registry import Registry
from voc.types import Vectors

NETWORKS = Registry(
    "network",
    {
        "e5": "voc.embedders.e5:E5Network",
        "sentence-transformers": "voc.embedders.sentence_transformer:SentenceTransformerNetwork",
    },
)
BUNDLED = "multilingual-e5-small"

Progress = Callable[[int, int], None]  # texts done, texts in all


class Encoder(Protocol):
    """Turns texts into centred vectors."""

    name: str
    revision: str  # changes when the weights or the centring means change
    dim: int

    def encode(
        self, texts: Sequence[str], *, languages: Sequence[str], progress: Progress | None = None
    ) -> Vectors:
        """Centred vectors (n_texts, dim); `languages` gives each text's language code."""


def load(name: str, *, models: Path, progress: Callable[[str], None] | None = None) -> Encoder:
    """The encoder called `name`: the bundled one, or a sentence-transformers folder or hub name.

    Prepares the bundled one on first use under `models`; `progress` is told of each long step.
    Raises ModelError when the model cannot be had.
    """
    from voc.embedders import bundled
    from voc.embedders.centred import CentredEncoder

    if name == BUNDLED:
        network = NETWORKS.load("e5")(bundled.prepare(models, progress=progress))
    else:
        network = NETWORKS.load("sentence-transformers")(name)
    return CentredEncoder(network, name=name, means=models / "centring")
