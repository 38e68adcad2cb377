from __future__ import annotations

import time

import numpy as np
import pytest

from voc.errors import ModelError
from voc.store.store import Store
from voc.store.vectors import Vector


def make_vectors(count: int, seed: int = 1) -> dict[str, Vector]:
    rows = np.random.default_rng(seed).normal(size=(count, 384)).astype(np.float32)
    return {f"{number:064x}": row for number, row in enumerate(rows)}


def test_vectors_come_back_bit_for_bit(store: Store) -> None:
    given = make_vectors(3)
    given["tiny"] = np.array([1e-45, -0.0, 3.4e38, 0.1], np.float32)
    assert store.put_vectors("e5-1", given) == 4
    found = store.get_vectors("e5-1", ["tiny", *make_vectors(3), "unknown"])
    assert found.keys() == given.keys()
    for key, vector in found.items():
        assert vector.dtype == np.float32
        assert vector.tobytes() == given[key].tobytes()


def test_each_encoder_has_its_own(store: Store) -> None:
    store.put_vectors("e5-1", make_vectors(1))
    assert store.get_vectors("e5-2", make_vectors(1)) == {}
    assert store.put_vectors("e5-2", make_vectors(1, seed=2)) == 1


def test_a_known_vector_stays_as_it_is(store: Store) -> None:
    store.put_vectors("e5-1", make_vectors(2))
    assert store.put_vectors("e5-1", make_vectors(3, seed=2)) == 1
    (first,) = store.get_vectors("e5-1", [f"{0:064x}"]).values()
    assert first.tobytes() == make_vectors(2)[f"{0:064x}"].tobytes()


def test_none_asked_none_given(store: Store) -> None:
    assert store.get_vectors("e5-1", []) == {}
    assert store.put_vectors("e5-1", {}) == 0


def test_a_vector_that_is_not_of_numbers_is_refused(store: Store) -> None:
    with pytest.raises(ModelError, match="e5-1 gave a vector"):
        store.put_vectors("e5-1", {"bad": np.array([np.nan, 1], np.float32), "good": np.ones(2, np.float32)})
    assert store.get_vectors("e5-1", ["bad", "good"]) == {}


def test_ten_thousand_vectors_go_in_and_out_in_bulk(store: Store) -> None:
    given = make_vectors(10_000)
    started = time.process_time()
    store.put_vectors("e5-1", given)
    found = store.get_vectors("e5-1", given)
    assert time.process_time() - started < 2  # 0.6 s measured; one statement for each would take 5 s
    assert len(found) == 10_000
