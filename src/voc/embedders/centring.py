"""Takes the mean vector of a text's language off its vector.

The means come from ``centring.jsonl`` (written for this project, both languages, the same
spread of subjects) and are kept beside the model, under the model's revision, so that every
vector of one revision is centred the same way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

import numpy as np

from voc.types import Vectors

OTHER = "und"  # any language without a mean of its own: the mean of the means


def texts() -> list[tuple[str, str]]:
    """(language, text) pairs the means are taken over."""
    lines = _source().splitlines()
    return [(row["lang"], row["text"]) for row in map(json.loads, lines)]


def fingerprint() -> str:
    """Changes when the texts the means are taken over change."""
    return hashlib.sha256(_source().encode()).hexdigest()[:8]


def means(file: Path, encode: Callable[[Sequence[str]], Vectors]) -> dict[str, Vectors]:
    """Language -> mean vector (dim,), read from `file`, or measured with `encode` and kept there.

    The means of the bundled encoder are shipped under ``means/``, by the same name.
    """
    from safetensors.numpy import load_file, save_file

    shipped = Path(str(resources.files("voc.embedders"))) / "means" / file.name
    if shipped.exists():
        return load_file(shipped)
    if not file.exists():
        pairs = texts()
        vectors = encode([text for _, text in pairs])
        languages = np.array([language for language, _ in pairs])
        measured = {code: vectors[languages == code].mean(axis=0) for code in sorted(set(languages))}
        measured[OTHER] = np.mean(list(measured.values()), axis=0)
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f"{file.name}.{np.random.default_rng().integers(1 << 60):x}")
        save_file(measured, unfinished)
        unfinished.replace(file)
    return load_file(file)


def centre(vectors: Vectors, languages: Sequence[str], means: dict[str, Vectors]) -> Vectors:
    """`vectors` (n, dim) minus the mean of each row's language, rows brought back to length 1."""
    offsets = np.stack([means.get(language, means[OTHER]) for language in languages])
    moved = vectors - offsets
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    centred: Vectors = (moved / np.maximum(lengths, 1e-9)).astype(np.float32)
    return centred


def _source() -> str:
    return resources.files("voc.embedders").joinpath("centring.jsonl").read_text("utf-8")
