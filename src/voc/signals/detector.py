"""Finds the risk and positive signals of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from voc.errors import SettingError
from voc.signals import features, head_files, taxonomy
from voc.signals.cue_hits import CueHit
from voc.signals.evidence import evidence, worded_level
from voc.signals.head import Head, Matrix
from voc.signals.scoring import score
from voc.types import Document, Segment, Severity, Signal, Vectors

Preset = Literal["loose", "medium", "strict"]
LEVELS: tuple[Severity, ...] = ("low", "medium", "high")
_WEIGHT = {level: number for number, level in enumerate(LEVELS)}
# Added to the log-odds of the level that the taxonomy names. Exactly right of the signals labelled in 400 dev
# passages, ja / en: .67 / .63 without it, .69 / .62 at .5, .65 / .58 at 1.5.
_TOWARDS_THE_USUAL = 0.5


class SignalDetector:
    """Weighs meaning, words and cues of every sentence; needs numpy and the trained head."""

    def __init__(self, head: Head) -> None:
        self._head = head

    @classmethod
    def load(cls, folder: Path, *, encoder_revision: str) -> SignalDetector:
        """The detector whose head lies in `folder`; ModelError if it was not made for this encoder."""
        return cls(head_files.load(folder, encoder_revision=encoder_revision))

    def detect(
        self, document: Document, segments: Sequence[Segment], vectors: Vectors, *, preset: str = "medium"
    ) -> list[Signal]:
        """The document's signals, the most severe and surest first; at most one of each key.

        `vectors` (n_segments, dim) are those of `segments`, in order. What the vendor said counts
        only for the signals that the taxonomy marks so. `preset` trades missed signals against
        false alarms: loose, medium or strict.
        """
        if preset not in self._head.thresholds:
            known = ", ".join(self._head.thresholds)
            raise SettingError(f"there is no preset {preset!r}; choose one of: {known}")
        if not segments:
            return []
        bars = self._head.thresholds[preset]
        probabilities, hits = score(self._head, segments, vectors, at_least=bars)
        found = [
            self._signal(document, segments, vectors, column, probabilities[:, column], rows, hits)
            for column, rows in _over(probabilities, bars)
        ]
        return sorted(found, key=lambda signal: (-_WEIGHT[signal.severity], -signal.confidence, signal.key))

    def _signal(
        self,
        document: Document,
        segments: Sequence[Segment],
        vectors: Vectors,
        column: int,
        probabilities: Matrix,
        rows: Sequence[int],
        hits: dict[tuple[int, str], list[CueHit]],
    ) -> Signal:
        key = self._head.keys[column]
        kind = taxonomy.load()[key]
        first = segments[rows[0]]
        quotes = tuple(evidence(document, segments[row], hits.get((row, key), ())) for row in rows)
        return Signal(
            key=key,
            polarity=kind.polarity,
            severity=max(self._levels(column, segments, vectors, rows), key=_WEIGHT.__getitem__),
            confidence=round(float(probabilities[rows[0]]), 3),
            evidence=quotes,
            speaker=first.speaker,
            side=first.side,
            why=kind.why,
            ask=kind.ask([each.quote for each in quotes]),
        )

    def _levels(
        self, column: int, segments: Sequence[Segment], vectors: Vectors, rows: Sequence[int]
    ) -> list[Severity]:
        """How severe the signal is in each of its segments."""
        keys = self._head.keys
        worded = [worded_level(segments[row], keys[column]) for row in rows]
        places = [-1 if level is None else LEVELS.index(level) for level in worded]
        inputs = features.of_severity(vectors[rows], np.full(len(rows), column), len(keys), places)
        odds = self._head.severity(inputs)
        odds[:, _WEIGHT[taxonomy.load()[keys[column]].severity]] += _TOWARDS_THE_USUAL
        return [LEVELS[best] for best in odds.argmax(axis=1)]


def _over(probabilities: Matrix, bars: Matrix) -> Iterator[tuple[int, list[int]]]:
    """Each signal found, with the rows that show it, the surest first."""
    for column in np.flatnonzero((probabilities >= bars).any(axis=0)):
        rows = np.flatnonzero(probabilities[:, column] >= bars[column])
        yield int(column), sorted(rows.tolist(), key=lambda row: (-probabilities[row, column], row))
