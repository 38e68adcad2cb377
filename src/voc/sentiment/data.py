"""Labelled texts for training and measuring: our own passages and the public sets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voc import languages
from voc.types import SentimentLabel

POSITIVE = {
    "satisfaction",
    "advocacy",
    "expansion_interest",
    "success_realised",
    "renewal_commitment",
}
# Signs that may be said in any tone teach nothing about tone.
ANY_TONE = {
    "org_change",
    "champion_change",
    "renewal_hesitation",
    "competitor_evaluation",
    "exit_preparation",
    "indirect_refusal",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text with how it sounds; `weight` is how much it counts in training."""

    text: str
    language: str
    label: SentimentLabel
    weight: float = 1.0


def own_sentences(gold: Path, *, weight: float) -> Iterator[Labelled]:
    """Sentences of our labelled passages (training authors only): the tone follows from the signs."""
    for file in sorted((gold / "signals").glob("signals_*.jsonl")):
        for row in _rows(file):
            if row.get("split") == "test":
                continue
            spans = _spans(row)
            for start, end in languages.get(row["lang"]).sentences(row["text"]):
                label = _tone({key for a, b, key in spans if min(b, end) - max(a, start) >= (b - a) / 2})
                if label is not None:
                    yield Labelled(row["text"][start:end], row["lang"], label, weight)


def gold_sentences(gold: Path, split: str) -> Iterator[Labelled]:
    """Sentences labelled by hand, of one split."""
    for language in ("ja", "en"):
        for row in _rows(gold / "sentences" / f"{language}.jsonl"):
            if row["split"] == split:
                yield Labelled(row["text"], language, row["sentiment"])


def economy(shared: Path, file: str, *, each: int | None = None) -> list[Labelled]:
    """Economy watchers: survey answers, five grades folded into three; `each` limits every grade."""
    rows = list(_rows(shared / "open" / "economy_watchers_ja" / file))
    grades = [_sample(rows, lambda row, g=grade: row["label"] == g, each) for grade in range(-2, 3)]  # type: ignore[misc]
    return [Labelled(row["text"], "ja", _sign(row["label"])) for grade in grades for row in grade]


def chabsa(shared: Path, *, held_out: bool) -> list[Labelled]:
    """Sentences of securities reports with one polarity; a fifth of the companies is held out."""
    rows = _rows(shared / "open" / "chabsa_finance_ja" / "train.jsonl")
    return [
        Labelled(row["text"], "ja", row["label"])
        for row in rows
        if row["label"] in {"positive", "negative"} and (_hash(row["id"].split("-")[0]) % 5 == 0) == held_out
    ]


def goemotions(shared: Path, *, each: int) -> list[Labelled]:
    """English comments with one emotion group."""
    rows = list(_rows(shared / "open" / "goemotions_en" / "dev.jsonl"))
    return [
        Labelled(row["text"], "en", label)
        for label in ("negative", "neutral", "positive")
        for row in _sample(rows, lambda row, wanted=label: row["label"] == [wanted], each)  # type: ignore[misc]
    ]


def plain_business(shared: Path, *, each: int) -> list[Labelled]:
    """English mail sentences and support-chat turns, neutral for the most part."""
    files = ("email_intent_en/train.jsonl", "multidogo_support_en/train_intent_utterances.jsonl")
    return [
        Labelled(row["text"], "en", "neutral", 0.5)
        for name in files
        for row in _sample(list(_rows(shared / "open" / name)), _any, each)
    ]


def foreign_domain(shared: Path, *, each: int) -> list[tuple[str, Labelled]]:
    """(set, text) of hotel reviews and airline tweets: measured with, never trained on."""
    files = {
        "hotel reviews": ("ja", "jrte_hotel_ja/sentiment.jsonl"),
        "airline tweets": ("en", "airline_complaints_en/tweets.jsonl"),
    }
    return [
        (name, Labelled(row["text"], language, row["label"]))
        for name, (language, file) in files.items()
        for row in _sample(list(_rows(shared / "measure_only" / file)), _any, each)
    ]


def _tone(keys: set[str]) -> SentimentLabel | None:
    """How a sentence with these signs sounds; None where they do not tell."""
    if not keys:
        return "neutral"
    telling = keys - ANY_TONE
    if not telling or (telling & POSITIVE and telling - POSITIVE):
        return None
    return "positive" if telling <= POSITIVE else "negative"


def _spans(row: dict[str, Any]) -> list[tuple[int, int, str]]:
    found = [(row["text"].find(span["quote"]), span) for span in row["gold"]]
    return [(at, at + len(span["quote"]), span["signal"]) for at, span in found if at >= 0]


def _sample(rows: list[Any], wanted: Callable[[Any], bool], most: int | None) -> list[Any]:
    """Up to `most` of the wanted rows, chosen by the hash of their id."""
    return sorted(filter(wanted, rows), key=lambda row: _hash(row["id"]))[:most]


def _any(_: Any) -> bool:
    return True


def _sign(grade: int) -> SentimentLabel:
    return "positive" if grade > 0 else "negative" if grade < 0 else "neutral"


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
