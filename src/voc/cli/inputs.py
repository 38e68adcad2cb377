"""What commands are given: standard input, JSON Lines, reading options."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voc.errors import InputError, SettingError

if TYPE_CHECKING:
    from voc.readers import ReadOptions
    from voc.settings import Settings
    from voc.types import Document, Problem

DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
CHANNELS = ("survey", "meeting", "email", "cancellation", "memo", "chat")


def read_options(
    settings: Settings,
    *,
    channel: str | None = None,
    account: str | None = None,
    customers: Sequence[str] = (),
    vendors: Sequence[str] = (),
    mapping: Path | None = None,
) -> ReadOptions:
    """Reading options from the command line and settings; SettingError names what does not work."""
    from voc.readers import ReadOptions

    if channel is not None and channel not in CHANNELS:
        there = ", ".join(CHANNELS)
        message = f"there is no channel {channel!r}; choose one of: {there}"
        raise SettingError(message, "no_such_channel", channel=channel, channels=there)
    return ReadOptions(
        channel=channel,  # type: ignore[arg-type]
        account=account,
        customers=tuple(customers),
        vendors=(*settings.vendors, *vendors),
        mapping=_mapping(mapping) if mapping else {},
        timezone=settings.timezone,
    )


def day_of(said: str) -> date:
    """The day `said` names: 2026-11-03, 2026/11/3, 2026年11月3日; SettingError for anything else."""
    found = DAY.fullmatch(unicodedata.normalize("NFKC", said).strip())
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:  # 31 November
        pass
    raise SettingError(
        f"the date {said[:40]!r} is not understood; write it like 2026-11-03", "unknown_date", said=said[:40]
    )


def today(settings: Settings) -> date:
    """The day it is in the time zone of the settings."""
    return datetime.now(settings.timezone).date()


def lines_of(path: Path) -> tuple[list[Document], list[Problem]]:
    """A document for each ``{"id", "text"}`` line (id in `source`); bad lines become problems.

    `path` may be ``-`` for standard input. Raises InputError when no line can be used.
    """
    from voc import languages
    from voc.readers.encoding import unreadable
    from voc.types import Document, Problem, Utterance

    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    documents, problems = [], []
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        row = _row(line)
        if isinstance(row, str):
            problems.append(Problem("bad_line", row, place=f"line {number}"))
            continue
        text = row["text"]
        documents.append(
            Document(
                id=f"{number}",
                source=str(row.get("id", number)),
                channel="survey",
                text=text,
                utterances=(Utterance(0, len(text), side="customer"),) if text else (),
                language=languages.detect(text),
            )
        )
    if not documents:
        raise InputError(
            f'{path}: no line is a JSON object with "text"; write one {{"id": "1", "text": "…"}} per line',
            "no_line_with_text",
            file=path,
        )
    return documents, problems


def _row(line: bytes) -> dict[str, Any] | str:
    """The object on `line`, or what is wrong with it."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "not UTF-8; convert the file first"
    except json.JSONDecodeError as error:
        return f"not JSON ({error.msg} at column {error.colno})"
    except RecursionError:
        return "nested too deeply"
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return 'not an object with a "text" string'
    return row


def _mapping(path: Path) -> dict[str, str | list[str]]:
    """Role -> heading, or several headings; SettingError says what the file should hold."""
    import tomllib

    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f'--map {path}: {error}; write lines such as text = "ご意見"'
        raise SettingError(message, "broken_map", path=path, error=error) from error
    for role, named in table.items():
        if not isinstance(named, str) and not (
            isinstance(named, list) and named and all(isinstance(name, str) for name in named)
        ):
            raise SettingError(
                f"--map {path}: {role} is {named!r}; it takes the heading of a column in quotation marks, "
                f'or several: {role} = ["良い点", "改善点"]',
                "broken_map_line",
                path=path,
                role=role,
            )
    return table
