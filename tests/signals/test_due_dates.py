from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.signals.due_dates import resolve

TUESDAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("今週中", date(2026, 9, 4)),
        ("来週金曜まで", date(2026, 9, 11)),
        ("再来週の月曜日", date(2026, 9, 14)),
        ("今月中", date(2026, 9, 30)),
        ("月内", date(2026, 9, 30)),
        ("来月上旬", date(2026, 10, 10)),
        ("来月中旬", date(2026, 10, 20)),
        ("十月下旬", date(2026, 10, 31)),
        ("週明け", date(2026, 9, 7)),
        ("明後日", date(2026, 9, 3)),
        ("12/5まで", date(2026, 12, 5)),
        ("１２月５日", date(2026, 12, 5)),
        ("十二月五日", date(2026, 12, 5)),
        ("三日以内", date(2026, 9, 4)),
        ("3営業日以内", date(2026, 9, 4)),
        ("二週間以内", date(2026, 9, 15)),
        ("2月10日", date(2027, 2, 10)),
        ("8月28日", date(2026, 8, 28)),
        ("2028年2月29日", date(2028, 2, 29)),
        ("年度内", date(2027, 3, 31)),
        ("20日まで", date(2026, 9, 20)),
        ("来月頭", date(2026, 10, 1)),
        ("五日の朝", date(2026, 9, 5)),
        ("2、3日で", date(2026, 9, 4)),
        ("週明け火曜", date(2026, 9, 8)),
        ("夕刻までに", TUESDAY),
        ("できるだけ早く、明日には", date(2026, 9, 2)),
        ("冬期休業前に", None),
        ("すぐに", None),
        ("年明け", None),
        ("次回定例まで", None),
        ("2月30日", None),
    ],
)
def test_japanese_words_for_a_day(words: str, day: date | None) -> None:
    found = resolve(words, language="ja", on=TUESDAY)
    assert found is not None
    assert found[0] == day
    assert found[1] in words


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by EOD Friday", date(2026, 9, 4)),
        ("next Tuesday", date(2026, 9, 8)),
        ("by the end of the month", date(2026, 9, 30)),
        ("by the end of the week", date(2026, 9, 4)),
        ("tomorrow morning", date(2026, 9, 2)),
        ("within two days", date(2026, 9, 3)),
        ("within 30 days", date(2026, 10, 1)),
        ("in three business days", date(2026, 9, 4)),
        ("5 December", date(2026, 12, 5)),
        ("Dec 5", date(2026, 12, 5)),
        ("by 12/5", date(2026, 12, 5)),
        ("by the 10th", date(2026, 9, 10)),
        ("early October", date(2026, 10, 10)),
        ("Monday week", date(2026, 9, 14)),
        ("early next week", date(2026, 9, 7)),
        ("Friday at the latest", date(2026, 9, 4)),
        ("this coming Thursday", date(2026, 9, 3)),
        ("a week today", date(2026, 9, 8)),
        ("Sunday night, 6th", date(2026, 9, 6)),
        ("in the morning", date(2026, 9, 2)),
        ("within 48h", date(2026, 9, 3)),
        ("end of the week, shortly", date(2026, 9, 4)),
        ("by the time you are back", None),
        ("until further notice", None),
        ("February 30", None),
        ("before the renewal", None),
    ],
)
def test_english_words_for_a_day(words: str, day: date | None) -> None:
    found = resolve(words, language="en", on=TUESDAY)
    assert found is not None
    assert found[0] == day
    assert found[1] in words


@pytest.mark.parametrize("words", ["よろしくお願いします", "三十席で十分です"])
def test_words_that_name_no_day(words: str) -> None:
    found = resolve(words, language="ja", on=TUESDAY)
    assert found is None


_PIECES = st.sampled_from(
    [
        "明日",
        "までに",
        "お送りします",
        "、",
        "。",
        "①",
        "㍿",
        "１２/５",
        "に",
        "ので",
        "we'll send ",
        "by Friday",
        "\n",
        "ｶﾞ",
    ]
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=12).map("".join))


@given(text=_TEXTS, on=st.dates(), language=st.sampled_from(["ja", "en"]))
def test_any_words_for_a_day_are_read(text: str, on: date, language: str) -> None:
    found = resolve(text, language=language, on=on)
    assert found is None or found[1] in text
