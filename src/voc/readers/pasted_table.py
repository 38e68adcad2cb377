"""Turns out of rows that someone copied from a spreadsheet or wrote as a table: 時刻, 発言者, 所属, 内容."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from voc.languages import reading
from voc.readers import headings, sides
from voc.readers.turns import Turn

_LEAST_ROWS = 2
_AROUND = ' \t　"'
_CELL = re.compile(r'(?:"(?:[^"\n]|"")*"|[^,\n]*)(?:,|$)')


def table_turns(text: str) -> list[Turn]:
    """One turn a row, below what stands above the heading; empty where `text` is no such table.

    The column of sides or companies joins the name, as people write it: 森（青葉精機）.
    """
    lines = list(_rows(text))
    for number, (_, cells) in enumerate(lines):
        roles = [_role_of(cell) for cell in cells]
        if roles.count("speaker") == 1 and roles.count("text") == 1:
            speaker, said = roles.index("speaker"), roles.index("text")
            rows = [(at, row) for at, row in lines[number + 1 :] if len(row) == len(cells)]
            found = [_turn(at, row, speaker, said, _side_column(cells)) for at, row in rows]
            above = text[: lines[number][0]].strip()
            head = [Turn(text.index(above), text.index(above) + len(above), None)] if above else []
            return head + [turn for turn in found if turn] if len(found) >= _LEAST_ROWS else []
    return []


def _rows(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Where each line begins, and its cells between tabs or the bars of Markdown."""
    at = 0
    for line in text.split("\n"):
        yield at, _cells(line)
        at += len(line) + 1


def _cells(line: str) -> Sequence[str]:
    if line.startswith("|") or "\t" in line:
        return line.split("|" if line.startswith("|") else "\t")
    return [match[0].removesuffix(",") for match in _CELL.finditer(line)] if line.count(",") > 1 else [line]


def _role_of(cell: str) -> str | None:
    """What a column holds: in a table of talk "Who" and "Point" say it as well as 発言者 and 内容."""
    for role, key in (("speaker", "who"), ("text", "said")):
        if headings.plain(cell) in {headings.plain(word) for word in reading.words("notes", key)}:
            return role
    return headings.role_of(cell)


def _side_column(cells: Sequence[str]) -> int | None:
    names = {headings.plain(word) for word in reading.words("notes", "whose")}
    return next((number for number, cell in enumerate(cells) if headings.plain(cell) in names), None)


def _turn(at: int, row: Sequence[str], speaker: int, said: int, whose: int | None) -> Turn | None:
    words, name = row[said], row[speaker].strip(_AROUND)
    if not words.strip() or not any(map(str.isalnum, name)):
        return None
    start = at + sum(len(cell) + 1 for cell in row[:said])
    start += len(words) - len(words.lstrip(_AROUND))
    side = sides.BRACKETED.sub(r", \1", row[whose]).strip(" \t　,") if whose is not None else ""
    label = f"{name}（{side}）" if side else name
    return Turn(start, start + len(words.strip(_AROUND)), label)
