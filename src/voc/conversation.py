"""Numbers of a conversation: who talked how much, asked how often, and answered how fast."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median

from voc import languages
from voc.types import Channel, Document, Side, SideTalk, Utterance

WRITTEN: frozenset[Channel] = frozenset({"email", "chat"})  # where an answer can be late
SPOKEN: frozenset[Channel] = frozenset({"meeting", "chat"})  # where one document is a conversation
_SIDES: tuple[Side, ...] = ("customer", "vendor", "unknown")
_TELLING = (
    24  # columns; a longer sentence that comes again in a thread was quoted, a shorter one is 承知しました
)
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, without its words."""

    key: int | None  # the same for the same sentence; None for one too short to tell
    characters: int  # without white space
    weight: int  # columns: a kana says about as much as two letters
    asks: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side says at a time: a mail, or a speaker's words until another speaks."""

    side: Side
    channel: Channel
    speaker: str | None
    time: datetime | None
    said: tuple[Said, ...]


def talk(turns: Iterable[Turn]) -> tuple[SideTalk, ...]:
    """The figures of each side that said something, the customer's first.

    In mails a sentence that was said before in the thread is a quotation nobody marked, and counts once.
    """
    ordered = sorted(enumerate(turns), key=_when)
    heard = _counted_once([turn for _, turn in ordered])
    delays = _reply_delays(heard)
    whole = sum(each.weight for turn in heard for each in turn.said)
    return tuple(
        _of_side(side, own, delays.get(side, ()), whole)
        for side in _SIDES
        if (own := [turn for turn in heard if turn.side == side])
    )


def turns_of(document: Document) -> list[Turn]:
    """The turns of a document; a mail is one, and a machine's answer none."""
    if document.fields.get("automatic"):
        return []
    groups: list[list[Utterance]] = []
    for part in document.utterances:
        if part.kind != "new":
            continue
        last = groups[-1][-1] if groups else None
        goes_on = last and (last.speaker or document.channel == "email") and last.speaker == part.speaker
        if goes_on and last and last.side == part.side:
            groups[-1].append(part)
        else:
            groups.append([part])
    turns = [_turn(document, parts) for parts in groups]
    return [turn for turn in turns if turn.said]


class Threads:
    """Which mails belong together.

    A mail may name only the one it answers: then the thread of the third mail is called after the second.
    """

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._above: dict[str, str] = {}
        for document in documents:
            self.add(document)

    def add(self, document: Document) -> tuple[str, str] | None:
        """The names of two threads that are one from now on; None where the mail tells nothing new."""
        mail = document.fields.get("message_id")
        if not isinstance(mail, str) or document.thread is None:
            return None
        lower, upper = self._root(mail), self._root(document.thread)
        self._above[lower] = upper
        return (lower, upper) if lower != upper else None

    def of(self, document: Document) -> str | None:
        """The name of the document's thread, one for all its mails."""
        return self._root(document.thread) if document.thread else None

    def _root(self, name: str) -> str:
        while (above := self._above.setdefault(name, name)) != name:
            self._above[name] = self._above[above]
            name = above
        return name


@dataclass(slots=True)
class Exchange:
    """The mails of a thread as far as they are read."""

    title: str | None
    turns: list[Turn]
    mails: int


