"""Tone of groups by month: levels that change, months that only waver, many groups at once."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest

from builders import make_account, make_analysis, make_document
from voc import pipeline
from voc.store.store import Store
from voc.temperature import trends
from voc.types import Fact, Tone


def tones(
    *levels: tuple[int, float], group: str = "製造", each: int = 12, seed: int = 0, wavering: float = 0.05
) -> list[Tone]:
    """`each` texts a month around a level, for so many months, from January 2024 on."""
    rng = random.Random(seed)
    found: list[Tone] = []
    month = 0
    for months, level in levels:
        for _ in range(months):
            mean = level + rng.gauss(0, wavering)
            time = datetime(2024 + month // 12, month % 12 + 1, 15, tzinfo=UTC)
            found += [Tone(group, time, max(-1.0, min(1.0, rng.gauss(mean, 0.4)))) for _ in range(each)]
            month += 1
    return found


def test_a_fall_is_dated_to_the_month_and_has_a_corrected_p():
    [trend] = trends(tones((12, 0.3), (6, -0.3)))
    [shift] = trend.shifts
    assert (shift.month, shift.direction) == (date(2025, 1, 1), "down")
    assert shift.before > 0.15 > -0.15 > shift.after
    assert 0 < shift.p <= 0.05


def test_a_fall_is_known_after_two_months():
    assert trends(tones((12, 0.3), (2, -0.3)))[0].shifts


def test_one_bad_month_is_no_shift():
    assert trends(tones((9, 0.2), (1, -0.4), (8, 0.2)))[0].shifts == ()


def test_a_dip_goes_down_and_up_again():
    [trend] = trends(tones((12, 0.3), (6, -0.3), (10, 0.3)))
    assert [shift.direction for shift in trend.shifts] == ["down", "up"]


def test_months_that_only_waver_show_hardly_any_shift():
    """Looked at every month for four years, fifty times: a shift is invented at most once in ten years."""
    invented = sum(len(trends(tones((48, 0.1), seed=seed))[0].shifts) for seed in range(50))
    assert invented <= 20


def test_many_groups_at_once_do_not_make_chance_findings_likelier():
    rows = [tone for group in range(40) for tone in tones((24, 0.1), group=f"{group:02}", seed=group)]
    assert sum(len(trend.shifts) for trend in trends(rows)) <= 4


def test_months_are_shown_with_texts_and_interval_and_the_largest_group_first():
    rows = [*tones((8, 0.2), group="small", each=3), *tones((8, 0.2), group="large", each=9)]
    large, small = trends(rows)
    assert (large.group, small.group) == ("large", "small")
    first = large.points[0]
    assert (first.month, first.texts) == (date(2024, 1, 1), 9)
    assert first.interval is not None
    assert first.interval[0] < first.score < first.interval[1]


def test_too_few_months_are_not_enough():
    [trend] = trends(tones((5, 0.3)))
    assert trend.not_enough_evidence
    assert trend.shifts == ()


@pytest.mark.parametrize("by", ["segment", "region"])
def test_accounts_of_a_store_go_by_any_fact(by, tmp_path):
    with Store.open(f"sqlite:///{tmp_path / 'voc.db'}") as store:
        facts = {by: Fact("物流", "crm.csv", None)}
        store.import_accounts([make_account(id="acc-1", facts=facts), make_account("別の会社", id="acc-2")])
        run = store.start_run("ingest", settings={}, models={})
        documents = [make_document(f"{name}です。", id=name, account=name) for name in ("acc-1", "acc-2")]
        store.add_documents(documents, run=run)
        pending = store.pending_documents("mark", limit=9)
        store.save_analyses(
            [make_analysis(document, score=-0.5) for document in pending], fingerprint="mark", run=run
        )
        [trend], left_out = pipeline.account_trends(store, by)
    assert (trend.group, trend.points[0].score, trend.points[0].texts) == ("物流", -0.5, 1)
    assert left_out == 1
