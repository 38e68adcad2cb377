"""Writes a mail as Outlook saves it: a compound file, of the parts a reader looks at."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime

_SECTOR, _MINI = 512, 64
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
Folder = dict[str, "bytes | Folder"]


@dataclass
class Item:
    """A message, a recipient or an attachment: texts and numbers by property id."""

    texts: dict[int, str | bytes] = field(default_factory=dict)  # bytes are written as they are
    numbers: dict[int, int] = field(default_factory=dict)
    sent: datetime | None = None
    attachments: list[Item] = field(default_factory=list)
    recipients: list[Item] = field(default_factory=list)
    mail: Item | None = None  # of an attachment that is a mail


def msg(mail: Item) -> bytes:
    """The bytes of the file."""
    return _compound_file(_folder(mail, header=32))


def _folder(item: Item, header: int) -> Folder:
    found: Folder = {}
    entries = b""
    for number, value in item.texts.items():
        kind = 0x0102 if isinstance(value, bytes) else 0x001F
        raw = value if isinstance(value, bytes) else value.encode("utf-16-le")
        found[f"__substg1.0_{number:04X}{kind:04X}"] = raw
        entries += struct.pack("<HHIQ", kind, number, 6, len(raw))
    for number, value in item.numbers.items():
        entries += struct.pack("<HHIQ", 3, number, 6, value)
    if item.sent:
        ticks = int((item.sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
        entries += struct.pack("<HHIQ", 0x40, 0x0039, 6, ticks)
    found["__properties_version1.0"] = bytes(header) + entries
    for number, part in enumerate(item.attachments):
        found[f"__attach_version1.0_#{number:08X}"] = _folder(part, header=8)
    for number, part in enumerate(item.recipients):
        found[f"__recip_version1.0_#{number:08X}"] = _folder(part, header=8)
    if item.mail:
        found["__substg1.0_3701000D"] = _folder(item.mail, header=24)
    return found


def _compound_file(root: Folder) -> bytes:
    """All streams in the file's small sectors, the entries of a folder as a chain to the right."""
    entries: list[bytearray] = []
    small = bytearray()
    chain: list[int] = []

    def add(name: str, node: bytes | Folder, right: int = _FREE) -> int:
        number = len(entries)
        entries.append(bytearray(128))
        child, start, size = _FREE, _END, 0
        if isinstance(node, bytes):
            size = len(node)
            if node:
                start = len(small) // _MINI
                small.extend(node + bytes(-len(node) % _MINI))
                chain.extend([*range(start + 1, len(small) // _MINI), _END])
        else:
            for below, inner in sorted(node.items(), reverse=True):
                child = add(below, inner, child)
        wide = name.encode("utf-16-le")
        kind = 5 if number == 0 else 2 if isinstance(node, bytes) else 1
        entries[number][:] = (
            wide.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(wide) + 2, kind, 1, _FREE, right, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )
        return number

    add("Root Entry", root)
    streams = [
        b"".join(entries),
        bytes(small),
        struct.pack(f"<{len(chain)}I", *chain),
    ]
    table: list[int] = []
    starts, body = [], b""
    for stream in streams:
        sectors = max(1, -(-len(stream) // _SECTOR))
        starts.append(len(table))
        table.extend([*range(len(table) + 1, len(table) + sectors), _END])
        body += stream.ljust(sectors * _SECTOR, b"\xff" if stream is streams[2] else b"\0")
    body = (
        body[:116] + struct.pack("<IQ", starts[1], len(small)) + body[128:]
    )  # the root holds the small ones
    n_tables = -(-(len(table) + 1) // 127)
    first_table = len(table)
    table.extend([_FAT] * n_tables)
    body += struct.pack(f"<{len(table)}I", *table).ljust(n_tables * _SECTOR, b"\xff")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, n_tables, starts[0], 0, 4096,
                        starts[2], 1, _END, 0)  # fmt: skip
    places = [first_table + number if number < n_tables else _FREE for number in range(109)]
    return head + struct.pack("<109I", *places) + body
