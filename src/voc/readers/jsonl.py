"""JSON Lines: contacts of a timeline, single texts, whole conversations with ``turns``."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from voc.errors import InputError
from voc.languages import LANGUAGES
from voc.readers import sides
from voc.readers.channels import side_named
from voc.readers.columns import FIELD
from voc.readers.composed import Said, compose
from voc.readers.headings import role_of
from voc.readers.options import ReadOptions
from voc.readers.records import Record, as_text, document_of
from voc.readers.spoken_language import language_of
from voc.readers.text_lines import open_lines
from voc.readers.times import parse_time
from voc.types import Document, FieldValue, Problem

_WORDS = ("text", "content", "utterance", "message")  # keys of what was said in one turn
_IS_FIELD = (
    "question",
    "reason",
    "address",
)  # known as headings of tables, but plain fields of other data sets


class JsonLines:
    """``.jsonl`` and ``.ndjson`` files, one object per line."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name is one of JSON Lines, or a file without one begins with an object."""
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            return True
        return path.suffix == "" and head.lstrip().startswith(b"{")

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """A document per line, or several where a conversation is told in several languages."""
        problems: list[Problem] = []
        _, lines = open_lines(path, options, problems.append)
        texts = 0
        for number, line in enumerate(lines, start=1):
            for found in _line(line, number, path.name, options) if line.strip() else ():
                texts += isinstance(found, Document)
                yield found
            yield from problems
            problems.clear()
        if not texts:
            raise InputError(
                f"{path.name} has no line with a text; each line is an object such as "
                '{"id": "1", "text": "…"}; or name the key of the text with --map',
                "no_line_with_text",
                file=path.name,
            )


def _line(line: str, number: int, name: str, options: ReadOptions) -> Iterator[Document | Problem]:
    place, source = f"line {number}", f"{name}#{number}"
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        yield Problem(
            "not_json", "this line is no JSON and was left out; one object per line is expected", place
        )
        return
    if not isinstance(found, dict):
        yield Problem("not_an_object", "this line is no JSON object and was left out", place)
        return
    roles, fields = _roles(found, options)
    turns = [turn for turn in found.get("turns") or () if isinstance(turn, dict)] if _has_turns(found) else []
    if turns:
        documents = list(_conversations(turns, Record([], roles, fields, place), source, options))
        yield from documents
        if not documents:
            yield Problem("no_text", "no turn on this line has words", place)
        return
    text = roles.get("text")
    if not isinstance(text, str) or not text.strip():
        yield Problem("no_text", 'this line has no "text"; give it one, or name its key with --map', place)
        return
    record = Record([("text", as_text(text))], roles, fields, place)
    yield document_of(record, source=source, channel="survey", options=options, language=_language(found))


def _has_turns(found: Mapping[str, Any]) -> bool:
    return isinstance(found.get("turns"), list)


def _roles(found: Mapping[str, Any], options: ReadOptions) -> tuple[dict[str, Any], dict[str, FieldValue]]:
    """What plays a role, and everything else that is a plain value, as fields."""
    mapped = {
        key: role
        for role, keys in options.mapping.items()
        for key in ([keys] if isinstance(keys, str) else keys)
    }
    roles: dict[str, Any] = {}
    fields: dict[str, FieldValue] = {}
    for key, value in found.items():
        role = mapped.get(key) or role_of(key)
        role = None if role == FIELD else role
        plain = isinstance(value, str | int | float | bool)
        finite = not isinstance(value, float) or math.isfinite(value)
        if plain and finite and role and role not in roles and (key in mapped or role not in _IS_FIELD):
            roles[role] = value
        elif plain and finite:
            fields[key] = value
    if "side" not in roles and side_named(found.get("speaker_role")) in ("customer", "vendor"):
        roles["side"] = found["speaker_role"]
    return roles, fields


def _language(found: Mapping[str, Any]) -> str | None:
    for key in ("lang", "language"):
        if found.get(key) in LANGUAGES:
            return str(found[key])
    return None


def _conversations(
    turns: list[dict[str, Any]],
    record: Record,
    source: str,
    options: ReadOptions,
) -> Iterator[Document]:
    """One document; or one per language where the turns have their words under "ja" and "en"."""
    versions = [code for code in LANGUAGES if any(isinstance(turn.get(code), str) for turn in turns)]
    for version in (*versions,) or (None,):
        document = document_of(record, source=source, channel="meeting", options=options)
        known = sides.known_from(options, account=document.account)
        text, utterances = compose((_said(turn, version, options) for turn in turns), known=known)
        if text:
            extra = {"version": version} if len(versions) > 1 else {}
            yield replace(
                document,
                text=text,
                utterances=utterances,
                language=language_of(text, utterances, default=version),
                fields={**document.fields, **extra},
            )


def _said(turn: Mapping[str, Any], version: str | None, options: ReadOptions) -> Said:
    keys = (version,) if version else _WORDS
    words = next((turn[key] for key in keys if isinstance(turn.get(key), str)), "")
    speaker = next(
        (
            turn[key]
            for key in (f"{version}_speaker", "speaker", "name", "role")
            if isinstance(turn.get(key), str)
        ),
        None,
    )
    return Said(
        " ".join(words.split("\n")).strip(),
        " ".join(speaker.split()) or None if speaker else None,
        side_named(turn["side"]) if turn.get("side") else None,
        _time(turn.get("time"), options),
    )


def _time(value: object, options: ReadOptions) -> datetime | None:
    return parse_time(value, timezone=options.timezone) if isinstance(value, str) else None
