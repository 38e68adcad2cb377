from __future__ import annotations

from dataclasses import replace

from store.examples import make_account, make_person, make_profile, make_request

from builders import make_document
from voc.schemas.accounts import AccountShape
from voc.schemas.hints import HintsShape
from voc.types import Evidence, Hints, Person, Request

TEXT = "後任の森です。見積をください。"


def test_hints_give_requests_and_people_with_their_quotes() -> None:
    document = make_document(TEXT)
    request = Request("customer", "request", "森", Evidence(document.id, 0, TEXT[7:14], 7, 14))
    person = Person("森", "customer", None, None, Evidence(document.id, 0, TEXT[0:4], 0, 4), "new")
    shape = HintsShape.of(Hints(document, "low", (), (), (), (), requests=(request,), mentioned=(person,)))
    given = shape.model_dump(mode="json", by_alias=True)
    assert given["requests"] == [
        {
            "by": "customer",
            "kind": "request",
            "speaker": "森",
            "quote": "見積をください",
            "start": 7,
            "end": 14,
        }
    ]
    assert given["people"] == [
        {
            "name": "森",
            "side": "customer",
            "role": None,
            "event": "new",
            "quote": "後任の森",
            "start": 0,
            "end": 4,
        }
    ]


def test_a_person_nobody_quotes_has_no_place() -> None:
    person = Person("森", "customer", None, None, None)
    shape = HintsShape.of(Hints(make_document(), "low", (), (), (), (), mentioned=(person,)))
    assert (shape.people[0].quote, shape.people[0].start) == (None, None)


def test_a_profile_gives_requests_with_status_and_answer() -> None:
    profile = replace(make_profile(make_account()), people=(make_person(),))
    given = AccountShape.of(profile).model_dump(mode="json", by_alias=True)
    (request,) = given["requests"]
    assert (request["by"], request["kind"], request["status"]) == ("customer", "question", "answered")
    assert request["evidence"]["quote"] == make_request().evidence.quote == request["quote"]
    assert request["answer"]["document"] == "d1"
    assert given["people"][0]["event"] == "moved"
