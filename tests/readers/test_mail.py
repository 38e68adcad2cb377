"""Mail files, byte by byte as mail programs write them."""

from base64 import b64encode
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from readers.reading import read, said

from voc.errors import InputError
from voc.readers import ReadOptions

TOKYO = timezone(timedelta(hours=9))
VENDOR = ReadOptions(vendors=("vendor.example.com",))


def eml(body: bytes, *more: str, subject: str = "Re: =?ISO-2022-JP?B?GyRCOTk/NyRON28bKEI=?=") -> bytes:
    header = [
        "From: =?UTF-8?B?55Sw5Lit?= <tanaka@kitazato.example.co.jp>",
        "To: Sato <sato@vendor.example.com>",
        f"Subject: {subject}",
        "Date: Tue, 3 Nov 2026 10:15:00 +0900",
        "Message-ID: <m2@kitazato.example.co.jp>",
        "References: <m0@vendor.example.com> <m1@kitazato.example.co.jp>",
        *more,
    ]
    return "\r\n".join(header).encode() + b"\r\n\r\n" + body


def test_header_and_body(tmp_path: Path) -> None:
    data = eml("解約を検討しています。".encode(), "Content-Type: text/plain; charset=UTF-8")
    (mail,), _ = read(tmp_path, "a.eml", data, VENDOR)
    assert (mail.text, mail.title, mail.channel) == ("解約を検討しています。", "更新の件", "email")
    assert mail.time == datetime(2026, 11, 3, 10, 15, tzinfo=TOKYO)
    assert (mail.account, mail.thread) == ("kitazato.example.co.jp", "m0@vendor.example.com")
    assert (mail.utterances[0].speaker, mail.utterances[0].side) == ("田中", "customer")
    assert mail.fields["from"] == "田中 <tanaka@kitazato.example.co.jp>"


def test_our_own_mail_belongs_to_the_recipients_account(tmp_path: Path) -> None:
    data = b"From: sato@vendor.example.com\r\nTo: tanaka@kitazato.example.co.jp\r\n\r\nHow is it going?"
    (mail,), _ = read(tmp_path, "a.eml", data, VENDOR)
    assert (mail.account, mail.utterances[0].side) == ("kitazato.example.co.jp", "vendor")


def test_without_knowing_who_we_are_the_side_is_unknown(tmp_path: Path) -> None:
    (mail,), _ = read(tmp_path, "a.eml", eml(b"We are leaving."))
    assert (mail.account, mail.utterances[0].side) == ("kitazato.example.co.jp", "unknown")


def test_a_private_address_is_an_account_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voc.readers.correspondents._FREE", frozenset({"free.example.com"}))
    data = b"From: Aki <aki@free.example.com>\r\nTo: sato@vendor.example.com\r\n\r\nToo expensive."
    (mail,), _ = read(tmp_path, "a.eml", data, VENDOR)
    assert mail.account == "aki@free.example.com"


@pytest.mark.parametrize(
    ("header", "subject", "automatic"),
    [
        ("Auto-Submitted: auto-replied", "Re: renewal", True),
        ("Auto-Submitted: no", "Re: renewal", None),
        ("X-Mailer: Webmail", "Automatic reply: renewal", True),
        (
            "X-Mailer: Webmail",
            "=?utf-8?b?44CQ6Ieq5YuV6L+U5L+h44CR5aSP5a2j5LyR5qWt?=",
            True,
        ),  # 【自動返信】夏季休業
        ("X-Mailer: Webmail", "Re: Automatic reply: how do we set it up?", None),
        ("X-Mailer: Webmail", "How do we set up an automatic reply?", None),
    ],
)
def test_what_a_machine_sent_is_marked(
    tmp_path: Path, header: str, subject: str, automatic: bool | None
) -> None:
    (mail,), _ = read(tmp_path, "a.eml", eml(b"I am away until Monday.", header, subject=subject))
    assert mail.fields.get("automatic") == automatic


