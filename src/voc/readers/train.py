"""Trains the two small models of the readers from lines and talk written for voc; half a minute on a CPU."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from voc.languages import ngrams
from voc.readers.learned import FILE, LINES

STRENGTH = {"line": 30.0, "talk": 10.0}  # inverse of the regularisation, chosen by cross-validation
_TURN = re.compile(r"\s*(?P<speaker>.+?)\s*[：:]\s*(?P<words>.+)$")

Example = tuple[str, int]


def train(*, gold: Path, folder: Path, **_given: Any) -> None:
    """Write the models to `folder`, from the texts in `gold`."""
    from safetensors.numpy import save_file

    tensors: dict[str, Any] = {}
    for model, examples in (("line", list(lines(gold))), ("talk", list(talk(conversations(gold))))):
        found = ngrams.fit(
            [text for text, _ in examples],
            np.array([label for _, label in examples]),
            np.ones(len(examples)),
            inverse_regularisation=STRENGTH[model],
            words=True,
        )
        tensors |= dict(zip((f"{model}_rarity", f"{model}_weights", f"{model}_bias"), found, strict=True))
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, folder / FILE)


def lines(gold: Path) -> Iterator[Example]:
    """Lines of mails, each with what it is (LINES)."""
    for file in sorted((gold / "reading" / "lines").glob("formulas_*.jsonl")):
        for row in _rows(file):
            yield row["text"].strip(), LINES.index(row["label"])
    for row in _rows(gold / "reading" / "lines" / "signatures.jsonl"):
        for text, label in row["lines"]:
            if text.strip() and label in LINES:
                yield text.strip(), LINES.index(label)


def conversations(gold: Path) -> Iterator[Sequence[tuple[str, str]]]:
    """Conversations as turns: side and words."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for file in sorted((gold / "reading" / "talk").glob("*.jsonl")):
        for row in _rows(file):
            found[row["id"]].append((row["side"], row["text"]))
    yield from found.values()
    for hand in sorted((gold / "reading" / "dev").iterdir()):
        yield from _of_notes(hand)
    for row in _rows(gold / "signals" / "dialogues_f.jsonl"):
        sides = dict.fromkeys(row["customer_speakers"], "customer") | dict.fromkeys(
            row["vendor_speakers"], "vendor"
        )
        turns = [match for line in row["text"].split("\n") if (match := _TURN.match(line))]
        yield [(sides[turn["speaker"]], turn["words"]) for turn in turns if turn["speaker"] in sides]


def _of_notes(folder: Path) -> Iterator[Sequence[tuple[str, str]]]:
    """The turns of the notes to tune on, as far as their first words tell where each begins and ends."""
    for row in _rows(folder / "notes.jsonl"):
        text = (folder / "notes" / row["file"]).read_text(encoding="utf-8")
        starts = [(text.find(turn["starts"]), turn) for turn in row["turns"]]
        ends = [text.rfind("\n", 0, max(0, at)) for at, _ in starts[1:]] + [len(text)]
        yield [
            (turn["side"], text[at:end].strip())
            for (at, turn), end in zip(starts, ends, strict=True)
            if turn["speaker"] and 0 <= at < end
        ]


def talk(conversations: Iterator[Sequence[tuple[str, str]]]) -> Iterator[Example]:
    """Turns, and all the turns of a side together: 1 for a vendor's, 0 for a customer's."""
    for turns in conversations:
        for side in ("customer", "vendor"):
            said = [words for own, words in turns if own == side]
            if len(said) > 1:
                said.append(" ".join(said))
            yield from ((words, int(side == "vendor")) for words in said)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as rows:
        yield from map(json.loads, rows)
