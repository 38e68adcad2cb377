"""The utterances of a text whose channel is known: an answer, a conversation, a mail, a memo."""

from __future__ import annotations

from dataclasses import replace

from voc.readers import mail_parts, sides
from voc.readers.turns import turns
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
        judged_all = sides.sides_of([turn.label for turn in spoken if turn.label], known)
        parts = [
            Utterance(turn.start, turn.end, turn.label, judged_all[turn.label] if turn.label else "unknown")
            for turn in spoken
        ]
    elif text.strip():
        start = len(text) - len(text.lstrip())
        default: Side = "customer" if channel in _CUSTOMERS_OWN else "unknown"
        whose = default if channel == "memo" else side or default
        parts = [Utterance(start, start + len(text.strip()), speaker, whose)]
    else:
        parts = []
    return [replace(part, start=part.start + offset, end=part.end + offset) for part in parts]


def _spoken_by(part: Utterance, speaker: str | None, side: Side | None) -> Utterance:
    """The part with its writer; who wrote what a mail quotes is not known here."""
    return part if part.kind == "quoted" else replace(part, speaker=speaker, side=side or "unknown")
