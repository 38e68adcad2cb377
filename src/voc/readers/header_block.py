"""The lines 「日付：…」, "Customer: …" above a note, minutes or a pasted mail."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from voc.languages import reading
from voc.readers import sides
from voc.readers.times import time_in_title

_LINE = re.compile(
    r"(?:[-*•・■◆●○▼#]+\s?|\*\*)?[【\[［]?(?P<label>[^\s：:】\]］][^：:】\]］\n]{0,23}?)(?:\*\*)?[】\]］]?"
    r"[ \t　]*(?:[：:]|(?<=[】\]］])|\t)(?!//)[ \t　]*(?:\*\*)?(?P<value>[^\n]*)$"
)
_CLOSED = re.compile(r"(?P<label>[^\s：:）)]{1,10})[）)][ \t　]*(?P<value>[^\n]+)$")  # 先方）森様
_PARTIES_APART = re.compile(r"[\s　／/|｜;；]+(?=[^\s　／/|｜：:、,()（）]{1,12}[：:])")
_ALONE = re.compile(
    r"[ \t　]*(?:#{1,4}[ 　]?|[■◆●▼□◇]\s?|\*\*|[【\[］])?(?P<label>[^\s：:#*】\]][^：:*】\]\n]{0,23}?)"
    r"(?:\*\*|[】\]］])?[ \t　]*$"
)
_MARKED_TITLE = re.compile(r"[ \t　]*(?:#{1,3}[ 　]+|[■◆●]\s?)(?P<title>\S[^\n]*)$")
_SENTENCE = re.compile(r"[。！？!?]|\w\.(?:\s|$)")
_NO_NAMES = re.compile(rf"{_SENTENCE.pattern}|\d{{2}}")
_WORDS_OF_DAYS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tues?|wed|thu|fri|sat|sun)[a-z]*\b"
    r"|(?<=\d)(?:[ap]m|st|nd|rd|th)\b|[年月日時分午前後曜火水木金土令和]",
    re.IGNORECASE,
)
_MOST_LINES = 25
_SEVERAL = 2
_TITLE_LINES = 3  # a day and one or two lines of title may stand above the first field
_LONGEST_VALUE, _LONGEST_NAME = 60, 12  # characters


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """What the head of a text says: role (time, account, title, attendees, …) -> words, and where it ends."""

    values: Mapping[str, str] = field(default_factory=dict)
    end: int = 0  # offset of the first character that belongs to the body


@dataclass(slots=True)
class _Reading:
    """The head as far as it was read."""

    values: dict[str, list[str]] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)  # of lines 「先方：森様」, which could be words as well
    certain: bool = False  # 「お客様：はい」 opens a transcript as well as a header
    listing: bool = False  # below "Attendees", whose people stand on the next lines
    blank: bool = False  # the line above
    end: int = 0

    def add(self, role: str, value: str) -> None:
        self.values.setdefault(role, []).append(value)


def header_block(text: str) -> HeaderBlock:
    """The header lines at the top of `text`; an empty one where the text begins at once."""
    head = _Reading()
    lines = text.split("\n")[: _MOST_LINES + 1]
    at = 0
    for number, line in enumerate(lines):
        if line.strip() and not _takes(head, line, lines, number):
            break
        if line.strip():
            head.end = at + len(line)
        head.blank = not line.strip()
        at += len(line) + 1
    if not head.certain and not _stands_apart(head, text):
        return HeaderBlock()
    values = {role: "\n".join(filter(None, found)) for role, found in head.values.items()}
    return HeaderBlock({role: value for role, value in values.items() if value}, min(head.end + 1, len(text)))


def _takes(head: _Reading, line: str, lines: list[str], number: int) -> bool:
    """Whether the line belongs to the head, which then holds what it says."""
    if head.listing and _is_of_list(head, line):
        head.add("attendees", line)
        return True
    head.listing = False
    parties = _parties(line)
    if (found := _field(line)) and len(parties) < 2:
        _add_field(head, line, *found)
        return True
    if (alone := _ALONE.match(line)) and _plain(alone["label"]) in _list_labels():
        head.listing = head.certain = True
        return True
    if parties and not (head.blank and head.labels):
        for label, people in parties:
            head.labels.append(label)
            head.people += people
            head.certain = head.certain or label.endswith(tuple(_list_labels()))
            head.add("attendees", f"{label}：{'、'.join(people)}" if len(parties) > 1 else line.strip())
        head.certain = head.certain or len(parties) > 1
        return True
    if head.labels or head.listing or number > _TITLE_LINES or "attendees" in head.values:
        return False
    return _takes_title(head, line, lines[number + 1 :])


def _add_field(head: _Reading, line: str, label: str, role: str, value: str) -> None:
    speaks = _plain(label) in _speaking()
    head.labels.append(_plain(label))
    head.certain = head.certain or not speaks
    head.listing = role == "attendees" and not value
    head.add(role, value)
    if speaks and any(map(sides.is_honoured, _split(value))):  # 「先方：森様」, not the company alone
        head.people += _split(value)
        head.add("attendees", line.strip())


def _is_of_list(head: _Reading, line: str) -> bool:
    """Whether a line below "Attendees" names people: until a blank line, another field or a heading."""
    alone = _ALONE.match(line)
    if (alone and _plain(alone["label"]) in _headings()) or len(line) > 2 * _LONGEST_VALUE:
        return False
    if head.blank and head.values.get("attendees", [""])[-1]:
        return sides.names_a_side(sides.BRACKETED.sub("", line))  # "Vendor (Pella)" over the other half
    found = _field(line)
    people = found is None or found[1] in ("account", "attendees") or _plain(found[0]) in _speaking()
    return people and not _SENTENCE.search(_abbreviations().sub("", line))


def _parties(line: str) -> list[tuple[str, list[str]]]:
    """The parties of a line that names those of one side, or of both: 「先方：森様　当社：佐藤」."""
    several = [party for piece in _PARTIES_APART.split(line.strip()) if (party := _party(piece))]
    if len(several) > 1 and all(sides.names_a_side(label) for label, _ in several):
        return several
    party = _party(line)
    return [party] if party else []


def _party(line: str) -> tuple[str, list[str]] | None:
    """Label and people of a line that names those of one side, 「当社：佐藤」「【A社様】森部長、井上」."""
    match = _LINE.match(line.strip()) or _CLOSED.match(line.strip())
    if match is None or not match["value"] or len(line) > _LONGEST_VALUE or _NO_NAMES.search(match["value"]):
        return None
    people = _split(match["value"])
    enclosed = line.strip()[0] in "【［[（(" and all(len(person) <= _LONGEST_NAME for person in people)
    company = enclosed and (len(people) > 1 or sides.is_honoured(match["label"]))
    named = sides.names_a_side(match["label"]) or sides.is_third(match["label"])
    return (_plain(match["label"]), people) if company or named else None


def _split(people: str) -> list[str]:
    return [person.strip() for person in re.split(r"[、,，]", people) if person.strip()]


def _takes_title(head: _Reading, line: str, below: list[str]) -> bool:
    """A title is marked (#), or stands alone, a day beside it, above header lines: 「A社 定例議事録」."""
    marked = _MARKED_TITLE.match(line)
    title = (marked["title"] if marked else line).strip()
    role = "time" if _is_day(title) else "title"
    if sides.names_a_side(title) or role in head.values:
        return False
    titles = 1 if role == "time" else 0
    opening = (
        _first_field(below, titles=titles)
        if len(title) <= _LONGEST_VALUE and not _SENTENCE.search(title)
        else None
    )
    if opening is None and not (marked and not head.values):
        return False
    fields_follow = opening is not None and _opens(opening) and not re.search("[:：]", title)
    head.certain = head.certain or line.lstrip().startswith("#") or fields_follow
    head.add(role, title)
    return True


def _first_field(below: list[str], *, titles: int) -> str | None:
    """The header line under a title, where nothing but a day and so many titles stand between."""
    free: list[bool] = []  # whether each line between is a day
    for line in filter(str.strip, below):
        if _opens(line) or _parties(line):
            return line
        free.append(_is_day(line))
        if len(line) > _LONGEST_VALUE or re.search(r"[。！？!?]|\D[：:]", line) or free.count(False) > titles:
            return None
    return None


def _is_day(line: str) -> bool:
    """Whether the line is a day, and nothing else."""
    rest = _WORDS_OF_DAYS.sub("", line)
    return time_in_title(line.strip()) is not None and not any(map(str.isalpha, rest))


def _opens(line: str) -> bool:
    """Whether the line is a header line that can be nothing else."""
    if found := _field(line):
        return _plain(found[0]) not in _speaking()
    alone = _ALONE.match(line)
    return alone is not None and _plain(alone["label"]) in _list_labels()


def _stands_apart(head: _Reading, text: str) -> bool:
    """Whether fields that could be speakers are none: several, above a blank line, and never again.

    Where they name people, these speak below or one of them carries 様.
    """
    body = text[head.end :]
    if len(head.labels) < _SEVERAL or not body.startswith("\n\n") or not body.strip():
        return False
    lines = body.split("\n")
    if any(_plain(match["label"]) in head.labels for match in map(_LINE.match, lines) if match):
        return False
    names = tuple(name for person in head.people for name in (person, *person.split()))
    return not names or any(map(sides.is_honoured, names)) or any(line.startswith(names) for line in lines)


def _field(line: str) -> tuple[str, str, str] | None:
    """Label, role and value of one header line; a sentence after the colon makes it a point of the note."""
    match = _LINE.match(line.strip())
    role = _labels().get(_plain(match["label"])) if match else None
    if match is None or role is None:
        return None
    value = match["value"].strip()
    short = len(value) <= _LONGEST_VALUE and not _SENTENCE.search(_abbreviations().sub("", value))
    return None if not short and role not in ("title", "attendees") else (match["label"], role, value)


@cache
def _abbreviations() -> re.Pattern[str]:
    """ "Inc." and "Dr." have a point that ends no sentence."""
    words = [word for key in ("company", "polite", "role") for word in reading.words("sides", key) if word]
    return re.compile(rf"\b(?:{'|'.join(words)}|[A-Z])\.")


@cache
def _labels() -> Mapping[str, str]:
    return {_plain(word): role for role, names in reading.roles("header").items() for word in names}


@cache
def _list_labels() -> frozenset[str]:
    return frozenset(_plain(word) for word in reading.words("header", "attendees"))


@cache
def _headings() -> frozenset[str]:
    return frozenset(
        _plain(word) for kind in ("agenda", "tasks", "talk") for word in reading.words("notes", kind)
    )


@cache
def _speaking() -> frozenset[str]:
    keys = ("customer", "vendor", "customer_jobs", "vendor_jobs")
    return frozenset(_plain(word) for key in keys for word in reading.words("sides", key))


def _plain(label: str) -> str:
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", label)).strip(" *").casefold()
    return text if text.isascii() else text.replace(" ", "")  # 日　時
