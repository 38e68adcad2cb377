"""What one command shows, and the kinds of file it can become."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voc.errors import InputError
from voc.exports.delimited import to_csv
from voc.exports.page import to_html
from voc.exports.table import Table
from voc.exports.xlsx import to_xlsx
from voc.pictures import canvas
from voc.pictures.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture, the tables with its numbers, and what a reader should know of them."""

    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    drawing: Drawing | None = None
    sections: tuple[Table, ...] = ()  # how a page shows the tables, where otherwise than a workbook
    markdown: str | None = None


def format_of(file: Path, formats: tuple[str, ...]) -> str:
    """The format that the file's suffix says; InputError when it is none of `formats`."""
    suffix = file.suffix.lower().removeprefix(".")
    if suffix not in formats:
        raise InputError(
            f"cannot write {file.name}; this can be written as {', '.join(formats)}",
            "cannot_write_as",
            file=file.name,
            formats=", ".join(formats),
        )
    return suffix


def render(sheet: Sheet, form: str, *, language: str) -> bytes:
    """The sheet as a file of that format; the same sheet gives the same bytes."""
    if form == "csv":
        return to_csv(sheet.tables[0])
    if form == "xlsx":
        return to_xlsx(sheet.tables)
    if form == "md" and sheet.markdown is not None:
        return sheet.markdown.encode()
    svg = canvas.render(sheet.drawing, "svg") if sheet.drawing and form != "png" else None
    if form == "html":
        return to_html(
            sheet.title,
            language=language,
            notes=sheet.notes,
            tables=sheet.sections or sheet.tables,
            picture=svg.decode() if svg else None,
        )
    if svg is not None and form == "svg":
        return svg
    if sheet.drawing is not None and form == "png":
        return canvas.render(sheet.drawing, "png")
    raise ValueError(f"{sheet.title} cannot be a {form}")


def save(content: bytes, file: Path) -> None:
    """Writes the file, and its folders where they are missing; InputError when it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise InputError(
            f"cannot write {file}: {error.strerror}", "cannot_write", file=str(file), error=error.strerror
        ) from error
