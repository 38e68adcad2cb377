"""The text of a mail out of its parts: plain where there is plain, else the words of the HTML."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email.message import Message

from voc.readers import html_text
from voc.readers.encoding import decode_as
from voc.readers.mail_header import decoded
from voc.types import Problem

_MOST_PARTS = 200


def text_of(message: Message) -> tuple[str, list[Problem]]:
    """The body with ``\\n`` as line end, and problems for parts that could not be read in full.

    A mail that was attached to the mail follows as quoted text. Other attachments are left alone.
    """
    texts: list[str] = []
    problems: list[Problem] = []
    for number, part in enumerate(_text_parts(message), start=1):
        if number > _MOST_PARTS:
            problems.append(Problem("too_many_parts", f"only the first {_MOST_PARTS} parts were read"))
            break
        text, found = _text(part, f"part {number}")
        texts.append(text)
        problems += found
    joined = "\n\n".join(text for text in texts if text.strip())
    return re.sub(r"\r\n?", "\n", joined).replace("\x0c", "\n").strip("\n"), problems


def _text_parts(message: Message, depth: int = 0) -> Iterator[Message]:
    if depth > 20:
        return
    kind = message.get_content_type()
    parts = message.get_payload() if message.is_multipart() else None
    if isinstance(parts, list):
        if kind == "multipart/alternative":
            readable = [list(_text_parts(part, depth + 1)) for part in parts if isinstance(part, Message)]
            yield from max(readable, key=_rank, default=[])
            return
        for part in parts:
            if isinstance(part, Message):
                yield from _text_parts(part, depth + 1)
    elif kind in ("text/plain", "text/html") and not _is_attachment(message):
        yield message
    elif kind.startswith("multipart/") and isinstance(message.get_payload(), str):
        yield message  # said to have parts, but its boundary never comes


def _rank(parts: list[Message]) -> tuple[bool, bool]:
    """Alternatives with words first, plain before HTML."""
    has_words = any(_text(part, "")[0].strip() for part in parts)
    return has_words, any(part.get_content_type() == "text/plain" for part in parts)


def _is_attachment(part: Message) -> bool:
    disposition = decoded(part.get("Content-Disposition")).lower()
    return disposition.startswith("attachment") or "filename" in disposition


def _text(part: Message, place: str) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    try:
        payload = part.get_payload(decode=True)
    except (binascii.Error, ValueError, LookupError, AssertionError):
        payload = None
    if not isinstance(payload, bytes):
        raw = part.get_payload()
        payload = raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""
        problems.append(
            Problem("broken_part", "the encoding of this part is broken; read as it stands", place)
        )
    if any("Base64" in type(defect).__name__ for defect in part.defects):
        payload = _base64_as_far_as_it_goes(str(part.get_payload()))
        problems.append(
            Problem("broken_part", "the base64 of this part is broken; what could be read is kept", place)
        )
    charset = part.get_param("charset")
    name = charset if isinstance(charset, str) else None
    if name is None and part.get_content_type() == "text/html":
        found = re.search(rb"charset=[\"']?([\w-]+)", payload[:2000])
        name = found[1].decode("ascii") if found else None
    text, broken = decode_as(payload, name)
    problems += [Problem(problem.code, problem.message, place) for problem in broken]
    return (html_text.text_of(text) if part.get_content_type() == "text/html" else text), problems


def _base64_as_far_as_it_goes(payload: str) -> bytes:
    letters = re.sub(r"[^A-Za-z0-9+/]", "", payload)
    return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
