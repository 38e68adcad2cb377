"""Fictional documents and what was found in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from voc.types import (
    Account,
    AccountProfile,
    Analysis,
    Because,
    Bilingual,
    ChurnReason,
    ContactRhythm,
    Document,
    Evidence,
    Fact,
    Person,
    Promise,
    Reasons,
    ReasonWeight,
    Request,
    Risk,
    Segment,
    Sentiment,
    Shift,
    Signal,
    Temperature,
    TemperaturePoint,
    TimelineEntry,
    Utterance,
)

JAPAN = timezone(timedelta(hours=9))
NOON = datetime(2026, 4, 1, 12, 0, tzinfo=JAPAN)
TEXT = "費用対効果が見えません。更新は一旦持ち帰ります。"
FIRST = "費用対効果が見えません。"


def make_document(id: str = "d1", **changes: Any) -> Document:  # noqa: A002
    plain = Document(
        id=id,
        source=f"mails.csv#{id}",
        channel="email",
        text=TEXT,
        utterances=(Utterance(0, len(TEXT), "佐藤", "customer", "new", NOON),),
        language="ja",
        account="株式会社みどり商事",
        time=NOON,
        title="ご相談",
        fields={"score": 3, "理由": "価格", "share": 0.5, "renewed": False, "note": None},
    )
    return replace(plain, **changes)


def make_documents(count: int) -> list[Document]:
    return [make_document(f"d{number:05}", time=NOON + timedelta(hours=number)) for number in range(count)]


def make_evidence(document: str = "d1") -> Evidence:
    return Evidence(document, 0, FIRST, 0, len(FIRST), NOON)


def make_segments(document: str) -> tuple[Segment, ...]:
    cut = len(FIRST)
    spans = ((0, cut), (cut, len(TEXT)))
    return tuple(
        Segment(f"{document}:{a}-{b}", document, 0, a, b, TEXT[a:b], "ja", "佐藤", "customer")
        for a, b in spans
    )


def make_signal(document: str = "d1", key: str = "roi_doubt") -> Signal:
    return Signal(
        key=key,
        polarity="risk",
        severity="high",
        confidence=0.875,
        evidence=(make_evidence(document),),
        speaker="佐藤",
        side="customer",
        why=Bilingual("効果を疑っています", "doubts the value"),
        ask=Bilingual("何が見えないのですか？", "What is it you cannot see?"),
    )


def make_promise(document: str = "d1") -> Promise:
    return Promise("vendor", "Ms Hill", make_evidence(document), date(2026, 4, 10), "来週金曜", "open")


def make_request(document: str = "d1") -> Request:
    evidence = make_evidence(document)
    return Request("customer", "question", "佐藤", evidence, "answered", evidence)


def make_person(document: str = "d1") -> Person:
    return Person("佐藤", "customer", "部長", NOON, make_evidence(document), "moved")


def make_analysis(document: str = "d1", **changes: Any) -> Analysis:
    segments = make_segments(document)
    plain = Analysis(
        document=document,
        segments=segments,
        sentiments=(
            Sentiment(segments[0].id, "negative", -0.75, 0.9),
            Sentiment(segments[1].id, "unknown", None, 0.1),
        ),
        signals=(make_signal(document), make_signal(document, "indirect_refusal")),
        promises=(make_promise(document),),
        people=(make_person(document),),
        reason=ChurnReason("price_value", 0.7, "partly", (("budget", 0.2),), 0, len(FIRST)),
        requests=(make_request(document), Request("vendor", "request", None, make_evidence(document))),
    )
    return replace(plain, **changes)


def make_account(id: str = "A-1", name: str = "株式会社みどり商事", **changes: Any) -> Account:  # noqa: A002
    return replace(Account(id, name), **changes)


def make_profile(account: Account, *, level: str = "high", now: float | None = 41.5) -> AccountProfile:
    evidence = make_evidence()
    plain = AccountProfile(
        account=account,
        status="active",
        risk=Risk("high", (Because(Bilingual("返信が遅い", "slow replies"), (evidence,)),)),
        temperature=Temperature(
            now,
            55.0,
            (TemperaturePoint(date(2026, 3, 31), 44.25, 3),),
            (Shift(date(2026, 3, 1), "down", 12.5, (evidence,)),),
        ),
        contact=ContactRhythm(NOON.astimezone(UTC), 12, 6.5, 0.25, None),
        signals=(make_signal(),),
        promises=(make_promise(),),
        reasons=Reasons(
            ChurnReason("budget", 0.5, "partly", (("price_value", 0.25),), 0, 12),
            evidence,
            (ReasonWeight("communication", 0.625, (evidence,)), ReasonWeight("support", 0.25, ())),
            "recoverable",
        ),
        people=(make_person(),),
        timeline=(TimelineEntry("d1", NOON, "email", "customer", "ご相談", FIRST, -0.75),),
        not_enough_evidence=("reply_delay_trend",),
        requests=(make_request(),),
    )
    return replace(plain, risk=Risk(level, plain.risk.because))  # type: ignore[arg-type]


def make_fact(value: Any, as_of: date | None = None) -> Fact:
    return Fact(value, "crm.csv", as_of)
