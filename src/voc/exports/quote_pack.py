"""Quotes as Markdown that reads like a handout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
LIST_START = re.compile(r"^(\s*\d*)([-+.)])(?=\s)")


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim quote: `text[start:end]` of its document, who said it, when, in which channel."""

    text: str
    account: str | None
    day: date | None
    channel: str
    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TopicQuotes:
    """The quotes of one topic, the most typical first, under a heading and a line about it."""

    topic: str
    label: str
    about: str
    quotes: tuple[Quote, ...]


def to_markdown(title: str, notes: Sequence[str], packs: Sequence[TopicQuotes]) -> str:
    """A page with a section for each topic; nothing in a quote becomes markup."""
    parts = [f"# {_plain(title)}", *(_plain(note) for note in notes)]
    for pack in packs:
        parts += [f"## {_plain(pack.label)}", _plain(pack.about)]
        parts += [_quote(quote) for quote in pack.quotes]
    return "\n\n".join(parts) + "\n"


def _quote(quote: Quote) -> str:
    said = "  \n".join(f"> {_plain(line)}" for line in quote.text.splitlines() if line.strip())
    day = quote.day.isoformat() if quote.day else "–"
    source = f"{day} · {quote.channel} · {_plain(quote.account or '–')}"
    return f"{said}\n>\n> — {source} · `{quote.document}` {quote.start}–{quote.end}"


def _plain(text: str) -> str:
    return LIST_START.sub(r"\1\\\2", MARKS.sub(r"\\\1", text))
