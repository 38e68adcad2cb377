"""Tickets of Zendesk and conversations of Intercom."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from readers.reading import read, said

from voc.errors import InputError
from voc.readers import ReadOptions, supported
from voc.types import Document

TICKET: dict[str, Any] = {
    "id": 4711,
    "subject": "在庫が合わない",
    "status": "solved",
    "created_at": "2026-10-01T01:00:00Z",
    "requester_id": 1,
    "assignee_id": 2,
    "organization_id": 9,
    "satisfaction_rating": {"score": "bad", "comment": "結局直っていません"},
    "comments": [
        {
            "author_id": 1,
            "plain_body": "在庫の数が&nbsp;合いません。\n至急お願いします。",
            "created_at": "2026-10-01T01:00:00Z",
        },
        {"author_id": 2, "body": "確認いたします。", "public": True, "created_at": "2026-10-01T02:00:00Z"},
        {"author_id": 3, "body": "先月も同じ件", "public": False, "created_at": "2026-10-01T02:10:00Z"},
        {"author_id": 2, "body": "   "},
    ],
}
USERS = [
    {"id": 1, "name": "三好", "email": "miyoshi@kitazato.example.jp", "role": "end-user"},
    {"id": 2, "name": "佐藤", "role": "agent"},
]
CONVERSATION: dict[str, Any] = {
    "type": "conversation",
    "id": "88",
    "created_at": 1790816400,
    "source": {
        "type": "conversation",
        "subject": "",
        "body": "<p>The export fails &amp; nobody answers.</p>",
        "author": {"type": "user", "name": "Dana", "email": "dana@northquay.example.com"},
    },
    "conversation_parts": {
        "type": "conversation_part.list",
        "conversation_parts": [
            {
                "part_type": "comment",
                "body": "<p>Sorry!</p><p>We are on it.</p>",
                "created_at": 1790820000,
                "author": {"type": "admin", "name": "Theo"},
            },
            {"part_type": "assignment", "body": None, "author": {"type": "bot", "name": "Operator"}},
        ],
    },
    "conversation_rating": {"rating": 2, "remark": "Took three days"},
}


def dumped(found: object) -> str:
    return json.dumps(found, ensure_ascii=False)


def as_ticket(documents: list[Document]) -> Document:
    (ticket,) = documents
    return ticket


def test_a_ticket_with_users_and_organizations(tmp_path: Path) -> None:
    export = {"tickets": [TICKET], "users": USERS, "organizations": [{"id": 9, "name": "北里商事"}]}
    documents, problems = read(tmp_path, "tickets.json", dumped(export))
    ticket = as_ticket(documents)
    assert problems == []
    assert (ticket.channel, ticket.account, ticket.title, ticket.thread) == (
        "chat",
        "北里商事",
        "在庫が合わない",
        "4711",
    )
    assert ticket.time == datetime(2026, 10, 1, 1, tzinfo=UTC)
    assert said(ticket) == [
        "在庫の数が 合いません。\n至急お願いします。",
        "確認いたします。",
        "先月も同じ件",
        "結局直っていません",
    ]
    assert [(part.speaker, part.side) for part in ticket.utterances] == [
        ("三好", "customer"),
        ("佐藤", "vendor"),
        (None, "vendor"),
        ("三好", "customer"),
    ]
    assert ticket.utterances[1].time == datetime(2026, 10, 1, 2, tzinfo=UTC)
    assert ticket.fields == {"ticket": "4711", "csat_said": "bad"}


@pytest.mark.parametrize("name", ["tickets.json", "export.jsonl", "export"])
def test_tickets_line_by_line_under_any_name(tmp_path: Path, name: str) -> None:
    lines = "\n".join(dumped({**TICKET, "id": id_}) for id_ in (1, 2)) + "\n{broken\n"
    documents, problems = read(tmp_path, name, lines)
    assert [document.fields["ticket"] for document in documents] == ["1", "2"]
    assert [(problem.code, problem.place) for problem in problems] == [("not_json", "line 3")]


def test_a_ticket_in_lines_that_was_printed_for_people(tmp_path: Path) -> None:
    documents, _ = read(tmp_path, "t.json", json.dumps({"tickets": [TICKET]}, ensure_ascii=False, indent=2))
    assert as_ticket(documents).utterances[0].side == "customer"


def test_the_description_stands_in_for_comments(tmp_path: Path) -> None:
    ticket = {"id": 5, "requester": {"id": 1, "name": "Dana", "email": "d@pella.example.com"}}
    ticket |= {"assignee": {"id": 2}, "description": "The export fails", "created_at": "2026-10-01T00:00:00Z"}
    (document,), _ = read(tmp_path, "t.json", dumped([ticket]))
    assert (document.account, said(document)) == ("pella.example.com", ["The export fails"])
    assert document.utterances[0].speaker == "Dana"


def test_a_ticket_without_words_is_a_problem(tmp_path: Path) -> None:
    silent = {**TICKET, "id": 6, "comments": [], "satisfaction_rating": None}
    documents, (problem,) = read(tmp_path, "t.json", dumped([silent, TICKET]))
    assert (len(documents), problem.code, problem.place) == (1, "no_text", "ticket 6")


def test_a_closed_ticket_is_still_the_same_document(tmp_path: Path) -> None:
    (open_,), _ = read(tmp_path, "a.json", dumped([{**TICKET, "status": "open", "updated_at": "x"}]))
    (closed,), _ = read(tmp_path, "b.json", dumped([{**TICKET, "status": "closed"}]))
    assert open_.id == closed.id


@pytest.mark.parametrize(
    "export",
    [
        dumped(CONVERSATION),
        dumped([CONVERSATION]),
        dumped({"type": "conversation.list", "conversations": [CONVERSATION]}),
        dumped(CONVERSATION) + "\n",
        json.dumps(CONVERSATION, indent=1),
    ],
)
@pytest.mark.parametrize("name", ["intercom.json", "intercom.jsonl"])
def test_a_conversation_of_intercom(tmp_path: Path, name: str, export: str) -> None:
    (chat,), problems = read(tmp_path, name, export)
    assert problems == []
    assert said(chat) == ["The export fails & nobody answers.", "Sorry!\n\nWe are on it.", "Took three days"]
    assert [(part.speaker, part.side) for part in chat.utterances] == [
        ("Dana", "customer"),
        ("Theo", "vendor"),
        ("Dana", "customer"),
    ]
    assert (chat.account, chat.fields) == ("northquay.example.com", {"conversation": "88", "score": 2})
    assert chat.time == datetime.fromtimestamp(1790816400, UTC)


def test_plain_json_lines_stay_json_lines(tmp_path: Path) -> None:
    line = {"text": "The requester was unhappy", "channel": "chat", "speaker": "Dana", "description": "x"}
    (document,), _ = read(tmp_path, "t.jsonl", dumped(line))
    assert document.text == "The requester was unhappy"


def test_other_json_is_of_no_known_format(tmp_path: Path) -> None:
    path = tmp_path / "package.json"
    path.write_text('{"name": "x", "type": "module"}')
    assert not supported(path)
    with pytest.raises(InputError, match="of no format"):
        read(tmp_path, "package.json", '{"name": "x", "type": "module"}')


def test_who_is_ours_by_mail_domain_where_the_export_does_not_say(tmp_path: Path) -> None:
    comments = [
        {"author": {"id": 7, "name": "Kim", "email": "kim@ours.example.com"}, "body": "On it", "public": True}
    ]
    options = ReadOptions(vendors=("ours.example.com",))
    (document,), _ = read(tmp_path, "t.json", dumped([{**TICKET, "comments": comments}]), options)
    assert document.utterances[0].side == "vendor"


def test_a_broken_first_line_costs_itself_alone(tmp_path: Path) -> None:
    lines = "\n".join(["{" + dumped(TICKET), *(dumped({**TICKET, "id": id_}) for id_ in (2, 3))])
    documents, (problem,) = read(tmp_path, "t.jsonl", lines)
    assert [document.fields["ticket"] for document in documents] == ["2", "3"]
    assert (problem.code, problem.place) == ("not_json", "line 1")


@pytest.mark.parametrize("indent", [None, 1])
def test_an_export_that_breaks_off_keeps_what_came(tmp_path: Path, indent: int | None) -> None:
    export = json.dumps(
        {"tickets": [{**TICKET, "id": id_} for id_ in (1, 2, 3)], "users": USERS}, indent=indent
    )
    documents, (problem,) = read(tmp_path, "t.json", export[: export.index('"id": 3') + 200])
    assert [document.fields["ticket"] for document in documents] == ["1", "2"]
    assert (problem.code, problem.place) == ("cut_off", "record 3")
