"""What people see of requests and people, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store.examples import make_account, make_person, make_profile, make_request

from builders import make_document
from voc.cli import accounts, hints
from voc.types import Evidence, Hints, Request

TEXT = "見積を送っていただけますか。"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ["依頼 (お客様) 「見積を送っていただけますか」", "登場する人 佐藤 (お客様, 部長, 異動)"]),
        ("en", ["Request (customer) “見積を送っていただけますか”", "People 佐藤 (customer, 部長, moved on)"]),
    ],
)
def test_hints_list_requests_and_people(
    language: str, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    document = make_document(TEXT)
    request = Request("customer", "request", None, Evidence(document.id, 0, TEXT[:-1], 0, len(TEXT) - 1))
    found = Hints(document, "low", (), (), (), (), requests=(request,), mentioned=(make_person(),))
    hints.show(found, language=language)
    shown = capsys.readouterr().out
    for word in words:
        assert word in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ["依頼と質問 (1件中0件が未回答)", "お客様 質問 (回答済み)"]),
        ("en", ["Requests and questions (0 of 1 not answered)", "customer Question (answered)"]),
    ],
)
def test_a_profile_lists_requests_with_their_status(
    language: str, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    profile = replace(make_profile(make_account()), not_enough_evidence=("risk",))
    assert profile.requests == (make_request(),)
    accounts._show(profile, language)
    shown = capsys.readouterr().out
    for word in words:
        assert word in shown
