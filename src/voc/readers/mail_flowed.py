"""Text that a mail program wrapped, with its lines joined again (RFC 3676, format=flowed)."""

from __future__ import annotations

import re

_QUOTES = re.compile(r">*")
_DELIMITER = "-- "  # of a signature; the one line that ends in a space and is not wrapped


def unfolded(text: str, *, delete_space: bool) -> str:
    """`text` with lines that end in a space joined to the next one of the same quotation.

    With `delete_space` (DelSp=yes) the space was put in by the writer's program, as in Japanese, and goes.
    """
    done: list[str] = []
    pending, depth_before = "", 0
    for raw in re.split(r"\r\n?|\n", text):
        depth = len(_QUOTES.match(raw)[0])  # type: ignore[index]
        line = raw[depth:].removeprefix(" ")
        if pending and (depth != depth_before or not line or line == _DELIMITER):
            done.append(_quoted(depth_before, pending))
            pending = ""
        depth_before = depth
        if line.endswith(" ") and line != _DELIMITER:
            pending += line[:-1] if delete_space else line
        else:
            done.append(_quoted(depth, pending + line))
            pending = ""
    if pending:
        done.append(_quoted(depth_before, pending))
    return "\n".join(done)


def _quoted(depth: int, line: str) -> str:
    return ">" * depth + (" " if depth and line else "") + line
