"""Mails that Outlook saved (``.msg``): a small file system of properties, see [MS-OXMSG]."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import HeaderParser
from email.utils import format_datetime
from io import BytesIO
from pathlib import Path

from olefile import OleFileIO
from oxmsg.domain import constants as ids
from oxmsg.domain import model
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from voc.errors import InputError
from voc.readers import mail
from voc.readers.encoding import decode_as, unreadable
from voc.readers.options import ReadOptions
from voc.types import Document, Problem

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ABOUT_THE_BODY = ("content-", "mime-version")
_SENT_REPRESENTING_SMTP_ADDRESS = 0x5D02
_RECIPIENT_TYPES = {1: "To", 2: "Cc"}
_PROPERTIES = "__properties_version1.0"
_ATTACHED_MAIL = "__substg1.0_3701000D"
_DEEPEST = 20
_CHARSETS = {65001: "utf-8", 20127: "ascii", 20932: "euc-jp", 51932: "euc-jp"}


class Msg:
    """``.msg`` files."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name is one of Outlook's."""
        del head
        return path.suffix.lower() == ".msg"

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """One document."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise unreadable(path, error) from error
        if not data.startswith(_COMPOUND_FILE):
            message = f"{path.name} is no mail saved by Outlook; save it again as .msg or .eml"
            raise InputError(message, "no_msg", file=path.name)
        try:
            with OleFileIO(BytesIO(data)) as file:
                saved = Storage.from_ole(file)
        except (
            OSError,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            RecursionError,
            struct.error,
        ) as error:
            message = f"{path.name} is damaged; save it again as .msg or .eml"
            raise InputError(message, "broken_msg", file=path.name) from error
        if not any(stream.name == _PROPERTIES for stream in saved.streams):
            message = f"{path.name} is damaged or no mail; save it again as .msg or .eml"
            raise InputError(message, "broken_msg", file=path.name)
        document = mail.document_from(_mail(saved), source=path.name, options=options)
        if not document.text and _bytes(saved, ids.PID_RTF_COMPRESSED, ids.PTYP_BINARY):
            problem = Problem(
                "rtf_only",
                "the text is there as RTF only, which is damaged; save the mail as .eml or as plain text",
            )
            document = replace(document, problems=(problem, *document.problems))
        yield document


def _mail(saved: Storage, depth: int = 0) -> Message:
    """The mail as it came over the net; where its header is gone, Outlook's own notes fill in."""
    attached = [_attachment(storage, depth) for storage in saved.iter_attachment_storages()]
    message = MIMEMultipart("mixed", _subparts=[_body(saved), *filter(None, attached)])
    header = HeaderParser().parsestr(_text(saved, ids.PID_TRANSPORT_MESSAGE_HEADERS))
    for name, value in (*header.items(), *_noted(saved, known=header.keys())):
        if value and not name.lower().startswith(_ABOUT_THE_BODY):
            message[name] = value
    return message


