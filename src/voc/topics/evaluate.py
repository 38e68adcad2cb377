"""Measures churn reasons and topics on texts the heads never saw, beside plain baselines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voc import languages
from voc.topics.baselines import bertopic, majority, tf_idf
from voc.topics.cluster import fit
from voc.topics.reason_head import NONE, ReasonClassifier
from voc.topics.reasons import reasons
from voc.topics.train import examples, labelled
from voc.types import Document, Encode, Figure, Segment, Utterance, Vectors

OURS = "voc"
BANKING = 3000  # questions
MEETING = 500  # translated turns
LEAST_TURN = 25  # letters of the English side: "Okay." is about nothing


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts to find topics in, of which those with the same `pair` mean the same."""

    name: str
    texts: Sequence[str]
    languages: Sequence[str]
    labels: Sequence[str] | None = None
    pairs: Sequence[str] | None = None


def evaluate(
    *, encode: Encode, encoder_revision: str, gold: Path, models: Path, shared: Path | None
) -> list[Figure]:
    """Figures for the churn reasons, and where `shared` is there for topics beside BERTopic's."""
    head = ReasonClassifier.load(models / "reasons", encoder_revision=encoder_revision)
    figures = reason_figures(encode, head, gold)
    for texts in sets(shared) if shared is not None else ():
        views = encode(texts.texts, texts.languages)
        figures += topic_figures(texts, our_topics(texts, views, head), system=OURS)
        theirs = bertopic(texts.texts, meaning_of(views))
        figures += topic_figures(texts, theirs, system="BERTopic at its defaults")
    return figures


def reason_figures(encode: Encode, head: ReasonClassifier, gold: Path) -> list[Figure]:
    """Macro-F1 over all reasons, F1 of each, and how often the quoted sentence is the right one.

    Per language, on the cancellations by hands kept out and on those that settings were tuned on.
    """
    learned = [(text, key) for text, _, key in examples(gold) if key != NONE]
    figures = []
    for split, data in (("test", "reasons, test authors"), ("dev", "reasons, dev")):
        rows = [row for row in labelled(gold) if row["split"] == split]
        cut = [(document, _sentences(document)) for document in map(_document, rows)]
        flat = [segment for _, pieces in cut for segment in pieces]
        vectors = stance_of(encode([each.text for each in flat], [each.language for each in flat]))
        ends = np.cumsum([len(pieces) for _, pieces in cut])[:-1]
        ours = [
            head.classify_document(*each, of) for each, of in zip(cut, np.split(vectors, ends), strict=True)
        ]
        texts = [row["text"] for row in rows]
        answers = {
            OURS: [answer.reason for answer in ours],
            "char tf-idf + logistic regression": tf_idf(learned, texts),
            "majority": majority(learned, texts),
        }
        for language in sorted({row["lang"] for row in rows}):
            at = [index for index, row in enumerate(rows) if row["lang"] == language]
            truth = [rows[index]["reason"] for index in at]
            for system, given in answers.items():
                found = [given[index] for index in at]
                figures.append(
                    Figure("reasons", "macro-F1", data, system, macro_f1(truth, found), len(at), language)
                )
                figures += [
                    Figure("reasons", measure, data, system, value, truth.count(key), language, key)
                    for key in (reasons() if system == OURS else ())
                    for measure, value in _of_key(key, truth, found)
                ]
            quoted = [
                _overlaps(rows[index], ours[index].start, ours[index].end)
                for index in at
                if rows[index]["quote"] and len(cut[index][1]) > 1 and ours[index].start is not None
            ]
            right = sum(quoted) / max(len(quoted), 1)
            figures.append(
                Figure("reasons", "quotes the right sentence", data, OURS, right, len(quoted), language)
            )
    return figures


