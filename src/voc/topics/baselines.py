"""What one would use instead of voc: measured beside it, in the same run, on the same texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from voc.topics.cluster import bertopic_at_its_defaults
from voc.types import Vectors


def tf_idf(learned: Sequence[tuple[str, str]], texts: Sequence[str]) -> list[str]:
    """The key of each text by logistic regression on character n-grams, from (text, key) pairs."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True),
        LogisticRegression(C=10, max_iter=1000, class_weight="balanced"),
    )
    model.fit([text for text, _ in learned], [key for _, key in learned])
    return [str(key) for key in model.predict(list(texts))]


def majority(learned: Sequence[tuple[str, str]], texts: Sequence[str]) -> list[str]:
    """The most frequent key, whatever the text."""
    counts = Counter(key for _, key in learned)
    return [min(counts, key=lambda key: (-counts[key], key))] * len(texts)


def bertopic(texts: Sequence[str], vectors: Vectors) -> list[str | None]:
    """The topic BERTopic gives each text with nothing set but the language; None for its outliers."""
    found = bertopic_at_its_defaults(texts, vectors)
    return [str(topic) if topic >= 0 else None for topic in found]
