"""What emerges, what fades, and what is chance."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from voc.topics.trends import trends
from voc.types import Contacted, Evidence, Mention

START = datetime(2025, 1, 1, 9, tzinfo=UTC)


def documents(months: int, each: int = 10) -> list[Contacted]:
    """`each` accounts write once a month."""
    return [
        Contacted(f"{month}-{at}", f"acc-{at}", START + timedelta(days=30.5 * month, hours=at))
        for month in range(months)
        for at in range(each)
    ]


def mention(document: Contacted, topic: str = "t-1", tone: float = -0.5) -> Mention:
    evidence = Evidence(document.document, 0, "遅い", 0, 2, document.time)
    return Mention(topic, None, document.account, "email", tone, 0.9, "ja", evidence)


def test_what_more_and_more_speak_of_is_emerging_and_the_other_fading() -> None:
    said = documents(15)
    new = [mention(d, "t-new") for d in said[-30:] if d.account != "acc-9"]
    old = [mention(d, "t-old") for d in said[:100]]
    always = [mention(d, "t-always") for d in said[::3]]
    found = {trend.topic: trend for trend in trends([*new, *old, *always], said, money={})}
    assert {name: trend.course for name, trend in found.items()} == {
        "t-new": "emerging",
        "t-old": "fading",
        "t-always": "steady",
    }
    assert found["t-new"].after == pytest.approx(0.9) and found["t-new"].before == 0
    assert found["t-new"].since == date(2026, 1, 1) or found["t-new"].since == date(2025, 12, 1)


def test_one_customer_who_writes_much_is_one_voice() -> None:
    said = documents(15)
    flood = [Contacted(f"x{at}", "acc-0", START + timedelta(days=420, minutes=at)) for at in range(40)]
    (trend,) = trends([mention(d) for d in flood], sorted([*said, *flood], key=lambda d: d.time), money={})
    assert trend.course == "steady"
    assert max(period.documents for period in trend.periods) == 40
    assert max(period.share for period in trend.periods) == pytest.approx(0.1)


def test_chance_seldom_looks_like_a_trend() -> None:
    rng = np.random.default_rng(3)
    said = documents(15, each=20)
    wrong = 0
    for _ in range(20):
        mentions = [mention(d, f"t-{topic}") for topic in range(20) for d in said if rng.random() < 0.15]
        wrong += sum(trend.course != "steady" for trend in trends(mentions, said, money={}))
    assert wrong <= 8  # of 400


def test_before_and_after_a_release() -> None:
    said = documents(6)
    release = date(2025, 4, 1)
    mentions = [
        mention(d, tone=0.5 if d.time.date() >= release else -0.5) for d in said if d.time.date() < release
    ]
    (trend,) = trends(mentions, said, money={}, period="month", since=release)
    assert trend.course == "fading" and trend.since == release
    assert trend.before == 1 and trend.after == 0
    assert trend.tone_before == pytest.approx(-0.5) and trend.tone_after is None


def test_money_is_counted_once_an_account_and_currencies_apart() -> None:
    said = documents(1, each=3)
    mentions = [mention(d) for d in [*said, *said]]
    (trend,) = trends(mentions, said, money={"acc-0": ("JPY", 100.0), "acc-1": ("USD", 5.0)})
    assert trend.periods[0].money == {"JPY": 100.0, "USD": 5.0}
    assert trend.periods[0].accounts == 3


def test_too_few_voices_say_nothing() -> None:
    said = documents(2, each=2)
    (trend,) = trends([mention(said[0])], said, money={})
    assert trend.course == "unknown" and trend.p is None
    assert trends([], said, money={}) == []
    assert trends([], [], money={}) == []


def test_weeks_begin_on_monday_and_empty_periods_are_there() -> None:
    said = [Contacted("a", None, START), Contacted("b", None, START + timedelta(days=22))]
    (trend,) = trends([mention(said[0])], said, money={})
    assert [period.start for period in trend.periods] == [
        date(2024, 12, 30) + timedelta(days=7 * w) for w in range(4)
    ]
    assert [period.share for period in trend.periods] == [1, 0, 0, 0]
