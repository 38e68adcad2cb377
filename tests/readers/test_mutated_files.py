"""Good files of every kind with damage in one place: no traceback, clear problems, and no good row lost.

A few of each kind by default; ``VOC_MUTATIONS=2000`` makes that many files.
"""

from __future__ import annotations

import io
import json
import os
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from readers.outlook import Item, msg
from readers.test_any_bytes import assert_offsets_hold

from voc.errors import VocError
from voc.languages.problems import message_of
from voc.readers import ReadOptions, read
from voc.types import Document, Problem

ROWS = 12
WORDS = [f"検索が遅い。marker{number:02} we may leave" for number in range(ROWS)]
NOISE = (
    b"\0",
    b"\xff\xfe",
    b'"',
    b"\r",
    b"\x1b$B",
    b"=?utf-8?B?",
    b"<",
    b"&#x110000;",
    b"{",
    b"\\ud800",
    b",",
    b"\t",
)


def _mail(words: str, number: int = 0) -> bytes:
    return (
        f"From: Ann <ann@pella.example.com>\nTo: sato@vendor.example.com\nSubject: Renewal {number}\n"
        f"Date: Tue, 3 Nov 2026 10:{number:02}:00 +0900\nMessage-ID: <m{number}@pella.example.com>\n"
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=xx\n\n--xx\nContent-Type: text/plain; "
        f"charset=utf-8\n\n{words}\n\n--xx\nContent-Type: text/html; charset=utf-8\n"
        "Content-Transfer-Encoding: base64\n\nPHA+d2UgbGVhdmU8L3A+\n--xx--\n"
    ).encode()


def _xlsx() -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["会社名", "回答日", "ご意見"])
    for words in WORDS:
        book.active.append(["A社", datetime(2026, 10, 1), words])
    book.save(file)
    return file.getvalue()


def _docx() -> bytes:
    word, file = docx.Document(), io.BytesIO()
    for words in WORDS:
        word.add_paragraph(f"田中様：{words}")
    word.save(file)
    return file.getvalue()


