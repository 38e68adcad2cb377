"""The loaded models, and the vectors the encoder among them makes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from voc import __version__, embedders
from voc.embedders import Encoder, full_revision
from voc.sentiment.head import SentimentHead
from voc.settings import Settings
from voc.signals.detector import SignalDetector
from voc.store.store import Store
from voc.topics.reason_head import ReasonClassifier
from voc.types import Segment, Vectors

VECTORS_AT_ONCE = 2048  # encoded between two writes to the cache


@dataclass(frozen=True, slots=True)
class Engines:
    """The loaded models."""

    encoder: Encoder
    sentiment: SentimentHead
    signals: SignalDetector
    reasons: ReasonClassifier
    revisions: dict[str, str]
    preset: str


def load_engines(settings: Settings, *, progress: Callable[[str], None] | None = None) -> Engines:
    """Every model an analysis needs; prepares the encoder on first use (`progress` hears the steps)."""
    encoder = load_encoder(settings, progress=progress)
    full = full_revision(encoder)
    return Engines(
        encoder=encoder,
        sentiment=SentimentHead.load(settings.heads / "sentiment", encoder_revision=full),
        signals=SignalDetector.load(settings.heads / "signals", encoder_revision=full),
        reasons=ReasonClassifier.load(settings.heads / "reasons", encoder_revision=full),
        revisions={"encoder": f"{encoder.name}@{encoder.revision}", "heads": _hash_of(settings.heads)},
        preset=settings.preset,
    )


def load_encoder(settings: Settings, *, progress: Callable[[str], None] | None = None) -> Encoder:
    """The encoder the settings name, with its layers for stance where the heads come with some."""
    return embedders.load(
        settings.encoder, models=settings.models, tuned=settings.heads / "encoder", progress=progress
    )


def fingerprint(engines: Engines) -> str:
    """Changes when a model, a rule table or voc itself changes: then documents are analysed anew."""
    package = Path(str(resources.files("voc")))
    return hashlib.sha256(
        "|".join(
            [__version__, *engines.revisions.values(), engines.preset, _hash_of(package, "*.toml")]
        ).encode()
    ).hexdigest()[:16]


def encode(
    parts: Sequence[Segment], encoder: Encoder, *, store: Store | None = None
) -> tuple[Vectors, Vectors]:
    """Meanings and stances, each (n_segments, dim); those the store has are not computed again."""
    if store is None:
        return encoder.encode_both([s.text for s in parts], languages=[s.language for s in parts])
    keys = [vector_key(segment) for segment in parts]
    revision = full_revision(encoder)
    known = store.get_vectors(revision, keys)
    missing = {key: segment for key, segment in zip(keys, parts, strict=True) if key not in known}
    for at in range(0, len(missing), VECTORS_AT_ONCE):
        chunk = list(missing.items())[at : at + VECTORS_AT_ONCE]
        both = encoder.encode_both([s.text for _, s in chunk], languages=[s.language for _, s in chunk])
        fresh = {key: vector for (key, _), vector in zip(chunk, np.hstack(both), strict=True)}
        store.put_vectors(revision, fresh)
        known |= fresh
    joined = np.stack([known[key] for key in keys]) if keys else np.zeros((0, 2 * encoder.dim), np.float32)
    return joined[:, : encoder.dim], joined[:, encoder.dim :]


def vector_key(segment: Segment) -> str:
    """All that a segment's vectors depend on but the encoder."""
    return hashlib.sha256(f"{segment.language}\0{segment.text}".encode()).hexdigest()


def _hash_of(folder: Path, pattern: str = "*") -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.rglob(pattern)):
        if file.is_file() and file.suffix != ".md":
            digest.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:12]
