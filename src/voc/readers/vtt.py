"""WebVTT transcripts, as Zoom, Teams and Meet write them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from voc.readers import captions, encoding
from voc.readers.options import ReadOptions
from voc.readers.plain_text import with_plain_line_ends
from voc.types import Document, Problem


class Vtt:
    """``.vtt`` files."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name ends in .vtt or the file begins with WEBVTT."""
        return path.suffix.lower() == ".vtt" or head.lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT")

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """One document: captions of one speaker in a row are one turn, timed if the file name has a date."""
        text, problems = encoding.text_of(path)
        text = with_plain_line_ends(text)
        if not text.lstrip().startswith("WEBVTT"):
            if not captions.TIMING.search(text):
                raise captions.none_in(path, like="00:00:01.000 --> 00:00:04.000")
            text = f"WEBVTT\n\n{text.lstrip()}"
            problems.append(Problem("vtt_no_header", "the first line is not WEBVTT; read all the same"))
        document = captions.document_of(text, path, options)
        yield replace(document, problems=(*problems, *document.problems))
