"""The table of churn reasons is whole."""

from typing import get_args

import pytest

from voc.topics.reasons import OTHER, UNKNOWN, Reason, chosen_reason, reasons, recoverability
from voc.types import Recoverability

KEYS = [
    "price_value",
    "budget",
    "missing_feature",
    "quality",
    "usability",
    "support",
    "onboarding_adoption",
    "expectation_gap",
    "communication",
    "competitor",
    "in_house",
    "champion_left",
    "org_policy",
    "need_ended",
    "forgotten",
    "security_legal",
    "other",
    "unknown",
]


def test_the_keys_are_those_others_rely_on() -> None:
    assert list(reasons()) == KEYS
    assert {OTHER, UNKNOWN} <= set(KEYS)


@pytest.mark.parametrize("reason", reasons().values(), ids=KEYS)
def test_every_reason_is_described_in_both_languages(reason: Reason) -> None:
    assert reason.label.ja
    assert reason.label.en
    assert reason.recoverability in get_args(Recoverability)
    for language in ("ja", "en"):
        assert len(set(reason.phrases[language])) == len(reason.phrases[language]) >= 5


def test_no_phrase_describes_two_reasons() -> None:
    phrases = [phrase for reason in reasons().values() for said in reason.phrases.values() for phrase in said]
    assert len(set(phrases)) == len(phrases)


def test_what_can_be_mended() -> None:
    assert recoverability()["support"] == "recoverable"
    assert recoverability()["org_policy"] == "unrecoverable"
    assert recoverability()[UNKNOWN] == "unknown"


@pytest.mark.parametrize(
    ("option", "key"),
    [
        ("価格", "price_value"),
        ("料金が高い", "price_value"),
        ("予算・コスト削減 (Budget)", "budget"),
        ("機能が要件に合わない (Features do not meet requirements)", "missing_feature"),
        ("利用頻度が少ないため", "onboarding_adoption"),
        ("担当者の対応", "communication"),
        ("サポートの対応", "support"),
        ("他社サービスへの切り替え", "competitor"),
        ("Too expensive", "price_value"),
        ("Ｐｒｉｃｉｎｇ", "price_value"),
        ("Switched to another product", "competitor"),
        ("その他", "other"),
        ("Lorem ipsum", None),
        ("", None),
    ],
)
def test_an_option_on_a_form_means_a_reason(option: str, key: str | None) -> None:
    assert chosen_reason(option) == key
