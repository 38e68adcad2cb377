"""The export of a Slack workspace: a folder or zip with users.json and a folder of days per channel."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from voc.errors import InputError
from voc.readers import archive, chats
from voc.readers.chats import Person, object_in, text_in, unix_time
from voc.readers.options import ReadOptions
from voc.types import Document, Problem

_DAY = re.compile(r"(?P<channel>[^/]+)/\d{4}-\d{2}-\d{2}\.json$")
_MARK = re.compile(r"<([^<>\n]+)>")
_BY_PEOPLE = ("", "thread_broadcast", "me_message", "bot_message", "file_share", "file_comment")

Message = Mapping[str, Any]


class Slack:
    """An export, told by what is in it."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether it is a folder or zip with users.json beside folders of days."""
        if path.is_dir():
            return (path / "users.json").is_file() and any(path.glob("*/????-??-??.json"))
        if not head.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(path) as file:
                names = file.namelist()
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
            return False
        return _root(names) is not None and any(map(_DAY.search, names))

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """A document per thread, and one per channel and day for what stands outside of threads."""
        files = archive.files_of(path)
        root = _root(files) or ""
        found, problems = _objects(files, f"{root}users.json")
        yield from problems
        people = {text_in(user, "id"): _person(user) for user in found}
        channels: dict[str, list[str]] = {}
        for name in sorted(files):
            if name.startswith(root) and (day := _DAY.fullmatch(name.removeprefix(root))):
                channels.setdefault(day["channel"], []).append(name)
        for channel, days in channels.items():
            messages: list[Message] = []
            for name in days:
                found, problems = _objects(files, name)
                messages += found
                yield from problems
            yield from _conversations(channel, messages, people, source=path.name, options=options)


def _root(names: object) -> str | None:
    """The folder users.json is in: a zip made by hand has one around everything."""
    listed = [str(name) for name in names] if isinstance(names, list | Mapping) else []
    roots = [name.removesuffix("users.json") for name in listed if re.search(r"(?:^|/)users\.json$", name)]
    return min(roots, key=len, default=None)


def _objects(files: Mapping[str, Callable[[], bytes]], name: str) -> tuple[list[Message], list[Problem]]:
    try:
        found = json.loads(files[name]())
    except (ValueError, RecursionError):
        return [], [Problem("not_json", "this file of the export is no JSON and was left out", name)]
    except (InputError, OSError) as error:
        return [], [Problem("broken_part", str(error), name)]
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else [], []


def _person(user: Message) -> Person:
    profile = object_in(user, "profile")
    name = text_in(profile, "display_name", "real_name") or text_in(user, "real_name", "name")
    return Person(name, text_in(profile, "email"))


def _conversations(
    channel: str,
    messages: list[Message],
    people: Mapping[str, Person],
    *,
    source: str,
    options: ReadOptions,
) -> Iterator[Document]:
    """The messages of a channel by thread, or by day where they are in none, in the order they began."""
    messages = [
        each for each in messages if text_in(each, "subtype") in _BY_PEOPLE and unix_time(each.get("ts"))
    ]
    messages.sort(key=lambda message: float(text_in(message, "ts")))
    answered = {text_in(each, "thread_ts") for each in messages if _is_reply(each)}
    groups: dict[str, list[Message]] = {}
    for message in messages:
        thread = text_in(message, "thread_ts") or text_in(message, "ts")
        moment = unix_time(message.get("ts"))
        day = moment.astimezone(options.timezone).date().isoformat() if moment else ""
        groups.setdefault(thread if thread in answered else day, []).append(message)
    for key, group in groups.items():
        writers = [_writer(message, people) for message in group]
        document = chats.document_of(
            [
                writer.says(_words(message, people), unix_time(message.get("ts")), options)
                for writer, message in zip(writers, group, strict=True)
            ],
            writers,
            source=f"{source}#{channel}/{key}",
            options=options,
            thread=f"{channel}/{key}" if key in answered else None,
            title=f"#{channel}",
            original=f"slack {channel}/{key}",
        )
        if document:
            yield document


def _is_reply(message: Message) -> bool:
    return text_in(message, "thread_ts") not in ("", text_in(message, "ts"))


def _writer(message: Message, people: Mapping[str, Person]) -> Person:
    known = people.get(text_in(message, "user"))
    if known and known.name:
        return known
    profile = object_in(message, "user_profile") or object_in(message, "bot_profile")
    name = text_in(profile, "display_name", "real_name", "name") or text_in(message, "username", "user")
    return Person(name, known.address if known else "")


def _words(message: Message, people: Mapping[str, Person]) -> str:
    """The text as people see it: <@U012> is the name behind it, &amp; is &."""

    def shown(mark: re.Match[str]) -> str:
        target, _, label = mark[1].partition("|")
        if target.startswith("@"):
            named = people.get(target[1:])
            return f"@{label or (named.name if named else '') or target[1:]}"
        if target.startswith(("#", "!")):
            return f"{'#' if target[0] == '#' else '@'}{label.lstrip('#@') or target[1:]}"
        return label or target

    return unescape(_MARK.sub(shown, text_in(message, "text"))).strip()
