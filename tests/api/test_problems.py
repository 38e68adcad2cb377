"""Errors of voc as problem JSON, in both languages. No model is loaded."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.testclient import TestClient

from voc import readers
from voc_api import problems


def test_what_voc_refuses_is_told_in_both_languages() -> None:
    app = FastAPI()
    problems.register(app)

    @app.get("/read")
    def read() -> None:
        readers.read_text(" ")

    answer = TestClient(app).get("/read")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "nothing_pasted"
    assert answer.json()["detail_ja"].startswith("本文がありません")
    assert "code" not in TestClient(app).get("/nowhere").json()
