"""Floors under the reading of mails and notes that nobody tuned on: measured, less three points."""

from __future__ import annotations

import pytest
from eval.figures import value_of

from voc.paths import shipped
from voc.readers.evaluate import evaluate
from voc.types import Figure

MAILS = "own mails, test"
NOTES = "own notes, test"


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    return evaluate(gold=shipped("gold"))


@pytest.mark.parametrize(
    ("data", "language", "measure", "floor"),
    [
        (MAILS, "ja", "new text exactly right", 0.93),
        (MAILS, "en", "new text exactly right", 0.92),
        (MAILS, "ja", "character F1 of the new text", 0.98),
        (MAILS, "en", "character F1 of the new text", 0.98),
        (MAILS, "ja", "sender right", 1.0),
        (MAILS, "en", "sender right", 1.0),
        (MAILS, "ja", "subject right", 1.0),
        (MAILS, "en", "subject right", 1.0),
        (NOTES, "ja", "sides right where the note tells", 0.92),
        (NOTES, "en", "sides right where the note tells", 0.86),
        (NOTES, "ja", "unknown where it does not tell", 0.85),
        (NOTES, "en", "unknown where it does not tell", 0.95),
    ],
)
def test_it_stays_above_the_floor(
    figures: list[Figure], data: str, language: str, measure: str, floor: float
) -> None:
    assert value_of(figures, data, language, measure, "voc") >= floor


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("stripper", ["talon", "mail-parser-reply", "quotequail"])
def test_it_beats_the_reply_strippers(figures: list[Figure], language: str, stripper: str) -> None:
    measure = "character F1 of the new text"
    ours = value_of(figures, MAILS, language, measure, "voc")
    assert ours >= value_of(figures, MAILS, language, measure, stripper) + 0.1
