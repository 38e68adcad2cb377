"""``voc --help``: how long a person waits for the list of commands, and what for."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

from benchmarks import machine, measure
from benchmarks.report import Report, Table

ROUNDS = 10
TARGET = 0.3  # seconds: what still feels like an answer at once
LEAST = 0.01  # share of the whole from which a package is shown
KEPT = 20  # slowest modules kept in the JSON
COMMANDS: dict[str, list[str | Path]] = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "voc --help": [measure.voc(), "--help"],
    "python -c 'import sentence_transformers'": [sys.executable, "-c", "import sentence_transformers"],
}
OURS = "voc --help"


def run(*, quick: bool) -> Report:
    """Wall time of a fresh ``voc --help`` beside a bare interpreter and the import of an encoder library."""
    described = machine.describe()
    for command in COMMANDS.values():
        measure.run(command)  # compiles modules, fills the page cache: a user's second start
    rounds = 2 if quick else ROUNDS
    taken = measure.processes_in_turns(COMMANDS, rounds=rounds)
    figures = {
        name: {
            "wall": median(each.wall for each in runs),
            "cpu": median(each.cpu for each in runs),
            "peak_mb": median(each.peak for each in runs),
            "ratio": measure.ratio([each.wall for each in taken[OURS]], [each.wall for each in runs]),
        }
        for name, runs in taken.items()
    }
    modules = _modules(measure.run([sys.executable, "-X", "importtime", "-m", "voc.cli", "--help"]).errors)
    packages = _by_package(modules)
    return Report(
        name="help",
        title=f"help: voc --help in a fresh process, median of {rounds}",
        tables=[
            Table(
                title="From start to exit",
                columns=["command", "wall", "processor", "peak memory", "voc --help takes"],
                rows=[
                    [
                        name,
                        measure.seconds(each["wall"]),
                        measure.seconds(each["cpu"]),
                        f"{each['peak_mb']:.0f} MB",
                        measure.times(each["ratio"]),
                    ]
                    for name, each in figures.items()
                ],
            ),
            Table(
                title="Imports by package (python -X importtime; its own cost is in it)",
                columns=["package", "time", "share"],
                rows=[
                    [name, measure.seconds(taken_by), f"{taken_by / sum(packages.values()):.0%}"]
                    for name, taken_by in packages.items()
                    if taken_by >= LEAST * sum(packages.values())
                ],
            ),
        ],
        figures={
            "machine": described,
            "rounds": rounds,
            "target": TARGET,
            "commands": figures,
            "packages": packages,
            "modules": dict(sorted(modules.items(), key=lambda item: -item[1])[:KEPT]),
        },
        notes=[
            f"the aim is under {TARGET} s on a machine with nothing else to do: "
            + ("met" if figures[OURS]["wall"] < TARGET else "not met in this run"),
            machine.note(described),
        ],
    )


def _modules(importtime: str) -> dict[str, float]:
    """Module -> seconds of its own, from what ``-X importtime`` printed."""
    own = {}
    for line in importtime.splitlines():
        parts = line.removeprefix("import time:").split("|")
        if len(parts) == 3 and parts[0].strip().isdigit():
            own[parts[2].strip()] = int(parts[0]) / 1e6
    return own


def _by_package(modules: dict[str, float]) -> dict[str, float]:
    """Package -> seconds, the slowest first; the standard library as one."""
    grouped: defaultdict[str, float] = defaultdict(float)
    for module, taken in modules.items():
        root = module.partition(".")[0]
        grouped["standard library" if root in sys.stdlib_module_names else root] += taken
    return dict(sorted(grouped.items(), key=lambda item: -item[1]))
