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
    """Turns texts into vectors: centred ones of what they mean, others of how the speaker takes it."""

    name: str
    revision: str  # changes when the weights or the centring means change
    stance_revision: str | None  # the same of the layers tuned for stance, None where there are none
    dim: int

    def encode(
        self, texts: Sequence[str], *, languages: Sequence[str], progress: Progress | None = None
    ) -> Vectors:
        """Meanings (n_texts, dim), centred; `languages` gives each text's language code."""

    def encode_stance(
        self, texts: Sequence[str], *, languages: Sequence[str], progress: Progress | None = None
    ) -> Vectors:
        """Stances (n_texts, dim); the meanings, where no layers are tuned for it."""

    def encode_both(
        self, texts: Sequence[str], *, languages: Sequence[str], progress: Progress | None = None
    ) -> tuple[Vectors, Vectors]:
        """Meanings and stances in one pass."""


def load(
    name: str, *, models: Path, tuned: Path | None = None, progress: Callable[[str], None] | None = None
) -> Encoder:
    """The encoder called `name`: the bundled one, or a sentence-transformers folder or hub name.

    Prepares the bundled one on first use under `models`; `progress` is told of each long step. `tuned` is the
    folder with its layers for stance. Raises ModelError when the model cannot be had.
    """
    from voc.embedders import bundled
    from voc.embedders.centred import CentredEncoder

    if name == BUNDLED:
        network = NETWORKS.load("e5")(bundled.prepare(models, progress=progress), tuned=tuned)
    else:
        network = NETWORKS.load("sentence-transformers")(name)
    return CentredEncoder(network, name=name, means=models / "centring")


def full_revision(encoder: Encoder) -> str:
    """The revision of an encoder with its layers for stance."""
    return f"{encoder.revision}+{encoder.stance_revision}" if encoder.stance_revision else encoder.revision
