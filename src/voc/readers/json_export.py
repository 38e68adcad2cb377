"""JSON as ticket systems export it: one document with a list in it, a list, or an object per line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from voc.errors import InputError
from voc.readers import encoding
from voc.readers.options import ReadOptions
from voc.readers.text_lines import Report, open_lines
from voc.types import Problem

_BEGINNING = 1 << 20
_NEXT = re.compile(r"[\s,]*")
Found = tuple[Mapping[str, Any], Mapping[str, Any]]  # a record, and the object that its list is in


def beginning(path: Path, head: bytes) -> bytes:
    """The first megabyte of a file that begins as JSON does; nothing of any other."""
    if not re.match(rb"(?:\xef\xbb\xbf)?\s*[\[{]", head) or path.is_dir():
        return b""
    with path.open("rb") as file:
        return file.read(_BEGINNING)


def records(path: Path, key: str, options: ReadOptions, report: Report) -> Iterator[Found]:
    """The objects in the list `key`, in a list alone, or one per line, with the object around them.

    Of a file that breaks off, those before. Raises InputError where the file is no JSON.
    """
    _, lines = open_lines(path, options, report)
    first = next((line for line in lines if line.strip()), "")
    if isinstance(_parsed(first), Problem):
        text, _, _ = encoding.decode(path.read_bytes())
        whole = _parsed(text)
        if isinstance(whole, Problem):
            whole = _by_line(text, report) or _as_far_as_it_goes(text, key, report)
        if not whole:
            message = f"{path.name} is no JSON that can be read; export it again"
            raise InputError(message, "broken_json", file=path.name)
        yield from _inside(whole, key)
        return
    yield from _inside(_parsed(first), key)
    for number, line in enumerate(lines, start=2):
        found = _parsed(line) if line.strip() else []
        if isinstance(found, Problem):
            report(Problem(found.code, found.message, f"line {number}"))
        else:
            yield from _inside(found, key)


def _by_line(text: str, report: Report) -> list[dict[str, Any]]:
    """The objects that stand on a line each, where the first is broken; none where it is no such file."""
    lines = [(number, _parsed(line)) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    found = [each for _, each in lines if isinstance(each, dict)]
    if len(found) * 2 < len(lines):
        return []
    for number, each in lines:
        if isinstance(each, Problem):
            report(Problem(each.code, each.message, f"line {number}"))
    return found


def _as_far_as_it_goes(text: str, key: str, report: Report) -> list[Any]:
    """The records in the list before the place where the file breaks off or is damaged."""
    begins = re.search(rf'(?:\A\s*|"{key}"\s*:\s*)\[\s*', text)
    at = begins.end() if begins else len(text)
    found: list[Any] = []
    while at < len(text):
        try:
            record, at = json.JSONDecoder().raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(record)
        at = _NEXT.match(text, at).end()  # type: ignore[union-attr]
    if found:
        message = f"the file is damaged after {len(found)} records; export it again for the rest"
        report(Problem("cut_off", message, f"record {len(found) + 1}", {"count": str(len(found))}))
    return found


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return Problem("not_json", "this line is no JSON and was left out; one object per line is expected")


def _inside(found: Any, key: str) -> Iterator[Found]:
    around = found if isinstance(found, dict) else {}
    listed = around.get(key) if isinstance(around.get(key), list) else found
    for record in listed if isinstance(listed, list) else [listed]:
        if isinstance(record, dict):
            yield record, around
