"""Trains the signal head from labelled passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voc.signals import cue_hits, features, fitting, head_files, taxonomy
from voc.signals.gold import GoldPassage, read_passages, read_sentences, segments
from voc.signals.head import Head, Lexicon, Matrix, meaning_of, sigmoid
from voc.signals.thresholds import PRESETS, thresholds
from voc.types import Encode, Segment, Vectors

Mask = npt.NDArray[np.bool_]

_NETWORKS = 3  # averaged: one alone moves by a point of F1 from seed to seed
_FOLD_NETWORKS = 2
_FOLDS = 5
_READ_FOR_CUES = ("a", "b", "c", "j", "k")
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

    Learns from the train and dev passages in `gold` (the folder that holds ``signals/`` and
    ``sentences/``), never from the test ones, whose authors it does not see at all.
    """
    passages = [*read_passages(gold / "signals"), *read_sentences(gold / "sentences")]
    rows = [passage for passage in passages if passage.split != "test"]
    head = fit(gather(rows, encode), seed=seed)
    about = {"passages": len(rows), "seed": seed}
    head_files.save(head, folder, encoder_revision=encoder_revision, about=about)


def fit(examples: Examples, *, seed: int = 0) -> Head:
    """The head trained on `examples`.

    The parts (meaning, words) are first trained without some of the authors. Their scores on the
    passages of those authors calibrate how parts and cues are combined, and set the thresholds:
    whoever writes to voc later is a new author too. For the same reason authors whose passages
    were read while the cues were written do not count there. Then the parts are trained on everything.
    """
    keys = tuple(taxonomy.load())
    meaning, words = (np.zeros_like(examples.labels) for _ in range(2))
    for held_out in _folds(examples.authors):
        parts = _parts(examples, ~held_out, seed, networks=_FOLD_NETWORKS)
        meaning[held_out], words[held_out] = _scores(parts, examples, held_out)
    cue = _cues(examples, keys)
    spoken = np.array([segment.side != "vendor" for segment in examples.segments])
    fresh = ~np.isin(examples.authors, _READ_FOR_CUES) if _unread(examples) else np.ones(len(spoken), bool)
    combination = fitting.combination(
        *(matrix[spoken & fresh] for matrix in (meaning, words, cue, examples.labels, examples.counted))
    )
    odds = combination(meaning, words) + np.float32(combination.cue) * cue
    judged = np.unique(np.array(examples.passages)[fresh])
    found = per_passage(sigmoid(odds) * spoken[:, None], examples)[judged]
    present = per_passage(examples.passage_labels, examples)[judged] > 0
    networks, lexicon = _parts(examples, np.ones(len(spoken), bool), seed, networks=_NETWORKS)
    return Head(
        keys=keys,
        networks=networks,
        lexicon=lexicon,
        combination=combination,
        thresholds={preset: thresholds(found, present, wanted) for preset, wanted in PRESETS.items()},
    )


def _unread(examples: Examples) -> bool:
    return not set(examples.authors) <= set(_READ_FOR_CUES)


def _folds(authors: Sequence[str]) -> list[Mask]:
    """Authors dealt out into groups: each mask is true for the sentences of one group."""
    each = sorted(set(authors))
    return [np.isin(np.array(authors), each[number::_FOLDS]) for number in range(min(_FOLDS, len(each)))]


@dataclass(frozen=True, slots=True)
class Examples:
    """All sentences of the passages with their labels, rows in order."""

    segments: tuple[Segment, ...]
    inputs: Vectors  # each vector beside its context
    labels: Matrix  # (n, keys), 1 where the sentence shows the signal
    passage_labels: Matrix  # (n, keys), 1 where its passage has the signal
    counted: Matrix  # (n, keys), 0 beside a sentence that shows the signal
    passages: tuple[int, ...]  # which passage each sentence is from
    authors: tuple[str, ...]


def gather(rows: Sequence[GoldPassage], encode: Encode) -> Examples:
    """The sentences of `rows`, encoded and labelled."""
    keys = tuple(taxonomy.load())
    cut = [segments(row.document) for row in rows]
    flat = [piece for pieces in cut for piece in pieces]
    vectors = encode([piece.text for piece in flat], [piece.language for piece in flat])
    ends = np.cumsum([len(pieces) for pieces in cut])
    inputs = [
        features.with_context(pieces, vectors[end - len(pieces) : end])
        for pieces, end in zip(cut, ends, strict=True)
        if pieces
    ]
    passages = [number for number, pieces in enumerate(cut) for _ in pieces]
    labels = np.zeros((len(flat), len(keys)), np.float32)
    whole = np.zeros_like(labels)
    for line, (piece, number) in enumerate(zip(flat, passages, strict=True)):
        for span in rows[number].spans:
            column = keys.index(span.key)
            whole[line, column] = 1
            shared = min(piece.end, span.end) - max(piece.start, span.start)
            if shared >= _OVERLAP * min(piece.end - piece.start, span.end - span.start):
                labels[line, column] = 1
    return Examples(
        segments=tuple(flat),
        inputs=np.concatenate(inputs),
        labels=labels,
        passage_labels=whole,
        counted=1 - (whole - labels),
        passages=tuple(passages),
        authors=tuple(rows[number].author for number in passages),
    )


def per_passage(matrix: Matrix, examples: Examples) -> Matrix:
    """The largest value of each key over the sentences of each passage."""
    largest = np.zeros((max(examples.passages) + 1, matrix.shape[1]), np.float32)
    np.maximum.at(largest, np.array(examples.passages), matrix)
    return largest


_Parts = tuple[tuple[fitting.Network, ...], Lexicon]


def _parts(examples: Examples, chosen: Mask, seed: int, *, networks: int) -> _Parts:
    texts = [piece.text for piece, use in zip(examples.segments, chosen, strict=True) if use]
    labels = examples.labels[chosen]
    trained = tuple(
        fitting.network(examples.inputs[chosen], labels, seed=seed + number) for number in range(networks)
    )
    return trained, fitting.lexicon(texts, labels)


def _scores(parts: _Parts, examples: Examples, chosen: Mask) -> tuple[Matrix, Matrix]:
    networks, lexicon = parts
    texts = [piece.text for piece, use in zip(examples.segments, chosen, strict=True) if use]
    return meaning_of(networks, examples.inputs[chosen]), lexicon(texts)


def _cues(examples: Examples, keys: Sequence[str]) -> Matrix:
    """1 where a sentence holds a cue that counts."""
    found = np.zeros(examples.labels.shape, np.float32)
    for line, piece in enumerate(examples.segments):
        for hit in cue_hits.find(piece.text, piece.language):
            if hit.counts:
                found[line, keys.index(hit.key)] = 1
    return found
