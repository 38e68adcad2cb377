"""Mail boxes: many mails in one file."""

from pathlib import Path

import pytest
from readers.reading import read, said

from voc.errors import InputError
from voc.readers import ReadOptions
from voc.readers.mail_box import mails_in


def a_mail(number: int, body: str = "", sender: str = "ann@a.example.com") -> str:
    return (
        f"From: {sender}\nTo: sato@vendor.example.com\nSubject: Renewal {number}\n"
        f"Date: Tue, {number} Nov 2026 10:15:00 +0900\nMessage-ID: <m{number}@a.example.com>\n\n"
        f"{body or f'This is mail {number}.'}\n"
    )


def box(*mails: str, between: str = "From ann@a.example.com Tue Nov  3 10:15:00 2026\n") -> str:
    return "\n".join(between + mail for mail in mails)


def test_one_document_per_mail(tmp_path: Path) -> None:
    mails, problems = read(tmp_path, "inbox.mbox", box(a_mail(1), a_mail(2), a_mail(3)))
    assert [mail.source for mail in mails] == ["inbox.mbox#1", "inbox.mbox#2", "inbox.mbox#3"]
    assert [said(mail) for mail in mails] == [[f"This is mail {number}."] for number in (1, 2, 3)]
    assert problems == []


def test_the_lines_between_as_different_programs_write_them(tmp_path: Path) -> None:
    for between in ("From - Tue Nov 03 10:15:00 2026\n", "From 12@xxx Tue Nov 03 01:15:00 +0000 2026\r\n"):
        mails, _ = read(tmp_path, "Inbox", box(a_mail(1), a_mail(2), between=between))
        assert [mail.title for mail in mails] == ["Renewal 1", "Renewal 2"]


def test_a_sentence_that_begins_with_from_begins_no_mail(tmp_path: Path) -> None:
    body = "We are leaving.\n\nFrom Monday 10:15 on in 2026\nwe use another tool.\n\n>From the start it was slow."
    mails, _ = read(tmp_path, "inbox.mbox", box(a_mail(1, body), a_mail(2)))
    assert len(mails) == 2
    assert "From Monday" in mails[0].text
    assert mails[0].text.endswith("\nFrom the start it was slow.")


def test_a_broken_mail_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    nested = "Content-Type: message/rfc822\n\n" * 3000
    mails, problems = read(tmp_path, "inbox.mbox", box(a_mail(1), nested + "x\n", a_mail(2)))
    assert [mail.title for mail in mails] == ["Renewal 1", "Renewal 2"]
    assert [(problem.code, problem.place) for problem in problems] == [("unreadable_mail", "inbox.mbox#2")]


def test_one_mail_is_in_memory_at_a_time() -> None:
    lines = (f"{line}\n".encode() for number in range(1, 9) for line in box(a_mail(number)).split("\n"))
    mails = mails_in(lines)
    assert b"mail 1." in next(mails)
    assert any(b"Renewal 3" in line for line in lines), "the rest was not read ahead"


def test_the_same_mail_is_one_document_wherever_it_is_found(tmp_path: Path) -> None:
    quoted = "We are leaving.\n\n>From Monday on."
    (boxed, _), problems = read(tmp_path, "inbox.mbox", box(a_mail(1, quoted), a_mail(2), a_mail(1, quoted)))
    (alone,), _ = read(tmp_path, "a.eml", a_mail(1, "We are leaving.\n\nFrom Monday on.\n\n-- \nlist footer"))
    assert boxed.id == alone.id
    assert [(problem.code, problem.place) for problem in problems] == [("same_mail", "inbox.mbox#3")]


def test_mails_of_a_program_that_gives_all_the_same_message_id_are_told_apart(tmp_path: Path) -> None:
    first, second = (a_mail(number).replace(f"<m{number}@", "<m@") for number in (1, 2))
    mails, problems = read(tmp_path, "inbox.mbox", box(first, second))
    assert len({mail.id for mail in mails}) == 2
    assert problems == []


def test_what_was_said_in_the_first_mail_is_new_only_there(tmp_path: Path) -> None:
    first = "Your export is too slow for us."
    answer = f"We will look into it.\n\nOn Tue, 1 Nov 2026, Ann wrote:\n> {first}"
    third = "Any news?\n\nOn Tue, 2 Nov 2026 at 10:15, Sato <sato@vendor.example.com> wrote:\n" + "".join(
        f"> {line}\n" for line in answer.split("\n")
    )
    mails, _ = read(
        tmp_path, "inbox.mbox", box(a_mail(1, first), a_mail(2, answer), a_mail(3, third)), ReadOptions()
    )
    assert sum(first in words for mail in mails for words in said(mail)) == 1
    assert [said(mail) for mail in mails[1:]] == [["We will look into it."], ["Any news?"]]


def test_an_empty_box_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no mails"):
        read(tmp_path, "inbox.mbox", "From ann@a.example.com Tue Nov  3 10:15:00 2026\n\n")
