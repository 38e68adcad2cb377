"""What in a mail is new, quoted, greeting, signature or disclaimer."""

import pytest

from voc.readers.mail_parts import parts_of

NEW = "来期の更新は見送る方向で考えています。"
OLD = "先日のお見積りをお送りします。"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(part.kind, text[part.start : part.end]) for part in parts_of(text)]


def new(text: str) -> str:
    return "\n".join(said for kind, said in kinds(text) if kind == "new")


@pytest.mark.parametrize(
    "above",
    [
        "2026年11月3日(火) 10:15 佐藤 花子 <sato@vendor.example.com>:",
        "2026年11月3日(火) 10:15、佐藤 花子 <sato@vendor.example.com> のメール:",
        "2026/11/03 10:15、佐藤花子のメール:",
        "On Tue, Nov 3, 2026 at 10:15 AM Hanako Sato <sato@vendor.example.com> wrote:",
        "On Tue, Nov 3, 2026 at 10:15 AM Hanako Sato <\nsato@vendor.example.com> wrote:",
        "佐藤様が書きました:",
        '"佐藤 花子" <sato@vendor.example.com> さんは書きました:',
        "(2026/11/03 10:15), 佐藤 花子 wrote:",
        "Hanako Sato wrote on 03.11.2026 at 10:15:",
    ],
)
def test_a_reply_above_a_quotation(above: str) -> None:
    found = kinds(f"{NEW}\n\n{above}\n> {OLD}\n> よろしく\n")
    assert found == [("new", NEW), ("quoted", f"{above}\n> {OLD}\n> よろしく")]


@pytest.mark.parametrize(
    "above",
    [
        "差出人: 佐藤 <sato@vendor.example.com>\n送信日時: 2026年11月3日 10:15\n宛先: 田中様\n件名: お見積り",
        "________________\n差出人: 佐藤\n送信日時: 2026年11月3日 10:15\n宛先: 田中様\n件名: お見積り",
        "-----元のメッセージ-----\n差出人: 佐藤\n件名: お見積り",
        "----- Original Message -----\nFrom: Sato\nTo: Tanaka",
        "-------- Original message --------\nFrom: Sato\nTo: Tanaka",
        "From: Hanako Sato\nSent: Tuesday, November 3, 2026 10:15 AM\nTo: Tanaka\nSubject: Quote",
        "Date: Tue, 3 Nov 2026 10:15:00 +0900\nSubject: Quote\nFrom: sato@vendor.example.com\nTo: tanaka@example.com",
        "---------- Forwarded message ---------\nFrom: 佐藤 花子 <sato@vendor.example.com>",
        "2026年11月3日(火) 10:15 佐藤 花子 <sato@vendor.example.com>:",
    ],
)
def test_a_history_without_marks_runs_to_the_end(above: str) -> None:
    found = kinds(f"{NEW}\n\n{above}\n\n{OLD}\n\n佐藤")
    assert found == [("new", NEW), ("quoted", f"{above}\n\n{OLD}\n\n佐藤")]


@pytest.mark.parametrize(
    "mark",
    [
        "##- Please type your reply above this line -##",
        "-- Reply above this line --",
        "=-=-=-= この行より上に返信を記入してください =-=-=-=",
    ],
)
def test_a_help_desk_says_where_to_answer(mark: str) -> None:
    notice = f"{mark}\n\nYour request has been updated.\n\nSupport, 10:15:\n{OLD}"
    assert kinds(f"{NEW}\n\n{notice}") == [("new", NEW), ("quoted", notice)]
    assert kinds(notice)[0] == ("quoted", mark)
    assert OLD in new(notice), "the help desk's own mail begins with the mark"


def test_answers_between_the_lines_stay_new() -> None:
    text = (
        "On Nov 3, 2026, Sato wrote:\n> 更新されますか。\n見送ります。\n> 理由は何でしょうか。\n価格です。\n"
    )
    assert new(text) == "見送ります。\n価格です。"


