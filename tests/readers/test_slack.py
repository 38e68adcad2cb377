"""Exports of a Slack workspace."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from readers.reading import said

from voc import pipeline, readers
from voc.errors import InputError
from voc.readers import ReadOptions, archive
from voc.types import Document, Problem

USERS = [
    {"id": "U1", "name": "miyoshi", "profile": {"display_name": "三好", "email": "m@kitazato.example.jp"}},
    {
        "id": "U2",
        "profile": {"display_name": "", "real_name": "Sato Misaki", "email": "sato@ours.example.jp"},
    },
]
DAYS = {
    "ext-kitazato/2026-10-01.json": [
        {"type": "message", "user": "U1", "text": "<@U2> 在庫が合いません &gt; 至急", "ts": "1790816400.000100",
         "thread_ts": "1790816400.000100", "reply_count": 2},
        {"type": "message", "subtype": "channel_join", "user": "U1", "text": "joined", "ts": "1790816401.0"},
        {"type": "message", "user": "U2", "text": "おはようございます", "ts": "1790816402.0"},
        {"type": "message", "user": "U2", "text": "確認します <https://x.example.com|手順>",
         "ts": "1790816500.000200", "thread_ts": "1790816400.000100"},
        {"type": "message", "user": "U9", "user_profile": {"real_name": "Ada"}, "text": "", "ts": "1790816503.0"},
    ],
    "ext-kitazato/2026-10-02.json": [
        {"type": "message", "user": "U1", "text": "直りました", "ts": "1790902800.000300",
         "thread_ts": "1790816400.000100"},
        {"type": "message", "user": "U9", "user_profile": {"real_name": "Ada"}, "text": "Hi", "ts": "1790902900.0"},
    ],
}  # fmt: skip
OPTIONS = ReadOptions(vendors=("ours.example.jp",))


def folder(parent: Path) -> Path:
    root = parent / "export"
    for name, content in {"users.json": USERS, "channels.json": [], **DAYS}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return root


def zipped(parent: Path, name: str = "export.zip", *, inside: str = "", broken: bool = False) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(f"{inside}users.json", json.dumps(USERS))
        for day, content in DAYS.items():
            file.writestr(f"{inside}{day}", "{" if broken and "02" in day[-10:] else json.dumps(content))
    (parent / name).write_bytes(buffer.getvalue())
    return parent / name


def documents(path: Path) -> list[Document]:
    return [item for item in readers.read(path, OPTIONS) if isinstance(item, Document)]


def test_a_thread_is_one_document_and_the_rest_of_a_day_another(tmp_path: Path) -> None:
    thread, morning, next_day = documents(folder(tmp_path))
    assert said(thread) == ["@Sato Misaki 在庫が合いません > 至急", "確認します 手順", "直りました"]
    assert [(part.speaker, part.side) for part in thread.utterances] == [
        ("三好", "customer"),
        ("Sato Misaki", "vendor"),
        ("三好", "customer"),
    ]
    assert (thread.channel, thread.title, thread.account) == ("chat", "#ext-kitazato", "kitazato.example.jp")
    assert thread.thread == "ext-kitazato/1790816400.000100"
    assert said(morning) == ["おはようございます"]
    assert (said(next_day), next_day.utterances[0].speaker) == (["Hi"], "Ada")
    assert thread.time is not None and thread.utterances[2].time is not None
    assert (thread.utterances[2].time - thread.time).days == 1


@pytest.mark.parametrize("inside", ["", "my workspace export/"])
def test_a_zip_is_the_same_under_any_name(tmp_path: Path, inside: str) -> None:
    from_zip = documents(zipped(tmp_path, "some.bin", inside=inside))
    assert [each.id for each in from_zip] == [each.id for each in documents(folder(tmp_path))]


def test_a_folder_with_an_export_and_other_files(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "note.txt").write_text("更新は見送りたいとのこと。", encoding="utf-8")
    found = list(pipeline.read([tmp_path], OPTIONS))
    assert [item.source.partition("#")[0] for item in found if isinstance(item, Document)] == [
        *["export"] * 3,
        "note.txt",
    ]


def test_without_knowing_who_is_ours_sides_stay_unknown(tmp_path: Path) -> None:
    (thread, *_) = readers.read(folder(tmp_path))
    assert isinstance(thread, Document)
    assert {part.side for part in thread.utterances} == {"unknown"}


def test_a_broken_day_is_a_problem(tmp_path: Path) -> None:
    found = list(readers.read(zipped(tmp_path, broken=True), OPTIONS))
    (problem,) = [item for item in found if isinstance(item, Problem)]
    assert (problem.code, problem.place) == ("not_json", "ext-kitazato/2026-10-02.json")
    assert len(found) == 3


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("users.json", "[" + " " * 3_000_000 + "]")
    with pytest.raises(InputError, match="unpacks to 1 files of 2 MB; voc reads up to"):
        archive.files_of(path, most=1 << 20)


def test_a_zip_of_something_else_is_no_export(tmp_path: Path) -> None:
    path = tmp_path / "mails.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.eml", "x")
    assert not readers.supported(path)


def test_a_zip_of_a_version_to_come_is_one_clear_error(tmp_path: Path) -> None:
    path = zipped(tmp_path)
    data = path.read_bytes()
    entry = data.index(b"PK\x01\x02")
    path.write_bytes(data[: entry + 6] + b"\xff" + data[entry + 7 :])  # the version needed to unpack it
    assert not readers.supported(path)
    with pytest.raises(InputError, match="of no format"):
        list(readers.read(path))
    with pytest.raises(InputError, match="no zip that can be read"):
        archive.files_of(path)
