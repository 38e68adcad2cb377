"""One ``voc`` command with a clock on every step: ``python -m benchmarks.traced RESULT.json COMMAND…``."""

import time

BEGUN = time.time()  # before anything else is imported: what lies before it is the interpreter's start

import json  # noqa: E402
import sys  # noqa: E402
from collections.abc import Mapping, Sequence  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from benchmarks import measure  # noqa: E402
from benchmarks.clock import REST, Clock  # noqa: E402
from benchmarks.report import Table  # noqa: E402

OTHER_IMPORTS = "import of everything else"
SHOWN = 0.005  # share of the whole from which a step is shown
LEAST = 0.02  # share of the whole from which a package's imports are shown by themselves


def parts(finished: Any, result: Mapping[str, Any]) -> dict[str, float]:
    """Label -> seconds of one traced process; they add up to its wall time."""
    seconds = {"interpreter": result["begun"] - finished.started, **result["seconds"]}
    small = [name for name in seconds if name.startswith("import ") and seconds[name] < LEAST * finished.wall]
    seconds[OTHER_IMPORTS] = sum(seconds.pop(name) for name in small)
    seconds[REST] = seconds.get(REST, 0.0) + finished.wall - sum(seconds.values())
    return seconds


def table(title: str, parts: Mapping[str, Mapping[str, float]]) -> Table:
    """Steps by time, the longest first; a step under `SHOWN` of the whole everywhere is left to the JSON."""
    whole = {code: sum(each.values()) for code, each in parts.items()}
    labels: Sequence[str] = sorted(
        {label for each in parts.values() for label in each},
        key=lambda label: -sum(each.get(label, 0.0) for each in parts.values()),
    )
    return Table(
        title=title,
        columns=["step", *(heading for code in parts for heading in (code, "share"))],
        rows=[
            [label, *(cell for code in parts for cell in _cells(parts[code].get(label, 0.0), whole[code]))]
            for label in labels
            if any(parts[code].get(label, 0.0) > SHOWN * whole[code] for code in parts)
        ],
    )


def _cells(taken: float, whole: float) -> tuple[str, str]:
    return measure.seconds(taken), f"{taken / whole:.0%}"


def command(result: Path, arguments: Sequence[str | Path]) -> list[str | Path]:
    """What starts ``voc`` with `arguments` and leaves the seconds of its steps in `result`."""
    return [sys.executable, "-m", "benchmarks.traced", result, *arguments]


def watch_loading(clock: Clock) -> None:
    """Count the loading of every model under its name, in this process, from now on."""
    import tokenizers

    from voc import embedders
    from voc.sentiment.head import SentimentHead
    from voc.signals.detector import SignalDetector
    from voc.topics.reason_head import ReasonClassifier

    original = tokenizers.Tokenizer

    class Tokenizer:  # the real class is sealed; the encoder asks it for this one thing
        @staticmethod
        def from_file(path: str) -> tokenizers.Tokenizer:
            with clock.at("loading the tokenizer"):
                return original.from_file(path)

    setattr(tokenizers, "Tokenizer", Tokenizer)  # noqa: B010 - a type of its own, whatever the library declares
    clock.wrap(embedders.NETWORKS.load("e5"), "__init__", "loading the weights")
    for head in (SentimentHead, SignalDetector, ReasonClassifier):
        clock.wrap(head, "load", "loading the heads")


def watch_steps(clock: Clock) -> None:
    """Count every step of an analysis under its name, in this process, from now on."""
    from voc import pipeline, readers, temperature
    from voc.embedders.centred import CentredEncoder
    from voc.sentiment.head import SentimentHead
    from voc.signals.detector import SignalDetector
    from voc.store.store import Store
    from voc.topics.reason_head import ReasonClassifier

    for owner, name, label in (
        (readers, "read", "reading"),
        (readers, "read_text", "reading"),
        (pipeline, "segments", "segmenting"),
        (CentredEncoder, "_encode", "encoding"),
        (SentimentHead, "score", "sentiment"),
        (SignalDetector, "detect", "signals"),
        (ReasonClassifier, "classify_document", "churn reasons"),
        (pipeline, "promises", "promises"),
        (pipeline, "requests", "requests"),
        (pipeline, "people", "people"),
        (pipeline, "fit", "topics"),
        (pipeline, "contacts", "temperature"),
        (temperature, "along", "temperature"),
        (temperature, "measure", "temperature"),
        (temperature, "rhythm", "temperature"),
        (pipeline, "profile", "profiles"),
    ):
        clock.wrap(owner, name, label)
    for name, found in list(vars(Store).items()):
        if not name.startswith("_") and (callable(found) or isinstance(found, classmethod)):
            clock.wrap(Store, name, "store")


def main() -> None:
    """Run the command; the seconds are written also when it ends with problems."""
    result, *arguments = sys.argv[1:]
    clock = Clock()
    clock.count_imports()
    from voc import cli

    watch_loading(clock)
    watch_steps(clock)
    sys.argv = ["voc", *arguments]
    try:
        cli.main()
    finally:
        clock.stop()
        Path(result).write_text(json.dumps({"begun": BEGUN, "seconds": clock.seconds}), encoding="utf-8")


if __name__ == "__main__":
    main()
