"""A mail that was copied out of a mail program: header lines, then the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from voc.languages import reading
from voc.readers import mail_parts, sides
from voc.readers.correspondents import account_of, correspondents, side_of
from voc.readers.mail_quotes import is_header_line
from voc.readers.options import ReadOptions
from voc.readers.spoken_language import language_of
from voc.readers.times import parse_time
from voc.readers.turns import turns
from voc.types import Document, FieldValue, Utterance

_MOST_LINES = 12


def document_of(text: str, *, source: str, options: ReadOptions) -> Document | None:
    """The mail, or None where `text` does not look like one.

    With From: and at least one more header line it is a mail; so is a text that quotes an earlier
    mail below, one that greets and closes as a letter does (if with a subject above it or without),
    or any text when the caller says so.
    """
    values, body = _header(text)
    people = correspondents(values.get("from", ""))
    sender = people[0] if people else None
    parts = mail_parts.parts_of(text, body, writer=sender)
    is_header = "from" in values and len(values) > 1
    if not (is_header or _is_letter(text, parts)):
        values, body, sender = {}, 0, None
        parts = mail_parts.parts_of(text)
        if options.channel != "email" and not _quotes_a_mail(text, parts):
            return None
    recipients = [person for key in ("to", "cc") for person in correspondents(values.get(key, ""))]
    side = side_of(sender, options) if sender else "unknown"
    speaker = (sender.name or sender.address) if sender else None
    utterances = [
        replace(part, speaker=speaker, side=side) if part.kind != "quoted" else part for part in parts
    ]
    if head := text[:body].strip():
        start = text.index(head)
        utterances.insert(0, Utterance(start, start + len(head), kind="header"))
    subject = values.get("subject", "")
    title = reading.pattern("mail", "reply").sub("", subject).strip() or None
    fields: dict[str, FieldValue] = {key: values[key] for key in ("from", "to", "subject") if values.get(key)}
    return Document(
        id="",
        source=source,
        channel="email",
        text=text,
        utterances=tuple(utterances),
        language=language_of(text, utterances),
        account=account_of(sender, recipients, options),
        time=parse_time(values.get("date", ""), timezone=options.timezone),
        title=title,
        thread=f"subject:{title.casefold()}" if title else None,
        fields=fields,
    )


def _header(text: str) -> tuple[dict[str, str], int]:
    """Role -> value of the header lines at the top, and where the body begins."""
    values: dict[str, str] = {}
    end = at = 0
    for line in text.split("\n")[:_MOST_LINES]:
        match = _line().match(line)
        role = _roles().get(match["label"].casefold()) if match else None
        if match and role:
            values.setdefault(role, match["value"].strip())
            end = at + len(line) + 1
        elif line.strip() or values:
            break
        at += len(line) + 1
    return values, min(end, len(text))


def _quotes_a_mail(text: str, parts: list[Utterance]) -> bool:
    """Whether it holds a quotation with the line a mail program puts above it."""
    quoted = [text[part.start : part.end].split("\n", 3) for part in parts if part.kind == "quoted"]
    attribution = reading.pattern("mail", "wrote")
    original = reading.pattern("mail", "original")
    return any(
        attribution.match(" ".join(line.strip() for line in lines[:length]))
        or original.match(lines[0].strip())
        or is_header_line(lines[0])
        for lines in quoted
        for length in (1, 2, 3)
    )


def _is_letter(text: str, parts: Sequence[Utterance]) -> bool:
    """Whether it greets somebody by name, or greets first and takes leave last, and nobody else speaks."""
    written = [part for part in parts if part.kind not in ("quoted", "disclaimer")]
    if len(written) < 2 or written[0].kind != "greeting" or written[0] is not parts[0]:
        return False
    greets = reading.pattern("mail", "letter").search(text[written[0].start : written[0].end])
    takes_leave = written[-1].kind in ("greeting", "signature") and len(written) > 2
    return bool(greets or takes_leave) and not turns(text, known=sides.Known())


@cache
def _roles() -> dict[str, str]:
    roles = ("from", "to", "cc", "date", "subject")
    return {name.casefold(): role for role in roles for name in reading.words("mail", role)}


@cache
def _line() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _roles()), key=len, reverse=True))
    return re.compile(rf"[ \t　*]*(?P<label>{names})[ \t　*]*[：:][ \t　*]*(?P<value>.*)$", re.IGNORECASE)
