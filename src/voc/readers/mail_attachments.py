"""The names of what is attached to a mail."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from urllib.parse import unquote_to_bytes

from voc.readers.encoding import decode_as
from voc.readers.mail_header import decoded

_DEEPEST = 20
_NO_ATTACHMENT = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")


def names_of(message: Message) -> list[str]:
    """The file names, in order; pictures that stand in the text and signatures of programs left out."""
    return [name for part in _leaves(message) if (name := _name(part))]


def is_attachment(part: Message) -> bool:
    """Whether the part is a file beside the text."""
    disposition = decoded(part.get("Content-Disposition")).lower()
    return disposition.startswith("attachment") or "filename" in disposition


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    parts = message.get_payload() if message.is_multipart() else None
    if not isinstance(parts, list) or message.get_content_type() == "message/rfc822":
        yield message
    elif depth < _DEEPEST:
        for part in parts:
            if isinstance(part, Message):
                yield from _leaves(part, depth + 1)


def _name(part: Message) -> str:
    kind = part.get_content_type()
    shown = "Content-ID" in part and not is_declared_attachment(part)
    if kind in _NO_ATTACHMENT or (shown and part.get_content_maintype() == "image"):
        return ""
    name = part.get_param("filename", None, "content-disposition") or part.get_param("name")
    return " ".join(_decoded(name).split()).rpartition("/")[2]


def is_declared_attachment(part: Message) -> bool:
    """Whether the sender's program says it is a file, not a picture in the text."""
    return decoded(part.get("Content-Disposition")).lower().startswith("attachment")


def _decoded(name: object) -> str:
    """A name as RFC 2231, encoded words or plain bytes give it."""
    if isinstance(name, tuple):
        charset, _, said = name
        raw = unquote_to_bytes(said) if "%" in said else said.encode("latin-1", "replace")
        return decode_as(raw, charset)[0]
    return decoded(name)
