"""Which segments belong together: clusters over all languages at once, with little left over."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from voc.topics import graph
from voc.types import Vectors

Clusters = npt.NDArray[np.int64]  # (n,) cluster of each row, numbered from 0; NONE where it has none
Floats = npt.NDArray[np.float64]

NONE = -1
SMALL = 60  # distinct texts; below, a fixed number of clusters would force together what does not belong
# Least average cosine inside a cluster of a small collection: best of .2 to .6 by adjusted Rand index
# (.55 to .73) on samples of 12 to 60 questions of banking77.
ALIKE = 0.4
SAME = 0.9  # cosine of two centroids that a reader would not tell apart
# Least cosine to the centroid: below .2 lie the odd 5 % of cancellations and nothing of survey answers.
BELONGS = 0.2
BARELY_BELONGS = 0.1  # for the only topic of a document: better a loose topic than none
# How much a likely churn reason draws texts together. On cancellations, with a head that never saw them,
# V-measure of topics against the reasons is .20 at 0 and .34 at 1; on banking77, which has no reasons to
# leave in it, .705 and .690, and .66 at 1.5.
GUIDANCE = 1.0
RECENTRE_FROM = 50  # distinct texts a language needs for a mean of its own
MOST_AT_ONCE = 30_000  # distinct texts that are clustered; the others join the nearest cluster


def group(
    texts: Sequence[str],
    vectors: Vectors,
    languages: Sequence[str],
    documents: Sequence[str],
    *,
    wanted: int,
    least: int,
    guide: Floats | None = None,
    seed: int = 0,
) -> Clusters:
    """The cluster of each row, at most `wanted` of them and each of `least` documents or more.

    `guide` (n, m) draws rows together that have the same column: a churn reason and how sure it is.
    """
    if not texts:
        return np.zeros(0, np.int64)
    first, copy_of = _distinct(texts)
    sample = _spread([texts[row] for row in first], MOST_AT_ONCE)
    chosen = first[sample]
    placed = _recentred(vectors[chosen], [languages[row] for row in chosen])
    if guide is not None:
        placed = unit(np.concatenate([placed, GUIDANCE * guide[chosen]], axis=1, dtype=np.float32))
    small = len(chosen) < SMALL
    found = np.full(len(first), NONE)
    found[sample] = (
        _alike(placed)
        if small
        else _divided(placed, [languages[row] for row in chosen], wanted=wanted, seed=seed)
    )
    found = _merged(found, vectors[first])
    clusters = _large_enough(found[copy_of], documents, least)
    clusters = _joined(clusters, vectors, least_cosine=ALIKE if small else BELONGS)
    return _without_strays(clusters, vectors, documents)


def centroids(clusters: Clusters, vectors: Vectors) -> Vectors:
    """(n_clusters, dim) mean vector of each cluster, brought back to length 1."""
    means = [vectors[clusters == cluster].mean(axis=0) for cluster in range(clusters.max(initial=NONE) + 1)]
    return unit(np.array(means, np.float32).reshape(-1, vectors.shape[1]))


def _distinct(texts: Sequence[str]) -> tuple[Clusters, Clusters]:
    """Row of the first text of each wording, and for each row which wording it has."""
    wording: dict[str, int] = {}
    first: list[int] = []
    copy_of = np.empty(len(texts), np.int64)
    for row, text in enumerate(texts):
        folded = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
        if folded not in wording:
            wording[folded] = len(first)
            first.append(row)
        copy_of[row] = wording[folded]
    return np.array(first, np.int64), copy_of


def _spread(texts: Sequence[str], most: int) -> Clusters:
    """Rows of at most `most` texts, the same ones for the same texts."""
    if len(texts) <= most:
        return np.arange(len(texts))
    order = sorted(range(len(texts)), key=lambda row: hashlib.sha256(texts[row].encode()).digest())
    return np.sort(np.array(order[:most], np.int64))


def _recentred(vectors: Vectors, languages: Sequence[str]) -> Vectors:
    """`vectors` minus what all texts of their language share here, where two languages have many."""
    codes = np.asarray(languages)
    large = [code for code in np.unique(codes) if (codes == code).sum() >= RECENTRE_FROM]
    if len(large) < 2:
        return vectors
    moved = vectors.copy()
    for code in large:
        moved[codes == code] -= vectors[codes == code].mean(axis=0)
    return unit(moved)


def _alike(vectors: Vectors) -> Clusters:
    """Clusters by similarity alone; what has no like stays by itself."""
    from sklearn.cluster import AgglomerativeClustering

    if len(vectors) == 1:
        return np.zeros(1, np.int64)
    model = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - ALIKE
    )
    found: Clusters = model.fit_predict(vectors)
    return found


def _divided(vectors: Vectors, languages: Sequence[str], *, wanted: int, seed: int) -> Clusters:
    """Everything in `wanted` clusters; fewer where there are fewer than four texts for each."""
    from sklearn.cluster import KMeans

    count = max(1, min(wanted, len(vectors) // 4))
    if count == 1:
        return np.zeros(len(vectors), np.int64)
    places = graph.coordinates(vectors, languages, dim=count)
    found: Clusters = KMeans(count, n_init=5, random_state=seed).fit_predict(places).astype(np.int64)
    return found


def _merged(clusters: Clusters, vectors: Vectors) -> Clusters:
    """Clusters whose centroids nearly coincide made one, the nearest pair first."""
    while clusters.max(initial=NONE) > 0:
        middle = centroids(clusters, vectors)
        near = np.triu(middle @ middle.T, 1)
        one, other = np.unravel_index(near.argmax(), near.shape)
        if near[one, other] < SAME:
            break
        clusters = _numbered(np.where(clusters == other, one, clusters))
    return clusters


def _large_enough(clusters: Clusters, documents: Sequence[str], least: int) -> Clusters:
    """Clusters of fewer than `least` documents dissolved."""
    ids = np.asarray(documents)
    kept = clusters.copy()
    for cluster in range(clusters.max(initial=NONE) + 1):
        if len(set(ids[clusters == cluster])) < least:
            kept[clusters == cluster] = NONE
    return _numbered(kept)


def _joined(clusters: Clusters, vectors: Vectors, *, least_cosine: float) -> Clusters:
    """Rows without a cluster put to the nearest one, where that is near enough."""
    left = np.flatnonzero(clusters == NONE)
    if not len(left) or clusters.max() == NONE:
        return clusters
    similar = vectors[left] @ centroids(clusters, vectors).T
    joined = clusters.copy()
    joined[left] = np.where(similar.max(axis=1) >= least_cosine, similar.argmax(axis=1), NONE)
    return joined


def _without_strays(clusters: Clusters, vectors: Vectors, documents: Sequence[str]) -> Clusters:
    """Rows far from their cluster's centroid taken out of it, unless their document has no nearer one."""
    if clusters.max() == NONE:
        return clusters
    similar = np.einsum("nd,nd->n", vectors, centroids(clusters, vectors)[clusters])
    best: dict[str, int] = {}
    for row, document in enumerate(documents):
        if clusters[row] != NONE and (document not in best or similar[row] > similar[best[document]]):
            best[document] = row
    stays = similar >= BELONGS
    only = np.array(sorted(best.values()), np.int64)
    stays[only] |= similar[only] >= BARELY_BELONGS
    return _numbered(np.where(stays, clusters, NONE))


def _numbered(clusters: Clusters) -> Clusters:
    """The same clusters numbered from 0 without gaps."""
    names, numbers = np.unique(clusters[clusters != NONE], return_inverse=True)
    numbered = np.full(len(clusters), NONE)
    if len(names):
        numbered[clusters != NONE] = numbers
    return numbered


def unit(rows: Vectors) -> Vectors:
    """`rows` brought to length 1."""
    found: Vectors = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return found
