"""Requests and people through the pipeline, without a trained head."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from builders import NOON, FakeEncoder, make_account, make_document
from voc import pipeline
from voc.engines import Engines
from voc.schemas.accounts import AccountShape
from voc.schemas.hints import HintsShape
from voc.store.store import Store
from voc.types import Segment, Sentiment, Utterance


class Silent:
    """Finds nothing, in place of each head."""

    def score(self, parts: Sequence[Segment], vectors: Any) -> list[Sentiment]:
        return [Sentiment(part.id, "neutral", 0.0, 0.9) for part in parts]

    def detect(self, *_: Any, **__: Any) -> list[Any]:
        return []

    def reasons_of(self, vectors: Any) -> list[tuple[str, float]]:
        return [("other", 0.0)] * len(np.asarray(vectors))


@pytest.fixture
def engines() -> Engines:
    silent: Any = Silent()
    return Engines(FakeEncoder(), silent, silent, silent, {"encoder": "fake"}, "medium")


ASK = "後任の森です。請求書の控えを送っていただけますか。"
REPLY = "ご依頼の請求書の控えを添付いたしました。"


def test_hints_tell_what_is_asked_and_who_appears(engines: Engines) -> None:
    turn = (Utterance(0, len(ASK), "森", "customer"),)
    found = HintsShape.of(pipeline.hints(make_document(ASK, utterances=turn, channel="chat"), engines))
    (request,) = found.requests
    assert (request.by, request.kind, request.quote) == (
        "customer",
        "request",
        "請求書の控えを送っていただけますか",
    )
    assert found.text[request.start : request.end] == request.quote
    assert [(person.name, person.side, person.event) for person in found.people] == [
        ("森", "customer", "new")
    ]


def test_a_profile_tells_what_was_answered(engines: Engines, tmp_path: Path) -> None:
    account = make_account("株式会社みほん商事", id="A-1")
    asked = make_document(ASK, id="ask", account="A-1")
    reply = make_document(
        REPLY,
        id="reply",
        account="A-1",
        time=NOON + timedelta(days=1),
        utterances=(Utterance(0, len(REPLY), "佐藤", "vendor"),),
    )
    with Store.open(f"sqlite:///{tmp_path / 'voc.db'}") as store:
        store.import_accounts([account])
        run = store.start_run("ingest", settings={}, models={})
        store.add_documents([asked, reply], run=run)
        found = pipeline.analyze_documents([asked, reply], engines)
        store.save_analyses(found, fingerprint="f", run=run)
        made, _ = pipeline._profile(store, account, NOON + timedelta(days=2), NOON + timedelta(days=2))
        store.save_profiles([made], run=run)
        shape = AccountShape.of(store.profile("A-1"))
    (request,) = shape.requests
    assert (request.status, request.evidence.document) == ("answered", "ask")
    assert request.answer is not None
    assert (request.answer.document, request.answer.quote) == ("reply", REPLY)
