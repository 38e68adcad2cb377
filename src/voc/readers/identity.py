"""Gives every document its id, and what the caller said about the whole file."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from voc.readers.options import ReadOptions
from voc.types import Document, FieldValue, Problem

_UNSTORABLE = re.compile(r"[\ud800-\udfff\0]")
MESSAGE_ID = "message_id"  # field of a mail with the id its sender's program gave it
TIME_FROM = "time_from"  # field saying that the time is not the document's own, but the file name's


def stamped(found: Iterable[Document | Problem], options: ReadOptions) -> Iterator[Document | Problem]:
    """The same documents with their id, the caller's channel and account, and storable text.

    The id comes from the content alone, so a file read again under another name brings nothing
    new; of identical documents in one file, such as two customers' "no comment", each counts.
    A mail has its Message-ID: found as .eml, as .msg and in a mail box, it is one and the same.
    Corrected, it is another version of the same `original`, as is a conversation that has grown.
    """
    seen: set[int] = set()
    again: Counter[int] = Counter()
    for item in found:
        if isinstance(item, Problem):
            yield item
            continue
        document = _storable(
            replace(
                item,
                channel=options.channel or item.channel,
                account=options.account or item.account,
                original=_original(item, options),
            )
        )
        content = _digest(document, 0)
        short = int(content[:15], 16)  # of a million rows the whole digests would take 200 MB
        if short in seen and document.original is not None:
            yield _again(document)
            continue
        if short in seen:
            again[short] += 1
        yield replace(document, id=_digest(document, again[short]) if again[short] else content)
        seen.add(short)


def _again(document: Document) -> Problem:
    if MESSAGE_ID in document.fields:
        return Problem("same_mail", "the same mail is in this file already", place=document.source)
    message = "the same conversation is in this file already"
    return Problem("same_conversation", message, place=document.source)


def _original(document: Document, options: ReadOptions) -> str | None:
    """What all versions share; the account only where the caller gives it, as a later version may tell more.

    A mail's subject belongs to it, as there are programs that give every mail the same Message-ID.
    """
    message_id = document.fields.get(MESSAGE_ID)
    named = [message_id, (document.title or "").casefold()] if message_id else [document.original]
    return _hash([options.channel, options.account, *named]) if named[0] else None


def _digest(document: Document, ordinal: int) -> str:
    return _hash([*_told_apart_by(document), ordinal])


def _hash(values: Sequence[object]) -> str:
    encoded = json.dumps(values, ensure_ascii=False, default=str).encode("utf-8", "replace")
    return hashlib.sha256(encoded).hexdigest()[:32]


def _told_apart_by(document: Document) -> list[object]:
    if MESSAGE_ID in document.fields:
        return [document.original, _in_utc(document.time), _new_words(document)]
    if document.original is not None:
        said_at = [_in_utc(utterance.time) for utterance in document.utterances]
        fields = sorted((key, str(value)) for key, value in document.fields.items())
        return [document.original, document.account, document.title, document.text, said_at, fields]
    borrowed_time = TIME_FROM in document.fields
    return [
        document.channel,
        document.account,
        document.time.isoformat() if document.time and not borrowed_time else None,
        document.title,
        document.text,
        sorted((key, value) for key, value in document.fields.items() if key != TIME_FROM),
    ]


def _new_words(document: Document) -> str:
    """What a mail newly says, without white space: a list's footer or Outlook's line ends change no mail."""
    new = (part for part in document.utterances if part.kind == "new")
    words = "".join(document.text[part.start : part.end] for part in new) or document.text
    return "".join(words.split())


def _in_utc(time: datetime | None) -> str | None:
    try:
        return time.astimezone(UTC).isoformat() if time else None
    except OverflowError:  # the first or last day there is
        return str(time)


def _storable(document: Document) -> Document:
    """The document without NUL and lone surrogates, which JSON can carry but no store takes."""
    spoken = [utterance.speaker for utterance in document.utterances]
    texts = [
        document.text,
        document.title,
        document.account,
        document.thread,
        *spoken,
        *document.fields.values(),
    ]
    texts += list(document.fields)
    if not any(isinstance(text, str) and _UNSTORABLE.search(text) for text in texts):
        return document
    problem = Problem("broken_characters", "NUL bytes or half characters were read as �")
    return replace(
        document,
        text=_UNSTORABLE.sub("\ufffd", document.text),
        title=_mended(document.title),
        account=_mended(document.account),
        thread=_mended(document.thread),
        utterances=tuple(
            replace(utterance, speaker=_mended(utterance.speaker)) for utterance in document.utterances
        ),
        fields={str(_mended(key)): _mended_value(value) for key, value in document.fields.items()},
        problems=(*document.problems, problem),
    )


def _mended(text: str | None) -> str | None:
    return _UNSTORABLE.sub("\ufffd", text) if text is not None else None


def _mended_value(value: FieldValue) -> FieldValue:
    return _mended(value) if isinstance(value, str) else value
