"""The signal vocabulary is complete in both languages."""

from __future__ import annotations

from typing import get_args

import pytest

from voc.languages import LANGUAGES, cues
from voc.signals import taxonomy
from voc.types import Severity


def test_there_are_22_risks_and_5_positive_signals() -> None:
    kinds = taxonomy.load().values()
    assert sum(kind.polarity == "risk" for kind in kinds) == 22
    assert sum(kind.polarity == "positive" for kind in kinds) == 5


@pytest.mark.parametrize("key", list(taxonomy.load()))
def test_every_signal_says_what_it_means_and_what_to_ask(key: str) -> None:
    kind = taxonomy.load()[key]
    assert set(kind.criteria) == set(get_args(Severity))
    assert 2 <= len(kind.questions) <= 3
    for words in (kind.label, kind.why, *kind.questions, *kind.criteria.values()):
        assert words.ja
        assert words.en
        assert words.en.isascii()


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_signal_has_cues_in_every_language(language: str) -> None:
    assert set(cues.load(language).signals) == set(taxonomy.load())
    assert set(cues.load(language).severity) <= set(taxonomy.load())


def test_a_language_without_cues_uses_the_english_ones() -> None:
    assert cues.load("fr").signals == cues.load("en").signals
