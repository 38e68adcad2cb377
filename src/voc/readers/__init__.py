"""Files and pasted text to documents. One file per source format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from voc.errors import InputError
from voc.readers.encoding import unreadable
from voc.readers.identity import stamped
from voc.readers.options import ReadOptions
from voc.registry import Registry
from voc.types import Document, Problem

if TYPE_CHECKING:
    from voc.readers.tables import Preview

__all__ = [
    "READERS",
    "ReadOptions",
    "Reader",
    "is_export",
    "opens",
    "previews",
    "read",
    "read_text",
    "supported",
]

READERS = Registry(
    "reader",
    {  # the first that accepts a file reads it
        "slack": "voc.readers.slack:Slack",
        "xlsx": "voc.readers.xlsx:Xlsx",
        "docx": "voc.readers.docx:Docx",
        "vtt": "voc.readers.vtt:Vtt",
        "srt": "voc.readers.srt:Srt",
        "html": "voc.readers.html:Html",
        "mbox": "voc.readers.mail_box:Mbox",
        "mail": "voc.readers.mail:Mail",
        "zendesk": "voc.readers.zendesk:Zendesk",
        "intercom": "voc.readers.intercom:Intercom",
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


@runtime_checkable
class Tabular(Protocol):
    """A reader of tables, which can show how it understood one."""

    def previews(self, path: Path, options: ReadOptions) -> Iterator[Preview]:
        """One for each table; InputError when nothing of the file can be read."""


_NO_OPTIONS = ReadOptions()


def read(path: Path, options: ReadOptions = _NO_OPTIONS) -> Iterator[Document | Problem]:
    """Documents and problems of one file, or of a folder that is an export, as they are read.

    Raises InputError when the file is missing, empty, of no known format or has no text in it.
    """
    if is_export(path):
        yield from stamped(READERS.load("slack")().read(path, options), options)
        return
    head = _head(path)
    if not head.strip():
        raise InputError(f"{path.name} is empty", "empty", file=path.name)
    reader = _reader(path, head)
    if reader is None:
        formats = ", ".join(READERS)
        message = f"{path.name} is of no format voc reads; give {formats}"
        raise InputError(message, "unknown_format", file=path.name, formats=formats)
    yield from stamped(reader.read(path, options), options)


def previews(path: Path, options: ReadOptions = _NO_OPTIONS) -> list[Preview]:
    """How each table in the file was understood; none where it is no table, or cannot be read."""
    try:
        reader = None if path.is_dir() else _reader(path, _head(path))
        return list(reader.previews(path, options)) if isinstance(reader, Tabular) else []
    except InputError:
        return []


def read_text(text: str, options: ReadOptions = _NO_OPTIONS) -> Document:
    """One document from pasted text: a mail, a transcript with speakers, or a note.

    ``document.text`` is `text` with line ends as ``\\n``. Raises InputError when there is none.
    """
    from voc.readers.plain_text import document_of

    if not text.strip():
        raise InputError("there is no text; paste a note, a mail or a transcript", "nothing_pasted")
    (document,) = stamped([document_of(text, source="text", options=options)], options)
    assert isinstance(document, Document)
    return document


def is_export(path: Path) -> bool:
    """Whether `path` is a folder to be read as a whole: the export of a workspace."""
    try:
        return path.is_dir() and READERS.load("slack")().accepts(path, b"") is True
    except OSError:  # a folder that may not be looked into
        return False


def supported(path: Path) -> bool:
    """Whether one of the readers takes `path`, by its name and beginning; False for what cannot be opened."""
    return opens(path) and _reader(path, _head(path)) is not None


def opens(path: Path) -> bool:
    """Whether the file can be opened."""
    try:
        _head(path)
    except InputError:
        return False
    return True


def _reader(path: Path, head: bytes) -> Reader | None:
    """The first reader that takes the file."""
    found: Iterator[Reader] = (READERS.load(name)() for name in READERS)
    return next((reader for reader in found if reader.accepts(path, head)), None)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise unreadable(path, error) from error
