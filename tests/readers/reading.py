"""Reads a file a test has just written."""

from __future__ import annotations

from pathlib import Path

from voc import readers
from voc.readers import ReadOptions
from voc.types import Document, Problem


def read(
    folder: Path, name: str, content: str | bytes, options: ReadOptions | None = None
) -> tuple[list[Document], list[Problem]]:
    """The documents and the problems of a file called `name`."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = list(readers.read(path, options or ReadOptions()))
    documents = [item for item in found if isinstance(item, Document)]
    for document in documents:
        for part in document.utterances:
            assert 0 <= part.start < part.end <= len(document.text)
    return documents, [item for item in found if isinstance(item, Problem)]


def said(document: Document, kind: str = "new") -> list[str]:
    """The words of the utterances of one kind."""
    return [document.text[part.start : part.end] for part in document.utterances if part.kind == kind]
