"""Neighbours across languages, and coordinates in which groups are apart."""

import numpy as np
from topics.speech import remarks, subject_of

from voc.topics.graph import coordinates


def test_rows_lie_with_their_subject_not_their_language() -> None:
    segments, vectors = remarks(120)
    places = coordinates(vectors, [segment.language for segment in segments], dim=3)
    subjects = np.array([subject_of(segment.id) for segment in segments])
    languages = np.array([segment.language for segment in segments])
    similar = places @ places.T
    same_subject = subjects[:, None] == subjects
    across = same_subject & (languages[:, None] != languages)
    assert similar[across].mean() > 0.9
    assert similar[~same_subject].mean() < 0.5


def test_coordinates_are_finite_and_of_length_one() -> None:
    segments, vectors = remarks(70)
    places = coordinates(vectors, [segment.language for segment in segments], dim=6)
    assert places.shape == (70, 6)
    assert np.allclose(np.linalg.norm(places, axis=1), 1)


def test_equal_vectors_have_coordinates_too() -> None:
    vectors = np.repeat(remarks(1)[1], 80, axis=0)
    assert np.isfinite(coordinates(vectors, ["ja"] * 80, dim=4)).all()


def test_large_and_small_solvers_agree_on_who_is_near() -> None:
    segments, vectors = remarks(90)
    languages = [segment.language for segment in segments]
    dense, sparse = coordinates(vectors, languages, dim=23), coordinates(vectors, languages, dim=3)
    assert ((dense[:, None] @ dense[:, :, None]).ravel() > 0.99).all()
    assert ((sparse[0] @ sparse.T) > 0.9).sum() == 30
