"""A small store: three topics and a hidden one, six accounts, a year of remarks in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from builders import make_account, make_analysis, make_document
from voc.engines import vector_key
from voc.store.store import Store
from voc.topics.reason_head import NONE, ReasonClassifier
from voc.topics.reasons import reasons
from voc.types import Assignment, Bilingual, Fact, Topic, TopicModel, Vectors

KEYS = [*reasons(), NONE]
ENCODER = "e1"
SAID = {
    "t-price": [
        "料金が高くて払う価値を感じない",
        "値上げの金額に納得できない",
        "the price is too high for us",
    ],
    "t-support": ["サポートの返事が遅くて困る", "電話でサポートにつながらない", "support answers too late"],
    "t-edi": ["=EDI連携のサポートがない", "EDI連携のファイルが届かない"],
    "t-secret": ["隠した話題です"],
}
LABELS = {
    "t-price": Bilingual("料金が高い", "the price is too high"),
    "t-support": Bilingual("返事が遅い", "answers come late"),
    "t-edi": Bilingual("EDI連携がない", "no EDI"),
    "t-secret": Bilingual("隠した話題", "a hidden topic"),
}
REASONS = {"t-price": "price_value", "t-support": "support", "t-edi": "support", "t-secret": "other"}
PLANS = ["ライト", "ライト", "スタンダード", "スタンダード", "スタンダード", ""]


def towards(reason: str) -> Vectors:
    """The vector (dim,) that speaks for one reason."""
    vector: Vectors = np.eye(len(KEYS), dtype=np.float32)[KEYS.index(reason)]
    return vector


def save_head(heads: Path) -> Path:
    """A reason head in which each reason is a dimension, for the encoder of the store."""
    eye = np.eye(len(KEYS), dtype=np.float32)
    ReasonClassifier(KEYS, eye, np.zeros(len(KEYS), np.float32)).save(
        heads / "reasons", encoder_revision=ENCODER
    )
    return heads


def fill(store: Store, *, months: int = 12) -> None:
    """A remark on each topic every month, each by another account and in another wording."""
    accounts = [
        make_account(
            f"株式会社みほん{at}",
            id=f"acc-{at}",
            aliases=(f"Mihon {at}",),
            facts={
                "arr": Fact(100_000 * (at + 1), "crm", date(2026, 1, 1)),
                **({"plan": Fact(PLANS[at], "crm", None)} if PLANS[at] else {}),
            },
        )
        for at in range(6)
    ]
    store.import_accounts(accounts)
    run = store.start_run("analyze", settings={}, models={})
    documents, belonging, vectors = [], [], {}
    for month in range(months):
        for number, (topic, wordings) in enumerate(SAID.items()):
            text = f"{wordings[month % len(wordings)]}。{month}"
            document = make_document(
                text,
                id=f"{topic}-{month}",
                account=f"acc-{(month + number) % 6}",
                channel="survey",
                time=datetime(2025, 9, 10, 9, tzinfo=UTC) + timedelta(days=30.4 * month, hours=number),
                language="en" if text[0] in "ts" else "ja",
            )
            documents.append(document)
            meaning = stance = towards(REASONS[topic])
            vectors[topic, text] = np.hstack([meaning, stance])
            belonging.append(Assignment(f"{document.id}:0-{len(text)}", topic, 0.5 + month / 30))
    store.add_documents(documents, run=run)
    from dataclasses import replace

    analyses = [make_analysis(d, score=-0.5) for d in documents]
    analyses = [
        replace(a, segments=(replace(a.segments[0], language=d.language),))
        for a, d in zip(analyses, documents, strict=True)
    ]
    store.save_analyses(analyses, fingerprint="f", run=run)
    segments = [a.segments[0] for a in analyses]
    store.put_vectors(
        ENCODER,
        {vector_key(s): vectors[a.topic, s.text] for s, a in zip(segments, belonging, strict=True)},
    )
    topics = tuple(
        Topic(
            id=topic,
            label=LABELS[topic],
            keywords={"ja": ("料金",), "en": ("price",)},
            size=months,
            languages={"ja": months},
            reason=REASONS[topic],
            examples=(),
            parent="t-support" if topic == "t-edi" else None,
            hidden=topic == "t-secret",
        )
        for topic in SAID
    )
    centroids = np.stack([towards(REASONS[topic.id]) for topic in topics])
    store.save_topics(TopicModel(topics, tuple(belonging), centroids, 1.0), encoder=ENCODER, run=run)
    store.finish_run(run, counts={}, problems=())
