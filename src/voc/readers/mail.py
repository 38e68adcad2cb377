"""Mails as files (``.eml``), as mail programs of Japan and elsewhere really write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from voc.errors import InputError
from voc.languages import reading
from voc.readers import mail_attachments, mail_body, mail_parts
from voc.readers.correspondents import Correspondent, account_of, correspondents, side_of
from voc.readers.encoding import unreadable
from voc.readers.identity import MESSAGE_ID
from voc.readers.mail_header import decoded, is_encoded
from voc.readers.options import ReadOptions
from voc.readers.spoken_language import language_of
from voc.readers.times import parse_time
from voc.types import Document, FieldValue, Problem, Utterance

_MAIL_HEADER = re.compile(
    rb"(?im)^(?:received|return-path|message-id|mime-version|delivered-to|x-mailer|content-type)[ \t]*:"
)
_ENDLESS = re.compile(rb"(?mi)^(content-[a-z-]{1,40}:[^\r\n]{2000})[^\r\n]+")  # the parser would need minutes
_STARTS = re.compile(rb"(?i)^(?:from .{1,80}\r?\n)?[!-9;-~]+[ \t]*:[ \t]?")


class _AsItStands(policy.Compat32):
    """Header lines with eight-bit bytes as they are, where the library would put � for each."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        del name
        return value


class Mail:
    """``.eml`` files, and files of another name that begin with a mail's header."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name or the first lines are a mail's."""
        if path.suffix.lower() == ".eml":
            return True
        start = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
        return bool(_STARTS.match(head)) and len(_MAIL_HEADER.findall(start)) >= 2

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """One document."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise unreadable(path, error) from error
        yield document_of(data, source=path.name, options=options)


def document_of(data: bytes, *, source: str, options: ReadOptions) -> Document:
    """The mail in `data`; its text is the body, the header goes into title, time, account and fields."""
    try:
        message = message_from_bytes(_ENDLESS.sub(rb"\1", data.lstrip(b"\r\n")), policy=_AsItStands())
    except (MessageError, ValueError, RecursionError, LookupError) as error:
        message_ = f"{source} is no mail that can be read: {error}"
        raise InputError(message_, "broken_mail", file=source, error=error) from error
    document = document_from(message, source=source, options=options)
    if not message.keys() and (b"\0" in data or not document.text.strip()):
        raise InputError(f"{source} is no mail: it has neither a header nor a text", "no_mail", file=source)
    return document


def document_from(message: Message, *, source: str, options: ReadOptions) -> Document:
    """The document of a mail that is taken apart already."""
    text, problems = mail_body.text_of(message)
    title = _without_reply_marks(decoded(message.get("Subject"))) or None
    sender, recipients = _people(message)
    time, late = _time(decoded(message.get("Date")), options)
    side = side_of(sender, options) if sender else "unknown"
    speaker = (sender.name or sender.address) if sender else None
    parts = tuple(
        replace(part, speaker=speaker, side=side) if part.kind != "quoted" else part
        for part in mail_parts.parts_of(text, writer=sender, readers=recipients)
    )
    if not any(part.kind == "new" for part in parts):
        problems = [
            *problems,
            Problem("no_new_text", "the mail says nothing new: no body, or only quoted text"),
        ]
    problems += [
        Problem("duplicate_header", f"the header {name} comes more than once; the first is used", name)
        for name in ("From", "Subject", "Date", "Message-ID")
        if len(set(map(str, message.get_all(name, [])))) > 1
    ]
    fields: dict[str, FieldValue] = {
        "from": decoded(message.get("From")) or None,
        "to": decoded(message.get("To")) or None,
        "subject": decoded(message.get("Subject")) or None,
        MESSAGE_ID: next(iter(_ids(message.get("Message-ID"))), None),
        "automatic": _is_automatic(message) or None,
        "forwarded": _is_forwarded(message, text, parts) or None,
        "attachments": "\n".join(mail_attachments.names_of(message)) or None,
    }
    return Document(
        id="",
        source=source,
        channel="email",
        text=text,
        utterances=parts,
        language=language_of(text, parts),
        account=account_of(sender, recipients, options),
        time=time,
        title=title,
        thread=_thread(message, title),
        fields={name: value for name, value in fields.items() if value is not None},
        problems=(*problems, *late),
        revised=time,
    )


def _people(message: Message) -> tuple[Correspondent | None, list[Correspondent]]:
    senders = _correspondents(message.get("From") or message.get("Sender"))
    to = [person for name in ("To", "Cc") for person in _correspondents(message.get(name))]
    return (senders[0] if senders else None), to


def _correspondents(header: object) -> list[Correspondent]:
    """The people of a header line; a comma in an encoded word separates nobody."""
    raw = re.sub(r"\r?\n(?=[ \t])", "", str(header or ""))  # unfolded
    if not is_encoded(raw):
        return correspondents(decoded(header))
    return [Correspondent(decoded(person.name), person.address) for person in correspondents(raw)]


def _time(said: str, options: ReadOptions) -> tuple[datetime | None, list[Problem]]:
    if not said:
        return None, []
    try:
        time = parsedate_to_datetime(said)
        return (time if time.tzinfo else time.replace(tzinfo=options.timezone)), []
    except (ValueError, TypeError, IndexError, OverflowError):
        time_or_none = parse_time(said, timezone=options.timezone)
    if time_or_none is not None:
        return time_or_none, []
    return None, [Problem("unknown_date", f"the date {said[:60]!r} is not understood", "Date")]


def _thread(message: Message, title: str | None) -> str | None:
    """The id of the mail the exchange began with, or its subject without Re: where mails carry no ids."""
    for name in ("References", "In-Reply-To", "Message-ID"):
        if ids := _ids(message.get(name)):
            return ids[0]
    return f"subject:{title.casefold()}" if title else None


def _is_automatic(message: Message) -> bool:
    """Whether a machine sent it: an out-of-office note is no contact (RFC 3834, or its subject)."""
    said = decoded(message.get("Auto-Submitted")).strip().casefold()
    by_header = bool(said and said != "no") or "X-Autoreply" in message or "X-Autorespond" in message
    marks = "|".join(f"(?:{pattern})" for pattern in reading.words("mail", "automatic"))
    return by_header or bool(re.match(marks, decoded(message.get("Subject")).strip()))


def _is_forwarded(message: Message, text: str, parts: Sequence[Utterance]) -> bool:
    """Whether it passes on a mail of others: what it quotes then is no earlier mail of this exchange."""
    subject = reading.pattern("mail", "forward").match(decoded(message.get("Subject")).strip())
    mark = reading.pattern("mail", "forwarded")
    return bool(subject) or any(
        mark.match(text[part.start : part.end].partition("\n")[0].strip())
        for part in parts
        if part.kind == "quoted"
    )


def _ids(header: object) -> list[str]:
    return re.findall(r"<([^<>\s]+)>", decoded(header))


def _without_reply_marks(subject: str) -> str:
    marks = "|".join(f"(?:{pattern})" for pattern in reading.words("mail", "reply"))
    return re.sub(rf"^(?:\s*(?:{marks})\s*)+", "", subject).strip()
