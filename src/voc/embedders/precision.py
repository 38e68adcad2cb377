"""Which device and number format a network runs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def choose() -> tuple[torch.device, torch.dtype]:
    """CUDA if there is one; bfloat16 where the processor computes in it, else float32.

    A processor without AVX512-BF16 or AMX only emulates bfloat16, and was eighteen times
    slower with it than with float32 (see ``make bench``).
    """
    import torch

    if torch.cuda.is_available():
        return torch.device("cuda"), torch.bfloat16
    # torch has no public question for this one
    asks = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    native = any(getattr(torch.cpu, ask, bool)() for ask in asks)
    return torch.device("cpu"), torch.bfloat16 if native else torch.float32
