"""The texts that are encoded: this project's own, in both languages, in a fixed order."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
NOTES = Path(__file__).with_name("notes")
SEED = 20261014
REPEATS = (  # what people write into a survey's free text when they have nothing to say
    *("特になし", "特にありません。", "なし", "特にないです", "とくになし", "今のところ問題ありません。"),
    *("None", "N/A", "Nothing in particular.", "no comments", "All good, thanks."),
)


def distinct(n: int) -> list[str]:
    """`n` different texts: half Japanese, half English, passages and single sentences mixed."""
    chosen = [text for language in ("ja", "en") for text in _pool(language)[: n // 2]]
    random.Random(SEED).shuffle(chosen)
    if len(chosen) < n:
        raise ValueError(f"there are only {len(chosen)} texts, {n} were asked for")
    return chosen


def survey(n: int) -> list[str]:
    """`n` texts as a survey brings them: a quarter are the few words of those with nothing to say."""
    chooser = random.Random(SEED)
    repeats = chooser.choices(REPEATS, k=n // 4)
    mixed = distinct(n - len(repeats) + (n - len(repeats)) % 2)[: n - len(repeats)] + repeats
    chooser.shuffle(mixed)
    return mixed


def note(language: str) -> Path:
    """A meeting note of about 2,000 characters."""
    return NOTES / f"meeting_{language}.txt"


@cache
def _pool(language: str) -> list[str]:
    """Every different text in `language`: labelled passages, and the segments of the sample documents."""
    from voc import readers
    from voc.text.segment import segments
    from voc.types import Document

    found: dict[str, None] = {}
    for file in sorted(DATA.joinpath("gold", "signals").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["lang"] == language:
                found[row["text"]] = None
    for file in sorted(DATA.joinpath("samples", "documents").rglob("*.*")):
        for item in readers.read(file):
            if isinstance(item, Document):
                found.update((s.text, None) for s in segments(item) if s.language == language)
    pool = list(found)
    random.Random(SEED).shuffle(pool)
    return pool
