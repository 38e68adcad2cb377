from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest

from store.examples import JAPAN, NOON, make_account, make_document, make_fact, make_profile
from voc.errors import InputError
from voc.store.codec import from_plain, storable, to_plain
from voc.types import Account, AccountProfile, Document, Shift, TemperaturePoint

ACCOUNT = make_account(facts={"arr": make_fact(1.5, date(2026, 5, 1)), "担当": make_fact("田中")})


@pytest.mark.parametrize(
    "value",
    [ACCOUNT, make_profile(ACCOUNT), make_profile(ACCOUNT, level="unknown", now=None), make_document()],
)
def test_values_survive_json(value: Any) -> None:
    text = json.dumps(to_plain(value), ensure_ascii=False, allow_nan=False)
    assert from_plain(type(value), json.loads(text)) == value


def test_times_are_written_in_utc() -> None:
    assert to_plain(datetime(2026, 4, 1, 8, 30, tzinfo=JAPAN)) == "2026-03-31T23:30:00+00:00"
    assert to_plain(date(2026, 4, 1)) == "2026-04-01"


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(InputError, match="no time zone"):
        to_plain(datetime(2026, 4, 1))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), np.float32("nan")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(InputError, match="not a number"):
        to_plain({"score": value})


def test_numpy_numbers_become_plain_ones() -> None:
    plain = to_plain([np.float32(0.5), np.float64(0.25), np.int64(3)])
    assert json.dumps(plain) == "[0.5, 0.25, 3]"


def test_other_things_are_refused() -> None:
    with pytest.raises(TypeError, match="set cannot be written"):
        to_plain({1, 2})
    with pytest.raises(TypeError, match="no way to read"):
        from_plain(set, [])


def test_unknown_fields_are_left_out_and_missing_ones_take_their_default() -> None:
    assert from_plain(Account, {"id": "A-1", "name": "A", "colour": "red"}) == Account("A-1", "A")
    with pytest.raises(KeyError, match="Account lacks name"):
        from_plain(Account, {"id": "A-1"})


def test_a_field_called_like_its_type_is_read_as_that_type() -> None:
    point = TemperaturePoint(date(2026, 4, 1), 50.0, 2)
    assert from_plain(TemperaturePoint, to_plain(point)) == point


def test_pairs_and_nested_mappings_keep_their_types() -> None:
    @dataclass(frozen=True)
    class Row:
        pairs: tuple[tuple[str, float], ...]
        shift: Shift | None

    Row.__annotations__ = {"pairs": tuple[tuple[str, float], ...], "shift": Shift | None}
    row = Row((("budget", 0.5),), Shift(date(2026, 4, 1), "down", 2.0, ()))
    assert from_plain(Row, json.loads(json.dumps(to_plain(row)))) == row


def test_nothing_of_a_profile_is_lost() -> None:
    profile = make_profile(ACCOUNT)
    again = from_plain(AccountProfile, to_plain(profile))
    assert again.timeline[0].time == NOON
    assert again.timeline[0].time.tzinfo is UTC
    assert again.reasons == profile.reasons
    assert replace(again, account=profile.account) == profile


def test_unstorable_characters_are_replaced_one_for_one() -> None:
    assert storable("a\x00b\ud83d😀𠮷") == "a\ufffdb\ufffd😀𠮷"
    document = from_plain(Document, to_plain(make_document(text="\x00")))
    assert document.text == "\ufffd"
