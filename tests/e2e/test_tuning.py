"""Upper layers tuned on a few texts, written, and loaded beside the network's own."""

from pathlib import Path

import numpy as np
import pytest

from voc import embedders
from voc.embedders import bundled, tuning, upper
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


@pytest.fixture(scope="module")
def tuned(tmp_path_factory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("tuned")
    return folder, tune(folder)


def tune(folder: Path) -> dict:
    labels = np.array([1] * len(GOOD) + [0] * len(BAD))
    network = bundled.prepare(Settings.read().models)
    return tuning.tune([*GOOD, *BAD], {"out": labels}, np.ones(len(labels)), network=network, folder=folder)


def test_the_tuned_layers_hear_what_they_were_taught(tuned):
    folder, heads = tuned
    encoder = embedders.load(embedders.BUNDLED, models=Settings.read().models, tuned=folder)
    texts, codes = [*GOOD, *BAD], ["ja"] * len([*GOOD, *BAD])
    matrix, bias = heads["out"]
    found = (encoder.encode_stance(texts, languages=codes) @ matrix + bias).argmax(axis=1)
    assert (found == [1] * len(GOOD) + [0] * len(BAD)).mean() >= 0.9


def test_meanings_stay_what_they_were(tuned):
    folder, _ = tuned
    models = Settings.read().models
    texts, codes = GOOD, ["ja"] * len(GOOD)
    meaning, tone = embedders.load(embedders.BUNDLED, models=models, tuned=folder).encode_both(
        texts, languages=codes
    )
    alone = embedders.load(embedders.BUNDLED, models=models).encode(texts, languages=codes)
    assert ((meaning * alone).sum(axis=1) > 0.999).all()
    assert tone.shape == meaning.shape


def test_tuning_twice_gives_the_same_head_but_for_the_last_bits(tuned, tmp_path):
    # the processor's own kernels sum in another order now and then, so the bytes may differ
    _, first = tuned
    again = tune(tmp_path)
    assert upper.revision(tmp_path) is not None
    assert np.corrcoef(first["out"][0].ravel(), again["out"][0].ravel())[0, 1] > 0.95
