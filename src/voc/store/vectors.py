"""A cache of vectors, so that no text is encoded twice by one encoder.

What a key is made of is the caller's to say: all that the vector depends on but the encoder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, insert, select

from voc.errors import ModelError
from voc.store.chunks import chunks
from voc.store.tables import vectors

Vector = npt.NDArray[np.float32]  # (dim,)
LITTLE_ENDIAN = np.dtype("<f4")


def load(connection: Connection, revision: str, keys: Iterable[str]) -> dict[str, Vector]:
    """Key -> vector (dim,), read-only float32, for those of `keys` the store has."""
    found: dict[str, Vector] = {}
    columns = select(vectors.c.key, vectors.c.data).where(vectors.c.revision == revision)
    for chunk in chunks(dict.fromkeys(keys)):
        rows = connection.execute(columns.where(vectors.c.key.in_(chunk)))
        found.update((key, np.frombuffer(data, LITTLE_ENDIAN)) for key, data in rows)
    return found


def save(connection: Connection, revision: str, given: Mapping[str, Vector]) -> int:
    """How many of `given` (key -> vector) were new; those that were known stay as they are."""
    known: set[str] = set()
    for chunk in chunks(given):
        known.update(
            connection.scalars(
                select(vectors.c.key).where(vectors.c.revision == revision, vectors.c.key.in_(chunk))
            )
        )
    new = sorted(given.keys() - known)
    for chunk in chunks(new):
        if not np.isfinite(np.concatenate([given[key] for key in chunk])).all():
            raise ModelError(f"the encoder {revision} gave a vector that is not of numbers; it was not saved")
        rows = [
            {"revision": revision, "key": key, "data": given[key].astype(LITTLE_ENDIAN).tobytes()}
            for key in chunk
        ]
        connection.execute(insert(vectors), rows)
    return len(new)
