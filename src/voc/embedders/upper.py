"""Upper layers of the bundled network tuned for how a speaker takes things: what differs from its own.

The lower layers are shared: a batch is read once up to there, then by the network's own upper layers for
what it means and by the tuned ones for tone and signs. ``voc train encoder`` makes the file.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from voc.errors import ModelError

if TYPE_CHECKING:
    from torch.nn import ModuleList

FILE = "upper.safetensors"
_STEPS = 7  # of a difference to either side: four bits
_BLOCK = 32  # values that share a scale

Tensors = dict[str, npt.NDArray[Any]]


def revision(folder: Path) -> str | None:
    """Changes when the tuned layers in `folder` change; None where there are none."""
    file = folder / FILE
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8] if file.is_file() else None


def encoder_of(folder: Path) -> str:
    """The revision of the network whose layers were tuned."""
    return _open(folder)[1]["network"]


def load(folder: Path, layers: ModuleList) -> tuple[int, ModuleList]:
    """The first layer that is tuned, and the tuned layers from there on; `layers` are the network's own."""
    import torch

    tensors, about = _open(folder)
    first = int(about["first"])
    tuned = copy.deepcopy(layers[first:])
    own = dict(tuned.named_parameters())
    with torch.no_grad():
        for name, parameter in own.items():
            change = _change(tensors, name, tuple(parameter.shape))
            parameter.add_(torch.from_numpy(change).to(parameter))
    return first, tuned


def _change(tensors: Tensors, name: str, shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
    if name in tensors:
        return tensors[name].astype(np.float32)
    return _unpacked(tensors[f"{name}:steps"], tensors[f"{name}:scales"], shape)


def save(folder: Path, *, tuned: ModuleList, own: ModuleList, first: int, network: str) -> None:
    """Write what `tuned` differs from `own` to `folder`: matrices in four bits, the rest in sixteen."""
    from safetensors.numpy import save_file

    base = dict(own.named_parameters())
    tensors: Tensors = {}
    for name, parameter in tuned.named_parameters():
        change = (parameter.detach().float() - base[name].detach().float()).cpu().numpy()
        if change.ndim > 1:
            tensors[f"{name}:steps"], tensors[f"{name}:scales"] = _packed(change)
        else:
            tensors[name] = change.astype(np.float16)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / FILE, metadata={"first": str(first), "network": network})


def _open(folder: Path) -> tuple[Tensors, Mapping[str, str]]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(folder / FILE, framework="np") as opened:
            return {name: opened.get_tensor(name) for name in opened.keys()}, opened.metadata()  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"no readable tuned layers in {folder} ({error}); make them with: voc train encoder"
        ) from error


def _packed(change: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float16]]:
    """Two values a byte, each a number of steps from -7 to 7; the size of a step for every block."""
    blocks = change.reshape(-1, _BLOCK)
    scales = (np.abs(blocks).max(axis=1, keepdims=True) / _STEPS).astype(np.float16)
    steps = np.rint(blocks / np.maximum(scales.astype(np.float32), 1e-12)).clip(-_STEPS, _STEPS)
    flat = (steps + _STEPS + 1).astype(np.uint8).reshape(-1)
    return flat[0::2] | (flat[1::2] << 4), scales[:, 0]


def _unpacked(
    packed: npt.NDArray[np.uint8], scales: npt.NDArray[np.float16], shape: tuple[int, ...]
) -> npt.NDArray[np.float32]:
    flat = np.empty(packed.size * 2, np.float32)
    flat[0::2], flat[1::2] = packed & 15, packed >> 4
    blocks = (flat - (_STEPS + 1)).reshape(-1, _BLOCK) * scales.astype(np.float32)[:, None]
    return blocks.reshape(shape)
