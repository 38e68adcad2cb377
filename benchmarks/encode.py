"""Texts to vectors: voc's encoder against the same weights in ``SentenceTransformer.encode``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import numpy as np

from benchmarks import alone, machine, measure, texts
from benchmarks.alone import EncodeRaw, Floats
from benchmarks.report import Report, Table

TEXTS = 2000
SLICE = 200  # texts both systems encode before the turn changes: some seconds, in which load is alike
ROUNDS = 2
VOC, OTHER = alone.ENCODERS


def run(*, quick: bool) -> Report:
    """How many times faster voc is at equal texts, how alike the vectors are, and what memory both need."""
    from voc.embedders import bundled
    from voc.settings import Settings

    n, rounds = (64, 1) if quick else (TEXTS, ROUNDS)
    described = machine.describe()
    precision = machine.precision()
    folder = bundled.prepare(Settings.read().models)
    systems = {name: alone.load(name, folder) for name in alone.ENCODERS}
    for encode in systems.values():
        encode(texts.distinct(8))
    speeds = {
        "all texts distinct": _compare(systems, texts.distinct(n), rounds=rounds),
        "a survey: a quarter are repeats": _compare(systems, texts.survey(n), rounds=rounds),
    }
    memory = _memory(folder, texts.distinct(min(n, SLICE)))
    return Report(
        name="encode",
        title=f"encode: {n:,} texts, voc beside SentenceTransformer.encode at its defaults (float32)",
        tables=[_speed_table(speeds), _memory_table(memory)],
        figures={
            "machine": described,
            "precision": precision,
            "texts": n,
            "rounds": rounds,
            "speed": speeds,
            "memory": memory,
        },
        notes=[
            f"voc ran on {precision['device']} in {precision['format']}: {precision['why']}",
            "ratio: median over slices taken in turns; texts/s say something of this machine and hour only",
            machine.note(described),
        ],
    )


def _compare(systems: dict[str, EncodeRaw], given: Sequence[str], *, rounds: int) -> dict[str, Any]:
    """Both systems over slices of `given` in turns; the vectors of the last round are compared."""
    taken: dict[str, list[float]] = {name: [] for name in systems}
    vectors: dict[str, list[Floats]] = {name: [] for name in systems}
    for at in range(0, len(given), SLICE):
        part = given[at : at + SLICE]
        last: dict[str, Floats] = {}
        turns = measure.in_turns(
            {name: partial(_encode, systems, name, part, last) for name in systems}, rounds=rounds
        )
        for name in systems:
            taken[name] += turns[name]
            vectors[name].append(last[name])
    ours, theirs = (np.concatenate(vectors[name]) for name in (VOC, OTHER))
    cosines = (ours * theirs).sum(axis=1) / np.linalg.norm(theirs, axis=1)
    ratios = [other / voc for voc, other in zip(taken[VOC], taken[OTHER], strict=True)]
    low, _, high = quantiles(ratios, n=4) if len(ratios) > 1 else (ratios * 3)
    return {
        "ratio": median(ratios),
        "ratio_quartiles": [low, high],
        "cosine_mean": float(cosines.mean()),
        "cosine_min": float(cosines.min()),
        "distinct": len(set(given)),
        "texts_per_second": {name: len(given) * rounds / sum(taken[name]) for name in systems},
    }


def _encode(systems: dict[str, EncodeRaw], name: str, part: Sequence[str], kept: dict[str, Floats]) -> None:
    kept[name] = systems[name](part)


def _memory(folder: Path, given: Sequence[str]) -> dict[str, Any]:
    """Peak memory of importing, loading and encoding `given`, each system in a process of its own."""
    peaks = {name: alone.in_own_process(name, folder, given).peak for name in alone.ENCODERS}
    return {"texts": len(given), "peak_mb": peaks, "ratio": peaks[VOC] / peaks[OTHER]}


def _speed_table(speeds: dict[str, dict[str, Any]]) -> Table:
    return Table(
        title="Speed at equal texts",
        columns=[
            "texts",
            "voc is faster by",
            "middle half",
            "cosine mean",
            "cosine min",
            "texts/s voc",
            "other",
        ],
        rows=[
            [
                f"{name} ({each['distinct']:,} different)",
                measure.times(each["ratio"]),
                "–".join(map(measure.times, each["ratio_quartiles"])),
                f"{each['cosine_mean']:.5f}",
                f"{each['cosine_min']:.5f}",
                f"{each['texts_per_second'][VOC]:.0f}",
                f"{each['texts_per_second'][OTHER]:.0f}",
            ]
            for name, each in speeds.items()
        ],
    )


def _memory_table(memory: dict[str, Any]) -> Table:
    return Table(
        title=f"Peak memory of a process that encodes {memory['texts']} texts",
        columns=["system", "peak", "against sentence-transformers"],
        rows=[
            [name, f"{peak:,.0f} MB", measure.times(peak / memory["peak_mb"][OTHER])]
            for name, peak in memory["peak_mb"].items()
        ],
    )
