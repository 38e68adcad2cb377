"""What a user would try first: cues alone, and character TF-IDF with logistic regression."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from voc.signals import cue_hits, taxonomy
from voc.signals.gold import GoldPassage
from voc.types import Segment

Found = npt.NDArray[np.bool_]  # (passages, keys)


def cues_only(segments: Sequence[Sequence[Segment]]) -> Found:
    """A signal wherever the customer's words hold a cue that counts."""
    keys = tuple(taxonomy.load())
    found = np.zeros((len(segments), len(keys)), bool)
    for row, pieces in enumerate(segments):
        for piece in pieces:
            if piece.side != "vendor":
                for hit in cue_hits.find(piece.text, piece.language):
                    found[row, keys.index(hit.key)] |= hit.counts
    return found


def tfidf(train: Sequence[GoldPassage], tests: Sequence[Sequence[GoldPassage]]) -> list[Found]:
    """Logistic regression per signal on the character 1- to 4-grams of the whole passage.

    One answer for each of `tests`. The classes are weighted evenly, without which it hardly ever
    fires. Passages of which every word is the vendor's stay silent, as in the detector.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    keys = tuple(taxonomy.load())
    grams = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=3)
    seen = grams.fit_transform([passage.document.text for passage in train])
    models = [
        LogisticRegression(C=30, class_weight="balanced", solver="liblinear", random_state=0).fit(
            seen, [key in passage.keys for passage in train]
        )
        for key in keys
    ]
    answers: list[Found] = []
    for test in tests:
        unseen = grams.transform([passage.document.text for passage in test])
        spoken = [any(part.side != "vendor" for part in passage.document.utterances) for passage in test]
        found = np.stack([model.predict(unseen) for model in models], axis=1).astype(bool)
        answers.append(found & np.array(spoken)[:, None])
    return answers
