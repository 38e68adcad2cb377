"""Who belongs together, and who to nobody."""

import numpy as np
from topics.speech import DIM, remarks

from voc.topics.grouping import NONE, centroids, group


def grouped(count: int, *, least: int = 2, wanted: int = 8, **options: object) -> np.ndarray:
    segments, vectors = remarks(count, **options)  # type: ignore[arg-type]
    return group(
        [segment.text for segment in segments],
        vectors,
        [segment.language for segment in segments],
        [segment.document for segment in segments],
        wanted=wanted,
        least=least,
    )


def test_more_clusters_than_there_are_things_to_say_become_one_again() -> None:
    assert len(set(grouped(240, wanted=9, noise=0.1))) == 3


def test_never_more_clusters_than_wanted() -> None:
    assert len(set(grouped(240, wanted=2))) <= 2


def test_a_stray_belongs_to_nobody() -> None:
    segments, vectors = remarks(240, noise=0.1)
    axes = np.linalg.qr(np.random.default_rng(7).normal(size=(DIM, DIM)))[0]
    vectors[5] = axes[40]
    clusters = group(
        [segment.text for segment in segments],
        vectors,
        [segment.language for segment in segments],
        [segment.document for segment in segments],
        wanted=3,
        least=2,
    )
    assert clusters[5] == NONE
    assert (np.delete(clusters, 5) != NONE).all()


def test_a_guide_draws_rows_together() -> None:
    segments, vectors = remarks(60, subjects=("support",), languages=("ja",), noise=3.0)
    halves = np.arange(60) % 2
    clusters = group(
        [segment.text for segment in segments],
        vectors,
        ["ja"] * 60,
        [segment.document for segment in segments],
        wanted=2,
        least=2,
        guide=np.eye(2)[halves] * 2,
    )
    assert {tuple(np.unique(clusters[halves == half])) for half in (0, 1)} == {(0,), (1,)}


def test_centroids_have_length_one() -> None:
    _, vectors = remarks(6)
    middle = centroids(np.array([0, 0, 1, 1, NONE, NONE]), vectors)
    assert middle.shape == (2, DIM)
    assert np.allclose(np.linalg.norm(middle, axis=1), 1, atol=1e-6)
    assert centroids(np.full(6, NONE), vectors).shape == (0, DIM)
