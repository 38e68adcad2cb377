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


def tfidf(
    train: Sequence[GoldPassage], dev: Sequence[GoldPassage], tests: Sequence[Sequence[GoldPassage]]
) -> list[Found]:
    """Logistic regression per signal on the character 1- to 4-grams of the whole passage.

    One answer for each of `tests`. Its one threshold is the best for `dev`, as a careful user would
    set it. Passages of which every word is the vendor's stay silent, as in the detector.
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

    def odds(passages: Sequence[GoldPassage]) -> npt.NDArray[np.float64]:
        rows = grams.transform([passage.document.text for passage in passages])
        spoken = [any(part.side != "vendor" for part in passage.document.utterances) for passage in passages]
        found = np.stack([model.decision_function(rows) for model in models], axis=1)
        return np.where(np.array(spoken)[:, None], found, -np.inf)

    present = np.array([[key in passage.keys for key in keys] for passage in dev])
    known = odds(dev)
    bar = max(np.arange(-3, 1, 0.1), key=lambda step: _f1(known > step, present))
    return [odds(test) > bar for test in tests]


def _f1(found: Found, present: Found) -> float:
    return 2 * float((found & present).sum()) / max(float(found.sum() + present.sum()), 1.0)
