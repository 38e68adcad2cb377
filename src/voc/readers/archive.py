"""The files of a folder or of a zip alike, without unpacking anything onto the disk."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from zlib import error as ZlibError  # noqa: N812

from voc.errors import InputError
from voc.readers.encoding import unreadable

MOST_UNPACKED = 2 << 30  # bytes; a small zip can be made to unpack to any size
MOST_FILES = 200_000


def files_of(path: Path, *, most: int = MOST_UNPACKED) -> Mapping[str, Callable[[], bytes]]:
    """Name, with slashes, -> what reads the file; InputError for what is no zip or unpacks to too much."""
    if path.is_dir():
        return {file.relative_to(path).as_posix(): file.read_bytes for file in path.rglob("*.json")}
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise unreadable(path, error) from error
    except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
        message = f"{path.name} is no zip that can be read: {error}"
        raise InputError(message, "no_zip", file=path.name, error=error) from error
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    size = sum(entry.file_size for entry in entries)
    if size > most or len(entries) > MOST_FILES:
        raise InputError(
            f"{path.name} unpacks to {len(entries)} files of {size >> 20} MB; voc reads up to "
            f"{MOST_FILES} files of {most >> 20} MB; unpack it and give the folder",
            "unpacks_to_too_much",
            file=path.name,
            most=f"{most >> 20} MB",
        )
    return {entry.filename: lambda entry=entry: _read(archive, entry) for entry in entries}  # type: ignore[misc]


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The content, of no more bytes than the entry says it has."""
    try:
        with archive.open(entry) as file:
            return file.read(entry.file_size)
    except (zipfile.BadZipFile, ZlibError, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        message = f"{entry.filename} in the zip cannot be read: {error}"
        raise InputError(message, "broken_zip_entry", file=entry.filename, error=error) from error
