"""Bytes of every encoding business files come in."""

import pytest

from voc.errors import InputError
from voc.readers.encoding import decode, decode_as

JAPANESE = "会社名,ご意見\n髙橋商事①,解約を検討しています。～"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_japanese_survives(encoding: str) -> None:
    text, _, problems = decode(JAPANESE.encode(encoding))
    assert (text, problems) == (JAPANESE, [])


def test_euc_jp_is_not_taken_for_half_width_katakana() -> None:
    text = "ご意見をお聞かせください。サポートの返信が遅いです。"
    assert decode(text.encode("euc-jp"))[:2] == (text, "euc-jp")


def test_half_width_katakana_of_cp932_stay() -> None:
    text = "ﾛｸﾞｲﾝ出来ず、困っています"
    assert decode(text.encode("cp932"))[:2] == (text, "cp932")


def test_an_apostrophe_of_windows_is_no_kanji() -> None:
    text = "We don’t see the value. It’s “fine” – but that’s it. Café Zoë."
    assert decode(text.encode("cp1252"))[:2] == (text, "cp1252")


def test_iso_2022_jp_with_the_extensions_of_windows() -> None:
    # ① is in NEC's row 13, 髙 in the IBM extensions: no codec of Python reads this section
    data = (
        "お客様".encode("iso2022_jp")[:-3]
        + b"\x2d\x21"
        + b"\x7c\x62"
        + b"\x1b(B ok\x1b(I"
        + bytes([0x36, 0x45])
        + b"\x1b(B"
    )
    text, encoding, problems = decode(data)
    assert (text, encoding, problems) == ("お客様①髙 okｶﾅ"[:4] + text[4] + " okｶﾅ", "iso-2022-jp", [])
    assert text[4] == "髙"


def test_broken_bytes_are_replaced_and_reported() -> None:
    text, _, (problem,) = decode("満足".encode() + b"\xff\xff" + "です".encode())
    assert text == "満足��です"
    assert problem.code == "broken_characters"


def test_a_picture_is_no_text() -> None:
    with pytest.raises(InputError, match="not a text file"):
        decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00")


@pytest.mark.parametrize("charset", ["Shift_JIS", "x-sjis", "windows-31j", "cp932"])
def test_what_mails_call_shift_jis_is_cp932(charset: str) -> None:
    assert decode_as("①髙橋～".encode("cp932"), charset) == ("①髙橋～", [])


def test_a_wrong_charset_gives_way_to_the_bytes() -> None:
    assert decode_as("解約です".encode(), "iso-2022-jp") == ("解約です", [])
    assert decode_as("解約です".encode("cp932"), "utf-8") == ("解約です", [])
    assert decode_as(b"hello", "no-such-charset") == ("hello", [])


def test_nul_bytes_in_iso_2022_jp_are_left_out() -> None:
    assert decode_as("送信エラー".encode("iso-2022-jp") + b"\0", "iso-2022-jp") == ("送信エラー", [])
