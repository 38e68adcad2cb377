"""Trains the signal head from labelled passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voc.signals import cue_hits, features, fitting, head_files, taxonomy
from voc.signals.detector import LEVELS
from voc.signals.evidence import worded_level
from voc.signals.gold import GoldPassage, read_all, segments
from voc.signals.head import Head, Layer, Matrix, meaning_of, sigmoid
from voc.signals.thresholds import PRESETS, thresholds
from voc.types import Encode, Segment, Vectors

_NETWORKS = 3  # averaged: one alone moves by a point of F1 from seed to seed
_OVERLAP = 0.5  # of the shorter of sentence and labelled quote: then the sentence shows the signal


def train(
    *,
    encode: Encode,
    encoder_revision: str,
    gold: Path,
    folder: Path,
    shared: Path | None = None,  # noqa: ARG001  # other heads learn from public sets too
    seed: int = 0,
) -> None:
    """Writes the head to `folder`; the same labelled passages and seed give the same head.

    Learns from the train passages in `gold` (the folder that holds ``signals/``, ``remarks/`` and
    ``sentences/``); how surely it is right, from the dev ones, by other authors. The test ones are by
    others again.
    """
    passages = list(read_all(gold))
    learnt, judged = (
        gather([passage for passage in passages if passage.split == split], encode)
        for split in ("train", "dev")
    )
    head = fit(learnt, judged, seed=seed)
    about = {"passages": len(set(learnt.passages)), "seed": seed}
    head_files.save(head, folder, encoder_revision=encoder_revision, about=about)


def fit(learnt: Examples, judged: Examples, *, seed: int = 0) -> Head:
    """The head whose parts (meaning, words) learn from `learnt`.

    How parts and cues are combined, and the thresholds, come from `judged`, whose authors neither the parts
    nor the encoder have seen: whoever writes to voc later is a new author too.
    """
    keys = tuple(taxonomy.load())
    networks = tuple(
        fitting.network(learnt.inputs, learnt.labels, seed=seed + number) for number in range(_NETWORKS)
    )
    lexicon = fitting.lexicon([piece.text for piece in learnt.segments], learnt.labels)
    meaning = meaning_of(networks, judged.inputs)
    words = lexicon([piece.text for piece in judged.segments])
    cue = cues(judged, keys)
    spoken = np.array([segment.side != "vendor" for segment in judged.segments])
    combination = fitting.combination(
        *(matrix[spoken] for matrix in (meaning, words, cue, judged.labels, judged.counted))
    )
    odds = combination(meaning, words) + np.float32(combination.cue) * cue
    found = per_passage(sigmoid(odds) * spoken[:, None], judged)
    present = per_passage(judged.passage_labels, judged) > 0
    return Head(
        keys=keys,
        networks=networks,
        lexicon=lexicon,
        combination=combination,
        severity=_severity(learnt, keys),
        thresholds={preset: thresholds(found, present, wanted) for preset, wanted in PRESETS.items()},
    )


@dataclass(frozen=True, slots=True)
class Labelled:
    """All sentences of the passages with their labels, rows in order."""

    segments: tuple[Segment, ...]
    labels: Matrix  # (n, keys), 1 where the sentence shows the signal
    passage_labels: Matrix  # (n, keys), 1 where its passage has the signal
    counted: Matrix  # (n, keys), 0 beside a sentence that shows the signal
    levels: Matrix  # (n, keys), how severe the signal is in the sentence: 1 low to 3 high, 0 where it is not
    passages: tuple[int, ...]  # which passage each sentence is from


@dataclass(frozen=True, slots=True)
class Examples(Labelled):
    """The same with what the head sees of them."""

    inputs: Vectors  # each vector beside its context


def labelled(rows: Sequence[GoldPassage]) -> Labelled:
    """The sentences of `rows`, each with the signals labelled in it."""
    keys = tuple(taxonomy.load())
    cut = [segments(row.document) for row in rows]
    flat = [piece for pieces in cut for piece in pieces]
    passages = [number for number, pieces in enumerate(cut) for _ in pieces]
    labels = np.zeros((len(flat), len(keys)), np.float32)
    whole, levels = np.zeros_like(labels), np.zeros_like(labels)
    for line, (piece, number) in enumerate(zip(flat, passages, strict=True)):
        for span in rows[number].spans:
            column = keys.index(span.key)
            whole[line, column] = 1
            shared = min(piece.end, span.end) - max(piece.start, span.start)
            if shared >= _OVERLAP * min(piece.end - piece.start, span.end - span.start):
                labels[line, column] = 1
                levels[line, column] = max(levels[line, column], LEVELS.index(span.severity) + 1)
    return Labelled(
        segments=tuple(flat),
        labels=labels,
        passage_labels=whole,
        counted=1 - (whole - labels),
        levels=levels,
        passages=tuple(passages),
    )


def gather(rows: Sequence[GoldPassage], encode: Encode) -> Examples:
    """The sentences of `rows`, encoded and labelled."""
    found = labelled(rows)
    pieces, passages = found.segments, np.array(found.passages)
    vectors = encode([piece.text for piece in pieces], [piece.language for piece in pieces])
    starts = np.flatnonzero(np.diff(passages, prepend=-1)).tolist()
    inputs = [
        features.with_context(pieces[start:end], vectors[start:end])
        for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True)
    ]
    return Examples(
        segments=pieces,
        labels=found.labels,
        passage_labels=found.passage_labels,
        counted=found.counted,
        levels=found.levels,
        passages=found.passages,
        inputs=np.concatenate(inputs),
    )


def per_passage(matrix: Matrix, examples: Labelled) -> Matrix:
    """The largest value of each key over the sentences of each passage."""
    largest = np.zeros((max(examples.passages) + 1, matrix.shape[1]), np.float32)
    np.maximum.at(largest, np.array(examples.passages), matrix)
    return largest


def _severity(learnt: Examples, keys: Sequence[str]) -> Layer:
    """Learnt from every labelled signal beside the sentence it stands in."""
    rows, columns = learnt.levels.nonzero()
    levels = learnt.levels[rows, columns].astype(np.int64) - 1
    found = [
        worded_level(learnt.segments[row], keys[column])
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    worded = [-1 if level is None else LEVELS.index(level) for level in found]
    dim = learnt.inputs.shape[1] // 2  # beside each vector stands its context
    inputs = features.of_severity(learnt.inputs[rows, :dim], columns, len(keys), worded)
    return fitting.severity(inputs, levels, dim=dim)


def cues(examples: Labelled, keys: Sequence[str]) -> Matrix:
    """1 where a sentence holds a cue that counts."""
    found = np.zeros(examples.labels.shape, np.float32)
    for line, piece in enumerate(examples.segments):
        for hit in cue_hits.find(piece.text, piece.language):
            if hit.counts:
                found[line, keys.index(hit.key)] = 1
    return found
