"""Labelled passages as the documents a reader would make of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from voc import languages
from voc.errors import InputError
from voc.types import Channel, Document, Segment, Severity, Side, Utterance

Split = Literal["train", "dev", "test"]

_BEFORE_NAME = r"[ 　\t>・\-*•–]*(?:\[\d{1,2}:\d{2}(?::\d{2})?\]|\d{1,2}:\d{2})?[ 　\t]*"
_AFTER_NAME = r"[ 　\t]*[)）】]?[ 　\t]*[：:>＞／/)）]?[ 　\t]*(?:\n)?"
_LABEL = re.compile(
    rf"{_BEFORE_NAME}(?:([^\s：:、。「」\d][^\n：:、。「」]{{0,24}}?)[ 　]?[：:＞>]"
    r"|[（(]([^\n）)]{1,10})[）)])[ 　\t]*"
)
_SHORTEST = 20  # columns, a kana is two; shorter sentences go with their neighbour, as in voc.text
_VENDOR = re.compile(r"当社|弊社|当方|弊|こちら側|ベンダ|サポート|(?i:\b(?:vendor|support|csm?|am|me|us)\b)")
_CUSTOMER = re.compile(r"先方|顧客|お客|(?i:\b(?:customer|client)\b)")


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """One labelled signal and where it stands."""

    key: str
    severity: Severity
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A document with its labelled signals; none means that the detector should stay silent."""

    document: Document
    spans: tuple[GoldSpan, ...]
    split: Split
    author: str

    @property
    def keys(self) -> frozenset[str]:
        """The signals somebody should find."""
        return frozenset(span.key for span in self.spans)


def read_passages(folder: Path) -> list[GoldPassage]:
    """Every passage of `signals_*.jsonl` and `dialogues_*.jsonl` in `folder`, in file order."""
    files = sorted([*folder.glob("signals_*.jsonl"), *folder.glob("dialogues_*.jsonl")])
    if not files:
        message = f"no signals_*.jsonl in {folder}; give the folder of the labelled passages"
        raise InputError(message, "no_examples", path=folder)
    return [
        passage(json.loads(line))
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def read_all(gold: Path) -> Iterator[GoldPassage]:
    """Everything labelled with signals in `gold`: passages, the remarks to learn from, and the sentences."""
    yield from read_passages(gold / "signals")
    yield from read_remarks(gold / "remarks")
    yield from read_sentences(gold / "sentences")


def read_remarks(folder: Path) -> Iterator[GoldPassage]:
    """The remarks of `folder` that are labelled with signals, all for training."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "signals" in row:
                yield passage({**row, "gold": row["signals"], "speaker_role": row["side"], "split": "train"})


def read_sentences(folder: Path) -> list[GoldPassage]:
    """The single remarks of `folder`, by one more author; of their dev half those that may be learnt from.

    A dev remark whose translation is in the test half is left out.
    """
    rows = [
        json.loads(line)
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    tested = {row["pair"] for row in rows if row["split"] == "test" and "pair" in row}
    return [
        passage({**row, "gold": row["signals"], "speaker_role": row["side"]})
        for row in rows
        if row["split"] == "test" or row.get("pair") not in tested
    ]


def passage(row: Mapping[str, Any]) -> GoldPassage:
    """One labelled row as a document with sides, and its spans; InputError when a quote is not in it."""
    text = row["text"]
    document = Document(
        id=row["id"],
        source="gold",
        channel=row["channel"] if row["channel"] in get_args(Channel) else "memo",
        text=text,
        utterances=tuple(_utterances(row)),
        language=row["lang"],
    )
    return GoldPassage(document, tuple(_spans(row)), row["split"], row["id"].partition("-")[0])


def segments(document: Document) -> list[Segment]:
    """The document's sentences, cut the way an analysis cuts them."""
    return [
        Segment(
            id=f"{document.id}:{start}-{end}",
            document=document.id,
            utterance=number,
            start=start,
            end=end,
            text=document.text[start:end],
            language=document.language,
            speaker=utterance.speaker,
            side=utterance.side,
        )
        for number, utterance in enumerate(document.utterances)
        if utterance.kind == "new"
        for start, end in _sentences(document, utterance)
    ]


def _sentences(document: Document, utterance: Utterance) -> list[tuple[int, int]]:
    said = document.text[utterance.start : utterance.end]
    found = languages.get(document.language).sentences(said)
    joined: list[tuple[int, int]] = []
    for start, end in found:
        last = (start, end) == found[-1]
        if joined and (_is_short(said[slice(*joined[-1])]) or (last and _is_short(said[start:end]))):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [(utterance.start + start, utterance.start + end) for start, end in joined]


def _is_short(text: str) -> bool:
    return sum(2 if letter > "\u2e7f" else 1 for letter in text) < _SHORTEST


def _spans(row: Mapping[str, Any]) -> Iterator[GoldSpan]:
    for label in row["gold"]:
        start = row["text"].find(label["quote"])
        if start < 0:
            message = f"{row['id']}: the quote {label['quote']!r} is not in the text"
            raise InputError(message, "quote_not_in_text", id=row["id"], quote=label["quote"])
        yield GoldSpan(label["signal"], label["severity"], start, start + len(label["quote"]))


def _utterances(row: Mapping[str, Any]) -> Iterator[Utterance]:
    """Speaker lines where there are any, else the whole text as one turn."""
    text: str = row["text"]
    sides: dict[str, Side] = dict.fromkeys(row.get("vendor_speakers", ()), "vendor")
    sides.update(dict.fromkeys(row.get("customer_speakers", ()), "customer"))
    if not sides and row["speaker_role"] != "mixed":
        role = row["speaker_role"]
        side: Side = "customer" if role == "customer" else "unknown"
        # a memo by the vendor is about the customer; any other text by the vendor is the vendor's word
        if role == "vendor" and row["channel"] != "memo":
            side = "vendor"
        yield Utterance(0, len(text), side=side)
        return
    at, speaker, current = 0, None, _default_side(row)
    for line in text.splitlines(keepends=True):
        found = _speaker(line, sides)
        start = at
        if found:
            speaker, current, length = found
            start += length
        end = at + len(line.rstrip())
        kind: Literal["quoted", "new"] = "quoted" if line.startswith((">", "＞")) else "new"
        if start < end:
            yield Utterance(start, end, speaker=speaker, side=current, kind=kind)
        at += len(line)


def _default_side(row: Mapping[str, Any]) -> Side:
    """Words before the first speaker: a customer's mail or answer is theirs, minutes are nobody's."""
    return "customer" if row["speaker_role"] == "customer" else "unknown"


def _speaker(line: str, sides: Mapping[str, Side]) -> tuple[str, Side, int] | None:
    for name in sorted(sides, key=len, reverse=True):
        match = re.match(_BEFORE_NAME + re.escape(name) + _AFTER_NAME, line)
        if match and match.group().strip() != line.strip():
            return name, sides[name], match.end()
        if match:
            return name, sides[name], len(line)
    label = None if sides else _LABEL.match(line)
    if label is None:
        return None
    name = label[1] or label[2]
    side: Side = "vendor" if _VENDOR.search(name) else "customer" if _CUSTOMER.search(name) else "unknown"
    return name, side, label.end()
