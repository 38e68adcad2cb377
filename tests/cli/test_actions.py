"""``voc actions`` as a person and a program see it."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cli.conftest import Voc

TODAY = datetime.now(ZoneInfo("Asia/Tokyo")).date()
PAST, FUTURE = (TODAY + timedelta(days=days) for days in (-40, 40))


def add(voc: Voc, *more: str, due: date = PAST) -> dict[str, Any]:
    given = (
        "効果の数字を送る",
        "--due",
        str(due),
        "--account",
        "A-1",
        "--owner",
        "佐藤美咲",
        "--author",
        "佐藤",
    )
    code, out, err = voc("actions", "add", *given, *more, "--json")
    assert (code, err) == (0, "")
    return dict(json.loads(out))


COMMANDS = ("add", "list", "done", "reopen", "edit", "remove", "history", "rates")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(voc: Voc, command: str) -> None:
    code, out, _ = voc("actions", command, "--help")
    assert code == 0
    assert f"Example: voc actions {command}" in " ".join(out.split())


def test_an_action_in_json(voc: Voc) -> None:
    added = add(voc, "--document", "d1", "--quote", "費用対効果が見えません。", "--note", "電話で")
    created, evidence = added.pop("created"), added.pop("evidence")
    assert added == {
        "schema": "voc.action/1",
        "id": "a-1",
        "title": "効果の数字を送る",
        "status": "overdue",
        "due": str(PAST),
        "done": None,
        "owner": "佐藤美咲",
        "account": "A-1",
        "topic": None,
        "note": "電話で",
    }
    assert created.endswith("Z")
    assert (evidence["document"], evidence["start"], evidence["end"]) == ("d1", 0, 12)
    _, out, _ = voc("actions", "list", "--json")
    assert json.loads(out)["evidence"] == evidence


def test_the_list_for_a_person_in_both_languages(voc: Voc) -> None:
    add(voc, "--note", "部長あて")
    add(voc, due=FUTURE)
    voc("actions", "done", "a-2", "--json")
    _, en, _ = voc("actions", "list")
    _, ja, _ = voc("actions", "list", lang="ja")
    for words in ("overdue", "done 20", "株式会社みどり商事", "佐藤美咲", "部長あて", "a-1"):
        assert words in en
    for words in ("期限超過", "完了 20", "担当", "アカウント"):
        assert words in ja
    assert "a-2" not in voc("actions", "list", "--open")[1]
    assert "a-1" in voc("actions", "list", "--overdue", "--owner", "佐藤", "--account", "みどり商事")[1]
    assert voc("actions", "list", "--owner", "Ben")[1].strip() == "no such actions"
    assert voc("actions", "list", "--owner", "Ben", lang="ja")[1].strip() == "該当する対応はありません"


def test_changes_are_told_with_who_made_them(voc: Voc) -> None:
    add(voc)
    for change in (
        ("edit", "a-1", "--due", "2026/12/1", "--owner", ""),
        ("done", "a-1", "--on", str(PAST)),
        ("reopen", "a-1"),
        ("remove", "a-1"),
    ):
        code, _, err = voc("actions", *change, "--author", "Ben Hale")
        assert (code, err) == (0, "")
    _, out, _ = voc("actions", "history", "a-1", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [(line["kind"], line["author"]) for line in lines] == [
        ("remove", "Ben Hale"),
        ("reopen", "Ben Hale"),
        ("done", "Ben Hale"),
        ("edit", "Ben Hale"),
        ("add", "佐藤"),
    ]
    assert lines[3]["detail"] == {"due": [str(PAST), "2026-12-01"], "owner": ["佐藤美咲", None]}
    shown = voc("actions", "history", lang="ja")[1]
    assert "変更" in shown and f"期限: {PAST} → 2026-12-01" in shown and "担当: 佐藤美咲 → —" in shown


def test_the_user_of_the_machine_is_the_author(voc: Voc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "misaki")
    voc("actions", "add", "x", "--due", "2026年11月3日", "--account", "A-1")
    assert json.loads(voc("actions", "history", "--json")[1])["author"] == "misaki"


@pytest.mark.parametrize(
    ("command", "en", "ja"),
    [
        (("add", "x", "--due", "2026-12-04"), "an account, a topic or both", "アカウントかトピック"),
        (
            ("add", "x", "--due", "12/4", "--account", "A-1"),
            "'12/4' is not understood",
            "「12/4」を読み取れません",
        ),
        (("add", "x", "--due", "2026-11-31", "--account", "A-1"), "2026-11-03", "2026-11-03 のように"),
        (("add", "x", "--due", "2206-11-30", "--account", "A-1"), "ten years", "10 年以上"),
        (("add", "x", "--due", "2026-12-04", "--account", "みどり商店"), "nearest: A-1", "近いもの: A-1"),
        (
            ("add", "x", "--due", "2026-12-04", "--topic", "t-9"),
            "no topic 't-9'",
            "トピック t-9 はありません",
        ),
        (("done", "a-9"), "no action 'a-9'", "対応 a-9 はありません"),
        (("done", "a-1", "--on", str(FUTURE)), "still to come", "まだ来ていません"),
        (("edit", "a-1"), "nothing to change", "変更する項目がありません"),
        (("reopen", "a-1"), "open already", "完了していません"),
        (("rates", "--since", "spring"), "'spring' is not understood", "「spring」を読み取れません"),
    ],
)
def test_wrong_use_is_one_line_in_the_reader_s_language_and_exit_2(
    voc: Voc, command: tuple[str, ...], en: str, ja: str
) -> None:
    add(voc)
    for language, words in (("en", en), ("ja", ja)):
        code, out, err = voc("actions", *command, lang=language)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert words in err


def test_rates_in_json_and_for_a_person(voc: Voc) -> None:
    add(voc)
    add(voc)
    voc("actions", "done", "a-1", "--on", str(PAST))
    add(voc, due=FUTURE)
    _, out, _ = voc("actions", "rates", "--json")
    rates = json.loads(out)
    assert (rates["schema"], rates["period"], rates["since"]) == ("voc.follow_up_rates/1", "month", None)
    assert rates["overall"] == {
        "classified": {"value": 1.0, "numerator": 1, "denominator": 1},
        "completed": {"value": 0.5, "numerator": 1, "denominator": 2},
        "in_time": {"value": 0.5, "numerator": 1, "denominator": 2},
        "coming": 1,
    }
    assert rates["periods"][0]["completed"] == {"value": None, "numerator": 0, "denominator": 0}
    shown = voc("actions", "rates", "--period", "quarter", lang="ja")[1]
    for words in ("解約理由の分類率", "対応完了率", "100% (1/1)", "50% (1/2)", "全体", "2026 Q2"):
        assert words in shown
    assert voc("actions", "rates", "--since", str(FUTURE + timedelta(days=1)))[1].startswith(
        "no cancellation with a date"
    )
