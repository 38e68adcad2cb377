"""Dates as people write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from voc.readers.times import day_order, is_serial, of_serial, parse_time, time_in_title


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-03", (2026, 11, 3)),
        ("2026/11/3 9:05", (2026, 11, 3, 9, 5)),
        ("2026年11月3日(火) 10:15〜11:00", (2026, 11, 3, 10, 15)),
        ("2026年11月3日 午後3時", (2026, 11, 3, 15)),
        ("令和8年11月3日", (2026, 11, 3)),
        ("２０２６／１１／０３", (2026, 11, 3)),
        ("2022-01", (2022, 1, 1)),
        ("2026年4月", (2026, 4, 1)),
        ("Nov 3, 2026 2:30 PM", (2026, 11, 3, 14, 30)),
        ("3rd November 2026", (2026, 11, 3)),
        ("Tuesday, November 3rd, 2026", (2026, 11, 3)),
        ("12/31/2025", (2025, 12, 31)),
        ("31/12/2025", (2025, 12, 31)),
        ("R8.5.1", (2026, 5, 1)),
        ("R8/5/1 10:30", (2026, 5, 1, 10, 30)),
        ("令和８年５月１日（金）", (2026, 5, 1)),
        ("令和8年5月", (2026, 5, 1)),
        ("S63.4.1", (1988, 4, 1)),
        ("2026年5月1日 午後3時5分", (2026, 5, 1, 15, 5)),
        ("1-May-26", (2026, 5, 1)),
        ("May 1, 2026 at 3pm", (2026, 5, 1, 15)),
        ("2026-05-01 10:00-11:00", (2026, 5, 1, 10)),
        ("GMT20261103-101500_Recording", (2026, 11, 3, 10, 15)),
    ],
)
def test_dates_are_read(text: str, moment: tuple[int, ...]) -> None:
    assert parse_time(text) == datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]


def test_zones_are_kept() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert parse_time("2026-11-03T10:15:00+09:00") == datetime(2026, 11, 3, 10, 15, tzinfo=tokyo)
    assert parse_time("2026/11/3 10:15 JST") == datetime(2026, 11, 3, 10, 15, tzinfo=tokyo)
    assert parse_time("Tue Nov 03 2026 10:15:00 GMT+0900") == datetime(2026, 11, 3, 10, 15, tzinfo=tokyo)
    assert parse_time("2026/11/03 3:15:00 午後 GMT+9") == datetime(2026, 11, 3, 15, 15, tzinfo=tokyo)
    assert parse_time("2026-11-03", timezone=tokyo) == datetime(2026, 11, 3, tzinfo=tokyo)


@pytest.mark.parametrize(
    "text", ["", "来週", "01/02/2026", "2026-13-40", "満足", "3", "2026年13月1日", "VHS8.5.1", "x" * 500]
)
def test_what_is_no_certain_date_is_none(text: str) -> None:
    assert parse_time(text) is None


def test_a_number_in_a_spreadsheet_that_means_a_day() -> None:
    assert is_serial(46143) and is_serial("46143.5")
    assert not is_serial(5) and not is_serial("2026") and not is_serial(True) and not is_serial("")
    assert of_serial("46143.5") == datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_a_column_tells_whether_the_day_comes_first() -> None:
    assert day_order(["01/02/2026", "25/02/2026"]) == "day first"
    assert day_order(["01/02/2026", "02/25/2026"]) == "month first"
    assert day_order(["01/02/2026"]) is None
    assert parse_time("01/02/2026", order="day first") == datetime(2026, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2026/11/12 定例（Web会議）", "2026-11-12"),
        ("議事録 2026年11月12日（木）", "2026-11-12"),
        ("【定例MTG】2026-11-12 出席：（先方）河野様 ／（当社）大森", "2026-11-12"),
        ("【至急】2026/12/1までに返事が要ると言われた", None),
        ("Call with Pella Marine, 12 Nov 2026", "2026-11-12"),
        ("12 November 2026 - QBR", "2026-11-12"),
        ("青葉精機 訪問 2026-11-12 14:00", "2026-11-12"),
        ("2026/12/1までに返事が要ると言われた", None),
        ("They want an answer by 1 Dec 2026 or they leave.", None),
        ("定例", None),
    ],
)
def test_a_day_in_a_title(line: str, day: str | None) -> None:
    found = time_in_title(line)
    assert (found.date().isoformat() if found else None) == day
