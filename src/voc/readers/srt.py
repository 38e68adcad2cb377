"""SubRip transcripts (``.srt``): numbered captions with a comma before the milliseconds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from voc.readers import captions, encoding
from voc.readers.options import ReadOptions
from voc.readers.plain_text import with_plain_line_ends
from voc.types import Document, Problem

_CLOCK = r"(\d{1,3}:\d{1,2}:\d{1,2})[,.:](\d{1,3})"
_TIMING = re.compile(rf"^[ \t]*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}[^\n]*$", re.MULTILINE)


class Srt:
    """``.srt`` files."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name ends in .srt."""
        del head
        return path.suffix.lower() == ".srt"

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """One document, as of WebVTT with the same captions."""
        text, problems = encoding.text_of(path)
        found, count = _TIMING.subn(_as_webvtt, with_plain_line_ends(text))
        if not count:
            raise captions.none_in(path, like="00:00:01,000 --> 00:00:04,000")
        document = captions.document_of(f"WEBVTT\n\n{found.lstrip()}", path, options)
        yield replace(document, problems=(*problems, *document.problems))


def _as_webvtt(timing: re.Match[str]) -> str:
    start, end = (f"{clock}.{part.ljust(3, '0')}" for clock, part in (timing.group(1, 2), timing.group(3, 4)))
    return f"{start} --> {end}"
