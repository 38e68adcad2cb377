"""Timing: systems taken in turns so that a busy machine hurts them alike; processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
SPAWN = Path(__file__).with_name("spawn.py")


@dataclass(frozen=True)
class Finished:
    """One process, run to its end."""

    started: float  # time.time()
    wall: float  # seconds
    cpu: float  # seconds on all cores
    peak: float  # MB of memory held at most, as the kernel counted them
    output: str
    errors: str  # what it said on standard error


def in_turns(systems: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, list[float]]:
    """Seconds of every system in every round; the order turns round from one round to the next."""
    taken: dict[str, list[float]] = {name: [] for name in systems}
    for number in range(rounds):
        for name in list(systems)[:: 1 if number % 2 == 0 else -1]:
            begun = time.perf_counter()
            systems[name]()
            taken[name].append(time.perf_counter() - begun)
    return taken


def processes_in_turns(
    commands: Mapping[str, Sequence[str | Path]], *, rounds: int, codes: Sequence[int] = (0,)
) -> dict[str, list[Finished]]:
    """Every command, each time in a fresh process, in every round."""
    finished: dict[str, list[Finished]] = {name: [] for name in commands}

    def start(name: str) -> None:
        finished[name].append(run(commands[name], codes=codes))

    in_turns({name: partial(start, name) for name in commands}, rounds=rounds)
    return finished


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """The median over rounds of how many times longer `over` took than `under` in the same round."""
    return median(a / b for a, b in zip(over, under, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of `values` that at least `share` of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 100) * len(ordered) // 100) - 1)]


def run(command: Sequence[str | Path], *, codes: Sequence[int] = (0,)) -> Finished:
    """`command`, run from the root of the checkout to its end.

    Raises RuntimeError with the end of its standard error when its exit code is not one of `codes`.
    """
    with tempfile.TemporaryDirectory() as room:
        result = Path(room, "used.json")
        watched = [sys.executable, "-S", SPAWN, result, *command]
        done = subprocess.run(
            list(map(str, watched)),
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
            env=surroundings(),
        )
        used = json.loads(result.read_text("utf-8")) if result.exists() else {"code": done.returncode}
    errors = done.stderr.decode("utf-8", "replace")
    if (code := used.pop("code")) not in codes:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {code}: {errors[-2000:]}")
    return Finished(output=done.stdout.decode("utf-8"), errors=errors, **used)


def surroundings() -> dict[str, str]:
    """The environment for a process like a user's: compiled modules are kept from one start to the next."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def voc() -> Path:
    """The installed ``voc`` command."""
    return Path(sysconfig.get_path("scripts")) / "voc"


def seconds(value: float) -> str:
    """`value` for a table."""
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"


def times(value: float) -> str:
    """A ratio for a table."""
    return f"{value:.1f}×" if value >= 10 else f"{value:.2f}×"
