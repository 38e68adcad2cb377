"""The API over real models and an analyzed store answers exactly as the command line does."""

import pytest
from fastapi.testclient import TestClient

from voc.schemas.accounts import AccountShape
from voc.settings import Settings
from voc.store.store import Store
from voc_api.app import create_app


@pytest.fixture(scope="module")
def client(engines, analyzed):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("voc_api.app.load_engines", lambda settings: engines)  # loaded once for all tests
        with TestClient(create_app(Settings(store=analyzed))) as client:
            yield client


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        (
            "荒木様：他社さんの見積も取っているところです。ご提案は一旦持ち帰らせてください。",
            "competitor_evaluation",
        ),
        (
            "Could you tell us how to export all of our data and what the notice period is?",
            "exit_preparation",
        ),
    ],
)
def test_hints(client, text, signal):
    answer = client.post("/v1/hints", json={"text": text})
    assert answer.status_code == 200
    found = answer.json()
    assert found["schema"] == "voc.hints/1"
    assert signal in [hint["signal"] for hint in found["hints"]]
    for hint in found["hints"]:
        assert text[hint["start"] : hint["end"]] == hint["quote"]


def test_an_account_is_the_same_over_http_and_from_the_store(client, analyzed):
    with Store.open(analyzed) as store:
        expected = AccountShape.of(store.profile("acc-009")).model_dump(mode="json", by_alias=True)
    assert client.get("/v1/accounts/acc-009").json() == expected


def test_accounts_come_in_pages(client):
    first = client.get("/v1/accounts", params={"limit": 1}).json()
    second = client.get("/v1/accounts", params={"limit": 1, "cursor": first["next"]}).json()
    assert [first["items"][0]["account"], second["items"][0]["account"]] == ["acc-009", "acc-002"]


def test_a_topic_comes_with_quotes(client):
    topics = client.get("/v1/topics").json()["items"]
    assert topics
    detail = client.get(f"/v1/topics/{topics[0]['id']}").json()
    assert detail["quotes"]
    assert detail["label"]["ja"] and detail["label"]["en"]
