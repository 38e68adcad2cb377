"""Builds a document's text out of turns that came one by one, as from captions or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from voc.readers import sides, speakers
from voc.types import Side, Utterance


@dataclass(frozen=True, slots=True)
class Said:
    """One turn as the source has it."""

    words: str
    speaker: str | None = None
    side: Side | None = None
    time: datetime | None = None


def compose(turns: Iterable[Said], *, known: sides.Known) -> tuple[str, tuple[Utterance, ...]]:
    """One line "Speaker: words" per turn, and the utterances, which are the words alone."""
    said: Sequence[Said] = [turn for turn in turns if turn.words.strip()]
    words: dict[str, str] = {}
    for turn in said:
        if turn.speaker:
            words[turn.speaker] = f"{words.get(turn.speaker, '')}\n{turn.words}"
    side = speakers.sides_of(words, known)
    text = ""
    utterances = []
    for turn in said:
        its_words = turn.words.strip()
        label = f"{turn.speaker}: " if turn.speaker else ""
        start = len(text) + len(label)
        judged = turn.side or (side[turn.speaker] if turn.speaker else "unknown")
        utterances.append(Utterance(start, start + len(its_words), turn.speaker, judged, time=turn.time))
        text += f"{label}{its_words}\n"
    return text.removesuffix("\n"), tuple(utterances)
