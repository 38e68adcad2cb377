"""Measures the signal detector on passages by authors that training has not seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voc.signals import baselines, taxonomy
from voc.signals.baselines import Found
from voc.signals.detector import Preset, SignalDetector
from voc.signals.gold import GoldPassage, read_passages, read_remarks, read_sentences, segments
from voc.signals.plain_talk import plain_talk_figures
from voc.signals.promise_figures import promise_figures
from voc.types import Encode, Figure, Segment, Signal, Vectors

_LANGUAGES = ("ja", "en")
_LEVELS = ("low", "medium", "high")


def evaluate(
    *,
    encode: Encode,
    encoder_revision: str,
    gold: Path,
    models: Path,
    shared: Path | None = None,
    with_tfidf: bool = True,
) -> list[Figure]:
    """Precision, recall and F1 of voc, of cues alone and of TF-IDF, per language and per signal.

    "voc" is the medium preset; the two others stand beside it, for the curve they are points of.
    `gold` is the folder that holds ``signals/`` and ``sentences/``, `models` the one that holds
    ``signals/``. The TF-IDF baseline is trained in the same run on the train passages, its threshold
    set on the dev ones. With the public sets in `shared`, also how often ordinary talk sets a signal off.
    """
    passages = read_passages(gold / "signals")
    sentences = read_sentences(gold / "sentences")
    detector = SignalDetector.load(models / "signals", encoder_revision=encoder_revision)
    tests = {
        data: [passage for passage in rows if passage.split == "test"]
        for data, rows in (("passages, test authors", passages), ("sentences, test", sentences))
    }
    every = [*passages, *sentences, *read_remarks(gold / "remarks")]
    train, dev = ([passage for passage in every if passage.split == split] for split in ("train", "dev"))
    plain = baselines.tfidf(train, dev, list(tests.values())) if with_tfidf else []
    figures: list[Figure] = []
    for number, (data, test) in enumerate(tests.items()):
        cut = [segments(passage.document) for passage in test]
        flat = [piece for pieces in cut for piece in pieces]
        vectors = encode([piece.text for piece in flat], [piece.language for piece in flat])
        signals = detect_all(detector, test, cut, vectors, preset="medium")
        loose = detect_all(detector, test, cut, vectors, preset="loose")
        systems = {
            "voc": _found(signals),
            "voc, loose": _found(loose),
            "voc, strict": _found(detect_all(detector, test, cut, vectors, preset="strict")),
            "cues alone": baselines.cues_only(cut),
        }
        if with_tfidf:
            systems["tf-idf + logistic regression"] = plain[number]
        measured = _Measured(test, data)
        for name, found in systems.items():
            figures += measured.detection(found, name)
        figures += measured.quotes(signals)
        figures += measured.calibration(loose)
    if shared is not None:
        figures += plain_talk_figures(detector, encode, shared)
    return [*figures, *promise_figures(gold=gold)]


def detect_all(
    detector: SignalDetector,
    passages: Sequence[GoldPassage],
    cut: Sequence[Sequence[Segment]],
    vectors: Vectors,
    *,
    preset: Preset,
) -> list[list[Signal]]:
    """The signals of each passage; `vectors` are those of all their sentences in a row."""
    ends = np.cumsum([len(pieces) for pieces in cut])
    return [
        detector.detect(passage.document, pieces, vectors[end - len(pieces) : end], preset=preset)
        for passage, pieces, end in zip(passages, cut, ends, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Measured:
    passages: Sequence[GoldPassage]
    data: str

    def detection(self, found: Found, system: str) -> Iterator[Figure]:
        """Signals found against signals labelled, passage by passage."""
        keys = tuple(taxonomy.load())
        present = np.array([[key in passage.keys for key in keys] for passage in self.passages])
        for language, rows in self._rows():
            here, there = found[rows], present[rows]
            scores = {"micro": _scores(here, there)}
            per_key = {key: _scores(here[:, [at]], there[:, [at]]) for at, key in enumerate(keys)}
            scores["macro"] = tuple(np.mean(list(per_key.values()), axis=0))
            for kind, values in scores.items():
                for name, value in zip(("precision", "recall", "F1"), values, strict=True):
                    yield self._figure(f"{kind} {name}", system, value, len(here), language)
            silent = np.logical_not(np.any(here[~np.any(there, axis=1)], axis=1)).tolist()
            measure = "passages without a signal kept silent"
            yield self._figure(measure, system, float(np.mean(silent)), len(silent), language)
            if system == "voc":
                for at, (key, values) in enumerate(per_key.items()):
                    for name, value in zip(("precision", "recall", "F1"), values, strict=True):
                        yield self._figure(name, system, value, int(there[:, at].sum()), language, key)

    def quotes(self, signals: Sequence[Sequence[Signal]]) -> Iterator[Figure]:
        """Over the signals rightly found: severity, and whether a quote meets the labelled one."""
        for language, rows in self._rows():
            gaps, usual, overlaps = [], [], []
            for row in np.flatnonzero(rows).tolist():
                passage = self.passages[row]
                for signal in signals[row]:
                    spans = [span for span in passage.spans if span.key == signal.key]
                    if spans:
                        level = max(_LEVELS.index(span.severity) for span in spans)
                        gaps.append(abs(_LEVELS.index(signal.severity) - level))
                        usual.append(taxonomy.load()[signal.key].severity == _LEVELS[level])
                        overlaps.append(
                            max(
                                _overlap(quote.start, quote.end, span.start, span.end)
                                for quote in signal.evidence
                                for span in spans
                            )
                        )
            right = np.array(gaps)
            n = len(right)
            yield self._figure("severity exact", "voc", float((right == 0).mean()), n, language)
            yield self._figure("severity within one", "voc", float((right <= 1).mean()), n, language)
            yield self._figure("severity exact", "usual level", float(np.mean(usual)), n, language)
            share = float((np.array(overlaps) >= 0.5).mean())
            yield self._figure("quotes with overlap >= .5", "voc", share, n, language)

    def calibration(self, signals: Sequence[Sequence[Signal]]) -> Iterator[Figure]:
        """Expected calibration error of the signals found, in ten bins of confidence."""
        for language, rows in self._rows():
            found = [
                (signal.confidence, signal.key in self.passages[row].keys)
                for row in np.flatnonzero(rows).tolist()
                for signal in signals[row]
            ]
            confidence, right = np.array(found).T
            bins = np.minimum((confidence * 10).astype(int), 9)
            gaps = [
                abs(confidence[bins == each].mean() - right[bins == each].mean()) * (bins == each).mean()
                for each in np.unique(bins)
            ]
            yield self._figure(
                "expected calibration error", "voc, loose", float(sum(gaps)), len(found), language
            )

    def _rows(self) -> Iterator[tuple[str | None, npt.NDArray[np.bool_]]]:
        spoken = np.array([passage.document.language for passage in self.passages])
        for language in _LANGUAGES:
            if (spoken == language).any():
                yield language, spoken == language
        yield None, np.ones(len(spoken), bool)

    def _figure(
        self, measure: str, system: str, value: float, n: int, language: str | None, label: str | None = None
    ) -> Figure:
        return Figure(
            task="signals",
            measure=measure,
            data=self.data,
            system=system,
            value=round(float(value), 4),
            n=n,
            language=language,
            label=label,
        )


def _found(signals: Sequence[Sequence[Signal]]) -> Found:
    keys = tuple(taxonomy.load())
    return np.array([[any(signal.key == key for signal in found) for key in keys] for found in signals])


def _scores(found: Found, present: Found) -> tuple[float, float, float]:
    right = int((found & present).sum())
    precision = right / max(int(found.sum()), 1)
    recall = right / max(int(present.sum()), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _overlap(start: int, end: int, other_start: int, other_end: int) -> float:
    shared = max(0, min(end, other_end) - max(start, other_start))
    return shared / (max(end, other_end) - min(start, other_start))