def _of_key(key: str, truth: Sequence[str], found: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Recall and F1 of one reason."""
    right = sum(said == key == told for said, told in zip(truth, found, strict=True))
    yield "recall", right / max(truth.count(key), 1)
    yield "F1", 2 * right / max(truth.count(key) + list(found).count(key), 1)


def macro_f1(truth: Sequence[str], given: Sequence[str]) -> float:
    """Mean F1 of all reasons, 0…1."""
    from sklearn.metrics import f1_score

    return float(f1_score(truth, given, labels=list(reasons()), average="macro", zero_division=0))


def sets(shared: Path) -> list[Texts]:
    """Labelled questions and translated pairs from the open sets under `shared`, those that are there."""
    found = []
    banking = _lines(shared / "open" / "banking77_en" / "train.jsonl")
    if banking:
        # the first 3,000 by hash are what the settings were tuned on
        chosen = sorted(banking, key=lambda row: _hash(row["id"]))[BANKING : 2 * BANKING]
        labels = [row["label"] for row in chosen]
        found.append(Texts("banking77", [row["text"] for row in chosen], ["en"] * len(chosen), labels))
    commands = _lines(shared / "open" / "xsid_intents_ja_en" / "intents_ja.jsonl")
    if commands:
        found.append(_paired("xSID", [(row["pair"], row["text"], row["text_en"]) for row in commands]))
    meetings = _lines(shared / "open" / "ami_meetings_ja_en" / "dev.jsonl")
    turns = [
        (f"{meeting['id']}/{turn['no']}", turn["ja"], turn["en"])
        for meeting in meetings
        for turn in meeting["turns"]
        if len(turn["en"]) >= LEAST_TURN
    ]
    if turns:
        found.append(_paired("AMI", sorted(turns, key=lambda turn: _hash(turn[0]))[:MEETING]))
    return found


def our_topics(texts: Texts, views: Vectors, head: ReasonClassifier) -> list[str | None]:
    """The topic of each text, None where it has none; `views` (n, 2 * dim) are meanings beside stances."""
    segments = [
        Segment(str(row), str(row), 0, 0, len(text), text, language)
        for row, (text, language) in enumerate(zip(texts.texts, texts.languages, strict=True))
    ]
    model = fit(
        [each.id for each in segments], segments, meaning_of(views), likely=head.reasons_of(stance_of(views))
    )
    topic_of = {assignment.segment: assignment.topic for assignment in model.assignments}
    return [topic_of.get(segment.id) for segment in segments]


def meaning_of(views: Vectors) -> Vectors:
    """The meanings (n, dim) of meanings beside stances."""
    return views[:, : views.shape[1] // 2]


def stance_of(views: Vectors) -> Vectors:
    """The stances (n, dim) of meanings beside stances."""
    return views[:, views.shape[1] // 2 :]


def topic_figures(texts: Texts, topics: Sequence[str | None], *, system: str) -> list[Figure]:
    """How many texts have a topic, how many topics, and how well they keep to labels and translations."""
    from sklearn.metrics import normalized_mutual_info_score, v_measure_score

    n = len(topics)
    measured = {
        "documents in a topic": sum(topic is not None for topic in topics) / n,
        "topics": float(len({topic for topic in topics if topic is not None})),
    }
    names = [topic or "none" for topic in topics]
    if texts.labels is not None:
        measured["V-measure"] = float(v_measure_score(texts.labels, names))
    if texts.pairs is not None:
        sides: dict[str, list[str | None]] = {}
        for pair, topic in zip(texts.pairs, topics, strict=True):
            sides.setdefault(pair, []).append(topic)
        together = sum(len(set(each)) == 1 and each[0] is not None for each in sides.values())
        measured["translations in one topic"] = together / len(sides)
        measured["NMI of topic and language"] = float(normalized_mutual_info_score(texts.languages, names))
    return [Figure("topics", measure, texts.name, system, value, n) for measure, value in measured.items()]


def _document(row: Mapping[str, str]) -> Document:
    text = row["text"]
    return Document(row["id"], "gold", "cancellation", text, (Utterance(0, len(text)),), row["lang"])


def _sentences(document: Document) -> list[Segment]:
    spans = languages.get(document.language).sentences(document.text)
    return [
        Segment(
            f"{document.id}:{start}-{end}",
            document.id,
            0,
            start,
            end,
            document.text[start:end],
            document.language,
        )
        for start, end in spans
    ]


def _overlaps(row: Mapping[str, str], start: int | None, end: int | None) -> bool:
    at = row["text"].index(row["quote"])
    return start is not None and end is not None and start < at + len(row["quote"]) and at < end


def _paired(name: str, pairs: Sequence[tuple[str, str, str]]) -> Texts:
    """Both sides of (pair, Japanese, English)."""
    return Texts(
        name,
        [ja for _, ja, _ in pairs] + [en for _, _, en in pairs],
        ["ja"] * len(pairs) + ["en"] * len(pairs),
        pairs=[pair for pair, _, _ in pairs] * 2,
    )


def _lines(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
