"""The text of a mail out of its parts: plain where there is plain, else the words of the HTML."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email.message import Message

from voc.readers import html_text, mail_flowed
from voc.readers.encoding import decode_as
from voc.readers.mail_attachments import is_attachment
from voc.readers.mail_header import decoded
from voc.types import Problem

_MOST_PARTS = 200
_DEEPEST = 20
_SHOWN_OF_ATTACHED = ("From", "Date", "Subject", "To")


def text_of(message: Message) -> tuple[str, list[Problem]]:
    """The body with ``\\n`` as line end, and problems for parts that could not be read in full.

    A mail that was attached to the mail follows under a line that says so, as a forwarded mail does.
    Other attachments are left alone.
    """
    texts: list[str] = []
    attached: list[str] = []
    problems: list[Problem] = []
    for number, (part, inside) in enumerate(_text_parts(message, problems), start=1):
        if number > _MOST_PARTS:
            problems.append(Problem("too_many_parts", f"only the first {_MOST_PARTS} parts were read"))
            break
        text, found = _text(part, f"part {number}")
        if inside is None:
            texts.append(text)
        else:
            attached.append(f"{_head_of(inside)}\n\n{text}")
        problems += found
    joined = "\n\n".join(text for text in (*texts, *attached) if text.strip())
    return re.sub(r"\r\n?", "\n", joined).replace("\x0c", "\n").strip("\n"), problems


def _head_of(attached: Message) -> str:
    lines = [f"{name}: {said}" for name in _SHOWN_OF_ATTACHED if (said := decoded(attached.get(name)))]
    return "\n".join(["----- Forwarded message -----", *lines])


def _text_parts(
    message: Message, problems: list[Problem], depth: int = 0, inside: Message | None = None
) -> Iterator[tuple[Message, Message | None]]:
    """The parts with text, each with the attached mail it is in, if it is in one."""
    if depth > _DEEPEST:
        problems.append(Problem("too_deep", f"parts more than {_DEEPEST} deep in one another were not read"))
        return
    if any("Boundary" in type(defect).__name__ for defect in message.defects):
        problems.append(
            Problem("truncated_mail", "the mail ends before its last part does; what is there was read")
        )
    kind = message.get_content_type()
    parts = message.get_payload() if message.is_multipart() else None
    if isinstance(parts, list):
        within = [part for part in parts if isinstance(part, Message)]
        if kind == "multipart/alternative":
            readable = [list(_text_parts(part, problems, depth + 1, inside)) for part in within]
            yield from max(readable, key=_rank, default=[])
            return
        for part in within:
            yield from _text_parts(part, problems, depth + 1, part if kind == "message/rfc822" else inside)
    elif kind in ("text/plain", "text/html") and not is_attachment(message):
        yield message, inside
    elif kind.startswith("multipart/") and isinstance(message.get_payload(), str):
        yield message, inside  # said to have parts, but its boundary never comes


def _rank(parts: list[tuple[Message, Message | None]]) -> tuple[bool, bool]:
    """Alternatives with words first, plain before HTML."""
    has_words = any(_text(part, "")[0].strip() for part, _ in parts)
    return has_words, any(part.get_content_type() == "text/plain" for part, _ in parts)


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
    if b"\0" in payload and not (name or "").lower().startswith(("utf-16", "utf-32")):
        problems.append(Problem("broken_characters", "NUL bytes in the text were left out", place))
    text, broken = decode_as(payload, name)
    problems += [Problem(problem.code, problem.message, place) for problem in broken]
    return _as_lines(part, text), problems


def _as_lines(part: Message, text: str) -> str:
    if part.get_content_type() == "text/html":
        return html_text.text_of(text)
    if _parameter(part, "format") == "flowed":
        return mail_flowed.unfolded(text, delete_space=_parameter(part, "delsp") == "yes")
    return text


def _parameter(part: Message, name: str) -> str:
    return str(part.get_param(name) or "").strip().lower()


def _base64_as_far_as_it_goes(payload: str) -> bytes:
    letters = re.sub(r"[^A-Za-z0-9+/]", "", payload)
    return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