WINDOWS_JIS = "お客様".encode("iso2022_jp")[:-3] + b"\x2d\x21\x7c\x62\x1b(B"


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (WINDOWS_JIS, "text/plain; charset=ISO-2022-JP", "お客様①髙"),
        ("①髙橋です".encode("cp932"), "text/plain; charset=Shift_JIS", "①髙橋です"),
        ("解約です".encode("euc-jp"), "text/plain; charset=EUC-JP", "解約です"),
        ("返信が遅いです".encode("cp932"), "text/plain", "返信が遅いです"),
        ("caf\xe9".encode("latin-1"), "text/plain; charset=iso-8859-1", "café"),
        ("한국어".encode("cp949"), "text/plain; charset=ks_c_5601-1987", "한국어"),
    ],
)
def test_charsets(tmp_path: Path, body: bytes, content_type: str, text: str) -> None:
    (mail,), _ = read(
        tmp_path, "a.eml", eml(body, f"Content-Type: {content_type}", "Content-Transfer-Encoding: 8bit")
    )
    assert mail.text == text


def test_an_html_mail_is_read_as_text_with_its_quotation(tmp_path: Path) -> None:
    html = (
        "<html><head><style>p {color: red}</style></head><body>"
        "<p>更新は<b>見送り</b>ます。<br>予算がありません。</p>"
        "<script>alert(1)</script><blockquote>ご更新はいかがですか</blockquote></body></html>"
    )
    (mail,), _ = read(tmp_path, "a.eml", eml(html.encode(), "Content-Type: text/html; charset=utf-8"))
    assert said(mail) == ["更新は見送ります。\n予算がありません。"]
    assert said(mail, "quoted") == ["> ご更新はいかがですか"]


def test_plain_text_is_preferred_and_attachments_are_left_alone(tmp_path: Path) -> None:
    body = (
        "--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n"
        "--y\r\nContent-Type: text/plain\r\n\r\nplain words\r\n"
        "--y\r\nContent-Type: text/html\r\n\r\n<p>html words</p>\r\n--y--\r\n"
        "--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=log.txt\r\n\r\n"
        "attached words\r\n--x--\r\n"
    )
    (mail,), _ = read(tmp_path, "a.eml", eml(body.encode(), "Content-Type: multipart/mixed; boundary=x"))
    assert mail.text == "plain words"


ATTACHED = [
    ('attachment; filename="Vendor assessment (final).pdf"', "Vendor assessment (final).pdf"),
    ("attachment; filename*=UTF-8''%E8%A7%A3%E7%B4%84.pdf", "解約.pdf"),
    ("attachment; filename*0*=UTF-8''%E8%A7%A3; filename*1*=%E7%B4%84; filename*2=.pdf", "解約.pdf"),
    ("attachment; filename*=ISO-2022-JP'ja'%1B$B-!%1B%28B.pdf", "①.pdf"),
    ('attachment; filename="=?ISO-2022-JP?B?GyRCMnJMcxsoQi5wZGY=?="', "解約.pdf"),
    ("attachment; filename=解約.pdf", "解約.pdf"),
    ('attachment; filename="../../etc/passwd"', "passwd"),
    ('inline; filename="scan.pdf"', "scan.pdf"),
    ("attachment", "from-type.pdf"),
]


@pytest.mark.parametrize(("disposition", "name"), ATTACHED)
def test_attachments_are_listed_by_name(tmp_path: Path, disposition: str, name: str) -> None:
    kind = "application/pdf" + ("; name=from-type.pdf" if disposition == "attachment" else "")
    body = (
        "--x\r\nContent-Type: text/plain\r\n\r\nsee there\r\n"
        f"--x\r\nContent-Type: {kind}\r\nContent-Disposition: {disposition}\r\n\r\nPDF\r\n"
        "--x\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <1>\r\n\r\nPNG\r\n--x--\r\n"
    )
    (mail,), _ = read(tmp_path, "a.eml", eml(body.encode(), "Content-Type: multipart/mixed; boundary=x"))
    assert (mail.text, mail.fields["attachments"]) == ("see there", name)


@pytest.mark.parametrize(
    ("subject", "body", "forwarded"),
    [
        ("Fwd: Outage", "Please help.", True),
        ("転送: 障害", "お願いします。", True),
        (
            "Outage",
            "See below.\n\n---------- Forwarded message ---------\nFrom: Ann <a@b.example.com>\n\nDown!",
            True,
        ),
        ("Re: Fwd: Outage", "On it.\n\nOn Nov 3, 2026, at 10:15, Ann wrote:\n> Please help.", None),
        ("Outage", "Can you forward it?", None),
    ],
)
def test_a_forwarded_mail_is_marked(tmp_path: Path, subject: str, body: str, forwarded: bool | None) -> None:
    header = f"From: c@d.example.com\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    (mail,), _ = read(tmp_path, "a.eml", header + body)
    assert mail.fields.get("forwarded") is forwarded


