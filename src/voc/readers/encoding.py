"""Bytes to text: which encoding, tried in the order that is right for Japanese and English files.

Guessers by statistics take cp932 tables for Western or Korean text. Strict decoding does not:
UTF-8 and ISO-2022-JP prove themselves, and cp932, EUC-JP and cp1252 are told apart by what
the decoded text would look like.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from voc.errors import InputError
from voc.types import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAME_AS = {  # what mail and web programs call it -> what they mean
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms_kanji": "cp932",
    "csshiftjis": "cp932",
    "x-euc-jp": "euc-jp",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "ascii",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
}
_HALF_KATAKANA = re.compile(r"[｡-ﾟ]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_JIS_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\$\([@BD]|\([BJIH])")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 1 << 20
_OS_CODES = {FileNotFoundError: "not_found", PermissionError: "not_allowed", IsADirectoryError: "is_folder"}


def decode(data: bytes) -> tuple[str, str, list[Problem]]:
    """The text, the name of its encoding, and a problem where bytes had to be replaced by �.

    Raises InputError for what is no text at all: images, archives, programs.
    """
    encoding = guess(data)
    text, replaced = _decode(data, encoding)
    if "\0" in text and b"\0" not in (rest := _without_stray_nuls(data)):
        text, encoding, problems = decode(rest)
        return text, encoding, [Problem("nul_bytes", "NUL bytes were left out; they are no text"), *problems]
    if "\0" in text:
        raise InputError(
            "this is not a text file (it has NUL bytes); "
            "give a text, CSV, XLSX, DOCX, VTT, EML or JSONL file",
            "no_text_file",
        )
    return text.removeprefix("\ufeff"), encoding, _problems(encoding, replaced)


def text_of(path: Path) -> tuple[str, list[Problem]]:
    """The text of a whole file and its problems, as `decode` has them."""
    try:
        text, _, problems = decode(path.read_bytes())
    except OSError as error:
        raise unreadable(path, error) from error
    return text, problems


def decode_as(data: bytes, charset: str | None) -> tuple[str, list[Problem]]:
    """The text of `data` whose sender says it is in `charset`, which is often missing or wrong."""
    name = (charset or "").strip().strip("\"'").lower()
    name = _SAME_AS.get(name, name)
    if _JIS_ESCAPE.search(data):
        text, replaced = _decode(data.replace(b"\0", b""), "iso-2022-jp")
        return text, _problems("iso-2022-jp", replaced)
    try:
        text = data.decode(name or "ascii")
        return text.replace("\0", ""), []
    except (LookupError, UnicodeError, ValueError):
        encoding = guess(data.replace(b"\0", b""))
        text, replaced = _decode(data, encoding)
        return text.replace("\0", ""), _problems(encoding, replaced)


def detect_file(path: Path) -> str:
    """The encoding of a whole file that is read in pieces, to be opened with ``errors="replace"``."""
    try:
        with path.open("rb") as file:
            head = _without_stray_nuls(file.read(_SAMPLE))
            encoding = guess(head[: head.rfind(b"\n") + 1] or head)
            if not file.read(1):
                encoding = guess(head)
            elif encoding in ("utf-8", "ascii", "cp932", "cp1252", "euc-jp"):
                encoding = _first_that_reads(path, encoding)
    except OSError as error:
        raise unreadable(path, error) from error
    if b"\0" in head and not encoding.startswith(("utf-16", "utf-32")):
        message = f"{path.name} is not a text file (it has NUL bytes)"
        raise InputError(message, "no_text_file", file=path.name)
    return encoding


def problems_in(path: Path, encoding: str) -> list[Problem]:
    """A problem where the file has bytes that are not in `encoding`."""
    return [] if _reads(path, encoding) else _problems(encoding, 1)


def open_text(path: Path, encoding: str) -> TextIO:
    """The file opened to be read line by line in an encoding that ``detect_file`` gave."""
    if encoding == "iso-2022-jp":
        return io.StringIO(decode_jis(path.read_bytes()), newline="")
    # a byte order mark at the start is taken off by these two and by "utf-16"
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    return path.open(encoding=name, errors="replace", newline="")


def unreadable(path: Path, error: OSError) -> InputError:
    """The error to raise for a file the system will not open."""
    said = error.strerror or str(error)
    code = _OS_CODES.get(type(error), "unreadable")
    return InputError(f"cannot read {path}: {said}", code, path=path, error=said)


def guess(data: bytes) -> str:
    """The name of the encoding that `data` is most likely in; "utf-8" where none fits."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    if b"\0" in data:
        return _guess_utf16(data)
    if _is_jis(data):
        return "iso-2022-jp"
    if strictly(data, "utf-8") is not None:
        return "utf-8"
    readings = {
        name: text for name in ("cp932", "euc-jp", "cp1252") if (text := strictly(data, name)) is not None
    }
    plausible: dict[str, Callable[[str], bool]] = {
        "euc-jp": lambda text: (
            bool(_KANA.search(text)) and len(_HALF_KATAKANA.findall(text)) * 10 < len(text)
        ),
        "cp932": looks_japanese,
        "cp1252": lambda _: True,
    }
    if {"cp932", "euc-jp"} <= readings.keys() and not _mostly_half_katakana(readings["cp932"]):
        del readings["euc-jp"]
    best = (
        name for name, looks_right in plausible.items() if name in readings and looks_right(readings[name])
    )
    return next(best, "utf-8")


