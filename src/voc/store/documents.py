"""Documents: kept once, as they were read; the same document again changes nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from voc.errors import InputError, NotFoundError
from voc.store import accounts, findings, tables, versions
from voc.store.chunks import chunks
from voc.store.codec import UNSTORABLE, from_plain, storable, utc
from voc.store.values import Added
from voc.types import Document, Problem, Utterance


def add(connection: Connection, given: Sequence[Document], run: int) -> Added:
    """How many of `given` were new and how many known."""
    by_id = {document.id: document for document in given}
    there = _known(connection, by_id)
    new = [_storable(by_id[id_]) for id_ in sorted(by_id.keys() - there)]
    revised = _count_revised(connection, new)
    if new:
        said = {document.id: _said(document) for document in new}
        meant = accounts.resolve(connection, filter(None, said.values()))
        rows = [_row(document, said[document.id], meant, run) for document in new]
        connection.execute(insert(tables.documents), rows)
        findings.make_pending(connection, [document.id for document in new])
    versions.note(connection, [each for each in given if each.id in there or each is not by_id[each.id]])
    versions.settle(connection, {document.original for document in given if document.original})
    return Added(added=len(new), known=len(given) - len(new), revised=revised)


def get(connection: Connection, document: str) -> Document:
    """The document with that id; NotFoundError when there is none."""
    row = connection.execute(select(tables.documents).where(tables.documents.c.id == document)).first()
    if row is None:
        raise NotFoundError(f"there is no document {document!r}", "no_document", document=document)
    return _document(row)


def pending(connection: Connection, fingerprint: str, limit: int) -> list[Document]:
    """Up to `limit` documents not analysed with `fingerprint`: never analysed first, then by id."""
    analyses, documents = tables.analyses, tables.documents
    other = (analyses.c.fingerprint < fingerprint, analyses.c.fingerprint > fingerprint)
    found: list[Document] = []
    for which in other:  # two ranges of one index; "different from" would read them all
        rows = connection.execute(
            select(documents)
            .join(analyses, analyses.c.document == documents.c.id)
            .where(which)
            .order_by(analyses.c.fingerprint, analyses.c.document)
            .limit(limit - len(found))
        )
        found += map(_document, rows)
    return found


def count_pending(connection: Connection, fingerprint: str) -> int:
    """How many documents are not analysed with `fingerprint`."""
    column = tables.analyses.c.fingerprint
    return connection.scalars(select(func.count()).where(column != fingerprint)).one()


def newest_time(connection: Connection, until: datetime | None = None) -> datetime | None:
    """The time of the newest document that is not after `until`; None when none has one."""
    documents = tables.documents
    query = select(func.max(documents.c.time)).where(documents.c.current)
    newest: datetime | None = connection.scalar(
        query if until is None else query.where(documents.c.time <= until)
    )
    return newest


def of_account(connection: Connection, account: str) -> list[Document]:
    """All documents of one account in time order, those without a time last."""
    documents = tables.documents
    rows = connection.execute(
        select(documents)
        .where(documents.c.account == account, documents.c.current)
        .order_by(documents.c.time.nulls_last(), documents.c.id)
    )
    return [_document(row) for row in rows.all()]


def _known(connection: Connection, ids: dict[str, Document]) -> set[str]:
    column = tables.documents.c.id
    return {
        id_ for chunk in chunks(ids) for id_ in connection.scalars(select(column).where(column.in_(chunk)))
    }


def _count_revised(connection: Connection, new: Sequence[Document]) -> int:
    """How many of `new` are versions of something there is, or came before them in `new`."""
    originals = [document.original for document in new if document.original]
    there = versions.originals_there(connection, set(originals))
    return len(originals) - len(set(originals) - there)


def _storable(document: Document) -> Document:
    """`document` as any database can keep it, with a problem for each thing that had to change."""
    problems = list(document.problems)
    words = [document.text, document.title, document.source, document.thread, document.account]
    words += [word for item in document.fields.items() for word in item if isinstance(word, str)]
    words += [utterance.speaker for utterance in document.utterances]
    if count := sum(len(UNSTORABLE.findall(word)) for word in words if word):
        message = (
            f"{count} characters no database can keep (NUL, half emoji) became \N{REPLACEMENT CHARACTER}"
        )
        problems.append(Problem("unstorable_characters", message))
    fields = dict(document.fields)
    for name, value in document.fields.items():
        if isinstance(value, float) and not math.isfinite(value):
            fields[name] = None
            problems.append(Problem("not_a_number", f"{value} in {name} was taken as unknown"))
    time = _possible(document.time, document, problems)
    utterances = tuple(
        replace(utterance, time=_possible(utterance.time, document, problems))
        for utterance in document.utterances
    )
    revised = _possible(document.revised, document, [])  # a mail's is its time, told above
    return replace(
        document,
        fields=fields,
        time=time,
        utterances=utterances,
        problems=tuple(problems),
        revised=revised,
    )


def _possible(time: datetime | None, document: Document, problems: list[Problem]) -> datetime | None:
    if time is None:
        return None
    try:
        return utc(time)
    except OverflowError:  # the first or last day there is, in another zone
        problems.append(Problem("impossible_time", f"{time.isoformat()} was taken as unknown"))
        return None
    except InputError as error:
        message = f"document {document.id} ({document.source}): {error}"
        raise InputError(message, error.code, **error.values) from None


def _said(document: Document) -> str | None:
    return storable(document.account).strip() or None if document.account else None


def _row(document: Document, said: str | None, meant: dict[str, str | None], run: int) -> dict[str, Any]:
    return {
        "id": document.id,
        "run": run,
        "account": meant.get(said) if said else None,
        "said": said if said in meant else None,
        "time": document.time,
        "channel": document.channel,
        "language": document.language,
        "source": document.source,
        "title": document.title,
        "thread": document.thread,
        "text": document.text,
        "utterances": document.utterances,
        "fields": document.fields,
        "problems": document.problems,
        "original": document.original,
        "revised": document.revised,
    }


def _document(row: Any) -> Document:
    return Document(
        id=row.id,
        source=row.source,
        channel=row.channel,
        text=row.text,
        utterances=tuple(from_plain(Utterance, utterance) for utterance in row.utterances),
        language=row.language,
        account=row.account,
        time=row.time,
        title=row.title,
        thread=row.thread,
        fields=row.fields,
        problems=tuple(from_plain(Problem, problem) for problem in row.problems),
        original=row.original,
        revised=row.revised,
    )
