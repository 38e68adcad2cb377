"""Small values for tests, and a tiny fake encoder: words in, words out, no model."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from voc.types import (
    Account,
    Analysis,
    Bilingual,
    Document,
    Evidence,
    Segment,
    Sentiment,
    Signal,
    Utterance,
    Vectors,
)

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def make_document(text: str = "解約したいです。", **fields: object) -> Document:
    """A one-utterance document of the customer's."""
    given: dict[str, object] = {
        "id": hashlib.sha256(text.encode()).hexdigest()[:12],
        "source": "note.txt",
        "channel": "email",
        "text": text,
        "utterances": (Utterance(0, len(text), side="customer"),),
        "language": "ja",
        "time": NOON,
    }
    return Document(**(given | fields))  # type: ignore[arg-type]


def make_segment(text: str = "解約したい", **fields: object) -> Segment:
    """The customer's only sentence in a document of its own."""
    given: dict[str, object] = {
        "id": f"d:0-{len(text)}",
        "document": "d",
        "utterance": 0,
        "start": 0,
        "end": len(text),
        "text": text,
        "language": "ja",
        "side": "customer",
    }
    return Segment(**(given | fields))  # type: ignore[arg-type]


def make_signal(key: str = "support_dissatisfaction", **fields: object) -> Signal:
    """A medium risk said by the customer at NOON."""
    time = fields.pop("time", NOON)
    given: dict[str, object] = {
        "key": key,
        "polarity": "risk",
        "severity": "medium",
        "confidence": 0.8,
        "evidence": (Evidence("d", 0, "返信が遅い", 0, 5, time),),  # type: ignore[arg-type]
        "speaker": None,
        "side": "customer",
        "why": Bilingual("なぜ", "why"),
        "ask": Bilingual("何を", "what"),
    }
    return Signal(**(given | fields))  # type: ignore[arg-type]


def make_analysis(document: Document, *signals: Signal, score: float = 0.0, **fields: object) -> Analysis:
    """One segment that is the whole of `document`, with a sentiment and `signals`."""
    segment = make_segment(document.text, id=f"{document.id}:0-{len(document.text)}", document=document.id)
    given: dict[str, object] = {
        "document": document.id,
        "segments": (segment,),
        "sentiments": (Sentiment(segment.id, "neutral", score, 0.9),),
        "signals": signals,
        "promises": (),
        "people": (),
    }
    return Analysis(**(given | fields))  # type: ignore[arg-type]


def make_account(name: str = "株式会社みほん商事", **fields: object) -> Account:
    """A fictional customer."""
    return Account(**({"id": "acc-x", "name": name} | fields))  # type: ignore[arg-type]


class FakeEncoder:
    """Hashes character pairs into 32 dimensions: the same text, the same vector; counts its work."""

    name, revision, dim = "fake", "fake-1", 32
    stance_revision: str | None = None

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], *, languages: Sequence[str], progress: object = None) -> Vectors:
        self.encoded.extend(texts)
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            for pair in itertools.pairwise(text):
                vectors[row, int(hashlib.sha256("".join(pair).encode()).hexdigest()[:8], 16) % self.dim] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

    def encode_stance(
        self, texts: Sequence[str], *, languages: Sequence[str], progress: object = None
    ) -> Vectors:
        return self.encode(texts, languages=languages)

    def encode_both(
        self, texts: Sequence[str], *, languages: Sequence[str], progress: object = None
    ) -> tuple[Vectors, Vectors]:
        vectors = self.encode(texts, languages=languages)
        return vectors, vectors
