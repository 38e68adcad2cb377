"""Labelled rows become documents a reader might have made."""

from __future__ import annotations

from typing import Any

import pytest

from voc.errors import InputError
from voc.signals.gold import passage, segments


def test_a_customers_mail_is_one_turn_of_the_customer() -> None:
    found = passage(_row("来月で解約したいです。", gold=[("cancellation_intent", "解約したい")]))
    assert [part.side for part in found.document.utterances] == ["customer"]
    [span] = found.spans
    assert found.document.text[span.start : span.end] == "解約したい"


def test_a_memo_is_nobodys_side_and_a_vendors_mail_the_vendors() -> None:
    memo = passage(_row("先方は解約の意向。", channel="memo", speaker_role="vendor"))
    mail = passage(_row("ご不満はございませんか。", channel="email", speaker_role="vendor"))
    assert memo.document.utterances[0].side == "unknown"
    assert mail.document.utterances[0].side == "vendor"


@pytest.mark.parametrize(
    "text",
    [
        "田中様：高いです。\n【当社】佐藤：承知しました。",
        "[09:12] 田中様> 高いです。\n[09:13] 【当社】佐藤> はい。",
    ],
)
def test_speakers_get_their_sides(text: str) -> None:
    row = _row(text, speaker_role="mixed", customer_speakers=["田中様"], vendor_speakers=["【当社】佐藤"])
    turns = passage(row).document.utterances
    assert [(turn.speaker, turn.side) for turn in turns] == [
        ("田中様", "customer"),
        ("【当社】佐藤", "vendor"),
    ]
    assert text[turns[0].start : turns[0].end] == "高いです。"


def test_sides_without_a_list_come_from_the_labels() -> None:
    row = _row("Vendor: All good?\nCustomer: Not really.", lang="en", speaker_role="mixed")
    assert [turn.side for turn in passage(row).document.utterances] == ["vendor", "customer"]


def test_quoted_lines_are_not_read() -> None:
    row = _row("> 解約します。\n承知しました。", speaker_role="customer", customer_speakers=["鈴木"])
    assert [piece.text for piece in segments(passage(row).document)] == ["承知しました。"]


def test_a_quote_that_is_not_in_the_text_is_an_error() -> None:
    with pytest.raises(InputError, match="x-0001"):
        passage(_row("解約したいです。", gold=[("cancellation_intent", "退会")]))


def _row(text: str, *, gold: list[tuple[str, str]] | None = None, **fields: Any) -> dict[str, Any]:
    labels = [{"signal": key, "quote": quote, "severity": "high"} for key, quote in gold or []]
    given = {"id": "x-0001", "split": "dev", "lang": "ja", "channel": "email", "speaker_role": "customer"}
    return {**given, "text": text, "gold": labels, **fields}
