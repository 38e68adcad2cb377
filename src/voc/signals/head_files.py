"""The head on disk: weights in head.safetensors, the rest in head.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from voc.errors import ModelError
from voc.signals.head import Combination, Head, Layer, Lexicon

FORMAT = 2
_TRAIN = "train it again with `voc train signals`"


def load(folder: Path, *, encoder_revision: str) -> Head:
    """The head in `folder`; ModelError when it is missing, damaged or made for other vectors."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        about = json.loads((folder / "head.json").read_text(encoding="utf-8"))
        tensors = load_file(folder / "head.safetensors")
    except FileNotFoundError as error:
        raise ModelError(f"no signal head in {folder} ({error.filename} is missing); {_TRAIN}") from None
    except (OSError, ValueError, SafetensorError) as error:
        raise ModelError(f"the signal head in {folder} cannot be read: {error}; {_TRAIN}") from error
    if about["format"] != FORMAT:
        raise ModelError(f"the signal head in {folder} has format {about['format']}, not {FORMAT}; {_TRAIN}")
    if about["encoder_revision"] != encoder_revision:
        raise ModelError(
            f"the signal head in {folder} was trained on the vectors of {about['encoder_revision']}, "
            f"not of {encoder_revision}; {_TRAIN}"
        )
    return _head(about, {name: tensor.astype(_type(name)) for name, tensor in tensors.items()})


def save(head: Head, folder: Path, *, encoder_revision: str, about: Mapping[str, Any]) -> None:
    """Writes `head` so that `load` gives it back; the weights are rounded to 16 bits."""
    from safetensors.numpy import save_file

    tensors: dict[str, Any] = {
        "lexicon.row": head.lexicon.row,
        "lexicon.rarity": head.lexicon.rarity,
        "lexicon.weight": head.lexicon.weight,
        "lexicon.bias": head.lexicon.bias,
        "combination.bias": head.combination.bias,
        "severity.weight": head.severity.weight,
        "severity.bias": head.severity.bias,
    }
    for number, network in enumerate(head.networks):
        for name, layer in zip(("first", "second"), network, strict=True):
            tensors[f"network.{number}.{name}.weight"] = layer.weight
            tensors[f"network.{number}.{name}.bias"] = layer.bias
    stored = {name: np.ascontiguousarray(tensor, _stored_type(name)) for name, tensor in tensors.items()}
    folder.mkdir(parents=True, exist_ok=True)
    save_file(stored, folder / "head.safetensors")
    combination = head.combination
    described = {
        "format": FORMAT,
        "encoder_revision": encoder_revision,
        "keys": list(head.keys),
        "networks": len(head.networks),
        "combination": {
            "meaning": combination.meaning,
            "words": combination.words,
            "cue": combination.cue,
        },
        "thresholds": {
            preset: dict(zip(head.keys, (round(float(value), 3) for value in values), strict=True))
            for preset, values in head.thresholds.items()
        },
        **about,
    }
    (folder / "head.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def _head(about: Mapping[str, Any], tensors: Mapping[str, Any]) -> Head:
    def layer(name: str) -> Layer:
        return Layer(tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    keys = tuple(about["keys"])
    return Head(
        keys=keys,
        networks=tuple(
            (layer(f"network.{number}.first"), layer(f"network.{number}.second"))
            for number in range(about["networks"])
        ),
        lexicon=Lexicon(
            row=tensors["lexicon.row"],
            rarity=tensors["lexicon.rarity"],
            weight=tensors["lexicon.weight"],
            bias=tensors["lexicon.bias"],
        ),
        combination=Combination(**about["combination"], bias=tensors["combination.bias"]),
        severity=layer("severity"),
        thresholds={
            preset: np.array([values[key] for key in keys], np.float32)
            for preset, values in about["thresholds"].items()
        },
    )


def _type(name: str) -> type[np.int32] | type[np.float32]:
    return np.int32 if name == "lexicon.row" else np.float32


def _stored_type(name: str) -> type[np.int32] | type[np.float32] | type[np.float16]:
    if name == "lexicon.row":
        return np.int32
    return np.float32 if name.endswith("bias") else np.float16
