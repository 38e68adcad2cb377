from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_document
from voc.signals.people import people
from voc.types import Utterance

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def found(text: str, **fields: object) -> dict[str, tuple[str, str | None]]:
    document = make_document(text, **({"channel": "memo"} | fields))
    return {person.name: (person.side, person.role) for person in people(document)}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("情シスの高田様と面談。", "高田", "情シス"),
        ("購買部長の森様より入電。", "森", "購買部長"),
        ("総務部 三枝様にお渡し済み。", "三枝", "総務部"),
        ("先方の荒巻事業部長と会食。", "荒巻", "事業部長"),
        ("佐久間さんは前向きな様子。", "佐久間", None),
        ("阿部氏が同席。", "阿部", None),
    ],
)
def test_names_in_a_japanese_memo(text: str, name: str, role: str | None) -> None:
    assert found(text) == {name: ("customer", role)}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Met Dana (VP Operations) at their office.", "Dana", "VP Operations"),
        ("Call with Sabine Cortes, ops director.", "Sabine Cortes", "ops director"),
        ("Escalation from the clinic's CIO, Emeric Vance.", "Emeric Vance", "CIO"),
    ],
)
def test_names_in_an_english_memo(text: str, name: str, role: str) -> None:
    assert found(text, language="en") == {name: ("customer", role)}


@pytest.mark.parametrize(
    ("text", "language", "name", "event"),
    [
        ("人事の梶原さんが今月末で退職。", "ja", "梶原", "leaving"),
        ("前任の大岩さんは監査室に移られた。", "ja", "大岩", "moved"),
        ("後任の桐山さんと面談。", "ja", "桐山", "new"),
        ("総務の三枝さんと面談。", "ja", "三枝", None),
        ("工場長の野々村氏、6月付で中国拠点へ赴任。", "ja", "野々村", "moved"),
        ("来月からは高田さんが窓口。", "ja", "高田", "new"),
        ("店舗開発の鳴沢様のメールから部長のアドレスが外れた。", "ja", "鳴沢", None),
        ("Call with Ann Lee. Our sponsor Ann Lee has been seconded to Oslo.", "en", "Ann Lee", "moved"),
        ("Met Dana (VP Operations). She's moving to the Lyon office.", "en", "Dana", "moved"),
        ("Met Petra (COO). Petra leaves us in August.", "en", "Petra", "leaving"),
        ("Call with Matthis Okafor. Matthis Okafor picks up the account.", "en", "Matthis Okafor", "new"),
        ("Call with Ann Lee, who left the office early for a train.", "en", "Ann Lee", None),
    ],
)
def test_the_words_around_a_name_tell_who_comes_and_goes(
    text: str, language: str, name: str, event: str | None
) -> None:
    document = make_document(text, channel="memo", language=language)
    assert {person.name: person.event for person in people(document)} == {name: event}


@pytest.mark.parametrize(
    ("speaker", "name", "role"),
    [
        ("青葉精機 石井様", "石井", None),
        ("石井さん", "石井", None),
        ("購買部長 森様", "森", "購買部長"),
        ("当社 佐藤", "佐藤", None),
    ],
)
def test_a_speaker_is_known_by_name_and_only_a_role_is_a_role(
    speaker: str, name: str, role: str | None
) -> None:
    text = f"{speaker}：承知しました。"
    turn = (Utterance(len(speaker) + 1, len(text), speaker, "customer"),)
    assert found(text, channel="meeting", utterances=turn) == {name: ("customer", role)}


def test_the_writer_introduces_a_colleague() -> None:
    text = "From now on our new CFO, Priya Nair, will approve invoices."
    turn = (Utterance(0, len(text), side="customer"),)
    assert found(text, language="en", channel="email", utterances=turn) == {"Priya Nair": ("customer", "CFO")}


