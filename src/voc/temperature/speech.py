"""What simulated customers say: sentences of our own whose tone is known, measured as always."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from voc import conversation
from voc.temperature.simulate import Said, Speech

Tone = Callable[[Sequence[str], Sequence[str]], Sequence[float | None]]  # texts, languages -> -1…1
LANGUAGES = ("ja", "en")


def speech(gold: Path, split: str, tone: Tone) -> Mapping[str, Speech]:
    """Of each language, the customers' sentences of one split of ``sentences/``, scored by `tone`."""
    found: dict[str, Speech] = {}
    for language in LANGUAGES:
        lines = (gold / "sentences" / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [row for row in map(json.loads, lines) if row["split"] == split and row["side"] == "customer"]
        texts = [row["text"] for row in rows]
        by_label: dict[str, list[Said]] = defaultdict(list)
        for row, score in zip(rows, tone(texts, [language] * len(texts)), strict=True):
            said = Said(score, len(row["text"]), conversation.questions(row["text"], language))
            by_label[row["sentiment"]].append(said)
        found[language] = by_label
    return found
