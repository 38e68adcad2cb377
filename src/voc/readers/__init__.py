"""Files and pasted text to documents. One file per source format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from voc.errors import InputError
from voc.readers.encoding import unreadable
from voc.readers.identity import stamped
from voc.readers.options import ReadOptions
from voc.registry import Registry
from voc.types import Document, Problem

__all__ = ["READERS", "ReadOptions", "Reader", "read", "read_text", "supported"]

READERS = Registry(
    "reader",
    {  # the first that accepts a file reads it
        "xlsx": "voc.readers.xlsx:Xlsx",
        "vtt": "voc.readers.vtt:Vtt",
        "mbox": "voc.readers.mail_box:Mbox",
        "mail": "voc.readers.mail:Mail",
        "jsonl": "voc.readers.jsonl:JsonLines",
        "csv": "voc.readers.csv_table:Csv",
        "text": "voc.readers.plain_text:PlainText",
        "msg": "voc.readers.mail_msg:Msg",
    },
)
_HEAD = 4096


class Reader(Protocol):
    """One source format."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether this reader reads `path`, whose first 4,096 bytes are `head`."""

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """Documents without an id, in the order of the file, and a problem for each part that is lost.

        Raises InputError when nothing of the file can be read.
        """


_NO_OPTIONS = ReadOptions()


def read(path: Path, options: ReadOptions = _NO_OPTIONS) -> Iterator[Document | Problem]:
    """Documents and problems of one file, as they are read.

    Raises InputError when the file is missing, empty, of no known format or has no text in it.
    """
    head = _head(path)
    if not head.strip():
        raise InputError(f"{path.name} is empty")
    for name in READERS:
        reader: Reader = READERS.load(name)()
        if reader.accepts(path, head):
            yield from stamped(reader.read(path, options), options)
            return
    raise InputError(f"{path.name} is of no format voc reads; give {', '.join(READERS)}")


def read_text(text: str, options: ReadOptions = _NO_OPTIONS) -> Document:
    """One document from pasted text: a mail, a transcript with speakers, or a note.

    ``document.text`` is `text` with line ends as ``\\n``. Raises InputError when there is none.
    """
    from voc.readers.plain_text import document_of

    if not text.strip():
        raise InputError("there is no text; paste a note, a mail or a transcript")
    (document,) = stamped([document_of(text, source="text", options=options)], options)
    assert isinstance(document, Document)
    return document


def supported(path: Path) -> bool:
    """Whether one of the readers takes `path`, by its name and beginning; False for what cannot be opened."""
    try:
        head = _head(path)
    except InputError:
        return False
    return any(READERS.load(name)().accepts(path, head) for name in READERS)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise unreadable(path, error) from error
