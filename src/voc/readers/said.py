"""The utterances of a text whose channel is known: an answer, a conversation, a mail, a memo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voc.readers import mail_parts, sides, speakers
from voc.readers.attendees import known_from_mentions
from voc.readers.pasted_table import table_turns
from voc.readers.turns import Turn, turns
from voc.types import Channel, Side, Utterance

_MARKS = " \t　■◆●▼□◇○#*【】＜＞<>［］[]：:-=―─━"  # around the words of a heading
_ONE_SPEAKER = ("survey", "cancellation")
_CUSTOMERS_OWN = (*_ONE_SPEAKER, "chat")  # where a text without a speaker is the customer's


def utterances_of(
    text: str,
    *,
    channel: Channel,
    known: sides.Known,
    speaker: str | None = None,
    side: Side | None = None,
    offset: int = 0,
    above: str = "",
) -> list[Utterance]:
    """What is said in `text`, which stands at `offset` of its document; `above` is the head of a note.

    A memo's side is unknown: we write it, but about the customer and often in the customer's words.
    """
    if side is None and speaker is not None:
        judged = sides.side_of(speaker, known)
        side = judged if judged != "unknown" else None
    if channel == "email":
        parts = [_spoken_by(part, speaker, side) for part in mail_parts.parts_of(text)]
    elif (
        speaker is None
        and channel not in _ONE_SPEAKER
        and (spoken := table_turns(text) or turns(text, known=known, above=above))
    ):
        parts = _parts(text, spoken, known, above)
    elif text.strip():
        start = len(text) - len(text.lstrip())
        default: Side = "customer" if channel in _CUSTOMERS_OWN else "unknown"
        whose = default if channel == "memo" else side or default
        parts = [Utterance(start, start + len(text.strip()), speaker, whose)]
    else:
        parts = []
    return [replace(part, start=part.start + offset, end=part.end + offset) for part in parts]


def _parts(text: str, spoken: Sequence[Turn], known: sides.Known, above: str) -> list[Utterance]:
    words: dict[str, str] = {}
    for turn in spoken:
        if turn.label:
            words[turn.label] = f"{words.get(turn.label, '')}\n{text[turn.start : turn.end]}"
    first = next((turn for turn in spoken if turn.label), None)
    head = text[: max(0, text.rfind(first.label or "", 0, first.start))] if first else ""
    known = _with_sections(known, text, spoken)
    known = known_from_mentions(known, words, f"{above}\n{head}")
    judged = speakers.sides_of(words, known)
    return [
        Utterance(
            turn.start,
            turn.end,
            turn.label,
            judged[turn.label] if turn.label else "unknown",
            kind="header" if turn.marginal else "new",
        )
        for turn in spoken
    ]


def _with_sections(known: sides.Known, text: str, spoken: Sequence[Turn]) -> sides.Known:
    """`known` with who speaks under a heading of one side alone: ▼お客様側, "Our side"."""
    under: dict[str, set[Side]] = {}
    heading: Side = "unknown"
    for turn in spoken:
        if turn.label:
            under.setdefault(turn.label, set()).add(heading)
        else:
            words = text[turn.start : turn.end].strip(_MARKS)
            heading = sides.side_of(words, known) if sides.names_a_side(words) else "unknown"
    told = {label: next(iter(found)) for label, found in under.items() if len(found) == 1}
    customers = {sides.plain(label) for label, side in told.items() if side == "customer"}
    vendors = {sides.plain(label) for label, side in told.items() if side == "vendor"}
    return replace(known, customers=known.customers | customers, vendors=known.vendors | vendors)


def _spoken_by(part: Utterance, speaker: str | None, side: Side | None) -> Utterance:
    """The part with its writer; who wrote what a mail quotes is not known here."""
    return part if part.kind == "quoted" else replace(part, speaker=speaker, side=side or "unknown")
