"""How often the detector speaks up where there is nothing: ordinary business talk, and wishes in reviews."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from voc.signals.baselines import cues_only
from voc.signals.detector import SignalDetector
from voc.signals.gold import segments
from voc.types import Document, Encode, Figure, Segment, Utterance

_SETS = {
    "BSD business dialogues, dev": "measure_only/bsd_business_dialogue_ja_en/dev.jsonl",
    "AMI meetings, dev": "open/ami_meetings_ja_en/dev.jsonl",
}
_REVIEWS = "measure_only/amazon_counterfactual_ja_en/reviews_ja.jsonl"
_LANGUAGES = ("ja", "en")


def plain_talk_figures(detector: SignalDetector, encode: Encode, shared: Path) -> Iterator[Figure]:
    """Signals per 100 sentences of talk about other things, every word taken as a customer's, and the share
    of counterfactual reviews in which one is found; beside cues alone. Sets that are not there are left out.
    """
    for name, file in _SETS.items():
        if not (shared / file).is_file():
            continue
        rows = _rows(shared / file)
        for language in _LANGUAGES:
            talks = [_talk(row, language) for row in rows]
            for system, found, n in _counts(detector, encode, talks):
                yield Figure(
                    "signals",
                    "signals per 100 plain sentences",
                    name,
                    system,
                    sum(found) / n * 100,
                    n,
                    language,
                )
    if (shared / _REVIEWS).is_file():
        wishes = [row for row in _rows(shared / _REVIEWS) if row["label"] == 1]
        texts = [_document(row["id"], [row["text"]], "ja") for row in wishes]
        for system, found, _ in _counts(detector, encode, texts):
            value = float(np.mean([count > 0 for count in found]))
            yield Figure(
                "signals", "share with a signal", "counterfactual reviews", system, value, len(texts), "ja"
            )


def _counts(
    detector: SignalDetector, encode: Encode, documents: Sequence[Document]
) -> Iterator[tuple[str, list[int], int]]:
    """Sentences with a signal in each document, and all sentences, by voc and by cues alone."""
    cut = [segments(document) for document in documents]
    flat = [piece for pieces in cut for piece in pieces]
    vectors = encode([piece.text for piece in flat], [piece.language for piece in flat])
    ends = np.cumsum([len(pieces) for pieces in cut])
    ours = [
        len({(quote.start, quote.end) for signal in found for quote in signal.evidence})
        for found in (
            detector.detect(document, pieces, vectors[end - len(pieces) : end])
            for document, pieces, end in zip(documents, cut, ends, strict=True)
        )
    ]
    yield "voc", ours, len(flat)
    by_sentence: list[list[Segment]] = [[piece] for piece in flat]
    fired = np.array([row.any() for row in cues_only(by_sentence)])
    plain = [int(fired[end - len(pieces) : end].sum()) for pieces, end in zip(cut, ends, strict=True)]
    yield "cues alone", plain, len(flat)


def _talk(row: dict[str, Any], language: str) -> Document:
    return _document(row["id"], [turn[language] for turn in row["turns"]], language)


def _document(name: str, turns: Sequence[str], language: str) -> Document:
    text, utterances = "", []
    for turn in turns:
        utterances.append(Utterance(len(text), len(text) + len(turn), side="customer"))
        text += f"{turn}\n"
    return Document(
        id=name,
        source=name,
        channel="meeting",
        text=text,
        utterances=tuple(utterances),
        language=language,
    )


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
