"""The API without models: errors, health, the description of itself."""

import pytest
from fastapi.testclient import TestClient

from voc import pipeline
from voc.settings import Settings
from voc_api.app import create_app


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.setattr("voc_api.app.load_engines", lambda settings: None)
    monkeypatch.setattr(pipeline, "warm_up", lambda engines: None)
    with TestClient(create_app(Settings(store=f"sqlite:///{tmp_path / 'voc.db'}"))) as client:
        yield client


def test_health(client):
    assert client.get("/healthz").json()["status"] == "ok"


def test_every_path_of_the_contract_is_described_with_examples(client):
    described = client.get("/openapi.json").json()
    assert {"/v1/hints", "/v1/accounts", "/v1/accounts/{account}", "/v1/topics", "/healthz"} <= set(
        described["paths"]
    )
    body = described["paths"]["/v1/hints"]["post"]["requestBody"]["content"]["application/json"]
    assert {"japanese", "english"} <= set(body["examples"])
    answer = described["components"]["schemas"]["HintsShape"]["properties"]
    assert {"hints", "promises", "requests", "people"} <= set(answer)


def test_no_page_asks_another_host(client):
    assert client.get("/docs").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/v1/accounts/nobody", None, 404),
        ("GET", "/v1/topics/t-0", None, 404),
        ("GET", "/v1/nowhere", None, 404),
        ("GET", "/v1/accounts?limit=0", None, 422),
        ("GET", "/v1/accounts?cursor=x", None, 422),
        ("POST", "/v1/hints", {}, 422),
        ("POST", "/v1/hints", {"text": ""}, 422),
        ("POST", "/v1/hints", {"text": " \n"}, 422),
        ("POST", "/v1/hints", {"text": "解約", "preset": "wild"}, 422),
        ("POST", "/v1/hints", {"text": "解約", "channel": "fax"}, 422),
        ("POST", "/v1/hints", {"text": "解約", "unknown": 1}, 422),
        ("DELETE", "/v1/topics", None, 405),
    ],
)
def test_errors_are_problem_json(client, method, path, body, status):
    answer = client.request(method, path, json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"] and problem["detail"]


def test_a_body_that_is_no_json(client):
    answer = client.post("/v1/hints", content=b"{", headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_empty_store_has_no_accounts_and_no_topics(client):
    assert client.get("/v1/accounts").json() == {"items": [], "next": None}
    assert client.get("/v1/topics").json() == {"items": []}
