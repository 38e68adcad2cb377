"""Mail boxes (``.mbox``), as Thunderbird, Gmail's export and Unix keep them: many mails in one file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from voc.errors import InputError
from voc.readers import mail
from voc.readers.encoding import unreadable
from voc.readers.options import ReadOptions
from voc.types import Document, Problem

# "From " also begins a sentence; between mails a blank line, a clock and a year stand around it
_BETWEEN = re.compile(rb"From .{0,200}\d\d:\d\d.{0,40}\d{4}")
_BEGINS = re.compile(rb"From [^\r\n]{0,200}\r?\n(?:>?[!-9;-~]+[ \t]*:|>From )")
_HEADER = re.compile(rb">?[!-9;-~]+[ \t]*:|>From ")
_ESCAPED = re.compile(rb"(?m)^>(>*From )")
_TOLD_EVERY = 1 << 20  # bytes
_LARGEST = 100 << 20  # bytes of one mail with its attachments


class Mbox:
    """``.mbox`` files, and files of another name that begin with a line "From …" above a mail's header."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name or the first lines are a mail box's."""
        return path.suffix.lower() == ".mbox" or (
            path.suffix.lower() != ".eml" and bool(_BEGINS.match(head.lstrip()))
        )

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """One document per mail, read one after the other; a mail that cannot be read is a Problem."""
        try:
            with path.open("rb") as file:
                number = 0
                for number, data in enumerate(mails_in(_telling(file, options)), start=1):
                    yield _read(data, source=f"{path.name}#{number}", options=options)
                if not number:
                    raise InputError(f"{path.name} has no mails in it", "no_mails", file=path.name)
        except OSError as error:
            raise unreadable(path, error) from error


def _telling(lines: Iterable[bytes], options: ReadOptions) -> Iterator[bytes]:
    """The same lines; who waits for a large file hears how far it is read."""
    read = told = 0
    for line in lines:
        yield line
        read += len(line)
        if options.progress and read - told >= _TOLD_EVERY:
            told = read
            options.progress(read)


def mails_in(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The mails of a mail box without the lines "From …" between them."""
    mail: list[bytes] = []
    for line, begins in _with_beginnings(lines):
        if begins:
            if any(kept.strip() for kept in mail):
                yield _ESCAPED.sub(rb"\1", b"".join(mail))
            mail = []
        else:
            mail.append(line)
    if any(kept.strip() for kept in mail):
        yield _ESCAPED.sub(rb"\1", b"".join(mail))


def _with_beginnings(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each line, and whether a mail begins with it: a header has to follow."""
    candidate: bytes | None = None
    after_blank, first = True, True
    for line in lines:
        if candidate is not None:
            yield candidate, first or bool(_HEADER.match(line))
            candidate, first = None, False
        may_begin = after_blank and line.startswith(b"From ") and (first or bool(_BETWEEN.match(line)))
        after_blank = not line.strip()
        first = first and (after_blank or may_begin)
        if may_begin:
            candidate = line
        else:
            yield line, False
    if candidate is not None:
        yield candidate, False


def _read(data: bytes, *, source: str, options: ReadOptions) -> Document | Problem:
    if len(data) > _LARGEST:
        return Problem("too_large", f"{source} is larger than {_LARGEST >> 20} MB and was left out", source)
    try:
        return mail.document_of(data, source=source, options=options)
    except InputError as error:
        return Problem("unreadable_mail", str(error), source)
