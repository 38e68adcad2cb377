"""The machine a figure was measured on, and the precision voc chooses there."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

FEATURES = {  # name for people -> flag in /proc/cpuinfo
    "AVX2": "avx2",
    "AVX512": "avx512f",
    "AVX512-BF16": "avx512_bf16",
    "AMX": "amx_tile",
    "AMX-BF16": "amx_bf16",
}


def describe() -> dict[str, Any]:
    """Processor, features, cores, memory, load and versions, for the JSON of every benchmark."""
    from voc import __version__

    cores = os.cpu_count() or 1
    load = os.getloadavg()[0]
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "voc": __version__,
        "processor": _processor(),
        "features": features(),
        "cores": cores,
        "load": round(load, 1),
        "busy": load > cores / 2,
        "python": platform.python_version(),
        "torch": version("torch"),
    }


def note(machine: dict[str, Any]) -> str:
    """`machine` in one line."""
    busy = "; it was busy, so that only the ratios tell anything" if machine["busy"] else ""
    found = ", ".join(name for name, there in machine["features"].items() if there) or "none of the features"
    lacking = ", ".join(name for name, there in machine["features"].items() if not there)
    return (
        f"{machine['processor']}, {machine['cores']} cores, {found}"
        + (f" (no {lacking})" if lacking else "")
        + f"; Python {machine['python']}, torch {machine['torch']}; load {machine['load']}{busy}"
    )


def features() -> dict[str, bool]:
    """Which vector and matrix instructions the processor says it has (all False where it does not say)."""
    flags = set(_cpuinfo("flags").split())
    return {name: flag in flags for name, flag in FEATURES.items()}


def precision() -> dict[str, str]:
    """The device and number format voc runs the encoder in here, and why."""
    from voc.embedders.precision import choose

    device, dtype = choose()
    chosen = str(dtype).removeprefix("torch.")
    if device.type == "cuda":
        why = "there is a GPU"
    elif chosen == "bfloat16":
        why = "the processor computes in bfloat16 itself"
    else:
        why = "the processor would only emulate bfloat16, which is far slower than float32"
    return {"device": device.type, "format": chosen, "why": why}


def _processor() -> str:
    return _cpuinfo("model name") or platform.processor() or platform.machine()


def _cpuinfo(field: str) -> str:
    """The first value of `field` in /proc/cpuinfo; empty where there is none."""
    file = Path("/proc/cpuinfo")
    if not file.exists():
        return ""
    lines = (line.partition(":") for line in file.read_text("utf-8").splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == field), "")
