"""Where things lie on the map of topics.

The churn reasons stand on a ring, always in the same order and at the same places. A topic lies
towards the reasons that what is said on it gives, by the directions of the trained reason head; what
points nowhere clearly lies in the middle. So a place says something, and it depends on the topic's
own vector and the head alone: with new data no topic moves but as far as what is said on it moves,
and nothing is turned, mirrored or stretched. UMAP, t-SNE and MDS need the whole data for each place
(and an alignment afterwards); principal components of the data turn with it.
"""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np
import numpy.typing as npt

from voc.pictures.drawing import Point
from voc.types import Vectors

Places = npt.NDArray[np.float64]  # (n, 2): -1…1, the ring being the circle of radius 1

# A topic's cosine to the direction of its own reason is .2 to .5, to others' -.2 to .1.
SHARPNESS = 0.09  # cosine that makes a reason pull e times as strongly
VAGUE = 0.17  # cosine below which the middle pulls more than a reason
INSIDE = 0.86  # of the ring's radius, so that no topic covers the name of its reason
APART = 0.45  # how far topics of one reason spread by what else they touch


def ring(count: int) -> list[Point]:
    """The places of `count` reasons: on a circle of radius 1, the first at the top, clockwise (y down)."""
    turns = [2 * pi * at / count - pi / 2 for at in range(count)]
    return [(cos(turn), sin(turn)) for turn in turns]


def places(vectors: Vectors, directions: Vectors) -> Places:
    """The place of each of `vectors` (n, dim) among reasons of `directions` (n_reasons, dim), unit rows."""
    likeness = vectors.astype(np.float64) @ directions.astype(np.float64).T
    stand = np.array(ring(len(directions)))
    pull = np.exp(likeness / SHARPNESS)
    middle = np.exp(VAGUE / SHARPNESS)
    # towards the likeliest reasons, and a little by all of them, so that topics of one reason part
    found: Places = pull @ stand / (pull.sum(axis=1, keepdims=True) + middle) + APART * likeness @ stand
    length = np.linalg.norm(found, axis=1, keepdims=True)
    inside: Places = found * INSIDE / np.maximum(length, 1)
    return inside
