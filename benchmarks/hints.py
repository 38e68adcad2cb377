"""Hints for a note of 2,000 characters: in a warm process, from the running server, and from a cold start."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks import alone, machine, measure, texts, traced
from benchmarks.clock import REST, Clock
from benchmarks.report import Report, Table

if TYPE_CHECKING:
    from voc.engines import Engines

LANGUAGES = ("ja", "en")
WARM_ROUNDS = 20
COLD_ROUNDS = 5
DONE = (0, 1)  # 1: answered, with problems reported
READY_WITHIN = 600  # seconds the server may take to load on a very busy machine
PROCESS, SERVER, ENCODING = "in the process", "POST /v1/hints", "sentence-transformers, encoding alone"
COLD, COLD_ENCODING, PASS = "voc hints NOTE --json", "sentence-transformers, encoding alone", "python -c pass"


def run(*, quick: bool) -> Report:
    """p50 and p95 warm and from the server, the cold start, and where the time goes in each."""
    from voc.embedders import bundled
    from voc.settings import Settings

    described = machine.describe()
    settings = Settings.read()
    folder = bundled.prepare(settings.models)
    warm = _warm(folder, rounds=3 if quick else WARM_ROUNDS)
    cold = {code: _cold(folder, code, rounds=1 if quick else COLD_ROUNDS) for code in LANGUAGES}
    return Report(
        name="hints",
        title="hints: one meeting note of 2,000 characters",
        tables=[
            _warm_table(warm),
            traced.table("Where a warm answer spends its time", {c: warm[c]["parts"] for c in LANGUAGES}),
            _cold_table(cold),
            traced.table("Where a cold start spends its time", {c: cold[c]["parts"] for c in LANGUAGES}),
        ],
        figures={"machine": described, "warm": warm, "cold": cold},
        notes=[
            "encoding alone: the note's segments through SentenceTransformer.encode, the same weights; "
            "nothing else is done with them",
            machine.note(described),
        ],
    )


def _warm(folder: Path, *, rounds: int) -> dict[str, Any]:
    """For each language: seconds of every round in the process, by the server, and of encoding alone."""
    from voc import pipeline
    from voc.engines import load_engines
    from voc.settings import Settings

    clock = Clock()
    traced.watch_steps(clock)
    engines = load_engines(Settings.read())
    pipeline.warm_up(engines)
    encode = alone.load("sentence-transformers", folder)
    figures: dict[str, Any] = {}
    with _server() as post:
        for code in LANGUAGES:
            text = texts.note(code).read_text("utf-8")
            parts = _segments(text)
            systems: dict[str, Callable[[], object]] = {
                PROCESS: partial(_answer, engines, text),
                SERVER: partial(post, text),
                ENCODING: partial(encode, parts),
            }
            for system in systems.values():
                system()
            clock.stop()
            clock.seconds.clear()
            taken = measure.in_turns(systems, rounds=rounds)
            clock.stop()
            spent = {label: total / rounds for label, total in clock.seconds.items()}
            answer = sum(taken[PROCESS]) / rounds
            spent[REST] = answer - sum(seconds for label, seconds in spent.items() if label != REST)
            figures[code] = {
                "characters": len(text),
                "segments": len(parts),
                "rounds": rounds,
                "seconds": taken,
                "ratio": {name: measure.ratio(taken[name], taken[ENCODING]) for name in systems},
                "parts": spent,
            }
    return figures


def _cold(folder: Path, code: str, *, rounds: int) -> dict[str, Any]:
    """A fresh ``voc hints``, beside a fresh process that only encodes the note's segments."""
    note = texts.note(code)
    parts = _segments(note.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as room:
        listed, result = Path(room, "texts.json"), Path(room, "result.json")
        listed.write_text(json.dumps(parts), encoding="utf-8")
        encoding: list[str | Path] = [
            sys.executable,
            "-m",
            "benchmarks.alone",
            "sentence-transformers",
            folder,
            listed,
        ]
        commands: dict[str, list[str | Path]] = {
            COLD: [measure.voc(), "hints", note, "--json"],
            COLD_ENCODING: encoding,
            PASS: [sys.executable, "-c", "pass"],
        }
        for command in commands.values():
            measure.run(command, codes=DONE)
        finished = measure.processes_in_turns(commands, rounds=rounds, codes=DONE)
        spent = []
        for _ in range(rounds):
            done = measure.run(traced.command(result, ["hints", note, "--json"]), codes=DONE)
            spent.append(traced.parts(done, json.loads(result.read_text("utf-8"))))
    labels = {label for each in spent for label in each}
    return {
        "wall": {name: median(each.wall for each in runs) for name, runs in finished.items()},
        "peak_mb": {name: median(each.peak for each in runs) for name, runs in finished.items()},
        "ratio": measure.ratio(
            [each.wall for each in finished[COLD]], [each.wall for each in finished[COLD_ENCODING]]
        ),
        "parts": {label: median(each.get(label, 0.0) for each in spent) for label in labels},
    }


def _answer(engines: Engines, text: str) -> None:
    from voc import pipeline, readers

    pipeline.hints(readers.read_text(text), engines)


def _segments(text: str) -> list[str]:
    from voc import readers
    from voc.text.segment import segments

    return [segment.text for segment in segments(readers.read_text(text))]


@contextmanager
def _server() -> Iterator[Callable[[str], None]]:
    """A function that posts a text to a running ``voc serve`` of its own and waits for the hints."""
    import httpx

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as room, httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        store = f"sqlite:///{Path(room, 'voc.db')}"
        process = subprocess.Popen([measure.voc(), "serve", "--port", str(port), "--store", store])
        try:
            _wait_for(client, process)

            def post(text: str) -> None:
                client.post("/v1/hints", json={"text": text}, timeout=120).raise_for_status()

            yield post
        finally:
            process.terminate()
            process.wait()


def _wait_for(client: Any, process: subprocess.Popen[bytes]) -> None:
    import httpx

    begun = time.monotonic()
    while time.monotonic() - begun < READY_WITHIN:
        if process.poll() is not None:
            raise RuntimeError(f"voc serve ended with {process.returncode} before it was ready")
        try:
            client.get("/healthz").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"voc serve was not ready within {READY_WITHIN} s")


def _warm_table(warm: Mapping[str, Any]) -> Table:
    return Table(
        title="Warm",
        columns=["note", "how", "p50", "p95", "against encoding alone"],
        rows=[
            [
                f"{code}, {warm[code]['characters']:,} characters, {warm[code]['segments']} segments",
                name,
                measure.seconds(median(seconds)),
                measure.seconds(measure.percentile(seconds, 0.95)),
                measure.times(warm[code]["ratio"][name]),
            ]
            for code in LANGUAGES
            for name, seconds in warm[code]["seconds"].items()
        ],
    )


def _cold_table(cold: Mapping[str, Any]) -> Table:
    return Table(
        title="Cold: a fresh process, median",
        columns=["note", "command", "wall", "peak memory"],
        rows=[
            [code, name, measure.seconds(seconds), f"{cold[code]['peak_mb'][name]:,.0f} MB"]
            for code in LANGUAGES
            for name, seconds in cold[code]["wall"].items()
        ]
        + [
            [code, "voc hints takes, against encoding alone", measure.times(cold[code]["ratio"]), ""]
            for code in LANGUAGES
        ],
    )