@pytest.mark.parametrize(
    "signature",
    [
        "-- \n田中 一郎\n北里商事株式会社",
        "━━━━━━━━━━━━━━━━━━━━\n北里商事株式会社 購買部\n田中 一郎\nTEL: 03-0000-0000\n━━━━━━━━━━━━━━━━━━━━",
        "--------------------\n田中一郎\nE-mail: tanaka@kitazato.example.co.jp\n--------------------",
        "********************\n　北里商事（株）　田中\n　〒100-0000 東京都千代田区1-1\n********************",
        "北里商事株式会社\n購買部 田中 一郎\nTEL 03-0000-0000 / FAX 03-0000-0001\nhttps://kitazato.example.co.jp",
        "iPhoneから送信",
        "Sent from my iPhone",
        "Sent from my phone, please excuse typos",
    ],
)
def test_signatures(signature: str) -> None:
    assert kinds(f"{NEW}\n\n{signature}\n") == [("new", NEW), ("signature", signature.strip())]


def test_greetings_of_a_japanese_mail() -> None:
    text = (
        "ベンダー株式会社\n佐藤様\n\nいつもお世話になっております。\n北里商事の田中です。\n\n"
        f"{NEW}\nご相談の件です。\n\n何卒よろしくお願いいたします。\n\n田中\n"
    )
    assert [(kind, said.split("\n")[0]) for kind, said in kinds(text)] == [
        ("greeting", "ベンダー株式会社"),
        ("new", NEW),
        ("greeting", "何卒よろしくお願いいたします。"),
        ("signature", "田中"),
    ]
    assert new(text) == f"{NEW}\nご相談の件です。"


def test_a_greeting_ends_in_the_middle_of_a_line() -> None:
    text = f"お世話になっております。三栄精工の大迫です。{NEW}"
    assert kinds(text) == [("greeting", "お世話になっております。三栄精工の大迫です。"), ("new", NEW)]


def test_greetings_of_an_english_mail() -> None:
    text = "Hi Priya,\n\nWe will not renew in March.\n\nBest regards,\nColm Reilly\nHead of Operations\n"
    assert kinds(text) == [
        ("greeting", "Hi Priya,"),
        ("new", "We will not renew in March."),
        ("greeting", "Best regards,"),
        ("signature", "Colm Reilly\nHead of Operations"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "契約を見直したいです。",
        "短い間でしたがお世話になりました。",
        "I hope you fix this soon.",
        "Thanks for nothing, it is still broken.",
        "As our CFO said:\nwe have to cut every second tool.",
        "On 12 May your colleague wrote:\nthe API will be there by June.",
        "On 3 May 2026 Ann wrote to you. On 4 May 2026 at 10:15 I wrote:\nplease call us.",
        "As your colleague wrote on 12 May:\nthe API will be there by June.",
        "The label prints above this line.\nIt should be below.",
        "電話がつながらないので\n\n解約します。\n",
        "ご要望は次のとおりです。\n----------\n価格を下げてほしい。\n検索を速くしてほしい。",
        "Here are the points:\n-- the first needs to be checked\n-- the second as well",
    ],
)
def test_what_carries_meaning_is_never_passed_over(text: str) -> None:
    assert {kind for kind, _ in kinds(text)} == {"new"}


@pytest.mark.parametrize(
    "disclaimer",
    [
        "This e-mail and any attachments are confidential and intended only for the addressee.",
        "本メールには機密情報が含まれる場合があります。誤って受信された場合は削除してください。",
    ],
)
def test_disclaimers(disclaimer: str) -> None:
    assert kinds(f"{NEW}\n\n{disclaimer}") == [("new", NEW), ("disclaimer", disclaimer)]


def test_a_disclaimer_does_not_take_the_words_above_it() -> None:
    text = f"{NEW}\n――――\n本メールは秘密情報を含むことがあります。誤って受信された場合は削除してください。"
    assert new(text).startswith(NEW)
    assert "秘密情報" not in new(text)


def test_an_english_sentence_is_no_company() -> None:
    text = (
        "Dear Mr Kowalczyk,\n\nCould you return the addendum? We countersign in two days.\n\nContracts Desk"
    )
    assert "Could you return the addendum?" in new(text)


def test_parts_together_hold_all_that_is_no_white_space() -> None:
    text = f"佐藤様\n\nお世話になっております。{NEW}\n\n> {OLD}\n\n-- \n田中"
    assert "".join("".join(said.split()) for _, said in kinds(text)) == "".join(text.split())
