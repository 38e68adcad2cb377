"""Word files (``.docx``): notes, minutes, and the transcripts Teams saves."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import error as ZlibError  # noqa: N812

from voc.errors import InputError
from voc.readers import encoding, plain_text
from voc.readers.office_zip import demand_fair_size
from voc.readers.options import ReadOptions
from voc.types import Document, Problem

_MOST_BYTES = 200_000_000  # unpacked, pictures and all; a note of a thousand pages has 20 million
_BROKEN = (ZlibError, EOFError, SyntaxError, LookupError, ValueError, TypeError, AttributeError, RuntimeError)
_OLE = b"\xd0\xcf\x11\xe0"  # how .doc and encrypted files begin


class Docx:
    """``.docx`` files, read with python-docx."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name ends in .docx."""
        del head
        return path.suffix.lower() == ".docx"

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """One document: paragraphs and tables in order, a row of a table as a line with tabs."""
        text = "\n".join(_lines(_open(path))).strip("\n")
        if not text.strip():
            raise InputError(f"{path.name} has no text in it", "without_text", file=path.name)
        yield plain_text.document_of(text, source=path.name, options=options)


def _open(path: Path) -> Any:
    """The document, after a look at how large it is: a small file can unpack to any size."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        demand_fair_size(path, most=_MOST_BYTES)
        with zipfile.ZipFile(path):
            return _as_it_reads(docx.Document(str(path)))
    except OSError as error:
        raise encoding.unreadable(path, error) from error
    except zipfile.BadZipFile as error:
        if _begins_with(path, _OLE):
            message = "has a password or is of the old .doc kind; save it as .docx without a password"
            raise InputError(f"{path.name} {message}", "password_or_old_word", file=path.name) from error
        raise _unreadable(path, error) from error
    except (OpcError, *_BROKEN) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> InputError:
    said = str(error).replace("\n", " ")
    message = f"{path.name} is no Word file that can be read: {said}"
    return InputError(message, "no_word_file", file=path.name, error=said)


def _begins_with(path: Path, beginning: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(beginning)) == beginning


def _as_it_reads(document: Any) -> Any:
    """`document` with tracked insertions and form fields as plain text, and without what was struck out."""
    from docx.oxml.ns import qn

    body = document.element.body
    for struck in body.xpath(".//w:del | .//w:moveFrom"):
        struck.getparent().remove(struck)
    for wrapper in body.xpath(".//w:ins | .//w:moveTo | .//w:smartTag | .//w:sdt"):
        content = wrapper.find(qn("w:sdtContent"))
        for child in list(wrapper if content is None else content):
            wrapper.addprevious(child)
        wrapper.getparent().remove(wrapper)
    return document


def _lines(container: Any) -> Iterator[str]:
    from docx.text.paragraph import Paragraph

    styles: dict[str | None, str] = {}  # looking one up takes longer than all else in a paragraph
    for block in container.iter_inner_content():
        if isinstance(block, Paragraph):
            text = block.text
            yield f"{_mark(block, styles)}{text}" if text.strip() else ""
        else:
            yield from (_row(row) for row in block.rows)


def _mark(paragraph: Any, styles: dict[str | None, str]) -> str:
    """# before a heading and - before a point of a list, which Word shows and does not write."""
    id_ = paragraph._p.style
    if id_ not in styles:
        styles[id_] = (paragraph.style.name or "") if paragraph.style is not None else ""
    style = styles[id_]
    if style == "Title" or style.startswith("Heading"):
        return "# "
    listed = style.startswith("List") or paragraph._p.xpath("./w:pPr/w:numPr")
    return "- " if listed else ""


def _row(row: Any) -> str:
    """The cells of a row, a merged one once; only the last may run over several lines."""
    cells = list({id(cell._tc): cell for cell in row.cells}.values())
    texts = [" ".join(" ".join(_lines(cell)).split()) for cell in cells[:-1]]
    last = "\n".join(_lines(cells[-1])).strip() if cells else ""
    return "\t".join([*texts, last]).strip("\t")
