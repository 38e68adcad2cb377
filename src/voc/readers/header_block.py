"""The lines 「日付：…」, "Customer: …" above a note, minutes or a pasted mail."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from voc.languages import reading

_LINE = re.compile(
    r"(?:[-*•・■◆●○▼#]+\s?|\*\*)?[【\[［]?(?P<label>[^\s：:】\]］][^：:】\]］\n]{0,23}?)(?:\*\*)?[】\]］]?"
    r"[ \t　]*(?:[：:]|(?<=[】\]］])|\t)(?!//)[ \t　]*(?:\*\*)?(?P<value>[^\n]*)$"
)
_TITLE = re.compile(r"[ \t　]*(?:#{1,3}[ 　]+|[■◆●]\s?)(?P<title>\S[^\n]*)$")
_MOST_LINES = 25
_LONGEST_VALUE = 60  # characters


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """What the head of a text says: role (time, account, title, attendees, …) -> words, and where it ends."""

    values: Mapping[str, str] = field(default_factory=dict)
    end: int = 0  # offset of the first character that belongs to the body


def header_block(text: str) -> HeaderBlock:
    """The header lines at the top of `text`; an empty one where the text begins at once."""
    values: dict[str, str] = {}
    certain = False  # 「お客様：はい」 opens a transcript as well as a header
    end = at = 0
    for number, line in enumerate(text.split("\n")):
        field = _field(line)
        if field:
            label, role, value = field
            values[role] = f"{values[role]}\n{value}" if role in values else value
            certain = certain or _plain(label) not in _speaking()
            end = at + len(line)
        elif line.strip() and number == 0 and (title := _title(text)):
            values["title"] = title
            certain = certain or line.lstrip().startswith("#")
            end = at + len(line)
        elif line.strip() or number > _MOST_LINES:
            break
        at += len(line) + 1
    if not certain:
        return HeaderBlock()
    return HeaderBlock({role: value for role, value in values.items() if value}, min(end + 1, len(text)))


def _field(line: str) -> tuple[str, str, str] | None:
    """Label, role and value of one header line; a sentence after the colon makes it a point of the note."""
    match = _LINE.match(line.strip())
    role = _labels().get(_plain(match["label"])) if match else None
    if match is None or role is None:
        return None
    value = match["value"].strip()
    said = role not in ("title", "attendees") and (
        len(value) > _LONGEST_VALUE or re.search(r"[。！？!?]|\w\.(?:\s|$)", value)
    )
    return None if said else (match["label"], role, value)


def _title(text: str) -> str | None:
    """The first line, if it is marked as a title or stands alone above header lines: 「A社 定例議事録」."""
    first, *others = [line for line in text.split("\n", 6)[:6] if line.strip()]
    if match := _TITLE.match(first):
        return match["title"].strip()
    bare = len(first) <= _LONGEST_VALUE and not re.search(r"[。！？!?：:]", first)
    return first.strip() if bare and others and _field(others[0]) else None


@cache
def _labels() -> Mapping[str, str]:
    return {_plain(word): role for role, names in reading.roles("header").items() for word in names}


@cache
def _speaking() -> frozenset[str]:
    return frozenset(_plain(word) for side in ("customer", "vendor") for word in reading.words("sides", side))


def _plain(label: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", label)).strip(" *").casefold()
