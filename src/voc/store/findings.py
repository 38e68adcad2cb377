"""What the models found in each document, replaced whole when the document is analysed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, delete, insert, select, update

from voc.errors import NotFoundError
from voc.store import tables
from voc.store.chunks import chunks
from voc.store.codec import from_plain
from voc.types import (
    Analysis,
    Bilingual,
    ChurnReason,
    Evidence,
    Person,
    Promise,
    Remark,
    Request,
    Segment,
    Sentiment,
    Signal,
)

NOT_ANALYSED = ""  # the fingerprint of a document no model has seen
PARTS = (tables.segments, tables.signals, tables.promises, tables.requests, tables.people)


def save(connection: Connection, analyses: Sequence[Analysis], fingerprint: str, run: int) -> None:
    """Replaces all findings in these documents; NotFoundError when one of them is not in the store."""
    by_document = {analysis.document: analysis for analysis in analyses}
    ids = sorted(by_document)
    _demand_documents(connection, ids)
    for table in PARTS:
        for chunk in chunks(ids):
            connection.execute(delete(table).where(table.c.document.in_(chunk)))
    given = [by_document[id_] for id_ in ids]
    _insert(connection, tables.segments, (row for analysis in given for row in _segment_rows(analysis)))
    _insert(connection, tables.signals, (row for analysis in given for row in _signal_rows(analysis)))
    _insert(connection, tables.promises, (row for analysis in given for row in _promise_rows(analysis)))
    _insert(connection, tables.requests, (row for analysis in given for row in _request_rows(analysis)))
    _insert(connection, tables.people, (row for analysis in given for row in _person_rows(analysis)))
    done = [
        {"which": each.document, "fingerprint": fingerprint, "run": run, "reason": each.reason}
        for each in given
    ]
    if done:
        statement = update(tables.analyses).where(tables.analyses.c.document == bindparam("which"))
        connection.execute(statement, done)
    make_profiles_stale(connection, ids)


def make_pending(connection: Connection, ids: Sequence[str]) -> None:
    """From now on these documents are to be analysed."""
    rows = [{"document": id_, "fingerprint": NOT_ANALYSED} for id_ in ids]
    if rows:
        connection.execute(insert(tables.analyses), rows)


def forget(connection: Connection, ids: Sequence[str]) -> None:
    """These documents no longer count: what was found in them goes, and they are not analysed again."""
    for chunk in chunks(ids):
        for table in (*PARTS, tables.analyses):
            connection.execute(delete(table).where(table.c.document.in_(chunk)))
    make_profiles_stale(connection, ids)


def make_profiles_stale(connection: Connection, ids: Sequence[str]) -> None:
    """The profiles of the accounts of these documents are to be made anew."""
    profiles, documents = tables.profiles, tables.documents
    for chunk in chunks(ids):
        touched = select(documents.c.account).where(documents.c.id.in_(chunk))
        connection.execute(update(profiles).where(profiles.c.account.in_(touched)).values(stale=True))


def of_account(connection: Connection, account: str) -> list[Analysis]:
    """One analysis for each document of an account, in the order of ``documents.of_account``.

    It is empty for a document that was not analysed yet.
    """
    documents, analyses = tables.documents, tables.analyses
    rows = connection.execute(
        _of_account(analyses, account).order_by(documents.c.time.nulls_last(), documents.c.id)
    ).all()
    segments: dict[str, list[Segment]] = defaultdict(list)
    sentiments: dict[str, list[Sentiment]] = defaultdict(list)
    in_order = _of_account(tables.segments, account).order_by(tables.segments.c.start)
    for row in connection.execute(in_order).all():
        segments[row.document].append(segment(row))
        if row.sentiment is not None:
            found = Sentiment(row.id, row.sentiment, row.score, row.confidence)
            sentiments[row.document].append(found)
    signals = _grouped(connection, tables.signals, account, _signal)
    promises = _grouped(connection, tables.promises, account, _promise)
    requests = _grouped(connection, tables.requests, account, _request)
    people = _grouped(connection, tables.people, account, _person)
    return [
        Analysis(
            document=row.document,
            segments=tuple(segments[row.document]),
            sentiments=tuple(sentiments[row.document]),
            signals=tuple(signals[row.document]),
            promises=tuple(promises[row.document]),
            people=tuple(people[row.document]),
            reason=None if row.reason is None else from_plain(ChurnReason, row.reason),
            requests=tuple(requests[row.document]),
        )
        for row in rows
    ]


def remarks(connection: Connection) -> list[Remark]:
    """Every segment in the store with what was found in it, by document and place in it."""
    table, documents, signals = tables.segments, tables.documents, tables.signals
    quoted: dict[str, list[Evidence]] = defaultdict(list)
    for row in connection.execute(
        select(signals.c.document, signals.c.evidence).where(signals.c.polarity == "risk")
    ):
        quoted[row.document] += from_plain(tuple[Evidence, ...], row.evidence)
    said = select(table, documents.c.channel).join(documents).order_by(table.c.document, table.c.start)
    return [
        Remark(
            segment(row),
            row.channel,
            row.sentiment,
            risk=any(row.start < quote.end and quote.start < row.end for quote in quoted[row.document]),
        )
        for row in connection.execute(said)
    ]


def segment(row: Row[Any]) -> Segment:
    """The segment in a row of that table."""
    return Segment(
        row.id, row.document, row.utterance, row.start, row.end, row.text, row.language, row.speaker, row.side
    )


def _demand_documents(connection: Connection, ids: Sequence[str]) -> None:
    there: set[str] = set()
    for chunk in chunks(ids):
        column = tables.documents.c.id
        there.update(connection.scalars(select(column).where(column.in_(chunk))))
    if missing := [id_ for id_ in ids if id_ not in there]:
        raise NotFoundError(f"{len(missing)} analysed documents are not in the store, such as {missing[0]!r}")


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    for chunk in chunks(rows):
        connection.execute(insert(table), chunk)


def _segment_rows(analysis: Analysis) -> list[dict[str, Any]]:
    sentiments = {sentiment.segment: sentiment for sentiment in analysis.sentiments}
    rows = []
    for each in analysis.segments:
        found = sentiments.pop(each.id, None)
        rows.append(
            {
                "id": each.id,
                "document": each.document,
                "utterance": each.utterance,
                "start": each.start,
                "end": each.end,
                "text": each.text,
                "language": each.language,
                "speaker": each.speaker,
                "side": each.side,
                "sentiment": found and found.label,
                "score": None if found is None or found.score is None else float(found.score),
                "confidence": None if found is None else float(found.confidence),
            }
        )
    if sentiments:
        raise ValueError(f"sentiments of segments that {analysis.document} does not have: {list(sentiments)}")
    return rows


def _signal_rows(analysis: Analysis) -> list[dict[str, Any]]:
    return [
        {
            "document": analysis.document,
            "position": position,
            "key": signal.key,
            "polarity": signal.polarity,
            "severity": signal.severity,
            "confidence": float(signal.confidence),
            "speaker": signal.speaker,
            "side": signal.side,
            "why": signal.why,
            "ask": signal.ask,
            "evidence": signal.evidence,
        }
        for position, signal in enumerate(analysis.signals)
    ]


def _promise_rows(analysis: Analysis) -> list[dict[str, Any]]:
    return [
        {
            "document": analysis.document,
            "position": position,
            "by": promise.by,
            "speaker": promise.speaker,
            "due": promise.due,
            "due_text": promise.due_text,
            "status": promise.status,
            "evidence": promise.evidence,
        }
        for position, promise in enumerate(analysis.promises)
    ]


def _request_rows(analysis: Analysis) -> list[dict[str, Any]]:
    return [
        {
            "document": analysis.document,
            "position": position,
            "by": request.by,
            "kind": request.kind,
            "speaker": request.speaker,
            "status": request.status,
            "evidence": request.evidence,
            "answer": request.answer,
        }
        for position, request in enumerate(analysis.requests)
    ]


def _person_rows(analysis: Analysis) -> list[dict[str, Any]]:
    return [
        {
            "document": analysis.document,
            "position": position,
            "name": person.name,
            "side": person.side,
            "role": person.role,
            "last_seen": person.last_seen,
            "evidence": person.evidence,
            "event": person.event,
        }
        for position, person in enumerate(analysis.people)
    ]


def _of_account(table: Table, account: str) -> Select[Any]:
    documents = tables.documents
    joined = select(table).join(documents, documents.c.id == table.c.document)
    return joined.where(documents.c.account == account)


def _grouped(connection: Connection, table: Table, account: str, make: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(_of_account(table, account).order_by(table.c.position)).all():
        found[row.document].append(make(row))
    return found


def _signal(row: Row[Any]) -> Signal:
    return Signal(
        key=row.key,
        polarity=row.polarity,
        severity=row.severity,
        confidence=row.confidence,
        evidence=tuple(from_plain(Evidence, evidence) for evidence in row.evidence),
        speaker=row.speaker,
        side=row.side,
        why=from_plain(Bilingual, row.why),
        ask=from_plain(Bilingual, row.ask),
    )


def _promise(row: Row[Any]) -> Promise:
    evidence = from_plain(Evidence, row.evidence)
    return Promise(row.by, row.speaker, evidence, row.due, row.due_text, row.status)


def _request(row: Row[Any]) -> Request:
    answer = None if row.answer is None else from_plain(Evidence, row.answer)
    return Request(row.by, row.kind, row.speaker, from_plain(Evidence, row.evidence), row.status, answer)


def _person(row: Row[Any]) -> Person:
    evidence = None if row.evidence is None else from_plain(Evidence, row.evidence)
    return Person(row.name, row.side, row.role, row.last_seen, evidence, row.event)
