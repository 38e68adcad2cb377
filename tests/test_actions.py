"""How actions stand, and the two rates, without a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from voc.actions import chosen, rates, reason_of, status
from voc.types import Action, Cancellation, FollowUpRates, Share

JAPAN = timezone(timedelta(hours=9))
TODAY = date(2026, 11, 20)
MEANING = {"価格": "price_value", "その他": "other"}.get


def make_action(
    id: str = "a-1",  # noqa: A002
    due: str = "2026-11-10",
    done: str | None = None,
    **fields: object,
) -> Action:
    plain = Action(
        id=id,
        title="効果の数字を送る",
        due=date.fromisoformat(due),
        created=datetime(2026, 11, 1, tzinfo=UTC),
        account="acc-1",
        done=date.fromisoformat(done) if done else None,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def make_cancellation(
    day: str | None, found: str | None = "unknown", option: str | None = None
) -> Cancellation:
    time = datetime.fromisoformat(f"{day}T12:00+09:00") if day else None
    return Cancellation(f"d-{day}", "acc-1", time, option, found)


def rated(cancellations: list[Cancellation], actions: list[Action], **more: object) -> FollowUpRates:
    return rates(cancellations, actions, meaning=MEANING, today=TODAY, timezone=JAPAN, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due", "done", "is_"),
    [
        ("2026-11-20", None, "open"),
        ("2026-11-19", None, "overdue"),
        ("2026-11-19", "2026-11-19", "done"),
        ("2026-11-19", "2026-11-20", "late"),
    ],
)
def test_an_action_is_late_only_after_its_day(due: str, done: str | None, is_: str) -> None:
    assert status(make_action(due=due, done=done), TODAY) == is_


def test_actions_are_chosen_by_state_and_part_of_the_owner_s_name() -> None:
    early, over, closed = (
        make_action("a-1", "2026-12-01", owner="佐藤 美咲"),
        make_action("a-2", owner="Ben Hale"),
        make_action("a-3", done="2026-11-02"),
    )
    everything = [early, over, closed]
    assert chosen(everything, today=TODAY) == everything
    assert chosen(everything, today=TODAY, still_open=True) == [early, over]
    assert chosen(everything, today=TODAY, overdue=True) == [over]
    assert chosen(everything, today=TODAY, owner="佐藤美咲") == [early]
    assert chosen(everything, today=TODAY, owner="ｂｅｎ") == [over]


@pytest.mark.parametrize(
    ("decided", "option", "found", "reason", "by"),
    [
        ("quality", "価格", "support", "quality", "person"),
        ("unknown", "価格", "support", "unknown", "person"),  # we read it, and it tells none
        (None, "価格", "support", "price_value", "form"),
        (None, "一身上の都合", "support", "support", "analysis"),
        (None, None, "support", "support", "analysis"),
        (None, "その他", "unknown", "other", "form"),
        (None, None, "unknown", "unknown", None),
        (None, None, None, "unknown", None),
    ],
)
def test_the_reason_is_ours_then_the_form_s_then_the_analysis_s(
    decided: str | None, option: str | None, found: str | None, reason: str, by: str | None
) -> None:
    cancellation = replace(make_cancellation("2026-11-02", found, option), decided=decided)
    assert reason_of(cancellation, MEANING) == (reason, by)


def test_the_share_of_cancellations_with_a_known_reason() -> None:
    found = rated(
        [
            make_cancellation("2026-09-03", "support"),
            make_cancellation("2026-09-10"),
            make_cancellation("2026-09-11", option="価格"),
            make_cancellation("2026-11-02", "unknown"),
            make_cancellation(None, "support"),
        ],
        [],
    )
    by_month = {start.month: each.classified for start, each in found.periods}
    assert by_month == {9: Share(2 / 3, 2, 3), 10: Share(None, 0, 0), 11: Share(0, 0, 1)}
    assert (found.overall.classified, found.undated) == (Share(0.5, 2, 4), 1)


def test_the_share_of_actions_done_and_done_in_time() -> None:
    found = rated(
        [],
        [
            make_action(due="2026-10-05", done="2026-10-05"),
            make_action(due="2026-10-06", done="2026-11-01"),  # late, and counted where it was due
            make_action(due="2026-10-07"),
            make_action(due="2026-11-20"),  # its day has come
            make_action(due="2026-11-21"),  # open, and still can be done in time
            make_action(due="2026-11-28", done="2026-11-18"),
        ],
    )
    (_, october), (_, november) = found.periods
    assert (october.completed, october.in_time, october.coming) == (Share(2 / 3, 2, 3), Share(1 / 3, 1, 3), 0)
    assert (november.completed, november.in_time) == (Share(1 / 2, 1, 2), Share(1 / 2, 1, 2))
    assert november.coming == found.overall.coming == 1
    assert found.overall.completed == Share(3 / 5, 3, 5)
    assert october.classified == Share(None, 0, 0)


def test_only_what_is_still_to_come_is_no_rate() -> None:
    found = rated([], [make_action(due="2026-12-01")])
    assert (found.overall.completed, found.overall.coming) == (Share(None, 0, 0), 1)


def test_nothing_at_all_is_no_period_and_no_rate() -> None:
    found = rated([], [])
    assert (found.periods, found.overall.completed.value, found.overall.classified.value) == ((), None, None)


@pytest.mark.parametrize(
    ("period", "starts"),
    [
        ("week", [date(2026, 9, 28) + timedelta(days=7 * at) for at in range(7)]),
        ("month", [date(2026, 10, 1), date(2026, 11, 1)]),
        ("quarter", [date(2026, 10, 1)]),
    ],
)
def test_periods_run_on_from_the_first_to_the_last(period: str, starts: list[date]) -> None:
    found = rated([make_cancellation("2026-10-01")], [make_action(due="2026-11-10")], period=period)
    assert [start for start, _ in found.periods] == starts


@pytest.mark.parametrize("period", ["week", "month", "quarter"])
def test_periods_of_ten_years_are_all_there_once(period: str) -> None:
    ends = [make_action(due="2020-02-29"), make_action(due="2029-12-31")]
    starts = [start for start, _ in rated([], ends, period=period).periods]
    assert starts == sorted(set(starts))
    assert len(starts) == {"week": 515, "month": 119, "quarter": 40}[period]


def test_since_leaves_out_what_was_before_that_day() -> None:
    found = rated(
        [make_cancellation("2026-10-09", "support"), make_cancellation("2026-10-10")],
        [make_action(due="2026-10-09"), make_action(due="2026-10-10", done="2026-10-10")],
        since=date(2026, 10, 10),
    )
    assert (found.overall.classified, found.overall.completed) == (Share(0, 0, 1), Share(1, 1, 1))


def test_a_cancellation_belongs_to_the_day_it_was_where_we_are() -> None:
    new_year = Cancellation("d", None, datetime(2026, 9, 30, 15, 30, tzinfo=UTC), None, "support")
    ((start, _),) = rated([new_year], []).periods
    assert start == date(2026, 10, 1)