def test_a_mail_greets_the_other_side_and_is_signed_by_its_own() -> None:
    text = "Hi Noor,\n\nThe papers are attached.\n\nEwan"
    turn = (Utterance(0, len(text), side="vendor"),)
    assert found(text, language="en", channel="email", utterances=turn) == {
        "Noor": ("customer", None),
        "Ewan": ("vendor", None),
    }
    text = "皆川さん\n\n原稿は連休明けになります。\n調達部 宍戸"
    turn = (Utterance(0, len(text), side="customer"),)
    assert found(text, channel="email", utterances=turn) == {
        "皆川": ("vendor", None),
        "宍戸": ("customer", "調達部"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "株式会社みほん商事様に訪問。",
        "関係者各位",
        "お客様からの声です。",
        "皆様によろしくお伝えください。",
        "ご担当者様",
        "購買部長が同席。",
        "仕様と模様は同様です。",
        "営業部長に報告済み。",
    ],
)
def test_roles_and_companies_are_no_people_in_japanese(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    "text", ["Hi all,\n\nSee below.", "Dear team,", "Dear Sir or Madam,", "The CFO joined."]
)
def test_roles_and_groups_are_no_people_in_english(text: str) -> None:
    assert found(text, language="en", channel="email") == {}


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("美作ホテル 支配人 等々力", "等々力"),
        ("片倉精工／情シス／望月", "望月"),
        ("Vendor (Ingrid)", "Ingrid"),
        ("Support, Hollis", "Hollis"),
        ("Dr Anna Voss (Tolland Dental)", "Anna Voss"),
    ],
)
def test_speakers_named_with_company_and_role(speaker: str, name: str) -> None:
    text = f"{speaker}: ok"
    turn = (Utterance(len(speaker) + 2, len(text), speaker=speaker, side="customer"),)
    language = "en" if speaker.isascii() else "ja"
    assert list(found(text, channel="meeting", language=language, utterances=turn)) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("お世話になっております。ひなた温泉の湯川です。\n点検をお願いします。", ["湯川"]),
        ("講師は弊社の城戸が務めます。", ["城戸"]),
        ("設備課の真柴も同席いたします。", ["真柴"]),
        ("資料を添付します。\n\nクレスト機器 整備 上条", ["上条"]),
        ("これは最近の傾向です。弊社の方針です。", []),
        ("総務課の承認が出次第、連絡します。", []),
    ],
)
def test_names_in_a_japanese_mail(text: str, names: list[str]) -> None:
    assert list(found(text, channel="email")) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Samantha,\n\nCopies received.", ["Samantha"]),
        ("Morning Theo\n\nQuick one.", ["Theo"]),
        ("Quintin from our acoustics team takes the readings.", ["Quintin"]),
        ("Ella has moved to another site.", ["Ella"]),
        ("Copies enclosed.\n\nM. Castellan\nHead of Purchasing, Cantley Paper", ["M. Castellan"]),
        ("She will call. Nothing agreed. It was fine.", []),
    ],
)
def test_names_in_an_english_mail(text: str, names: list[str]) -> None:
    assert list(found(text, language="en", channel="email")) == names


def test_our_own_people_in_a_memo_are_on_our_side() -> None:
    assert found("Our Lowri to be on call.", language="en") == {"Lowri": ("vendor", None)}
    assert found("弊社の畑中が同席。") == {"畑中": ("vendor", None)}


def test_speakers_have_the_side_of_their_turn() -> None:
    text = "飯山: 消したいです\n当社・麻生: 承知しました\n先方課長: はい"
    turns = (
        Utterance(4, 10, speaker="飯山", side="customer"),
        Utterance(18, 24, speaker="当社・麻生", side="vendor"),
        Utterance(31, 33, speaker="先方課長", side="customer"),
    )
    names = found(text, channel="chat", utterances=turns)
    assert {name: side for name, (side, _) in names.items()} == {"飯山": "customer", "麻生": "vendor"}


def test_a_first_name_is_who_was_named_in_full() -> None:
    text = "Present: Zoltan Kiss (Fenmoor), Anna Berg, Anna Holm\nZoltan: fine.\nAnna: good."
    at, end = text.index("fine"), text.index("good")
    turns = (
        Utterance(0, text.index("\n")),
        Utterance(at, at + 5, "Zoltan", "customer"),
        Utterance(end, end + 5, "Anna", "vendor"),
    )
    found = people(make_document(text, channel="meeting", language="en", utterances=turns))
    sides = {person.name: person.side for person in found}
    assert sides["Zoltan Kiss"] == "customer" and "Zoltan" not in sides
    assert sides["Anna"] == "vendor"  # of two, nobody knows which


def test_a_company_is_nobody() -> None:
    found = people(make_document("定例（青葉精機様）\n出席：当社 佐藤", channel="memo"))
    assert "青葉精機" not in {person.name for person in found}


def test_nobody_is_named_twice_and_was_last_seen_when_the_document_was_written() -> None:
    document = make_document("高田様と面談。高田様は購買部長の森様を紹介。", channel="memo", time=NOON)
    persons = people(document)
    assert [person.name for person in persons] == ["高田", "森"]
    assert {person.last_seen for person in persons} == {NOON}


@given(
    text=st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(["高田", "様", "部長", "の", "Hi ", "Noor", ",", "\n", "。", "(CFO)", "①"]),
            max_size=12,
        ).map("".join),
    ),
    channel=st.sampled_from(["memo", "email", "chat"]),
    language=st.sampled_from(["ja", "en", "mixed", "und"]),
)
def test_any_text_is_read_and_quotes_are_verbatim(text: str, channel: str, language: str) -> None:
    document = make_document(text, channel=channel, language=language)
    persons = people(document)
    assert len({person.name for person in persons}) == len(persons)
    for person in persons:
        assert person.evidence is not None
        quote = person.evidence
        assert text[quote.start : quote.end] == quote.quote
        assert person.name in quote.quote