def _noted(saved: Storage, *, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Header lines out of Outlook's properties, without those already known."""
    sent = _time(saved, ids.PID_CLIENT_SUBMIT_TIME) or _time(saved, ids.PID_MESSAGE_DELIVERY_TIME)
    noted = {
        "From": _sender(saved),
        "To": _recipients(saved, "To") or _text(saved, ids.PID_DISPLAY_TO),
        "Cc": _recipients(saved, "Cc") or _text(saved, ids.PID_DISPLAY_CC),
        "Subject": _text(saved, ids.PID_SUBJECT),
        "Date": format_datetime(sent) if sent else "",
        "Message-ID": _text(saved, ids.PID_INTERNET_MESSAGE_ID),
        "In-Reply-To": _text(saved, ids.PID_IN_REPLY_TO_ID),
        "References": _text(saved, ids.PID_INTERNET_REFERENCES),
    }
    have = {name.lower() for name in known}
    return ((name, value) for name, value in noted.items() if name.lower() not in have)


def _sender(saved: Storage) -> str:
    name = _text(saved, ids.PID_SENT_REPRESENTING_NAME) or _text(saved, ids.PID_SENDER_NAME)
    addresses = (
        _SENT_REPRESENTING_SMTP_ADDRESS,
        ids.PID_SENDER_SMTP_ADDRESS,
        ids.PID_SENT_REPRESENTING_EMAIL_ADDRESS,
        ids.PID_SENDER_EMAIL_ADDRESS,
    )
    return _person(name, [_text(saved, address) for address in addresses])


def _recipients(saved: Storage, kind: str) -> str:
    people = []
    for storage in saved.iter_recipient_storages():
        if (
            _RECIPIENT_TYPES.get(_number(storage, ids.PID_RECIPIENT_TYPE, model.RECIP_HDR_OFFSET) or 1)
            == kind
        ):
            addresses = [_text(storage, id_) for id_ in (ids.PID_SMTP_ADDRESS, ids.PID_EMAIL_ADDRESS)]
            people.append(_person(_text(storage, ids.PID_DISPLAY_NAME), addresses))
    return ", ".join(person for person in people if person)


def _person(name: str, addresses: Iterable[str]) -> str:
    """Name and address; inside one company Outlook notes no mail address but a path "/O=…", which is none."""
    address = next((address for address in addresses if "@" in address), "")
    plain = name.replace('"', "").strip()
    if not address or not plain or plain == address:
        return address or (f'"{plain}"' if plain else "")
    return f'"{plain}" <{address}>'


def _body(saved: Storage) -> Message:
    body = MIMEMultipart("alternative")
    if plain := _text(saved, ids.PID_BODY):
        body.attach(MIMEText(plain, "plain", "utf-8"))
    html = _bytes(saved, ids.PID_HTML, ids.PTYP_BINARY)
    if words := decode_as(html, _charset(saved))[0] if html else _text(saved, ids.PID_BODY_HTML):
        body.attach(MIMEText(words, "html", "utf-8"))
    if not body.get_payload() and (words := _rich_text(saved)):
        body.attach(MIMEText(words, "plain", "utf-8"))
    return body


def _rich_text(saved: Storage) -> str:
    """The words of a mail written as RTF alone; "" where it is damaged."""
    from compressed_rtf import decompress
    from striprtf.striprtf import rtf_to_text

    packed = _bytes(saved, ids.PID_RTF_COMPRESSED, ids.PTYP_BINARY)
    if not packed:
        return ""
    try:
        rtf = decompress(packed).decode("latin-1")
        text: str = rtf_to_text(rtf, errors="replace")  # type: ignore[no-untyped-call]
    except Exception:  # the one raises nothing more special, the other whatever comes
        return ""
    return text.replace("\0", "").strip()


def _attachment(storage: Storage, depth: int) -> Message | None:
    """The attached file by its name alone, or the attached mail."""
    inner = next((child for child in storage.storages if child.name == _ATTACHED_MAIL), None)
    if inner is not None and depth < _DEEPEST:
        part = Message()
        part["Content-Type"] = "message/rfc822"
        part.set_payload([_mail(inner, depth + 1)])
        return part
    name = _text(storage, ids.PID_ATTACH_LONG_FILENAME) or _text(storage, ids.PID_ATTACH_FILENAME)
    if not name:
        return None
    part = Message()
    part["Content-Type"] = _text(storage, ids.PID_ATTACH_MIME_TAG) or "application/octet-stream"
    content_id = _text(storage, ids.PID_ATTACH_CONTENT_ID)
    part.add_header(
        "Content-Disposition", "inline" if content_id else "attachment", filename=("utf-8", "", name)
    )
    if content_id:
        part["Content-ID"] = content_id
    return part


def _text(storage: Storage, id_: int) -> str:
    """A property of text, "" where there is none; broken characters are replaced."""
    if (wide := _bytes(storage, id_, ids.PTYP_STRING)) is not None:
        return wide.decode("utf-16-le", "replace").replace("\0", "")
    narrow = _bytes(storage, id_, ids.PTYP_STRING8)
    return decode_as(narrow, None)[0] if narrow else ""


def _bytes(storage: Storage, id_: int, kind: int) -> bytes | None:
    wanted = f"__substg1.0_{id_:04X}{kind:04X}"
    return next((stream.bytes_ for stream in storage.streams if stream.name.upper() == wanted.upper()), None)


def _charset(storage: Storage) -> str | None:
    for id_ in (ids.PID_INTERNET_CODEPAGE, ids.PID_MESSAGE_CODEPAGE):
        if number := _number(storage, id_, model.MSG_HDR_OFFSET):
            return _CHARSETS.get(number, f"cp{number}")
    return None


def _number(storage: Storage, id_: int, offset: int) -> int | None:
    try:
        return Properties(storage, properties_header_offset=offset).int_prop_value(id_)
    except (KeyError, struct.error, model.UnrecognizedCodePageError, model.UnsupportedEncodingError):
        return None


def _time(storage: Storage, id_: int) -> datetime | None:
    try:
        return Properties(storage, properties_header_offset=model.MSG_HDR_OFFSET).date_prop_value(id_)
    except (KeyError, struct.error, OverflowError, AttributeError,
            model.UnrecognizedCodePageError, model.UnsupportedEncodingError):  # fmt: skip
        return None