class Conversations:
    """The figures of documents as they are read, each mail's with the mails of its thread read before."""

    def __init__(self) -> None:
        self._threads = Threads()
        self._exchanges: dict[str, Exchange] = {}
        self._read: set[str] = set()

    def add(self, document: Document) -> tuple[SideTalk, ...]:
        """The figures of the conversation the document is or belongs to; empty where nobody answers."""
        if document.channel in SPOKEN:
            turns = turns_of(document)
            return talk(turns) if len(turns) > 1 else ()
        if document.channel != "email" or document.thread is None or document.id in self._read:
            return ()
        self._read.add(document.id)
        if joined := self._threads.add(document):
            self._join(*joined)
        exchange = self._exchanges.setdefault(
            self._threads.of(document) or "", Exchange(document.title, [], 0)
        )
        exchange.turns += turns_of(document)
        exchange.mails += 1
        return talk(exchange.turns) if exchange.mails > 1 else ()

    def exchanges(self) -> list[Exchange]:
        """The threads of several mails, in the order in which they were met."""
        return [exchange for exchange in self._exchanges.values() if exchange.mails > 1]

    def _join(self, lower: str, upper: str) -> None:
        if moved := self._exchanges.pop(lower, None):
            kept = self._exchanges.setdefault(upper, Exchange(moved.title, [], 0))
            kept.turns += moved.turns
            kept.mails += moved.mails


def questions(text: str, language: str) -> int:
    """How many sentences of `text` ask something."""
    own = languages.get(language)
    return sum(own.is_question(text[start:end]) for start, end in own.sentences(text))


def weight(text: str) -> int:
    """How much is said: columns without white space, so that Japanese and English can be compared."""
    return sum(2 if letter > "\u2e7f" else 1 for letter in text if not letter.isspace())


def _turn(document: Document, parts: Sequence[Utterance]) -> Turn:
    said = tuple(each for part in parts for each in _said(document, part))
    first = parts[0]
    alone = document.channel == "email"
    return Turn(
        first.side, document.channel, first.speaker, first.time or (document.time if alone else None), said
    )


def _said(document: Document, part: Utterance) -> Iterable[Said]:
    words = document.text[part.start : part.end]
    code = document.language
    own = languages.get(languages.detect(words) if code in ("mixed", "und") else code)
    for start, end in own.sentences(words):
        sentence = words[start:end]
        letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", sentence).casefold()))
        if letters:
            size = weight(sentence)
            key = hash(letters) if size >= _TELLING else None
            yield Said(key, len("".join(sentence.split())), size, own.is_question(sentence))


def _when(numbered: tuple[int, Turn]) -> tuple[float, int]:
    """By time, and in the order given where there is none."""
    number, turn = numbered
    return (turn.time.timestamp() if turn.time and turn.channel == "email" else 0.0, number)


def _counted_once(turns: Sequence[Turn]) -> list[Turn]:
    known: set[int] = set()
    kept = []
    for turn in turns:
        if turn.channel != "email":
            kept.append(turn)
            continue
        fresh = tuple(each for each in turn.said if each.key is None or each.key not in known)
        known |= {each.key for each in turn.said if each.key is not None}
        if fresh:
            kept.append(replace(turn, said=fresh))
    return kept


def _of_side(side: Side, turns: Sequence[Turn], delays: Sequence[float], whole: int) -> SideTalk:
    lengths = [sum(each.characters for each in turn.said) for turn in turns]
    return SideTalk(
        side=side,
        turns=len(turns),
        characters=sum(lengths),
        share=round(sum(each.weight for turn in turns for each in turn.said) / whole, 3) if whole else 0.0,
        mean_turn=round(sum(lengths) / len(lengths)),
        longest_turn=max(lengths),
        questions=sum(each.asks for turn in turns for each in turn.said),
        replies=len(delays),
        reply_hours=round(median(delays), 1) if delays else None,
    )


def _reply_delays(turns: Sequence[Turn]) -> Mapping[Side, Sequence[float]]:
    """Side -> hours for which the earliest message of the other side that it answers had waited."""
    waiting: dict[Side, datetime] = {}
    delays: dict[Side, list[float]] = {}
    for turn in turns:
        if turn.channel not in WRITTEN or turn.time is None or turn.side == "unknown":
            continue
        other: Side = "vendor" if turn.side == "customer" else "customer"
        if other in waiting:
            hours = (turn.time - waiting.pop(other)).total_seconds() / _HOUR
            delays.setdefault(turn.side, []).append(hours)
        waiting.setdefault(turn.side, turn.time)
    return delays
