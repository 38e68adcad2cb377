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
    assert sum(question.when is None for question in kind.questions) >= 2
    questions = [question.words for question in kind.questions]
    for words in (kind.label, kind.why, *questions, *kind.criteria.values()):
        assert words.ja
        assert words.en
        assert words.en.isascii()


@pytest.mark.parametrize("key", [key for key, kind in taxonomy.load().items() if kind.polarity == "risk"])
def test_every_risk_has_questions_that_follow_up_words(key: str) -> None:
    assert sum(question.when is not None for question in taxonomy.load()[key].questions) >= 2


@pytest.mark.parametrize(
    ("key", "quote", "ja", "en"),
    [
        ("low_adoption", "結局Ｅｘｃｅｌに戻っています", "元のやり方", "the old way"),
        ("competitor_evaluation", "We have a quote from another house", "見積り", "quote"),
        ("product_defect", "画面が固まって動きません", "遅くなる", "slow"),
        ("exit_preparation", "How much notice do we have to give?", "契約の期限", "contract ends"),
        ("champion_change", "Marcus left on Friday", "最終日", "last day"),
    ],
)
def test_the_question_follows_up_the_words_found(key: str, quote: str, ja: str, en: str) -> None:
    asked = taxonomy.load()[key].ask([quote])
    assert ja in asked.ja
    assert en in asked.en


def test_who_leaves_is_not_asked_about_as_away() -> None:
    asked = taxonomy.load()["champion_change"].ask(["Priya, who set all this up, leaves us on the 12th."])
    assert "away" not in asked.en
    assert "away" in taxonomy.load()["champion_change"].ask(["She is on leave until May."]).en


def test_without_such_words_the_question_fits_any() -> None:
    kind = taxonomy.load()["price_concern"]
    plain = [question.words for question in kind.questions if question.when is None]
    assert kind.ask(["うーん"]).ja == plain[0].ja + plain[1].ja
    assert kind.ask([]).en == f"{plain[0].en} {plain[1].en}"


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_signal_has_cues_in_every_language(language: str) -> None:
    assert set(cues.load(language).signals) == set(taxonomy.load())
    assert set(cues.load(language).severity) <= set(taxonomy.load())


def test_a_language_without_cues_uses_the_english_ones() -> None:
    assert cues.load("fr").signals == cues.load("en").signals
