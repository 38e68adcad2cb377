"""One record of a table or of JSON Lines to a document: which value plays which role is known by now."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from voc.readers import sides
from voc.readers.channels import channel_named, side_named
from voc.readers.correspondents import Correspondent, account_of
from voc.readers.headings import SCORES
from voc.readers.options import ReadOptions
from voc.readers.said import utterances_of
from voc.readers.spoken_language import language_of
from voc.readers.times import DayOrder, is_serial, of_serial, parse_time
from voc.types import Channel, Document, FieldValue, Problem, Utterance

Cell = str | int | float | bool | date | datetime | time | None

FACTS = ("renewal", "amount")  # of the contract, as some forms carry them
_AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_TEN_THOUSANDS = re.compile(r"[万億]")
_NUMBER = re.compile(
    r"\s*(-?\d+(?:\.\d+)?)\s*(?:点|pt|pts|points?|stars?|%|/\s*\d+|[（(:：.、].*|-\s*\D.*)?$", re.IGNORECASE
)
_STARS = re.compile(r"★+☆*|⭐+")


@dataclass(frozen=True, slots=True)
class Record:
    """The texts of one record with their headings, values by role, and everything else by its own name."""

    texts: Sequence[tuple[str, str]]
    roles: Mapping[str, Cell]
    extras: Mapping[str, FieldValue] = field(default_factory=dict)
    place: str | None = None  # "row 12", "line 3"
    headed: bool = False  # the table has several columns of text, so each text stands under its heading
    scores: Mapping[str, int] = field(default_factory=dict)  # role -> what a level in words (満足) counts


def document_of(
    record: Record,
    *,
    source: str,
    channel: Channel,
    options: ReadOptions,
    order: DayOrder | None = None,
    language: str | None = None,
) -> Document:
    """The document of one record, which has one utterance per text or, in a conversation, per turn."""
    problems: list[Problem] = []
    said = record.roles.get("channel")
    named = channel_named(said)
    if said and named is None:
        values = {"said": str(said)[:40], "channel": channel}
        message = f"the channel {values['said']!r} is read as {channel}"
        problems.append(Problem("unknown_channel", message, record.place, values))
    channel = options.channel or named or channel
    moment, late = _time(record, options, order)
    problems += late
    text, utterances = _text(record, channel, options)
    fields = dict(record.extras)
    if named is None and isinstance(said, str) and said:
        fields["channel"] = said
    for role in SCORES:
        if (value := number(record.roles.get(role))) is not None:
            fields[role] = value
        elif record.roles.get(role) not in (None, ""):
            fields[f"{role}_said"] = as_field(record.roles[role])
            if role in record.scores:
                fields[role] = record.scores[role]
    fields |= _facts(record, options, order)
    if reason := as_text(record.roles.get("reason")):
        fields["chosen_reason" if channel == "cancellation" else "reason"] = reason
    return Document(
        id="",
        source=source,
        channel=channel,
        text=text,
        utterances=utterances,
        language=language_of(text, utterances, default=language) if text else language or "und",
        account=_account(record, options),
        time=moment,
        title=as_text(record.roles.get("title")) or None,
        thread=as_text(record.roles.get("thread")) or None,
        fields=fields,
        problems=tuple(problems),
    )


def _facts(record: Record, options: ReadOptions, order: DayOrder | None) -> dict[str, FieldValue]:
    """Day of renewal and amount of the contract; as they stand where they are not understood."""
    found: dict[str, FieldValue] = {}
    renewal = record.roles.get("renewal")
    if said := as_text(renewal):
        moment = moment_of(renewal, options, order)
        found["renewal_date"] = moment.date().isoformat() if moment else said
    if said := as_text(record.roles.get("amount")):
        value = _amount(said)
        found["contract_amount"] = said if value is None else value
        if value is not None and said != str(value):
            found["contract_amount_said"] = said  # with its currency
    return found


def _amount(said: str) -> int | float | None:
    """The one number in it: "¥1,200,000"; None for 120万円, which would need more than reading digits."""
    text = unicodedata.normalize("NFKC", said)
    numbers = _AMOUNT.findall(text)
    if len(numbers) != 1 or _TEN_THOUSANDS.search(text):
        return None
    return number(float(numbers[0].replace(",", "")))


def moment_of(cell: Cell, options: ReadOptions, order: DayOrder | None) -> datetime | None:
    """The moment a cell names: a date, its words, or a spreadsheet's number for a day."""
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=options.timezone)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), tzinfo=options.timezone)
    if isinstance(cell, str | int | float) and is_serial(cell):
        return of_serial(cell, timezone=options.timezone)
    return parse_time(as_text(cell), timezone=options.timezone, order=order)


def number(cell: Cell) -> int | float | None:
    """The number a score cell holds: 4, "4点", "9/10", "5：満足", "★★★☆☆"; None where it holds none."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        finite = math.isfinite(cell)
        return (int(cell) if float(cell).is_integer() else cell) if finite else None
    if _STARS.fullmatch(str(cell).strip()):
        return len(re.findall("[★⭐]", str(cell)))
    match = _NUMBER.match(unicodedata.normalize("NFKC", str(cell)))
    return None if match is None else float(match[1]) if "." in match[1] else int(match[1])


def as_text(cell: Cell) -> str:
    """The cell as words, trimmed; a whole number without the .0 a spreadsheet gives it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    return (re.sub(r"\r\n?", "\n", text) if "\r" in text else text).strip()


def as_field(cell: Cell) -> FieldValue:
    """The cell as a value a field can hold: dates as ISO 8601, nothing as None."""
    if isinstance(cell, bool | int):
        return cell
    if isinstance(cell, float):
        return number(cell)
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return as_text(cell) or None


def _text(record: Record, channel: Channel, options: ReadOptions) -> tuple[str, tuple[Utterance, ...]]:
    known = sides.known_from(options, account=_account(record, options) or "")
    speaker = as_text(record.roles.get("speaker")) or None
    side = side_named(record.roles["side"]) if record.roles.get("side") else None
    text = ""
    parts: list[Utterance] = []
    for heading, words in record.texts:
        if record.headed:
            text += "\n\n" if text else ""
            parts.append(Utterance(len(text), len(text) + len(heading), kind="header"))
            text += f"{heading}\n"
        start = len(text)
        text += words
        parts += utterances_of(words, channel=channel, known=known, speaker=speaker, side=side, offset=start)
    return text, tuple(parts)


def _account(record: Record, options: ReadOptions) -> str | None:
    """The account as the record says it, else the mail domain of who answered."""
    if account := as_text(record.roles.get("account")):
        return account
    address = as_text(record.roles.get("address"))
    return account_of(Correspondent("", address), [], options) if "@" in address else None


def _time(
    record: Record, options: ReadOptions, order: DayOrder | None
) -> tuple[datetime | None, list[Problem]]:
    cell = record.roles.get("time")
    said = as_text(cell)
    moment = moment_of(cell, options, order) if said else None
    if moment is not None or not said:
        return moment, []
    message = f"the date {said[:40]!r} is not understood; write it like 2026-11-03"
    return None, [Problem("unknown_date", message, record.place, {"said": said[:40]})]