def test_an_attached_mail_is_quoted_with_its_header(tmp_path: Path) -> None:
    body = (
        "--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: Ann <a@b.example.com>\r\nSubject: Outage\r\n\r\nAll down!\r\n"
        "--x\r\nContent-Type: text/plain\r\n\r\nWhat do we tell her?\r\n--x--\r\n"
    )
    (mail,), _ = read(tmp_path, "a.eml", eml(body.encode(), "Content-Type: multipart/mixed; boundary=x"))
    assert said(mail) == ["What do we tell her?"]
    (quoted,) = said(mail, "quoted")
    assert "From: Ann <a@b.example.com>" in quoted
    assert quoted.endswith("All down!")


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_header_in_plain_eight_bit_bytes(tmp_path: Path, encoding: str) -> None:
    data = "From: 田中一郎 <a@b.example.com>\nSubject: 解約の件について\n\nx".encode(encoding)
    (mail,), _ = read(tmp_path, "a.eml", data)
    assert (mail.title, mail.utterances[0].speaker) == ("解約の件について", "田中一郎")


def test_a_signature_that_gmail_marks_in_its_html(tmp_path: Path) -> None:
    html = (
        '<!-- > --><div>We leave.</div><br><div class="gmail_signature" dir="ltr"><b>Happy to help</b></div>'
    )
    (mail,), _ = read(tmp_path, "a.eml", eml(html.encode(), "Content-Type: text/html; charset=utf-8"))
    assert (said(mail), said(mail, "signature")) == (["We leave."], ["--\nHappy to help"])


def test_an_inequality_in_html_is_text(tmp_path: Path) -> None:
    (mail,), _ = read(tmp_path, "a.eml", eml(b"<p>uptime < 99% and a<b</p>", "Content-Type: text/html"))
    assert said(mail) == ["uptime < 99% and a<b"]


def test_broken_base64_keeps_what_can_be_read(tmp_path: Path) -> None:
    payload = b64encode("解約を検討しています。".encode())[:-3] + b"!"
    data = eml(payload, "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64")
    (mail,), _ = read(tmp_path, "a.eml", data)
    assert mail.text.startswith("解約を検討")
    assert {problem.code for problem in mail.problems} >= {"broken_part"}


def test_a_mail_without_a_body_says_so(tmp_path: Path) -> None:
    (mail,), _ = read(tmp_path, "a.eml", eml(b""))
    assert (mail.text, mail.utterances) == ("", ())
    assert [problem.code for problem in mail.problems] == ["no_new_text"]


def test_an_encoded_word_cut_inside_a_character_is_joined(tmp_path: Path) -> None:
    encoded = b64encode("解約の件".encode()).decode()
    subject = f"=?utf-8?B?{encoded[:8]}?=\r\n =?utf-8?B?{encoded[8:]}?="
    (mail,), _ = read(tmp_path, "a.eml", eml(b"x", subject=subject))
    assert mail.title == "解約の件"


def test_a_date_nobody_understands_is_blank_and_said(tmp_path: Path) -> None:
    (mail,), _ = read(tmp_path, "a.eml", b"From: a@example.com\r\nDate: soon\r\n\r\nWe are leaving.")
    assert mail.time is None
    assert [problem.code for problem in mail.problems] == ["unknown_date"]


def test_threads_without_ids_go_by_their_subject(tmp_path: Path) -> None:
    first, _ = read(tmp_path, "a.eml", b"From: a@example.com\r\nSubject: Renewal\r\n\r\nHello")
    second, _ = read(tmp_path, "b.eml", b"From: b@example.com\r\nSubject: RE: Re: Renewal\r\n\r\nNo")
    assert first[0].thread == second[0].thread == "subject:renewal"


def test_a_mail_is_known_by_its_header_whatever_the_file_is_called(tmp_path: Path) -> None:
    (mail,), _ = read(tmp_path, "message.txt", eml("解約です".encode(), "MIME-Version: 1.0"))
    assert mail.channel == "email"


def test_a_program_is_no_mail(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read(tmp_path, "a.eml", b"\x7fELF\x02\x01\x01" + b"\x00" * 200)
