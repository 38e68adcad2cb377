"""``read``: a transcript of three hours in four layouts, beside webvtt-py, which only parses captions."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import webvtt

from benchmarks import machine, measure, texts
from benchmarks.report import Report, Table
from voc import readers

CHARACTERS = 60_000  # of three hours of Japanese talk
SECONDS = 3 * 3600
TARGET = 5.0  # seconds
ROUNDS = 7
PLAIN = "webvtt-py"
SPEAKERS = ("田中 一郎", "佐藤 花子", "鈴木 次郎", "中村 遥")
Turn = tuple[str, str]


def run(*, quick: bool) -> Report:
    """Seconds for each layout; for captions also how many times longer than parsing them alone."""
    described = machine.describe()
    turns = _talk(CHARACTERS // 10 if quick else CHARACTERS)
    rounds = 2 if quick else ROUNDS
    with TemporaryDirectory() as folder:
        files = _layouts(turns, Path(folder))
        systems = {name: partial(_read, path) for name, path in files.items()}
        plain = {PLAIN: partial(webvtt.read, str(files["WebVTT"]))}
        for system in (systems | plain).values():
            system()  # modules and patterns are loaded once, not per file
        taken = measure.in_turns(systems | plain, rounds=rounds)
    ratio = measure.ratio(taken["WebVTT"], taken[PLAIN])
    return Report(
        name="read",
        title=f"read: {sum(len(words) for _, words in turns):,} characters of talk, {len(turns)} turns",
        tables=[
            Table(
                title=f"Median of {rounds}",
                columns=["layout", "wall", f"of the {TARGET:.0f} s allowed"],
                rows=[
                    [name, measure.seconds(median(times)), f"{median(times) / TARGET:.0%}"]
                    for name, times in taken.items()
                ],
            ),
            Table(
                title="Beside a plain parser of captions",
                columns=["what", "times as long"],
                rows=[["voc with speakers, sides, language and id", measure.times(ratio)], [PLAIN, "1×"]],
            ),
        ],
        figures={
            "machine": described,
            "rounds": rounds,
            "seconds": {name: median(times) for name, times in taken.items()},
            "ratio": ratio,
        },
        notes=[machine.note(described)],
    )


def _read(path: Path) -> int:
    return len(list(readers.read(path)))


def _talk(characters: int) -> list[Turn]:
    """Turns of one to four sentences, as long as `characters` together."""
    chooser = random.Random(texts.SEED)
    sentences = [text for text in texts.distinct(400) if not text.isascii() and "\n" not in text]
    turns: list[Turn] = []
    said = 0
    while said < characters:
        words = "".join(chooser.choices(sentences, k=chooser.randint(1, 4)))
        said += len(words)
        turns.append((SPEAKERS[len(turns) % len(SPEAKERS)], words))
    return turns


def _layouts(turns: Sequence[Turn], folder: Path) -> dict[str, Path]:
    """Layout -> the file that holds the talk in it."""
    clocks = [_clock(SECONDS * at // len(turns)) for at in range(len(turns) + 1)]
    contents = {
        "WebVTT": "WEBVTT\n\n"
        + "\n".join(
            f"{clocks[at]}.000 --> {clocks[at + 1]}.000\n{name}: {words}\n"
            for at, (name, words) in enumerate(turns)
        ),
        "minutes with names": "# 定例議事録\n日時：2026年10月1日\n\n"
        + "\n".join(f"{name.split()[0]}：{words}" for name, words in turns),
        "Teams": "\n\n".join(
            f"{name}   {clocks[at].lstrip('0:') or '0'}\n{words}" for at, (name, words) in enumerate(turns)
        ),
        "Otter": "\n\n".join(f"{name}  {clocks[at]}\n{words}" for at, (name, words) in enumerate(turns)),
    }
    files = {}
    for number, (layout, content) in enumerate(contents.items()):
        files[layout] = folder / f"{number}{'.vtt' if layout == 'WebVTT' else '.txt'}"
        files[layout].write_text(content, encoding="utf-8")
    return files


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