def _is_jis(data: bytes) -> bool:
    """Whether escapes to Japanese are no strays in a text of eight bits, which ISO-2022-JP has none of."""
    if b"\x1b$" not in data or data.isascii():
        return b"\x1b$" in data
    lines = data.split(b"\n")
    escaped = sum(b"\x1b$" in line for line in lines)
    return escaped * 2 >= len(lines) - sum(map(bytes.isascii, lines)) and strictly(data, "utf-8") is None


def _without_stray_nuls(data: bytes) -> bytes:
    """`data` without NUL bytes, where it is a text but for a few of them, as broken exports have."""
    rest = data.replace(b"\0", b"")
    few = (len(data) - len(rest)) * 20 < len(data)
    lines = data.split(b"\n")
    damaged = sum(not _is_text(line) for line in lines)
    return rest if (few and _is_text(rest)) or damaged * 4 <= len(lines) else data


def _is_text(data: bytes) -> bool:
    no_text = b"\0" in data or _CONTROL.search(data)
    return not no_text and strictly(data, guess(data)) is not None


def _guess_utf16(data: bytes) -> str:
    """UTF-16 without a mark: every ASCII letter and line end brings a NUL on the same side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    for encoding, nuls, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        text = strictly(data, encoding) if nuls > 10 * others else None
        if (
            text
            and "\0" not in text
            and sum(map(str.isprintable, text)) > 0.9 * (len(text) - text.count("\n"))
        ):
            return encoding
    return "utf-8"  # binary; the NUL bytes in it are what decode() reports


def looks_japanese(text: str) -> bool:
    """Whether kana or runs of kanji stand in it: "don痴 worry" is a curly apostrophe of cp1252."""
    if _KANA.search(text):
        return True
    foreign = len(_NOT_ASCII.findall(text))
    in_runs = sum(len(run) for run in re.findall(r"[^\x00-\x7f]{2,}", text))
    return in_runs * 2 > foreign and not _mostly_half_katakana(text)


def _mostly_half_katakana(text: str) -> bool:
    return len(_HALF_KATAKANA.findall(text)) * 3 > len(_NOT_ASCII.findall(text))


def strictly(data: bytes, encoding: str) -> str | None:
    """The text, or None where `data` is not in that encoding."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _decode(data: bytes, encoding: str) -> tuple[str, int]:
    """The text and how many places had to be replaced."""
    text = decode_jis(data) if encoding == "iso-2022-jp" else data.decode(encoding, "replace")
    clean = strictly(data, encoding) is not None if encoding != "iso-2022-jp" else "\ufffd" not in text
    return text, 0 if clean else text.count("\ufffd")


def decode_jis(data: bytes) -> str:
    """ISO-2022-JP as mail programs on Windows write it, with ① and 髙, which no codec of Python reads.

    The pairs of a JIS section are moved to where cp932 has them, extensions of NEC and IBM included.
    """
    out, at, charset = [], 0, b"\x1b(B"
    for escape in [*_JIS_ESCAPE.finditer(data), None]:
        piece = data[at : escape.start() if escape else len(data)]
        if charset in (b"\x1b$@", b"\x1b$B", b"\x1b$(@", b"\x1b$(B"):
            out.append(_jis_pairs(piece))
        elif charset == b"\x1b(I":
            out.append(bytes(byte | 0x80 for byte in piece).decode("cp932", "replace"))
        elif charset == b"\x1b$(D":
            out.append((charset + piece + b"\x1b(B").decode("iso2022_jp_1", "replace"))
        else:
            out.append(piece.decode("ascii") if piece.isascii() else piece.decode("cp932", "replace"))
        if escape:
            charset, at = escape.group(), escape.end()
    return "".join(out)


def _jis_pairs(piece: bytes) -> str:
    moved = bytearray()
    at = 0
    while at < len(piece):
        first = piece[at]
        if not 0x21 <= first <= 0x7E:  # a line end inside the section
            moved.append(first)
            at += 1
            continue
        second = piece[at + 1] if at + 1 < len(piece) else 0
        if not 0x21 <= second <= 0x7E:
            moved.append(0xFF)  # half a pair; cp932 has no such byte, so it is read as �
            at += 1
            continue
        lead = ((first - 0x21) >> 1) + 0x81
        moved.append(lead if lead <= 0x9F else lead + 0x40)
        moved.append(second + (0x1F if second < 0x60 else 0x20) if first % 2 else second + 0x7E)
        at += 2
    return moved.decode("cp932", "replace")


def _first_that_reads(path: Path, guess: str) -> str:
    """The first encoding that reads all of a large file whose beginning may be plain ASCII."""
    candidates = dict.fromkeys(
        [*(["utf-8"] if guess in ("utf-8", "ascii") else []), guess, "cp932", "euc-jp"]
    )
    return next((encoding for encoding in candidates if _reads(path, encoding)), guess)


def _reads(path: Path, encoding: str) -> bool:
    if encoding == "iso-2022-jp":
        return True
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(_SAMPLE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _problems(encoding: str, replaced: int) -> list[Problem]:
    if not replaced:
        return []
    return [
        Problem(
            "broken_characters",
            f"bytes that are no {encoding} were read as �; save the file again as UTF-8",
            values={"encoding": encoding},
        )
    ]
