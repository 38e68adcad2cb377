"""Labelled texts for training and measuring: our own passages and the public sets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from voc import languages
from voc.types import SentimentLabel

Row = dict[str, Any]

POSITIVE = frozenset(
    {"satisfaction", "advocacy", "expansion_interest", "success_realised", "renewal_commitment"}
)
# On the dev sentences these were neutral 11 times of 13: they are asked and declined politely.
NEUTRAL = frozenset({"exit_preparation", "indirect_refusal"})
# ... and these negative 16 times of 29: they teach nothing about tone.
ANY_TONE = frozenset({"org_change", "renewal_hesitation", "competitor_evaluation"})
# Reasons whose wording complains; "our department closes" is as often said without any tone.
COMPLAINTS = frozenset(
    {
        "price_value",
        "missing_feature",
        "quality",
        "usability",
        "support",
        "onboarding_adoption",
        "expectation_gap",
        "communication",
    }
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text with how it sounds, and the set it is from."""

    text: str
    language: str
    label: SentimentLabel
    source: str
    grade: int | None = None  # -2..2, where the set has five


def own(gold: Path) -> Iterator[Labelled]:
    """Our training passages, whole and by sentence, and what cancellations complain of.

    The labels follow from the signs in them; sentences without a sign beside others with one are
    left out, since half of them carry on the complaint.
    """
    files = [*sorted((gold / "signals").glob("signals_*.jsonl")), gold / "signals" / "dialogues_f.jsonl"]
    for row in _training(chain.from_iterable(map(_rows, files))):
        spans = [(*_place(row["text"], sign["quote"]), sign["signal"]) for sign in row["gold"]]
        yield from _labelled(row, row["text"], {sign for *_, sign in spans})
        for start, end in languages.get(row["lang"]).sentences(row["text"]):
            signs = {sign for *span, sign in spans if _is_most_of(span, (start, end))}
            if signs or not spans:
                yield from _labelled(row, row["text"][start:end], signs)
    for row in _training(_rows(gold / "reasons" / "cancellations.jsonl")):
        if row["reason"] in COMPLAINTS and row["quote"]:
            for start, end in languages.get(row["lang"]).sentences(row["text"]):
                if _is_most_of(_place(row["text"], row["quote"]), (start, end)):
                    yield Labelled(row["text"][start:end], row["lang"], "negative", f"own {row['lang']}")


def remarks(gold: Path) -> Iterator[Labelled]:
    """Remarks written and labelled for their tone, by several hands in each language."""
    for file in sorted((gold / "remarks").glob("*.jsonl")):
        for row in _rows(file):
            yield Labelled(row["text"], row["lang"], row["sentiment"], f"remarks {row['lang']}")


def gold_sentences(gold: Path, split: str, *, pairs: bool = True) -> Iterator[Labelled]:
    """Sentences labelled by hand, of one split; without `pairs`, none that the other language has too."""
    for language in ("ja", "en"):
        for row in _rows(gold / "sentences" / f"{language}.jsonl"):
            if row["split"] == split and (pairs or "pair" not in row):
                yield Labelled(row["text"], language, row["sentiment"], "own business sentences")


def translations(gold: Path) -> list[tuple[str, str]]:
    """Remarks that both languages have, Japanese first; of both splits, since nothing learns from either."""
    texts: dict[str, dict[str, str]] = {"ja": {}, "en": {}}
    for language, found in texts.items():
        for row in _rows(gold / "sentences" / f"{language}.jsonl"):
            if "pair" in row:
                found[row["pair"]] = row["text"]
    return [(text, texts["en"][pair]) for pair, text in texts["ja"].items() if pair in texts["en"]]


def economy(shared: Path, file: str, *, each: int) -> Iterator[Labelled]:
    """Economy watchers: survey answers, up to `each` of every one of five grades, folded into three."""
    rows = list(_rows(shared / "open" / "economy_watchers_ja" / file))
    for grade in range(-2, 3):
        for row in _sample((row for row in rows if row["label"] == grade), each):
            yield Labelled(row["text"], "ja", _sign(grade), "economy watchers", grade)


def chabsa(shared: Path, *, held_out: bool) -> Iterator[Labelled]:
    """Sentences of securities reports with one polarity; a fifth of the companies is held out."""
    for row in _rows(shared / "open" / "chabsa_finance_ja" / "train.jsonl"):
        if row["label"] in {"positive", "negative"} and (_hash(row["id"].split("-")[0]) % 5 == 0) == held_out:
            yield Labelled(row["text"], "ja", row["label"], "chABSA")


def goemotions(shared: Path, *, each: int) -> Iterator[Labelled]:
    """English comments with one group of emotions, up to `each` a label."""
    rows = list(_rows(shared / "open" / "goemotions_en" / "dev.jsonl"))
    labels: tuple[SentimentLabel, ...] = ("negative", "neutral", "positive")
    for label in labels:
        for row in _sample((row for row in rows if row["label"] == [label]), each):
            yield Labelled(row["text"], "en", label, "GoEmotions")


def plain_business(shared: Path, *, each: int) -> Iterator[Labelled]:
    """Mail sentences, support-chat turns and statements of fact, neutral for the most part."""
    reports = (row for row in _rows(shared / "open" / "chabsa_finance_ja" / "train.jsonl"))
    facts = (row for row in reports if row["label"] == "none")
    mails = _rows(shared / "open" / "email_intent_en" / "train.jsonl")
    turns = _rows(shared / "open" / "multidogo_support_en" / "train_intent_utterances.jsonl")
    for language, rows in (("ja", facts), ("en", mails), ("en", turns)):
        for row in _sample(rows, each):
            yield Labelled(row["text"], language, "neutral", f"plain business {language}")


def foreign_domain(shared: Path, *, each: int) -> Iterator[Labelled]:
    """Hotel reviews and airline tweets: measured with, never trained on."""
    files = {
        "hotel reviews": ("ja", "jrte_hotel_ja/sentiment.jsonl"),
        "airline tweets": ("en", "airline_complaints_en/tweets.jsonl"),
    }
    for name, (language, file) in files.items():
        for row in _sample(_rows(shared / "measure_only" / file), each):
            yield Labelled(row["text"], language, row["label"], name)


def _training(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row["split"] == "train")


def _labelled(row: Row, text: str, signs: set[str]) -> Iterator[Labelled]:
    label = _tone(signs)
    if label is not None:
        yield Labelled(text, row["lang"], label, f"own {row['lang']}")


def _tone(signs: set[str]) -> SentimentLabel | None:
    """How a text with these signs sounds; None where they do not tell."""
    telling = signs - ANY_TONE - NEUTRAL
    if not telling:
        return None if signs & ANY_TONE else "neutral"
    if telling & POSITIVE:
        return "positive" if telling <= POSITIVE else None
    return "negative"


def _place(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def _is_most_of(quote: Iterable[int], sentence: tuple[int, int]) -> bool:
    """Whether half of the quote or half of the sentence is in the other."""
    start, end = quote
    common = min(end, sentence[1]) - max(start, sentence[0])
    return common >= min(end - start, sentence[1] - sentence[0]) / 2


def _sample(rows: Iterable[Row], most: int) -> list[Row]:
    """Up to `most` rows, chosen by the hash of their id: the same ones whatever else is in the file."""
    return sorted(rows, key=lambda row: _hash(row["id"]))[:most]


def _sign(grade: int) -> SentimentLabel:
    return "positive" if grade > 0 else "negative" if grade < 0 else "neutral"


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def _rows(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
