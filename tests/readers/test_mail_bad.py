"""Mails that are broken, cut off or made to break a reader: a Problem, what is there, and quickly."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from readers.reading import read, said

from voc.errors import InputError

HEADER = "From: Ann <ann@a.example.com>\nSubject: Renewal\nMIME-Version: 1.0\n"
MANY = 1 << 20


@pytest.fixture(autouse=True)
def quickly() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < 20


def codes(tmp_path: Path, mail: str | bytes) -> tuple[list[str], list[str]]:
    """What is new, and the problems' codes."""
    (document,), _ = read(tmp_path, "a.eml", mail)
    return said(document), [problem.code for problem in document.problems]


def test_a_mail_that_was_cut_off(tmp_path: Path) -> None:
    mail = HEADER + "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nWe are lea"
    assert codes(tmp_path, mail) == (["We are lea"], ["truncated_mail"])


@pytest.mark.parametrize("payload", ["", "====", "!!!", "A"])
def test_base64_of_nothing(tmp_path: Path, payload: str) -> None:
    new, problems = codes(tmp_path, f"{HEADER}Content-Transfer-Encoding: base64\n\n{payload}\n")
    assert (new, problems[-1]) == ([], "no_new_text")


@pytest.mark.parametrize(
    "wrap",
    [
        "Content-Type: message/rfc822\n\n{}",
        "Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n{}\n--b{n}--\n",
    ],
)
def test_a_mail_attached_to_itself_fifty_deep(tmp_path: Path, wrap: str) -> None:
    inner = "Content-Type: text/plain\n\nthe innermost"
    for number in range(50):
        inner = wrap.format(inner, n=number)
    (document,), _ = read(tmp_path, "a.eml", HEADER + inner)
    assert "too_deep" in [problem.code for problem in document.problems]


def test_deeper_than_any_mail_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no mail that can be read"):
        read(tmp_path, "a.eml", HEADER + "Content-Type: message/rfc822\n\n" * 3000)


def test_nul_bytes(tmp_path: Path) -> None:
    assert codes(tmp_path, f"{HEADER}\nWe \0are\0 leaving.") == (["We are leaving."], ["broken_characters"])


def test_a_header_that_comes_twice(tmp_path: Path) -> None:
    (mail,), _ = read(
        tmp_path, "a.eml", f"{HEADER}Subject: Prize\nFrom: Eve <eve@e.example.com>\n\nHello we leave"
    )
    assert (mail.title, mail.utterances[0].speaker) == ("Renewal", "Ann")
    assert [(problem.code, problem.place) for problem in mail.problems] == [
        ("duplicate_header", "From"),
        ("duplicate_header", "Subject"),
    ]


@pytest.mark.parametrize("run", ["a", "word ", "解約したい", "> ", "-", "0", "03-0000-", "様", "Karen "])
def test_a_line_of_a_megabyte(tmp_path: Path, run: str) -> None:
    (mail,), _ = read(tmp_path, "a.eml", f"{HEADER}\n{run * (MANY // len(run.encode()))}")
    assert mail.text.startswith(run)


@pytest.mark.parametrize(
    "line",
    [
        "From: " + "(" * MANY,
        "To: " + '"a" <a@b.example.com>, ' * (MANY // 23),
        "Subject: " + "=?utf-8?B?44GC?= " * (MANY // 17),
        "Content-Type: text/plain; " + "a=b; " * (MANY // 5),
        "References: " + "<" * MANY,
        "Date: " + "1 " * (MANY // 2),
    ],
)
def test_a_header_of_a_megabyte(tmp_path: Path, line: str) -> None:
    assert codes(tmp_path, f"{line}\n{HEADER}\nWe leave.")[0] == ["We leave."]


@pytest.mark.parametrize("tag", ["<", "<!--", "<a ", "<a href='", "<td>x", "<b>x", "<blockquote>", "</"])
def test_half_a_megabyte_of_tags_that_never_end(tmp_path: Path, tag: str) -> None:
    body = tag * (MANY // 2 // len(tag))
    (mail,), _ = read(tmp_path, "a.eml", f"{HEADER}Content-Type: text/html\n\n<p>We leave.</p>{body}")
    assert "We leave." in mail.text
