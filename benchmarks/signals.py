"""What each layer of the signal detector adds, its curve of precision and recall, and how it learns.

Everything is fitted anew in this run on one set of sentences, over the shipped encoder; the curve is that of
the shipped head. Thresholds come from the dev authors, figures from the test authors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import machine
from benchmarks.curve import draw
from benchmarks.report import Report, Table

LANGUAGES = ("ja", "en")
SHARES = (8, 4, 2, 1)  # one passage in so many is learnt from
PICTURE = Path(__file__).parents[1] / "docs" / "images" / "signals-curve.svg"
LAYERS = {  # name -> (meaning, words, cues)
    "cues alone": (0, 0, 1),
    "character grams alone": (0, 1, 0),
    "encoder alone": (1, 0, 0),
    "encoder and cues": (1, 0, 1),
    "encoder and grams": (1, 1, 0),
    "all three": (1, 1, 1),
}
Flags = npt.NDArray[np.bool_]


def run(*, quick: bool) -> Report:
    """Layers, learning curve and precision-recall curve, per language; the picture goes to the docs."""
    from voc import embedders
    from voc.engines import load_encoder
    from voc.paths import shipped
    from voc.settings import Settings
    from voc.signals import head_files, train
    from voc.signals.gold import read_all

    settings = Settings.read()
    encoder = load_encoder(settings)
    passages = list(read_all(shipped("gold")))
    if quick:
        passages = passages[::20]
    sets = {
        split: train.gather(
            [each for each in passages if each.split == split],
            lambda texts, codes: encoder.encode_stance(texts, languages=codes),
        )
        for split in ("train", "dev")
    }
    tested = [each for each in passages if each.split == "test" and not each.author.startswith("s")]
    sets["test"] = train.gather(tested, lambda texts, codes: encoder.encode_stance(texts, languages=codes))
    codes = np.array([each.document.language for each in tested])

    layers = _layers(sets, codes)
    learning = [_learning(sets, codes, share) for share in SHARES]
    head = head_files.load(settings.heads / "signals", encoder_revision=embedders.full_revision(encoder))
    curves, presets = _curves(head, sets["test"], codes)
    if not quick:
        draw(curves, presets, PICTURE)
    described = machine.describe()
    return Report(
        name="signals",
        title=f"signals: {len(tested):,} passages by authors kept out",
        tables=[
            Table(
                title="What decides, micro-F1 at the one threshold that is best on the dev authors",
                columns=["layers", *LANGUAGES],
                rows=[[name, *(f"{row[code]:.2f}" for code in LANGUAGES)] for name, row in layers.items()],
            ),
            Table(
                title="All three, learnt from a share of the passages and remarks",
                columns=["passages and remarks", *LANGUAGES],
                rows=[[f"{n:,}", *(f"{row[code]:.2f}" for code in LANGUAGES)] for n, row in learning],
            ),
        ],
        figures={
            "machine": described,
            "layers": layers,
            "learning": learning,
            "curves": curves,
            "presets": presets,
        },
        notes=["the encoder has seen all passages; only what stands on it learns from a share"],
    )


def _layers(sets: Mapping[str, Any], codes: npt.NDArray[np.str_]) -> dict[str, dict[str, float]]:
    parts = _parts(sets, np.ones(len(sets["train"].segments), bool))
    return {name: _f1(sets, codes, parts, used) for name, used in LAYERS.items()}


def _learning(
    sets: Mapping[str, Any], codes: npt.NDArray[np.str_], share: int
) -> tuple[int, dict[str, float]]:
    """How many were learnt from, and micro-F1 per language."""
    numbers = np.array(sets["train"].passages)
    kept = {each for each in set(numbers.tolist()) if _dice(each) % share == 0}
    rows = np.isin(numbers, list(kept))
    return len(kept), _f1(sets, codes, _parts(sets, rows), (1, 1, 1))


def _dice(number: int) -> int:
    return int(hashlib.sha1(str(number).encode()).hexdigest()[:8], 16)


def _parts(sets: Mapping[str, Any], rows: Flags) -> dict[str, tuple[Any, Any, Any]]:
    """Log-odds by meaning, by words, and cues, of the dev and the test sentences."""
    from voc.signals import fitting, taxonomy, train
    from voc.signals.head import meaning_of

    learnt = sets["train"]
    network = fitting.network(learnt.inputs[rows], learnt.labels[rows], seed=0)
    texts = [learnt.segments[row].text for row in np.flatnonzero(rows)]
    lexicon = fitting.lexicon(texts, learnt.labels[rows])
    keys = tuple(taxonomy.load())
    return {
        name: (
            meaning_of([network], sets[name].inputs),
            lexicon([segment.text for segment in sets[name].segments]),
            train.cues(sets[name], keys),
        )
        for name in ("dev", "test")
    }


def _f1(
    sets: Mapping[str, Any],
    codes: npt.NDArray[np.str_],
    parts: Mapping[str, tuple[Any, Any, Any]],
    used: tuple[int, int, int],
) -> dict[str, float]:
    from voc.signals import fitting, train
    from voc.signals.head import sigmoid

    dev = sets["dev"]
    masked = {
        name: [each * flag for each, flag in zip(given, used, strict=True)] for name, given in parts.items()
    }
    spoken = _spoken(dev)
    fitted = fitting.combination(
        *(each[spoken] for each in (*masked["dev"], dev.labels, dev.counted)),
    )
    found, present = {}, {}
    for name, (meaning, words, cue) in masked.items():
        odds = fitted(meaning, words) + np.float32(fitted.cue) * cue
        found[name] = train.per_passage(sigmoid(odds) * _spoken(sets[name])[:, None], sets[name])
        present[name] = train.per_passage(sets[name].passage_labels, sets[name]) > 0
    steps = np.arange(0.05, 0.95, 0.02)
    bar = max(steps, key=lambda step: _scores(found["dev"] >= step, present["dev"])[2])
    return {
        code: round(_scores((found["test"] >= bar)[codes == code], present["test"][codes == code])[2], 4)
        for code in LANGUAGES
    }


def _curves(
    head: Any, tested: Any, codes: npt.NDArray[np.str_]
) -> tuple[dict[str, list[tuple[float, float]]], dict[str, dict[str, tuple[float, float]]]]:
    """Recall and precision of the shipped head, all its thresholds moved together; and at its presets."""
    from voc.signals import taxonomy, train
    from voc.signals.head import meaning_of, sigmoid

    odds = head.combination(
        meaning_of(head.networks, tested.inputs), head.lexicon([segment.text for segment in tested.segments])
    ) + np.float32(head.combination.cue) * train.cues(tested, tuple(taxonomy.load()))
    found = train.per_passage(sigmoid(odds) * _spoken(tested)[:, None], tested)
    present = train.per_passage(tested.passage_labels, tested) > 0
    curves: dict[str, list[tuple[float, float]]] = {}
    presets: dict[str, dict[str, tuple[float, float]]] = {}
    for code in LANGUAGES:
        rows = codes == code
        medium = head.thresholds["medium"]
        shifted = np.log(medium) - np.log1p(-medium)
        curves[code] = []
        for move in np.arange(-4.0, 4.01, 0.25):
            precision, recall, _ = _scores(found[rows] >= sigmoid(shifted + np.float32(move)), present[rows])
            curves[code].append((round(recall, 4), round(precision, 4)))
        presets[code] = {}
        for name, bars in head.thresholds.items():
            precision, recall, _ = _scores(found[rows] >= bars, present[rows])
            presets[code][name] = (round(recall, 4), round(precision, 4))
    return curves, presets


def _scores(found: Flags, present: Flags) -> tuple[float, float, float]:
    right = float((found & present).sum())
    precision, recall = right / max(found.sum(), 1), right / max(present.sum(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _spoken(examples: Any) -> Flags:
    sides: Sequence[str] = [segment.side for segment in examples.segments]
    return np.array([side != "vendor" for side in sides])
