"""Lines that a mail program wrapped (RFC 3676)."""

from pathlib import Path

import pytest
from readers.reading import read, said

from voc.readers.mail_flowed import unfolded


@pytest.mark.parametrize(
    ("wrapped", "whole"),
    [
        ("We lose \nevents.", "We lose events."),
        (" From Monday on \nwe poll.", "From Monday on we poll."),
        ("> quoted \n> words\nmine", "> quoted words\nmine"),
        ("> quoted \nmine", "> quoted \nmine"),
        (">> deep \n>> er\n> up", ">> deep er\n> up"),
        ("> \n> x", ">\n> x"),
        ("words \n\nmore", "words \n\nmore"),
        ("words \n-- \nAnn", "words \n-- \nAnn"),
        ("the end ", "the end "),
        ("a\r\nb", "a\nb"),
    ],
)
def test_lines_that_end_in_a_space_go_on(wrapped: str, whole: str) -> None:
    assert unfolded(wrapped, delete_space=False) == whole


def test_the_space_goes_where_the_program_put_it_in() -> None:
    assert unfolded("触られると \n困ります。", delete_space=True) == "触られると困ります。"


def test_a_mail_that_says_so_is_unfolded_before_its_parts_are_found(tmp_path: Path) -> None:
    body = (
        "> Would twelve \n> do?\n\nTwelve would do. One outage \nand we lose all.\n\n-- \nNiels Vang \nLead\n"
    )
    header = "From: Niels Vang <nv@a.example.com>\nContent-Type: text/plain; format=flowed\n\n"
    (mail,), _ = read(tmp_path, "a.eml", header + body)
    assert said(mail) == ["Twelve would do. One outage and we lose all."]
    (fixed,), _ = read(tmp_path, "b.eml", header.replace("flowed", "fixed") + body)
    assert said(fixed) == ["Twelve would do. One outage \nand we lose all."]
