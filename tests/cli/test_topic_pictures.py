"""``voc topics map``, ``heatmap``, ``network``, ``quotes``, ``export`` and ``trends --out`` as a user runs them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import Result
from gallery import world
from typer.testing import CliRunner

from voc.cli import app
from voc.store.store import Store

COMMANDS = {
    "map": ["png", "svg", "html", "csv", "xlsx"],
    "heatmap": ["png", "svg", "html", "csv", "xlsx"],
    "network": ["png", "svg", "html", "csv", "xlsx"],
    "trends": ["png", "svg", "html", "csv", "xlsx"],
    "quotes": ["md", "html", "csv", "xlsx"],
    "export": ["csv", "xlsx"],
}
BEGINS = {
    "png": b"\x89PNG", "svg": b"<?xml", "html": b"<!doctype html>",
    "csv": b"\xef\xbb\xbf", "xlsx": b"PK", "md": b"# ",
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a filled store and a reason head, and settings that name them."""
    url = f"sqlite:///{tmp_path / 'voc.db'}"
    with Store.open(url) as opened:
        world.fill(opened)
    monkeypatch.setenv("VOC_STORE", url)
    monkeypatch.setenv("VOC_HEADS", str(world.save_head(tmp_path / "heads")))
    monkeypatch.setenv("VOC_LANG", "ja")
    return tmp_path


def topics(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["topics", *arguments])


def options(command: str) -> Sequence[str]:
    return ["--by", "plan"] if command == "heatmap" else []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_format_is_written_and_told(place: Path, command: str) -> None:
    for form in COMMANDS[command]:
        file = place / "new folder" / f"{command}.{form}"
        done = topics(command, "--out", str(file), *options(command))
        assert done.exit_code == 0, done.output
        assert "書き出しました" in done.output
        assert file.read_bytes().startswith(BEGINS[form])


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str) -> None:
    done = topics(command, "--help")
    assert f"Example: voc topics {command}" in done.output


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("language", "words"), [("ja", "まだトピックがありません"), ("en", "no topics to show yet")]
)
def test_an_empty_store_is_told_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    command: str,
    language: str,
    words: str,
) -> None:
    monkeypatch.setenv("VOC_LANG", language)
    done = topics(command, "--out", str(tmp_path / "x.csv"), "--store", f"sqlite:///{tmp_path / 'empty.db'}")
    assert done.exit_code == 2
    assert words in done.output and len(done.output.strip().splitlines()) == 1
    assert not (tmp_path / "x.csv").exists()


def test_a_format_that_is_none(place: Path) -> None:
    done = topics("map", "--out", str(place / "map.pdf"))
    assert done.exit_code == 2 and "使える形式: png, svg, html, csv, xlsx" in done.output


def test_facts_that_are_none_are_listed(place: Path) -> None:
    done = topics("heatmap", "--by", "colour", "--out", str(place / "x.csv"))
    assert done.exit_code == 2 and "使える項目: arr, plan" in done.output


def test_no_such_topic(place: Path) -> None:
    done = topics("quotes", "--topic", "t-none", "--out", str(place / "x.md"))
    assert done.exit_code == 2 and "t-none" in done.output


def test_the_command_line_loads_no_picture_library_before_it_draws() -> None:
    code = (
        "import sys, voc.cli, voc.cli.topic_pictures\n"
        "print([name for name in ('matplotlib', 'networkx', 'openpyxl', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
