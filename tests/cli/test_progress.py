"""Progress of long work: a bar where a person looks, lines elsewhere, nothing for quick work."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from voc.cli import console
from voc.readers import ReadOptions, read


def test_lines_where_nobody_looks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "SECONDS_BETWEEN_LINES", 0.0)
    for language in ("ja", "en"):
        with console.progress_bars(language) as progress:
            progress("read", 3 << 20, 10 << 20)
            progress("read", 2048, 4096)
            progress("analyze", 64, 500)
            progress("topics", 0, None)
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "voc: 読み込み 3/10 MB", "voc: 読み込み 2/4 KB", "voc: 分析 64/500", "voc: トピック 0/?",
        "voc: reading 3/10 MB", "voc: reading 2/4 KB", "voc: analyzing 64/500", "voc: topics 0/?",
    ]  # fmt: skip


def test_quick_work_prints_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    with console.progress_bars("en") as progress:
        progress("read", 1, 2)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["read", "ingest"])
def test_one_bar_over_all_files_of_a_folder_on_a_terminal(tmp_path: Path, command: str) -> None:
    folder = tmp_path / "surveys"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.csv").write_text("会社名,ご意見\n" + "A社,検索が遅い\n" * 2000, encoding="utf-8")
    size = sum(file.stat().st_size for file in folder.iterdir()) >> 10
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "voc.cli", command, str(folder), "--json"],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "VOC_STORE": f"sqlite:///{tmp_path / 'voc.db'}", "TERM": "xterm", "COLUMNS": "90"},
    )
    os.close(theirs)
    drawn = b""
    try:
        while piece := os.read(ours, 4096):
            drawn += piece
    except OSError:  # the other end was closed
        pass
    assert done.wait() == 0
    assert f"{size}/{size} KB" in drawn.decode()


def test_a_mail_box_tells_how_far_it_is_read(tmp_path: Path) -> None:
    mail = "From a@b.example.com Tue Nov  3 10:15:00 2026\nFrom: a@b.example.com\nSubject: x\n\n"
    (tmp_path / "in.mbox").write_text((mail + "We leave.\n" * 60_000 + "\n") * 4)
    heard: list[int] = []
    list(read(tmp_path / "in.mbox", ReadOptions(progress=heard.append)))
    assert (len(heard), heard) == (2, sorted(heard))