def _zip(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def _slack() -> bytes:
    said = [
        {"type": "message", "user": "U1", "text": words, "ts": f"{1790816400 + at}.0"}
        for at, words in enumerate(WORDS)
    ]
    users = [{"id": "U1", "profile": {"real_name": "Dana"}}]
    return _zip(
        {"users.json": json.dumps(users).encode(), "pella/2026-10-01.json": json.dumps(said).encode()}
    )


def _captions(comma: str) -> str:
    return "".join(
        f"{at + 1}\n00:00:{at:02}{comma}000 --> 00:00:{at:02}{comma}900\nDana: {words}\n\n"
        for at, words in enumerate(WORDS)
    )


def _ticket(number: int, words: str) -> dict[str, object]:
    comments = [{"author_id": 1, "body": words, "created_at": "2026-10-01T01:00:00Z"}]
    return {"id": number, "requester_id": 1, "assignee_id": 2, "comments": comments}


def _conversation(number: int, words: str) -> dict[str, object]:
    source = {"body": f"<p>{words}</p>", "author": {"type": "user", "name": "Dana"}}
    return {"type": "conversation", "id": str(number), "created_at": 1790816400, "source": source}


def _lines(found: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in found).encode()


NOTE = "日時：2026/11/03\n出席者：田中様、佐藤\n" + "".join(
    f"田中様：{words}\n佐藤：承知しました。\n" for words in WORDS
)
CSV = "会社名,回答日,ご意見\n" + "".join(f"A社,2026-10-01,{words}\n" for words in WORDS)
GOOD: dict[str, bytes] = {
    "survey.csv": CSV.encode(),
    "cp932.csv": CSV.encode("cp932"),
    "quoted.csv": ("会社名,ご意見\n" + "".join(f'A社,"{words}, ""really"""\n' for words in WORDS)).encode(),
    "survey.tsv": CSV.replace(",", "\t").encode(),
    "utf16.csv": CSV.encode("utf-16"),
    "timeline.jsonl": _lines([{"account": "a", "channel": "chat", "text": words} for words in WORDS]),
    "turns.jsonl": _lines([{"turns": [{"speaker": "田中様", "text": words}]} for words in WORDS]),
    "tickets.jsonl": _lines([_ticket(at, words) for at, words in enumerate(WORDS)]),
    "conversations.jsonl": _lines([_conversation(at, words) for at, words in enumerate(WORDS)]),
    "tickets.json": json.dumps({"tickets": [_ticket(at, words) for at, words in enumerate(WORDS)]}).encode(),
    "inbox.mbox": b"".join(
        b"From a@b.example.com Tue Nov  3 10:15:00 2026\n" + _mail(words, at) + b"\n" for at, words in enumerate(WORDS)
    ),
    "mail.eml": _mail("\n".join(WORDS)),
    "mail.msg": msg(Item({0x0037: "更新", 0x1000: "\r\n".join(WORDS), 0x0C1A: "Dana"})),
    "survey.xlsx": _xlsx(),
    "note.docx": _docx(),
    "page.html": f"<html><meta charset=utf-8><table>{''.join(f'<tr><td>田中：<td>{words}' for words in WORDS)}".encode(),
    "call.vtt": f"WEBVTT\n\n{_captions('.')}".encode(),
    "call.srt": _captions(",").encode(),
    "note.txt": NOTE.encode(),
    "jis.txt": NOTE.encode("iso2022_jp"),
    "slack.zip": _slack(),
    "files.zip": _zip({"survey.csv": CSV.encode(), "mail.eml": _mail("x"), "note.txt": NOTE.encode()}),
}  # fmt: skip
BETWEEN: dict[str, tuple[bytes, int]] = {  # what stands between records, and how many pieces come before
    "survey.csv": (b"\n", 1),
    "cp932.csv": (b"\n", 1),
    "quoted.csv": (b"\n", 1),
    "survey.tsv": (b"\n", 1),
    "timeline.jsonl": (b"\n", 0),
    "turns.jsonl": (b"\n", 0),
    "tickets.jsonl": (b"\n", 0),
    "conversations.jsonl": (b"\n", 0),
    "inbox.mbox": (b"From a@b.example.com Tue Nov  3 10:15:00 2026\n", 1),
    "call.vtt": (b"\n\n", 1),
    "call.srt": (b"\n\n", 0),
}
MUTATIONS = int(os.environ.get("VOC_MUTATIONS", "60"))
EACH = -(-MUTATIONS // (len(GOOD) + len(BETWEEN)))

Damage = Callable[[random.Random, bytes], bytes]


def _overwritten(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.randint(1, 4)) + data[at + 4 :]


def _inserted(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(NOISE) * chance.choice((1, 1, 3, 300)) + data[at:]


def _cut_out(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randint(1, max(1, len(data) // 4)) :]


def _cut_off(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randint(1, len(data))]


def _doubled(chance: random.Random, data: bytes) -> bytes:
    start, end = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[:end] + data[start:end] * chance.randint(1, 3) + data[end:]


DAMAGES: tuple[Damage, ...] = (_overwritten, _inserted, _cut_out, _cut_off, _doubled)


def _damaged(chance: random.Random, content: bytes) -> bytes:
    """Damaged in up to three places; of a zip mostly in one of the files in it, as its own sum tells the rest."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        hit = chance.choice(sorted(files))
        return _zip({**files, hit: _damaged(chance, files[hit])})
    for _ in range(chance.randint(1, 3)):
        content = chance.choice(DAMAGES)(chance, content) or b"x"
    return content


def _seeds(name: str) -> Iterator[random.Random]:
    return (random.Random(f"{name} {number}") for number in range(EACH))


def _read(folder: Path, name: str, content: bytes) -> list[Document | Problem]:
    """What is read, after a look at all that has to hold for any file; an error as its problem."""
    path = folder / name
    path.write_bytes(content)
    start = time.process_time()
    try:
        found = list(read(path, ReadOptions(vendors=("vendor.example.com",))))
    except VocError as error:
        found = [Problem(error.code or "", str(error), name, error.values)]
    assert time.process_time() - start < 20
    for item in found:
        problems = item.problems if isinstance(item, Document) else [item]
        for problem in problems:
            japanese = message_of(problem, "ja")
            assert problem.code and problem.message and japanese, problem
            assert "\n" not in problem.message + japanese, problem
        if isinstance(item, Document):
            assert_offsets_hold(item)
        else:
            assert item.place, item
    return found


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_read_in_full(tmp_path: Path, name: str) -> None:
    found = _read(tmp_path, name, GOOD[name])
    if name == "files.zip":
        assert [item.code for item in found if isinstance(item, Problem)] == ["unknown_format"]
        return
    text = "\n".join(item.text for item in found if isinstance(item, Document))
    assert [words for words in WORDS if words not in text] == []
    assert [item for item in found if isinstance(item, Problem)] == []


@pytest.mark.parametrize("name", GOOD)
def test_damage_gives_documents_and_clear_problems(tmp_path: Path, name: str) -> None:
    for chance in _seeds(name):
        assert _read(tmp_path, name, _damaged(chance, GOOD[name]))


@pytest.mark.parametrize("name", BETWEEN)
def test_damage_in_one_record_costs_no_other(tmp_path: Path, name: str) -> None:
    between, before = BETWEEN[name]
    for chance in _seeds(f"row {name}"):
        records = GOOD[name].split(between)
        hit = chance.randrange(ROWS)
        damaged = chance.choice(DAMAGES)(chance, records[hit + before]).replace(between, b"")
        records[hit + before] = damaged
        text = "\n".join(
            item.text for item in _read(tmp_path, name, between.join(records)) if isinstance(item, Document)
        )
        lost = [words for at, words in enumerate(WORDS) if at != hit and words not in text]
        assert lost == [], (hit, damaged)
