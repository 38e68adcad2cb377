"""Topics of segments: found over all languages at once, named, counted. The one file with BERTopic."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.errors import SettingError
from voc.topics.describe import describe
from voc.topics.grouping import NONE, Clusters, centroids, group
from voc.topics.member import Member, Weights
from voc.topics.reasons import OTHER, UNKNOWN, reasons
from voc.topics.substance import content_terms
from voc.types import Assignment, Segment, TopicModel, Vectors

# of the documents, or of the turns where they are more: 16 topics for 500 answers, 99 for 20,000
TOPICS_PER_ROOT = 0.7
SHARPNESS = 0.06  # of confidence: with it the mean on banking77 is the share that is right (.60)
NOWHERE = 0.3  # cosine to what no topic is about; a topic must beat it to be sure of


def fit(
    documents_of: Sequence[str],
    segments: Sequence[Segment],
    vectors: Vectors,
    *,
    min_size: int | None = None,
    likely: Sequence[tuple[str, float]] | None = None,
    seed: int = 0,
    taken: Collection[str] = (),
) -> TopicModel:
    """The topics of `segments`, whose centred vectors are `vectors` (n_segments, dim).

    `documents_of`: the ids of all documents the coverage is a share of (each as often as you
    like). `min_size`: the fewest documents a topic may have. `likely`: the likeliest churn reason of
    each segment and how sure it is; it draws segments together and names the topic's reason. `taken`: labels
    that others have.
    The same input has the same answer, whatever its order and the number of threads.
    """
    from threadpoolctl import threadpool_limits

    if len(segments) != len(vectors):
        raise ValueError(f"{len(segments)} segments need as many vectors; there are {len(vectors)}")
    if min_size is not None and min_size < 1:
        raise SettingError(f"the fewest texts a topic may have is at least 1, not {min_size}")
    documents = {*documents_of, *(segment.document for segment in segments)}
    least = _least_size(len(documents)) if min_size is None else min_size
    telling = _said(segments, vectors)
    rows = [row for row, _ in telling]
    kept, kept_vectors = [segments[row] for row in rows], vectors[rows]
    with threadpool_limits(1):  # several threads add up in another order, and neighbours change places
        found = [likely[row] for row in rows] if likely is not None and kept else None
        clusters = group(
            [segment.text for segment in kept],
            kept_vectors,
            [segment.language for segment in kept],
            [segment.document for segment in kept],
            wanted=max(1, round(TOPICS_PER_ROOT * math.sqrt(max(len(documents), _turns(kept))))),
            least=least,
            guide=_guide(found) if found is not None else None,
            seed=seed,
        )
        terms = [terms for _, terms in telling]
        return _model(documents, kept, kept_vectors, terms, clusters, found, least, taken)


def said(segments: Sequence[Segment], vectors: Vectors) -> list[int]:
    """Rows of the segments that say something a topic could be about, in the order of their texts."""
    return [row for row, _ in _said(segments, vectors)]


def confidences(similar: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """(n, n_topics) probability of each topic by its cosine, the rest being that of no topic at all."""
    scores = np.concatenate([similar, np.full((len(similar), 1), NOWHERE)], axis=1) / SHARPNESS
    raised = np.exp(scores - scores.max(axis=1, keepdims=True), dtype=np.float64)
    sure: npt.NDArray[np.float64] = (raised / raised.sum(axis=1, keepdims=True))[:, :-1]
    return sure


def term_weights(terms_of: Sequence[Sequence[str]]) -> list[Weights]:
    """For each topic's terms how telling each is: BERTopic's class-based TF-IDF."""
    from sklearn.feature_extraction.text import CountVectorizer

    if not any(terms_of):
        return [{} for _ in terms_of]
    counter = CountVectorizer(analyzer=list)
    counts = counter.fit_transform(terms_of)
    weights = _class_tfidf()(reduce_frequent_words=True).fit_transform(counts).tocsr()
    names = counter.get_feature_names_out()
    rows = (weights[topic] for topic in range(len(terms_of)))
    return [
        {str(names[column]): float(weight) for column, weight in zip(row.indices, row.data, strict=True)}
        for row in rows
    ]


def bertopic_at_its_defaults(texts: Sequence[str], vectors: Vectors) -> list[int]:
    """The topic BERTopic gives each text when nothing is set but the language; -1 for its outliers."""
    from bertopic import BERTopic

    topics, _ = BERTopic(language="multilingual").fit_transform(list(texts), vectors)
    return [int(topic) for topic in topics]


def _class_tfidf() -> Any:
    """BERTopic's ClassTfidfTransformer, from its own file.

    Importing it through the package brings UMAP, plotly and transformers along: ten seconds and
    half a gigabyte for the fifty lines that are wanted.
    """
    package = importlib.util.find_spec("bertopic")
    if package is not None and package.origin is not None:
        file = Path(package.origin).parent / "vectorizers" / "_ctfidf.py"
        spec = importlib.util.spec_from_file_location("bertopic_class_tfidf", file)
        if file.is_file() and spec is not None and spec.loader is not None:
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module.ClassTfidfTransformer
    from bertopic.vectorizers import ClassTfidfTransformer

    return ClassTfidfTransformer


def _least_size(documents: int) -> int:
    """Half a per cent of the documents, but three that say the same are a topic, of few even two."""
    return max(2 if documents < 30 else 3, documents // 200)


def _said(segments: Sequence[Segment], vectors: Vectors) -> list[tuple[int, list[str]]]:
    """Row and content terms of the segments that say something, in the order of their texts."""
    sound = np.isfinite(vectors).all(axis=1) & (np.abs(vectors).max(axis=1, initial=0) > 1e-6)
    with_terms = [(row, content_terms(segment)) for row, segment in enumerate(segments) if sound[row]]
    return sorted(
        ((row, terms) for row, terms in with_terms if terms),
        key=lambda each: (segments[each[0]].text, segments[each[0]].id),
    )


def _turns(segments: Sequence[Segment]) -> int:
    """How many times somebody spoke: an answer is one turn, a meeting has hundreds."""
    return len({(segment.document, segment.utterance) for segment in segments})


def _guide(found: Sequence[tuple[str, float]]) -> npt.NDArray[np.float64]:
    """(n, n_reasons): how sure each row's reason is, in that reason's column."""
    columns = [key for key in reasons() if key not in (OTHER, UNKNOWN)]
    guide = np.zeros((len(found), len(columns)))
    for row, (key, confidence) in enumerate(found):
        if key in columns:
            guide[row, columns.index(key)] = confidence
    return guide


def _model(
    documents: set[str],
    segments: Sequence[Segment],
    vectors: Vectors,
    terms: Sequence[Sequence[str]],
    clusters: Clusters,
    found: Sequence[tuple[str, float]] | None,
    least: int,
    taken: Collection[str],
) -> TopicModel:
    middle = centroids(clusters, vectors)
    if not len(middle):
        return TopicModel((), (), middle, 0.0, (_too_little(segments, least),))
    similar = vectors @ middle.T
    rows_of = [
        sorted(np.flatnonzero(clusters == topic).tolist(), key=lambda row: (-similar[row, topic], row))
        for topic in range(len(middle))
    ]
    members = [
        [
            Member(
                segments[row], float(similar[row, topic]), tuple(terms[row]), found[row] if found else None
            )
            for row in rows
        ]
        for topic, rows in enumerate(rows_of)
    ]
    topics = describe(members, _weights_by_language(members), taken=taken)
    order = sorted(range(len(topics)), key=lambda topic: (-topics[topic].size, topics[topic].id))
    sure = confidences(similar)
    covered = {member.segment.document for each in members for member in each}
    return TopicModel(
        topics=tuple(topics[topic] for topic in order),
        assignments=tuple(
            Assignment(segments[row].id, topics[cluster].id, float(sure[row, cluster]))
            for row, cluster in enumerate(clusters)
            if cluster != NONE
        ),
        centroids=middle[order],
        coverage=len(covered) / len(documents),
    )


def _weights_by_language(members: Sequence[Sequence[Member]]) -> dict[str, list[Weights]]:
    """Language -> term weights of each topic; counted apart, since languages share no words."""
    languages = sorted({member.segment.language for each in members for member in each})
    return {
        language: term_weights(
            [
                [term for member in each if member.segment.language == language for term in member.terms]
                for each in members
            ]
        )
        for language in languages
    }


def _too_little(segments: Sequence[Segment], least: int) -> str:
    texts = len({segment.document for segment in segments})
    return f"topics: of {texts} texts that say something no {least} are about the same thing"
