"""Notes and minutes that were saved as a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from voc.errors import InputError
from voc.readers import encoding, html_text, plain_text
from voc.readers.options import ReadOptions
from voc.types import Document, Problem

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_SAYS_SO_WITHIN = 1024  # bytes, as HTML wants it


class Html:
    """``.html`` files."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name ends in .html or .htm."""
        del head
        return path.suffix.lower() in (".html", ".htm")

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """One document, of the words of the page as they stand in lines."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise encoding.unreadable(path, error) from error
        charset = _CHARSET.search(data[:_SAYS_SO_WITHIN])
        html, problems = encoding.decode_as(data, charset[1].decode("ascii") if charset else None)
        text = html_text.text_of(html, notes=True)
        if not text.strip():
            raise InputError(f"{path.name} has no text in it", "without_text", file=path.name)
        document = plain_text.document_of(text, source=path.name, options=options)
        yield replace(document, problems=(*problems, *document.problems))
