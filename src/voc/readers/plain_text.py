"""Notes, minutes and transcripts in plain text, and text that someone pasted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from voc.errors import InputError
from voc.languages import reading
from voc.readers import copied_chat, dated_memos, encoding, pasted_mail, sides
from voc.readers.attendees import closing_list, known_from_note
from voc.readers.correspondents import company_in
from voc.readers.header_block import HeaderBlock, header_block
from voc.readers.identity import TIME_FROM
from voc.readers.options import ReadOptions
from voc.readers.said import utterances_of
from voc.readers.spoken_language import language_of
from voc.readers.times import parse_time, time_in_title
from voc.readers.turn_lines import lines_of
from voc.readers.turn_styles import NAME_CLOCK_SAID, NAME_OVER_COMPANY
from voc.types import Channel, Document, FieldValue, Problem, Utterance

_SUFFIXES = {".txt", ".text", ".md", ".markdown", ".log", ""}
_BEGINNING = 400  # characters of a note that may tell what its signs mean
_HEAD_OF_MINUTES = 200  # characters; a note names its kind in the title or the first lines


class PlainText:
    """``.txt`` and ``.md`` files."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the name is one of a text."""
        del head
        return path.suffix.lower() in _SUFFIXES and not path.name.startswith(".")

    def read(self, path: Path, options: ReadOptions) -> Iterator[Document | Problem]:
        """One document, or one for each dated memo."""
        text, problems = encoding.text_of(path)
        if not text.strip():
            raise InputError(f"{path.name} is empty", "empty", file=path.name)
        memos = dated_memos.documents_of(with_plain_line_ends(text), source=path.name, options=options)
        first, *others = memos or [document_of(text, source=path.name, options=options)]
        yield replace(first, problems=(*problems, *first.problems))
        yield from others


def document_of(text: str, *, source: str, options: ReadOptions) -> Document:
    """What `text` is, by its own look: a pasted mail, a transcript with speakers, or a note."""
    text = with_plain_line_ends(text)
    if not options.channel and _is_chat(text):
        options = replace(options, channel="chat")
    if options.channel in (None, "email") and (
        mail := pasted_mail.document_of(text, source=source, options=options)
    ):
        return mail
    if memos := dated_memos.document_of(text, source=source, options=options):
        return memos
    head = header_block(text)
    known = known_from_note(
        sides.known_from(options, account=head.values.get("account")),
        attendees=head.values.get("attendees") or closing_list(text),
        beginning=text[: head.end + _BEGINNING],
    )
    # memos and meetings are read alike; which it is shows once the speakers are found
    said = utterances_of(
        copied_chat.as_exported(text)[head.end :],
        channel=options.channel or "memo",
        known=known,
        offset=head.end,
        above=text[: head.end],
    )
    channel = options.channel or _channel(text, head, said)
    if channel == "chat":
        said = copied_chat.dated(text, said, options.timezone)
    parts = tuple(said)
    if top := text[: head.end].strip():
        start = text.index(top)
        parts = (Utterance(start, start + len(top), kind="header"), *parts)
    time, time_from, problems = _time(head, text, source, options)
    if begun := next((part.time for part in parts if part.time), None):
        time, time_from = begun, None
    fields: dict[str, FieldValue] = {
        role: head.values[role] for role in ("attendees",) if head.values.get(role)
    }
    if time_from:
        fields[TIME_FROM] = time_from
    return Document(
        id="",
        source=source,
        channel=channel,
        text=text,
        utterances=parts,
        language=language_of(text, parts),
        account=company_in(head.values.get("account")),
        time=time,
        title=head.values.get("title") or None,
        fields=fields,
        problems=problems,
    )


def _is_chat(text: str) -> bool:
    """Whether messages open as in Chatwork, or two people and more again and again with name and clock."""
    lines = lines_of(text)
    named = [NAME_OVER_COMPANY.pattern.match(text, line.start) for line in lines]
    found = (NAME_CLOCK_SAID.pattern.match(text, line.start, line.end) for line in lines)
    clocked = Counter(match["label"] for match in found if match)
    return len(list(filter(None, named))) > 1 or sum(often > 1 for often in clocked.values()) > 1


def with_plain_line_ends(text: str) -> str:
    """`text` with every line end as one ``\\n``."""
    return re.sub(r"\r\n?|\u2028|\u2029|\x85", "\n", text.removeprefix("\ufeff"))


def _channel(text: str, head: HeaderBlock, said: Sequence[Utterance]) -> Channel:
    beginning = text[:_HEAD_OF_MINUTES].casefold()
    if any(part.speaker for part in said):
        return "chat" if not head.values and copied_chat.is_chat(text, said) else "meeting"
    if any(word in beginning for word in reading.words("minutes", "memo")):
        return "memo"
    meeting = any(word in beginning for word in reading.words("minutes", "words"))
    return "meeting" if meeting and head.values else "memo"


def _time(
    head: HeaderBlock, text: str, source: str, options: ReadOptions
) -> tuple[datetime | None, str | None, tuple[Problem, ...]]:
    """What the header says, else the day in the title, else (and then that is told) in the file's name."""
    if said := head.values.get("time"):
        time = parse_time(said, timezone=options.timezone)
        message = f"the date {said!r} is not understood; write it like 2026-11-03"
        return time, None, () if time else (Problem("unknown_date", message, "header"),)
    title = head.values.get("title") or text.lstrip().partition("\n")[0]
    if time := time_in_title(title, timezone=options.timezone):
        return time, None, ()
    time = parse_time(Path(source).stem, timezone=options.timezone)
    return time, "file name" if time else None, ()
