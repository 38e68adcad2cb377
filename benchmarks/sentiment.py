"""How texts sound: voc's whole step against a transformers pipeline of the same size at its defaults."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import machine, measure, texts
from benchmarks.report import Report, Table

TEXTS, ROUNDS = 400, 2
VOC, OTHER = "voc", "transformers pipeline"
HOW = (
    "the pipeline is `pipeline('text-classification')` over the bundled encoder with a head of three "
    "classes, float32, one text at a time, as it comes; voc reads batches of like length, in bfloat16 where "
    "the processor computes in it"
)


def run(*, quick: bool) -> Report:
    """How many times faster voc labels the same texts."""
    from voc.embedders import bundled
    from voc.settings import Settings

    n, rounds = (32, 1) if quick else (TEXTS, ROUNDS)
    settings = Settings.read()
    given = texts.distinct(n)
    systems = {VOC: _voc(settings), OTHER: _pipeline(bundled.prepare(settings.models))}
    for label in systems.values():
        label(given[:8])
    taken = measure.in_turns({name: partial(label, given) for name, label in systems.items()}, rounds=rounds)
    ratio = measure.ratio(taken[OTHER], taken[VOC])
    speeds = {name: n * rounds / sum(taken[name]) for name in systems}
    described = machine.describe()
    return Report(
        name="sentiment",
        title=f"sentiment: {n:,} texts labelled, voc beside a pipeline of the same size",
        tables=[
            Table(
                title="Labels a second",
                columns=["texts", "voc is faster by", "texts/s voc", "pipeline"],
                rows=[
                    [f"{n:,}", measure.times(ratio), *(f"{each:.0f}" for each in speeds.values())],
                ],
            )
        ],
        figures={"machine": described, "precision": machine.precision(), "ratio": ratio, "speed": speeds},
        notes=[
            HOW,
            machine.note(described),
        ],
    )


def _voc(settings: Any) -> Any:
    from voc import embedders
    from voc.sentiment.head import SentimentHead

    heads = settings.heads
    encoder = embedders.load(settings.encoder, models=settings.models, tuned=heads / "encoder")
    head = SentimentHead.load(heads / "sentiment", encoder_revision=embedders.full_revision(encoder))

    def label(given: Sequence[str]) -> Any:
        codes = ["ja" if any(letter > "\u3000" for letter in text) else "en" for text in given]
        return head.probabilities(given, codes, encoder.encode_stance(given, languages=codes))

    return label


def _pipeline(folder: Path) -> Any:
    from transformers import AutoTokenizer, BertForSequenceClassification
    from transformers import pipeline as make
    from transformers.utils import logging

    logging.set_verbosity_error()
    model = BertForSequenceClassification.from_pretrained(str(folder), num_labels=3)
    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    return make("text-classification", model=model, tokenizer=tokenizer, device="cpu")
