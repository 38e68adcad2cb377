"""``voc cancellations`` as a person and a program see it."""

from __future__ import annotations

import json

import pytest
from cli.conftest import Voc


@pytest.mark.parametrize("command", ["list", "reason"])
def test_every_command_has_help_with_an_example(voc: Voc, command: str) -> None:
    assert f"Example: voc cancellations {command}" in " ".join(
        voc("cancellations", command, "--help")[1].split()
    )


def test_a_cancellation_with_the_reason_of_the_form(voc: Voc) -> None:
    (line,) = voc("cancellations", "list", "--json")[1].splitlines()
    told = json.loads(line)
    assert told.pop("opening").startswith("費用対効果が見えません。")
    assert told == {
        "schema": "voc.cancellation/1",
        "document": "d1",
        "account": "A-1",
        "time": "2026-04-01T03:00:00Z",
        "reason": "price_value",
        "label": {"ja": "価格・費用対効果", "en": "price and value"},
        "by": "form",
        "option": "料金",
        "found": None,
    }
    shown = voc("cancellations", "list", lang="ja")[1]
    for words in ("d1", "2026-04-01", "価格・費用対効果", "フォーム", "「費用対効果が見えません。"):
        assert words in shown


def test_a_person_decides_and_takes_it_back(voc: Voc) -> None:
    code, out, _ = voc("cancellations", "reason", "d1", "unknown", "--author", "佐藤", "--json")
    assert (code, json.loads(out)["reason"], json.loads(out)["by"]) == (0, "unknown", "person")
    assert json.loads(voc("cancellations", "list", "--unknown", "--json")[1])["document"] == "d1"
    assert json.loads(voc("actions", "rates", "--json")[1])["overall"]["classified"]["value"] == 0
    assert "(the form)" in voc("cancellations", "reason", "d1", "--clear")[1]
    assert voc("cancellations", "list", "--unknown", lang="ja")[1].strip() == "該当する解約はありません"


@pytest.mark.parametrize(
    ("given", "en", "ja"),
    [
        (("d1",), "or --clear", "--clear を付けて"),
        (("d1", "support", "--clear"), "or --clear", "--clear を付けて"),
        (("d1", "pricey"), "no churn reason 'pricey'", "解約理由「pricey」はありません"),
        (("d9", "support"), "no document 'd9'", "文書 d9 はありません"),
    ],
)
def test_wrong_use_is_one_line_in_the_reader_s_language_and_exit_2(
    voc: Voc, given: tuple[str, ...], en: str, ja: str
) -> None:
    for language, words in (("en", en), ("ja", ja)):
        code, out, err = voc("cancellations", "reason", *given, lang=language)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert words in err
