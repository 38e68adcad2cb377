"""Header lines of mails, decoded: encoded words of any charset, raw eight-bit bytes, folded lines."""

from __future__ import annotations

import binascii
import quopri
import re

from voc.readers.encoding import decode_as

_ENCODED = re.compile(r"=\?([^?\s]+?)(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=")
_LONGEST = 20_000  # characters; some 500 addresses
_BETWEEN = re.compile(r"(\?=)\s+(=\?)")


def decoded(header: object) -> str:
    """The header as a reader sees it, on one line; "" where there is none."""
    if header is None:
        return ""
    raw = str(header)[:_LONGEST]
    if re.search(r"[\udc80-\udcff]", raw):
        raw = decode_as(raw.encode("utf-8", "surrogateescape"), None)[0]
    elif "\x1b" in raw:
        raw = decode_as(raw.encode("utf-8", "replace"), "iso-2022-jp")[0]
    joined = _BETWEEN.sub(r"\1\2", raw)
    return re.sub(r"[ \t\r\n]+", " ", _words(joined)).strip()  # 山田　太郎 keeps its space


def is_encoded(header: str) -> bool:
    """Whether there are encoded words in it."""
    return _ENCODED.search(header) is not None


def _words(text: str) -> str:
    """Encoded words decoded; neighbours of one charset together, since some cut inside a character."""
    out: list[str] = []
    at = 0
    pending, charset = b"", ""
    for match in _ENCODED.finditer(text):
        if match.start() > at or match[1].lower() != charset:
            out.append(decode_as(pending, charset)[0] if pending else "")
            pending = b""
            out.append(text[at : match.start()])
        charset = match[1].lower()
        pending += _bytes(match[2], match[3])
        at = match.end()
    out.append(decode_as(pending, charset)[0] if pending else "")
    return "".join(out) + text[at:]


def _bytes(kind: str, payload: str) -> bytes:
    if kind in "qQ":
        return quopri.decodestring(payload.encode("utf-8", "replace"), header=True)
    try:
        return binascii.a2b_base64(payload.encode("ascii", "ignore") + b"==")
    except binascii.Error:
        return payload.encode("utf-8", "replace")
