"""Where things lie on the map of topics.

The churn reasons stand on a ring, always in the same order and at the same places. A topic lies
towards the reasons that what is said on it gives, by the trained reason head; what
points nowhere clearly lies in the middle. So a place says something, and it depends on what is said
on the topic and the head alone: with new data no topic moves but as far as what is said on it moves,
and nothing is turned, mirrored or stretched. UMAP, t-SNE and MDS need the whole data for each place
(and an alignment afterwards); principal components of the data turn with it.
"""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np
import numpy.typing as npt

from voc.pictures.drawing import Point

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.float64]  # (n, 2): -1…1, the ring being the circle of radius 1

SHARPNESS = 1.0  # leaning that makes a reason pull e times as strongly
VAGUE = 2.0  # leaning below which the middle pulls more than a reason
INSIDE = 0.86  # of the ring's radius, so that no topic covers the name of its reason
APART = 0.045  # how far topics of one reason spread by what else they touch


def ring(count: int) -> list[Point]:
    """The places of `count` reasons: on a circle of radius 1, the first at the top, clockwise (y down)."""
    turns = [2 * pi * at / count - pi / 2 for at in range(count)]
    return [(cos(turn), sin(turn)) for turn in turns]


def places(leanings: Floats) -> Places:
    """The place of each row of `leanings` (n, n_reasons): how far it leans to each reason, 0 not at all."""
    stand = np.array(ring(leanings.shape[1]))
    pull = np.exp(leanings / SHARPNESS)
    middle = np.exp(VAGUE / SHARPNESS)
    # towards the likeliest reasons, and a little by all of them, so that topics of one reason part
    found: Places = pull @ stand / (pull.sum(axis=1, keepdims=True) + middle) + APART * leanings @ stand
    length = np.linalg.norm(found, axis=1, keepdims=True)
    inside: Places = found * INSIDE / np.maximum(length, 1)
    return inside
