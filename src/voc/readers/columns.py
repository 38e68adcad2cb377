"""Which column of a table plays which role, from its heading and a look at its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from voc.errors import InputError
from voc.languages import reading
from voc.readers import headings
from voc.readers.headings import SCORES, plain
from voc.readers.levels import Scale, is_level, names_an_nps_group, scale_of
from voc.readers.records import FACTS, Cell, as_text, number
from voc.readers.times import DayOrder, day_order, is_serial, parse_time
from voc.types import Channel

ROLES = (
    *(
        "text",
        "account",
        "address",
        "time",
        *SCORES,
        "reason",
        "title",
        "speaker",
        "channel",
        "side",
        "thread",
        *FACTS,
    ),
)
_NO_ANSWERS = ("question", "ours")  # whatever their cells look like
FIELD = "field"  # what --map calls a column that plays no role

_CODE = re.compile(r"[\w.-]*\d[\w.-]*$|\S+@\S+$|https?://\S+$")
_FREE_TEXT = 15  # columns of width on average (a kana is two); names and choices are shorter
_LONG = 1000  # characters of a cell that are measured
_SCORE_BY_CELLS = 2000  # rank of a score that only its cells tell: behind every heading that says so
_MANY = 8  # cells from which on it shows whether they repeat, as options do


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles of a table's columns."""

    headers: tuple[str, ...]
    texts: tuple[int, ...]  # columns of free text
    roles: Mapping[str, int]  # account, time, score, reason, … -> column
    order: DayOrder | None  # of dates such as 12/31/2025
    channel: Channel
    scales: Mapping[int, Scale] = field(default_factory=dict)  # column of a score -> its levels in words

    @property
    def extras(self) -> tuple[int, ...]:
        """The columns that play no role; they become fields under their own heading."""
        used = {*self.texts, *(index for role, index in self.roles.items() if role != "address")}
        return tuple(index for index in range(len(self.headers)) if index not in used)

    def role(self, index: int) -> str:
        """What column `index` is: "text", a role, or "field"."""
        found = next((role for role, at in self.roles.items() if at == index), FIELD)
        return "text" if index in self.texts else found


def columns_of(
    headers: Sequence[str],
    sample: Sequence[Sequence[Cell]],
    mapping: Mapping[str, str | Sequence[str]],
) -> Columns:
    """The roles of the columns under `headers`, judged with the first rows of the table.

    Several columns of free text are several questions to one person: the row stays one
    document. Raises InputError where no column has free text or a reason for leaving, or
    `mapping` names one there is not.
    """
    mapped = _mapped(headers, mapping)
    texts = [index for index, role in mapped.items() if role == "text"]
    own_texts = not texts
    roles = {role: index for index, role in mapped.items() if role not in ("text", FIELD)}
    wanted: list[tuple[int, str, int]] = []  # rank of the name, role, column
    asked: list[int] = []  # questions whose answers are short
    unasked: list[int] = []
    ours: list[int] = []  # what our side noted; the text of a table that has no other
    for index, header in enumerate(headers):
        if index in mapped:
            continue
        role, rank = _role(header, _cells(sample, index))
        if role == "text" and own_texts:
            texts.append(index)
        elif role == "asked":
            asked.append(index)
        elif role in _NO_ANSWERS:
            unasked.append(index)
            ours += [index] if role == "ours" else []
        elif role and role != "text":
            wanted.append((rank, role, index))
    for _, role, index in sorted(wanted):
        roles.setdefault(role, index)
    if (
        "nps" not in roles
        and "score" in roles
        and any(_are_nps_groups(sample, at) for at in range(len(headers)))
    ):
        roles["nps"] = roles.pop("score")
    if not texts:
        free = set(range(len(headers))) - (set(roles.values()) - {roles.get("reason", -1)}) - mapped.keys()
        texts = _by_cells(free - set(unasked), sample) or asked or _by_cells(set(ours), sample)
        roles = {role: index for role, index in roles.items() if index not in texts}
    channel = _channel(headers, roles, texts)
    if channel == "memo" and "speaker" not in mapping:
        roles = _with_author(headers, roles)
    if not texts and not (channel == "cancellation" and "reason" in roles):
        raise _no_text(headers)
    time = roles.get("time")
    order = day_order(map(as_text, _cells(sample, time))) if time is not None else None
    rated = {index for _, role, index in wanted if role in SCORES} | {
        roles[role] for role in SCORES if role in roles
    }
    scales = {index: scale_of(map(as_text, _cells(sample, index))) for index in sorted(rated)}
    return Columns(tuple(headers), tuple(sorted(texts)), roles, order, channel, scales)


def looks_like_header(cells: Sequence[Cell]) -> bool:
    """Whether these cells are headings: one of them a known name, none of them a date or a sentence."""
    names = [as_text(cell) for cell in cells if as_text(cell)]
    return any(map(headings.roles_of, names)) and not any(map(is_data, names))


def is_data(name: str) -> bool:
    """Whether a cell is no heading but a number, a date or a sentence."""
    if headings.is_question(name):
        return len(name) > 400
    return number(name) is not None or is_dated(name) or name.endswith("。") or len(name) > 120


def is_dated(name: str) -> bool:
    """Whether a cell is a date, and no heading that has one in it: 「2026年10月 満足度」."""
    return parse_time(name) is not None and not headings.roles_of(name)


