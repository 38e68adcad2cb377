"""The utterances of a text whose channel is known: an answer, a conversation, a mail, a memo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voc.readers import mail_parts, sides
from voc.readers.side_talk import told_by_words
from voc.readers.turns import Turn, turns
from voc.types import Channel, Side, Utterance

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
) -> list[Utterance]:
    """What is said in `text`, which stands at `offset` of its document.

    A memo's side is unknown: we write it, but about the customer and often in the customer's words.
    """
    if side is None and speaker is not None:
        judged = sides.side_of(speaker, known)
        side = judged if judged != "unknown" else None
    if channel == "email":
        parts = [_spoken_by(part, speaker, side) for part in mail_parts.parts_of(text)]
    elif speaker is None and channel not in _ONE_SPEAKER and (spoken := turns(text, known=known)):
        parts = _parts(text, spoken, known)
    elif text.strip():
        start = len(text) - len(text.lstrip())
        default: Side = "customer" if channel in _CUSTOMERS_OWN else "unknown"
        whose = default if channel == "memo" else side or default
        parts = [Utterance(start, start + len(text.strip()), speaker, whose)]
    else:
        parts = []
    return [replace(part, start=part.start + offset, end=part.end + offset) for part in parts]


def _parts(text: str, spoken: Sequence[Turn], known: sides.Known) -> list[Utterance]:
    words: dict[str, str] = {}
    for turn in spoken:
        if turn.label:
            words[turn.label] = f"{words.get(turn.label, '')}\n{text[turn.start : turn.end]}"
    judged = sides.sides_of(list(words), known, told=told_by_words(words))
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


def _spoken_by(part: Utterance, speaker: str | None, side: Side | None) -> Utterance:
    """The part with its writer; who wrote what a mail quotes is not known here."""
    return part if part.kind == "quoted" else replace(part, speaker=speaker, side=side or "unknown")
