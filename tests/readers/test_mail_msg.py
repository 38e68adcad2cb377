"""Mails that Outlook saved."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from compressed_rtf import compress
from readers.outlook import Item, msg
from readers.reading import read, said

from voc.errors import InputError
from voc.readers import ReadOptions

SUBJECT, BODY, HTML, RTF, HEADERS = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
SENDER_NAME, SENDER_SMTP, SENDER_ADDRESS, MESSAGE_ID = 0x0C1A, 0x5D01, 0x0C1F, 0x1035
NAME, SMTP, RECIPIENT_TYPE, CODEPAGE = 0x3001, 0x39FE, 0x0C15, 0x3FDE
LONG_NAME, CONTENT_ID = 0x3707, 0x3712
VENDOR = ReadOptions(vendors=("vendor.example.com",))

WORDS = {SUBJECT: "RE: 更新の件", BODY: "佐藤様\r\n\r\n来期は見送ります。\r\n\r\n森①\r\n"}
FROM = {SENDER_NAME: "森① 由美", SENDER_SMTP: "mori@aoba.example.co.jp"}


def a_mail(**more: object) -> Item:
    sato = Item({NAME: "佐藤", SMTP: "sato@vendor.example.com"}, {RECIPIENT_TYPE: 1})
    return Item({**WORDS, **FROM}, sent=datetime(2026, 11, 3, 1, 15, tzinfo=UTC), recipients=[sato], **more)  # type: ignore[arg-type]


def test_a_mail_as_outlook_saves_it(tmp_path: Path) -> None:
    (mail,), _ = read(tmp_path, "a.msg", msg(a_mail()), VENDOR)
    assert (mail.channel, mail.title, mail.account) == ("email", "更新の件", "aoba.example.co.jp")
    assert mail.time == datetime(2026, 11, 3, 1, 15, tzinfo=UTC)
    assert (said(mail, "greeting"), said(mail), said(mail, "signature")) == (
        ["佐藤様"],
        ["来期は見送ります。"],
        ["森①"],
    )
    assert (mail.utterances[0].speaker, mail.utterances[0].side) == ("森① 由美", "customer")
    assert mail.fields["to"] == '"佐藤" <sato@vendor.example.com>'


def test_the_header_that_came_over_the_net_comes_first(tmp_path: Path) -> None:
    header = (
        "From: Karen <karen@tallgrass.example.com>\r\nDate: Tue, 3 Nov 2026 10:15:00 +0900\r\n"
        "Message-ID: <m1@tallgrass.example.com>\r\nContent-Type: multipart/mixed; boundary=gone\r\n"
    )
    saved = Item({**WORDS, SENDER_NAME: "Doyle", SENDER_ADDRESS: "/O=EXCHANGE/CN=KAREN", HEADERS: header})
    (mail,), _ = read(tmp_path, "a.msg", msg(saved))
    assert mail.utterances[0].speaker == "Karen"
    assert (mail.fields["message_id"], mail.title) == ("m1@tallgrass.example.com", "更新の件")
    subject = "Subject: =?utf-8?B?5pu05paw44Gu5Lu2?=\r\n"  # 更新の件
    came = header.replace("multipart/mixed; boundary=gone", "text/plain; charset=utf-8") + subject
    (eml,), _ = read(tmp_path, "a.eml", f"{came}\r\n{WORDS[BODY]}")
    assert (mail.id, mail.original) == (eml.id, eml.original)


def test_an_address_inside_one_company_is_none(tmp_path: Path) -> None:
    saved = Item({**WORDS, SENDER_NAME: "Doyle", SENDER_ADDRESS: "/O=EXCHANGE/CN=KAREN"})
    (mail,), _ = read(tmp_path, "a.msg", msg(saved))
    assert (mail.utterances[0].speaker, mail.account) == ("Doyle", None)


def test_html_in_the_code_page_it_was_written_in(tmp_path: Path) -> None:
    html = "<p>①の件、解約します。</p><blockquote>更新は？</blockquote>".encode("cp932")
    (mail,), _ = read(tmp_path, "a.msg", msg(Item({HTML: html, SUBJECT: "x"}, {CODEPAGE: 932})))
    assert (said(mail), said(mail, "quoted")) == (["①の件、解約します。"], ["> 更新は？"])


def test_attachments_by_name_and_an_attached_mail_as_quoted(tmp_path: Path) -> None:
    inner = Item({SUBJECT: "障害", BODY: "昨日から使えません。", **FROM})
    attachments = [
        Item({LONG_NAME: "見積り 2026.pdf"}),
        Item({LONG_NAME: "logo.png", CONTENT_ID: "<1>", 0x370E: "image/png"}),
        Item(mail=inner),
    ]
    (mail,), _ = read(tmp_path, "a.msg", msg(a_mail(attachments=attachments)))
    assert mail.fields["attachments"] == "見積り 2026.pdf"
    assert said(mail) == ["来期は見送ります。"]
    assert "昨日から使えません。" in said(mail, "quoted")[0]
    assert mail.fields["forwarded"] is True


@pytest.mark.parametrize("packed", [True, False])
def test_a_mail_written_as_rich_text_alone(tmp_path: Path, packed: bool) -> None:
    words = "".join(f"\\u{ord(letter)}?" for letter in "お世話になっております。")
    cp932 = "".join(f"\\'{byte:02x}" for byte in "①の件、解約します。".encode("cp932"))
    rtf = (
        r"{\rtf1\ansi\ansicpg932\deff0{\fonttbl{\f0\fcharset128 MS PGothic;}}"
        rf"\f0 {words}\par {cp932}\par Best regards\par}}"
    )
    mail_ = Item({SUBJECT: "x", RTF: compress(rtf.encode("ascii"), packed)})
    (mail,), _ = read(tmp_path, "a.msg", msg(mail_))
    assert said(mail) == ["①の件、解約します。"]
    assert said(mail, "greeting")[0] == "お世話になっております。"
    assert mail.problems == ()


def test_rich_text_that_is_damaged_is_told(tmp_path: Path) -> None:
    (mail,), _ = read(tmp_path, "a.msg", msg(Item({SUBJECT: "x", RTF: b"LZFu"})))
    assert [problem.code for problem in mail.problems] == ["rtf_only", "no_new_text"]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", msg(Item(WORDS))[:700], msg(Item(WORDS))[:512] + b"\xff" * 4000]
)
def test_what_is_no_mail_of_outlook_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.msg"):
        read(tmp_path, "a.msg", content)
