"""Upper layers tuned on a few texts, written, and loaded beside the network's own."""

from pathlib import Path

import numpy as np
import pytest

from voc import embedders
from voc.embedders import bundled, tuning
from voc.embedders.tuning import NONE, Lessons
from voc.settings import Settings

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

GOOD = [
    "とても助かっています",
    "使いやすいです",
    "works beautifully",
    "we love it",
    "最高です",
    "thank you, solved",
]
BAD = ["返信が遅くて困る", "また落ちました", "it keeps crashing", "nobody answers", "使えません", "too slow"]


TIMES = 16


@pytest.fixture(scope="module")
def tuned(tmp_path_factory) -> Path:
    return tune(tmp_path_factory.mktemp("tuned"))


def tune(folder: Path) -> Path:
    """Layers tuned on twelve remarks, each many times, of which the bad ones show a sign."""
    texts = [*GOOD, *BAD] * TIMES
    bad = np.array(([False] * len(GOOD) + [True] * len(BAD)) * TIMES)
    lessons = Lessons(
        texts=texts,
        passages=np.arange(len(texts)),
        tone=np.where(bad, 0, 2),
        grade=np.full(len(texts), NONE),
        weights=np.ones(len(texts), np.float32),
        signs=bad[:, None].astype(np.float32),
        counted=np.ones((len(texts), 1), np.float32),
        reason=np.where(bad, 0, NONE),
        whole_reason=np.where(bad, 0, NONE),
        reasons=2,
    )
    tuning.tune(lessons, network=bundled.prepare(Settings.read().models), folder=folder)
    return folder


def stances(folder: Path | None) -> np.ndarray:
    encoder = embedders.load(embedders.BUNDLED, models=Settings.read().models, tuned=folder)
    vectors = encoder.encode_stance([*GOOD, *BAD], languages=["ja"] * len([*GOOD, *BAD]))
    centred = vectors - vectors.mean(axis=0)
    return centred / np.linalg.norm(centred, axis=1, keepdims=True)


def apart(vectors: np.ndarray) -> float:
    """How much more alike remarks of one kind are than those of two."""
    alike = vectors @ vectors.T
    good, bad = slice(0, len(GOOD)), slice(len(GOOD), None)
    return (alike[good, good].mean() + alike[bad, bad].mean()) / 2 - alike[good, bad].mean()


def test_the_tuned_layers_hear_what_they_were_taught(tuned):
    assert apart(stances(tuned)) > apart(stances(None)) + 0.5


def test_meanings_stay_what_they_were(tuned):
    models = Settings.read().models
    texts, codes = GOOD, ["ja"] * len(GOOD)
    meaning, stance = embedders.load(embedders.BUNDLED, models=models, tuned=tuned).encode_both(
        texts, languages=codes
    )
    alone = embedders.load(embedders.BUNDLED, models=models).encode(texts, languages=codes)
    assert ((meaning * alone).sum(axis=1) > 0.999).all()
    assert stance.shape == meaning.shape


def test_tuning_twice_gives_the_same_stances_but_for_the_last_bits(tuned, tmp_path):
    # the processor's own kernels sum in another order now and then, so the bytes may differ
    again = stances(tune(tmp_path))
    assert (again * stances(tuned)).sum(axis=1).min() > 0.95
