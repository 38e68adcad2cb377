"""Which column of a table plays which role, from its heading and a look at its cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from voc.errors import InputError
from voc.languages import reading
from voc.readers.records import SCORES, Cell, as_text, number
from voc.readers.times import DayOrder, day_order, parse_time
from voc.types import Channel

ROLES = ("text", "account", "time", *SCORES, "reason", "title", "speaker", "channel", "side", "thread")

_NUMBERING = re.compile(r"^(?:(?:q|設問|質問|問)\s?\d+[-_.]?\d*|\d+)\s?[.:．：、)）]?\s*(?=\S)")
_CODE = re.compile(r"[\w.-]*\d[\w.-]*$|\S+@\S+$|https?://\S+$")
_FREE_TEXT = 15  # columns of width on average (a kana is two); names and choices are shorter
_EXACT_ONLY = frozenset({"speaker", "channel", "side", "title", "thread", "question"})


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles of a table's columns."""

    headers: tuple[str, ...]
    texts: tuple[int, ...]  # columns of free text
    roles: Mapping[str, int]  # account, time, score, reason, … -> column
    order: DayOrder | None  # of dates such as 12/31/2025
    channel: Channel

    @property
    def extras(self) -> tuple[int, ...]:
        """The columns that play no role; they become fields under their own heading."""
        used = {*self.texts, *self.roles.values()}
        return tuple(index for index in range(len(self.headers)) if index not in used)


def columns_of(
    headers: Sequence[str], sample: Sequence[Sequence[Cell]], mapping: Mapping[str, str]
) -> Columns:
    """The roles of the columns under `headers`, judged with the first rows of the table.

    Several columns of free text are several questions to one person: the row stays one
    document. Raises InputError where no column has free text, or `mapping` names one there is not.
    """
    mapped = _mapped(headers, mapping)
    texts = [mapped["text"]] if "text" in mapped else []
    roles = {role: index for role, index in mapped.items() if role != "text"}
    wanted: list[tuple[int, str, int]] = []  # rank of the name, role, column
    for index, header in enumerate(headers):
        if index in mapped.values():
            continue
        role, rank = _role(header)
        cells = [row[index] for row in sample if index < len(row) and as_text(row[index])]
        role = _checked(role, cells) if role else None
        if role == "text" and "text" not in mapped:
            texts.append(index)
        elif role and role not in ("text", "question"):
            wanted.append((rank, role, index))
    for _, role, index in sorted(wanted):
        roles.setdefault(role, index)
    if not texts:
        texts = _by_cells(headers, sample, set(roles.values()) - {roles.get("reason", -1)})
        roles = {role: index for role, index in roles.items() if index not in texts}
    if not texts:
        raise InputError(_no_text(headers))
    time = roles.get("time")
    order = day_order(as_text(row[time]) for row in sample if time < len(row)) if time is not None else None
    return Columns(tuple(headers), tuple(texts), roles, order, _channel(headers, roles))


def role_of(header: str) -> str | None:
    """The role of a heading that is exactly one of the known names."""
    found = _names().get(_plain(header))
    return found[0] if found else None


def looks_like_header(cells: Sequence[Cell]) -> bool:
    """Whether these cells are headings: one of them a known name, none of them a date or a sentence."""
    names = [as_text(cell) for cell in cells if as_text(cell)]
    return any(_role(name)[0] for name in names) and not any(map(_is_data, names))


def unique(headers: Sequence[Cell]) -> list[str]:
    """Headings that all differ: "comment", "comment (2)", and "column 3" for an empty one."""
    seen: dict[str, int] = {}
    names = []
    for index, cell in enumerate(headers, start=1):
        name = re.sub(r"\s+", " ", as_text(cell)) or f"column {index}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _mapped(headers: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    places = {_plain(header): index for index, header in reversed(list(enumerate(headers)))}
    found = {}
    for role, header in mapping.items():
        if role not in ROLES:
            raise InputError(f"--map knows no role {role!r}; the roles are: {', '.join(ROLES)}")
        if _plain(header) not in places:
            raise InputError(
                f"--map says {role} is the column {header!r}, but the columns are: {', '.join(headers)}"
            )
        found[role] = places[_plain(header)]
    return found


