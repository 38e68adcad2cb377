"""Made-up customers' remarks on a few subjects, with vectors that know the subject and the language."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from voc.types import Segment, Vectors

SUBJECTS = {
    "invoice": {
        "ja": [
            "請求書の金額が見積と違う",
            "請求書の金額が毎月違っていて困る",
            "見積と請求書が合わない",
            "請求書の金額に間違いがある",
        ],
        "en": [
            "the invoice does not match the quote",
            "wrong amount on the invoice again",
            "invoice amount differs from the quote",
        ],
    },
    "support": {
        "ja": [
            "サポートの返事が遅い",
            "問い合わせの返事が三日も来ない",
            "サポートに電話がつながらない",
            "返事が遅くて仕事にならない",
        ],
        "en": [
            "support takes days to answer",
            "no answer from support",
            "waiting for an answer from support",
        ],
    },
    "outage": {
        "ja": [
            "画面が固まって動かない",
            "動作が重くて固まる",
            "月末になると画面が固まる",
            "アプリが固まって落ちる",
        ],
        "en": [
            "the screen freezes at month end",
            "the app freezes all the time",
            "screen freezes and crashes",
        ],
    },
}
DIM = 48


def remarks(
    count: int,
    *,
    subjects: Sequence[str] = tuple(SUBJECTS),
    languages: Sequence[str] = ("ja", "en"),
    noise: float = 0.4,
) -> tuple[list[Segment], Vectors]:
    """`count` remarks in turn over subjects and languages, each a document, and their vectors."""
    rng = np.random.default_rng(7)
    axes = np.linalg.qr(rng.normal(size=(DIM, DIM)))[0]
    segments, rows = [], []
    for at in range(count):
        subject = subjects[at % len(subjects)]
        language = languages[at // len(subjects) % len(languages)]
        wordings = SUBJECTS[subject][language]
        text = f"{wordings[at // 6 % len(wordings)]} {'ab'[at % 2]}{at}"
        segments.append(
            Segment(f"d{at}:0-{len(text)}", f"d{at}", 0, 0, len(text), text, language, side="customer")
        )
        centre = axes[list(SUBJECTS).index(subject)] + 0.5 * axes[10 + ("ja", "en").index(language)]
        rows.append(centre + noise * rng.normal(size=DIM) / np.sqrt(DIM))
    vectors = np.array(rows, np.float32).reshape(-1, DIM)
    return segments, vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def subject_of(segment_id: str) -> str:
    """The subject of a remark by its segment's id."""
    return list(SUBJECTS)[int(segment_id[1:].split(":", maxsplit=1)[0]) % len(SUBJECTS)]
