"""Trains the reason head."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voc import languages
from voc.errors import InputError
from voc.topics.reason_head import NONE, ReasonClassifier
from voc.topics.reasons import UNKNOWN, reasons
from voc.types import Encode, Vectors

# Of standardised stances. Macro-F1 ja / en on 180 dev cancellations: .84 / .82 at .001, .83 / .80 at .003,
# .82 / .79 at .01. The weakest is unsure of everything: at .003 probabilities mean more.
INVERSE_REGULARISATION = 0.003
# Without general texts two of three answers about the economy looked like a churn reason (mean
# probability .39, with them .15) and topics gathered around reasons nobody had given.
GENERAL = (
    "economy_watchers_ja/train.jsonl",
    "chabsa_finance_ja/train.jsonl",
    "goemotions_en/dev.jsonl",
    "email_intent_en/train.jsonl",
    "multidogo_support_en/train_intent_utterances.jsonl",
)
FROM_EACH = 200
UNLABELLED = -1


def train(
    *,
    encode: Encode,
    encoder_revision: str,
    gold: Path,
    shared: Path | None,
    folder: Path,
) -> None:
    """Write a reason head for `encode` to `folder`.

    Learns the reasons from the training rows of `gold`/reasons and the phrases of
    ``reasons.toml``, and "none" from harmless passages of `gold`/signals and, where `shared` is
    there, from general texts of its open sets.
    """
    learned = examples(gold) + [(text, language, NONE) for text, language in general(shared)]
    texts, codes, keys = zip(*learned, strict=True)
    head = fit_head(_means(texts, codes, encode), keys)
    head.save(folder, encoder_revision=encoder_revision)


def _means(texts: Sequence[str], codes: Sequence[str], encode: Encode) -> Vectors:
    """(n_texts, dim) the mean vector of each text's sentences, weighted by length."""
    cut = [
        [text[start:end] for start, end in sentences(text, code)]
        for text, code in zip(texts, codes, strict=True)
    ]
    owner = np.repeat(np.arange(len(cut)), [len(parts) for parts in cut])
    flat = [part for parts in cut for part in parts]
    lengths = np.array([max(len(part), 1) for part in flat], np.float32)
    vectors = encode(flat, [codes[row] for row in owner.tolist()])
    sums = np.zeros((len(cut), vectors.shape[1]), np.float32)
    np.add.at(sums, owner, vectors * lengths[:, None])
    weight = np.bincount(owner, lengths).astype(np.float32)
    means: Vectors = sums / weight[:, None]
    return means


def examples(gold: Path) -> list[tuple[str, str, str]]:
    """(text, language, reason) to learn from, "none" for what gives no reason to leave."""
    described = [
        (phrase, language, reason.key)
        for reason in reasons().values()
        for language, phrases in reason.phrases.items()
        for phrase in phrases
    ]
    rows = [row for row in (*labelled(gold), *histories(gold)) if row["split"] == "train"]
    stated = [(row["text"], row["lang"], row["reason"]) for row in rows]
    return described + stated + [(row["text"], row["lang"], NONE) for row in harmless(gold)]


@dataclass(frozen=True, slots=True)
class ReasonLessons:
    """The sentences of all that gives a churn reason, for the layers that learn what it sounds like."""

    texts: list[str]
    passages: list[int]  # which text each sentence is from, rising from 0
    own: list[int]  # the reason a sentence itself gives, UNLABELLED where nobody said
    whole: list[int]  # the reason of its text
    count: int  # of reasons, "none" among them


def reason_lessons(gold: Path) -> ReasonLessons:
    """Training rows of `gold` and the phrases of ``reasons.toml`` in sentences, reasons by number."""
    keys = [*reasons(), NONE]
    rows = [row for row in (*labelled(gold), *histories(gold)) if row["split"] == "train"]
    found = ReasonLessons([], [], [], [], len(keys))
    described = [
        {"text": phrase, "lang": language, "reason": reason.key}
        for reason in reasons().values()
        for language, phrases in reason.phrases.items()
        for phrase in phrases
    ]
    for number, row in enumerate([*described, *rows]):
        text, reason = row["text"], keys.index(row["reason"])
        spans = sentences(text, row["lang"])
        quoted = text.index(row["quote"]) if row.get("quote") else 0
        end = quoted + len(row["quote"]) if row.get("quote") else 0
        for start, stop in spans:
            carries = min(stop, end) - max(start, quoted) >= (min(stop - start, end - quoted) + 1) // 2 > 0
            clear = carries or len(spans) == 1 or row["reason"] in (UNKNOWN, NONE)
            found.texts.append(text[start:stop])
            found.passages.append(number)
            found.own.append(reason if clear else UNLABELLED)
            found.whole.append(reason)
    return found


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Where the sentences of `text` start and end; never none."""
    return languages.get(language).sentences(text) or [(0, len(text))]


def harmless(gold: Path) -> Iterator[dict[str, Any]]:
    """Training passages under `gold`/signals in which somebody read every line and found no signal."""
    for row in _rows(gold / "signals", "signals_*.jsonl"):
        if row["split"] == "train" and not row["gold"]:
            yield row


def general(shared: Path | None) -> list[tuple[str, str]]:
    """(text, language) of other matters than leaving, the same ones each time; none without `shared`."""
    if shared is None or not shared.is_dir():
        return []
    chosen = []
    for name in GENERAL:
        rows = [row for row in _rows(shared / "open", name) if len(row["text"]) >= 10]
        rows.sort(key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
        chosen += [(row["text"], row["lang"]) for row in rows[:FROM_EACH]]
    return chosen


def labelled(gold: Path) -> Iterator[dict[str, Any]]:
    """The labelled texts under `gold`/reasons, each with id, text, lang, reason and split."""
    yield from _rows(gold / "reasons", "*.jsonl")


def histories(gold: Path) -> Iterator[dict[str, Any]]:
    """Documents under `gold`/history of customers who have not left, with the reason they quietly point to.

    Fields as of `labelled`; the reason is "none" where they point to none.
    """
    yield from _rows(gold / "history", "*.jsonl")


def fit_head(vectors: Vectors, keys: Sequence[str]) -> ReasonClassifier:
    """A head fitted to `vectors` (n, dim) and the key of each row, all keys counting alike.

    How often customers leave for what differs from company to company: the head assumes nothing.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    order = [*sorted(set(keys) - {NONE}), NONE]
    targets = np.array([order.index(key) for key in keys])
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=1000, class_weight="balanced")
    scaler = StandardScaler().fit(vectors)
    model.fit(scaler.transform(vectors), targets)
    weights = model.coef_ / scaler.scale_
    bias = model.intercept_ - weights @ scaler.mean_
    return ReasonClassifier(order, weights.astype(np.float32), bias.astype(np.float32))


def _rows(folder: Path, pattern: str) -> Iterator[dict[str, Any]]:
    files = sorted(folder.glob(pattern))
    if not files:
        raise InputError(
            f"there are no labelled examples ({pattern}) in {folder}", "no_examples", path=folder
        )
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