def _role(header: str) -> tuple[str | None, int]:
    """The role of a heading and the rank of the name it goes by, lower being surer."""
    plain = _plain(header)
    if exact := _names().get(plain):
        return exact
    # the head of a compound comes last, in both languages: 「満足度の理由」, "customer comment"
    found = [
        (match.end(), len(name), role, rank)
        for name, (role, rank) in _names().items()
        if role not in _EXACT_ONLY and (match := _inside(name).search(plain))
    ]
    if not found:
        return None, 0
    end, _, role, rank = max(found)
    if role == "reason" and not any(word in plain for word in reading.words("cancellation", "headers")):
        role = "text"  # "the reason for your score"
    if role == "score":
        role = next((own for _, _, own, _ in found if own in ("nps", "csat")), role)
    return (role, rank + 1000) if end else (None, 0)


@cache
def _names() -> Mapping[str, tuple[str, int]]:
    names: dict[str, tuple[str, int]] = {role: (role, 0) for role in (*SCORES, "text", "thread")}
    for role, words in reading.roles("columns").items():
        for rank, word in enumerate(words):
            names.setdefault(_plain(word), (role, rank))
    return names


@cache
def _inside(name: str) -> re.Pattern[str]:
    if name.isascii():
        return re.compile(rf"\b{re.escape(name)}\b" if len(name) > 3 else r"(?!)")
    return re.compile(re.escape(name) if len(name) > 1 else r"(?!)")


def _checked(role: str, cells: Sequence[Cell]) -> str | None:
    """The role a heading promises, if the cells keep it."""
    if not cells:
        return role
    if role in SCORES:
        return (
            role
            if _share(cells, lambda cell: number(cell) is not None) >= 0.5 or not _is_free(cells)
            else "text"
        )
    if role == "time":
        return role if _share(cells, _is_time) >= 0.5 else None
    if role == "text":
        return role if _share(cells, lambda cell: bool(_CODE.match(as_text(cell)))) < 0.5 else None
    return role


def _by_cells(headers: Sequence[str], sample: Sequence[Sequence[Cell]], used: set[int]) -> list[int]:
    """The column whose cells read most like free text, if any does."""
    widths = {}
    for index in set(range(len(headers))) - used:
        cells = [row[index] for row in sample if index < len(row) and as_text(row[index])]
        if cells and _is_free(cells):
            widths[index] = sum(_width(as_text(cell)) for cell in cells) / len(cells)
    return [max(sorted(widths), key=lambda index: widths[index])] if widths else []


def _is_free(cells: Sequence[Cell]) -> bool:
    texts = [as_text(cell) for cell in cells]
    long = sum(map(_width, texts)) / len(texts) >= _FREE_TEXT
    varied = len(set(texts)) * 2 > len(texts)
    return (
        long and varied and _share(cells, lambda cell: isinstance(cell, str) and not _CODE.match(cell)) > 0.5
    )


def _share(cells: Sequence[Cell], holds: Callable[[Cell], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)


def _is_time(cell: Cell) -> bool:
    return (
        not isinstance(cell, str | int | float) or parse_time(as_text(cell), order="month first") is not None
    )


def _is_data(name: str) -> bool:
    return number(name) is not None or parse_time(name) is not None or name.endswith("。") or len(name) > 120


def _width(text: str) -> int:
    return sum(2 if letter > "\u2e7f" else 1 for letter in text)


def _channel(headers: Sequence[str], roles: Mapping[str, int]) -> Channel:
    cancelled = any(
        word in _plain(header) for header in headers for word in reading.words("cancellation", "headers")
    )
    named = "reason" in roles and _plain(headers[roles["reason"]]) != "reason"
    return "cancellation" if cancelled or named else "survey"


def _no_text(headers: Sequence[str]) -> str:
    return (
        f"no column has free text; the columns are: {', '.join(headers)}. Name it in a file for --map, "
        f'such as: text = "{headers[0] if headers else "comment"}"'
    )


@cache
def _plain(header: str) -> str:
    text = unicodedata.normalize("NFKC", header).casefold()
    text = re.sub(r"[\s_\-/]+", " ", text).strip(" 　:：*?？。.■●・【】[]「」")
    return _NUMBERING.sub("", text).strip() or text