def unique(headers: Sequence[Cell]) -> list[str]:
    """Headings that all differ: "comment", "comment (2)", and "column 3" for an empty one."""
    seen: dict[str, int] = {}
    names = []
    for index, cell in enumerate(headers, start=1):
        name = re.sub(r"\s+", " ", as_text(cell)) or f"column {index}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _mapped(headers: Sequence[str], mapping: Mapping[str, str | Sequence[str]]) -> dict[int, str]:
    """Column -> the role that `mapping` gives it."""
    places = {plain(header): index for index, header in reversed(list(enumerate(headers)))}
    found: dict[int, str] = {}
    for role, names in mapping.items():
        if role not in (*ROLES, FIELD):
            roles = ", ".join((*ROLES, FIELD))
            message = f"--map knows no role {role!r}; the roles are: {roles}"
            raise InputError(message, "unknown_role", role=role, roles=roles)
        for header in [names] if isinstance(names, str) else names:
            if plain(header) not in places:
                there = ", ".join(headers)
                message = f"--map says {role} is the column {header!r}, but the columns are: {there}"
                raise InputError(message, "no_such_column", role=role, column=header, columns=there)
            if found.setdefault(places[plain(header)], role) != role:
                raise InputError(
                    f"--map says the column {header!r} is both {found[places[plain(header)]]}"
                    f" and {role}; a column has one role",
                    "two_roles",
                    column=header,
                    role=role,
                    other=found[places[plain(header)]],
                )
    return found


def _cells(sample: Sequence[Sequence[Cell]], index: int) -> list[Cell]:
    """What stands in a column, without its empty cells."""
    return [row[index] for row in sample if index < len(row) and as_text(row[index])]


def _role(header: str, cells: Sequence[Cell]) -> tuple[str | None, int]:
    """The likeliest role of the heading that the cells keep, or "asked" for a question with short answers."""
    if fact := _facts().get(plain(header)):
        return fact, 0
    free = bool(cells) and _is_free(cells)
    said = headings.roles_of(header)
    for role, rank in said:
        if _keeps(role, cells, free):
            return role, rank
    asks = headings.is_question(header)
    if asks and _are_levels(cells):
        return "score", _SCORE_BY_CELLS
    if free and (asks or any(role in (*SCORES, "reason") for role, _ in said)):
        return ("text", 0) if not headings.offers_a_choice(header) or len(cells) >= _MANY else (None, 0)
    short = asks and not said and not headings.offers_a_choice(header) and not _is_coded(cells)
    return ("asked" if short else None), 0


def _keeps(role: str, cells: Sequence[Cell], free: bool) -> bool:
    """Whether the cells are what a heading promises."""
    if not cells:
        return True
    if role in SCORES:
        return not free or _share(cells, lambda cell: number(cell) is not None) >= 0.5 or _are_levels(cells)
    if role == "reason":
        return not (free and len(cells) >= _MANY)
    if role == "time":
        return _share(cells, _is_time) >= 0.5
    return role != "text" or not (_is_coded(cells) or _share(cells, _names_an_nps_group) >= 0.5)


def _are_levels(cells: Sequence[Cell]) -> bool:
    return bool(cells) and _share(cells, lambda cell: is_level(as_text(cell))) >= 0.5


def _are_nps_groups(sample: Sequence[Sequence[Cell]], index: int) -> bool:
    cells = _cells(sample, index)
    return bool(cells) and _share(cells, _names_an_nps_group) >= 0.5


def _names_an_nps_group(cell: Cell) -> bool:
    return names_an_nps_group(as_text(cell))


def _is_coded(cells: Sequence[Cell]) -> bool:
    return bool(cells) and _share(cells, lambda cell: bool(_CODE.match(as_text(cell)))) >= 0.5


def _by_cells(columns: set[int], sample: Sequence[Sequence[Cell]]) -> list[int]:
    """The column whose cells read most like free text, if any does."""
    widths = {}
    for index in columns:
        cells = _cells(sample, index)
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
    if not isinstance(cell, str | int | float):
        return True
    return is_serial(cell) or parse_time(as_text(cell), order="month first") is not None


def _width(text: str) -> int:
    return sum(2 if letter > "\u2e7f" else 1 for letter in text[:_LONG])


def _channel(headers: Sequence[str], roles: Mapping[str, int], texts: Sequence[int]) -> Channel:
    named = "reason" in roles and plain(headers[roles["reason"]]) != "reason"
    played = {
        *roles.values(),
        *texts,
    }  # 「解約を検討されたことはありますか」 and its はい is asked of customers who stay
    asked_aside = {at for at, header in enumerate(headers) if headings.is_question(header)} - played
    if named or any(headings.cancels(header) for at, header in enumerate(headers) if at not in asked_aside):
        return "cancellation"
    noted = texts and all(_is_noted(headers[index]) for index in texts)
    return "memo" if noted and not roles.keys() & {*SCORES, "reason", "side"} else "survey"


def _is_noted(header: str) -> bool:
    """Whether our side wrote what stands below: 「商談内容」, "CSM notes"."""
    role = next((role for role, _ in headings.roles_of(header)), None)
    words = [re.escape(plain(word)) for word in reading.words("memos", "headers")]
    return role == "ours" or re.search(rf"(?:{'|'.join(words)})$", plain(header)) is not None


def _with_author(headers: Sequence[str], roles: Mapping[str, int]) -> dict[str, int]:
    """A memo's speaker is who wrote it, not whom it is about."""
    authors = {plain(word) for word in reading.words("memos", "authors")}
    writer = next((index for index, header in enumerate(headers) if plain(header) in authors), None)
    others = {role: index for role, index in roles.items() if role != "speaker" and index != writer}
    return others if writer is None else {**others, "speaker": writer}


@cache
def _facts() -> Mapping[str, str]:
    return {plain(name): role for role in FACTS for name in reading.words("facts", role)}


def _no_text(headers: Sequence[str]) -> InputError:
    names, first = ", ".join(headers), headers[0] if headers else "comment"
    message = f"no column has free text; the columns are: {names}. Name it in a file for --map, "
    return InputError(f'{message}such as: text = "{first}"', "no_text_column", columns=names, first=first)
