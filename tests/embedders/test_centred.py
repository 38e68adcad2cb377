from pathlib import Path

import numpy as np
import pytest

from voc.embedders import centring
from voc.embedders.centred import CentredEncoder


class LetterNetwork:
    """Stands in for a transformer: a token's vector is its id, one-hot; a text is their mean."""

    revision, dim, longest, prompt, pad = "letters", 8, 6, "", 0
    stance_revision, views = None, ("meaning",)

    def __init__(self) -> None:
        self.batches: list[tuple[int, int]] = []
        self.tokenizer = self

    def encode_batch(self, texts):
        return [type("Encoding", (), {"ids": [6, *[ord(c) % 5 + 1 for c in text], 7]}) for text in texts]

    def forward(self, ids, mask, views=("meaning",)):
        import torch

        self.batches.append(tuple(ids.shape))
        one_hot = torch.nn.functional.one_hot(ids, self.dim).float() * mask.unsqueeze(-1)
        mean = one_hot.sum(1) / mask.sum(1, keepdim=True)
        found = {"meaning": torch.nn.functional.normalize(mean, dim=-1), "stance": 2 * mean}
        return {view: found[view] for view in views}


@pytest.fixture
def network():
    return LetterNetwork()


@pytest.fixture
def encoder(network, tmp_path: Path):
    return CentredEncoder(network, name="letters", means=tmp_path)


def test_a_text_has_the_same_vector_alone_and_in_company(encoder):
    alone = encoder.encode_raw(["高い"])
    together = encoder.encode_raw(["返信が遅くて困る", "高い", "ok"])
    np.testing.assert_allclose(alone[0], together[1], atol=1e-6)


def test_each_distinct_text_is_encoded_once(encoder, network):
    vectors = encoder.encode_raw(["解約", "解約", "継続", "解約"])
    assert sum(rows for rows, _ in network.batches) == 2
    np.testing.assert_array_equal(vectors[0], vectors[3])


def test_a_long_text_is_split_and_nothing_of_it_is_lost(encoder, network):
    encoder.encode_raw(["abcdefghij"])  # 10 tokens in windows of 4 and two special ones
    assert sum(rows for rows, _ in network.batches) == 3
    ending_changed = encoder.encode_raw(["abcdefghij", "abcdefghiz"])
    assert np.abs(ending_changed[0] - ending_changed[1]).max() > 1e-3


def test_no_texts_give_no_rows(encoder):
    assert encoder.encode([], languages=[]).shape == (0, 8)


def test_progress_ends_at_the_number_of_texts(encoder):
    heard: list[tuple[int, int]] = []
    encoder.encode_raw(["a", "b", "a"], progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (3, 3)


def test_centring_takes_off_the_mean_of_the_texts_own_language():
    means = {
        "ja": np.array([1, 0, 0], np.float32),
        "en": np.array([0, 1, 0], np.float32),
        "und": np.array([0.5, 0.5, 0], np.float32),
    }
    vectors = np.array([[1, 0, 1], [0, 1, 1], [0.5, 0.5, 1]], np.float32)
    centred = centring.centre(vectors, ["ja", "en", "fr"], means)
    np.testing.assert_allclose(centred, [[0, 0, 1]] * 3, atol=1e-6)


def test_the_means_are_measured_once_and_kept_under_the_models_revision(encoder, network, tmp_path):
    first = encoder.encode(["高い", "slow"], languages=["ja", "en"])
    assert (tmp_path / f"{encoder.revision}.safetensors").exists()
    again = CentredEncoder(LetterNetwork(), name="letters", means=tmp_path)
    np.testing.assert_array_equal(first, again.encode(["高い", "slow"], languages=["ja", "en"]))
    assert sum(rows for rows, _ in again._network.batches) == 2  # no measuring this time


def test_both_languages_have_as_many_centring_texts():
    languages = [language for language, _ in centring.texts()]
    assert languages.count("ja") == languages.count("en") >= 300


class HearingNetwork(LetterNetwork):
    """The same, tuned for stance."""

    stance_revision, views = "t1", ("meaning", "stance")


def test_stances_are_the_mean_of_a_texts_pieces_and_keep_their_length(tmp_path):
    encoder = CentredEncoder(HearingNetwork(), name="letters", means=tmp_path)
    (stance,) = encoder.encode_stance(["abcdefghij"], languages=["en"])
    assert stance.sum() == pytest.approx(2, abs=1e-5)


def test_both_views_in_one_pass_are_the_same_as_each_alone(tmp_path):
    encoder = CentredEncoder(HearingNetwork(), name="letters", means=tmp_path)
    texts, codes = ["高い", "slow", "a longer text in pieces"], ["ja", "en", "en"]
    meaning, stance = encoder.encode_both(texts, languages=codes)
    np.testing.assert_allclose(meaning, encoder.encode(texts, languages=codes), atol=1e-6)
    np.testing.assert_allclose(stance, encoder.encode_stance(texts, languages=codes), atol=1e-6)


def test_an_encoder_without_layers_for_stance_gives_meanings(encoder):
    texts, codes = ["高い", "slow"], ["ja", "en"]
    np.testing.assert_array_equal(
        encoder.encode_stance(texts, languages=codes), encoder.encode(texts, languages=codes)
    )
