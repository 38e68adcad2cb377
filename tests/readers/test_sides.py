"""Whose side a speaker is on."""

import pytest

from voc.readers import ReadOptions, read_text


def sides(text: str, customers: tuple[str, ...] = (), vendors: tuple[str, ...] = ()) -> dict[str, str]:
    """Side of each speaker."""
    document = read_text(text, ReadOptions(customers=customers, vendors=vendors))
    return {part.speaker: part.side for part in document.utterances if part.speaker}


TALK = "戸塚：画面が遅いです。\n平岡：そうですか。\n江口：はい。\n島：分かりました。\n"
BOTH = {"戸塚": "customer", "平岡": "vendor", "江口": "customer", "島": "vendor"}


@pytest.mark.parametrize(
    "head",
    [
        "出席者：\n　丸菱商事　戸塚様、江口様\n　ハル工房　平岡、島\n",
        "参加者:\n＜お客様＞\n戸塚 恵（経理課）\n江口 学\n＜当社＞\n平岡 涼（CS）\n島 陽子\n",
        "日時：2026/11/3\n先方：丸菱商事 戸塚様、江口様\n当社：平岡、島\n",
        "日時：2026/11/3\n【丸菱商事様】戸塚部長、江口課長\n【ハル工房】平岡、島\n",
        "■出席者\n（丸菱商事）戸塚様、江口様\n（ハル工房）平岡、島\n■内容\n",
        "出席：（お客様）戸塚様、江口様、（当社）平岡、島\n",
        "出席：戸塚様、江口様、平岡、島\n",
        "先方出席者：戸塚様、江口様\n当社出席者：平岡、島\n",
        "定例メモ\n顧客側：戸塚、江口\n自社側：平岡、島\n",
        "出席：当社 平岡、島、丸菱商事 戸塚様、江口様\n",
    ],
)
def test_lists_of_attendees(head: str) -> None:
    assert sides(f"{head}\n{TALK}") == BOTH


@pytest.mark.parametrize(
    "head",
    [
        "Attendees\nCustomer:\n- Ana Ruiz, VP Operations\n- Bo Lin\nOur side:\n- Tom Beck, CSM\n",
        "Client attendees: Ana Ruiz, Bo Lin\nOur attendees: Tom Beck\n",
        "Participants:\n * Ana Ruiz - Pella, VP Ops\n * Bo Lin - Pella, customer\n * Tom Beck - Haru, CSM\n",
        "## Attendees\n- Ana Ruiz (Pella)\n- Bo Lin (Pella)\n- Tom Beck (us)\n",
        "Attendees: Ana Ruiz, Bo Lin (Pella); Tom Beck (us)\n",
        "Attendees: Ana Ruiz (Pella, customer), Bo Lin (Pella), Tom Beck (CSM)\n",
        "Date: 2026-11-03\nAttendees\nPella: Ana Ruiz, Bo Lin\nHaru: Tom Beck (CSM)\n",
    ],
)
def test_english_lists_of_attendees(head: str) -> None:
    talk = "Ana: Slow.\nTom: I see.\nBo: And dear.\n"
    assert sides(f"{head}\n{talk}") == {"Ana": "customer", "Tom": "vendor", "Bo": "customer"}


def test_a_company_holds_for_the_people_before_it() -> None:
    head = "Attendees: Ana Ruiz, Bo Lin (Pella), Kit Moe (Norden), Tom Beck, Joe Hill (Haru)\n"
    talk = "Ana: Slow.\nTom: I see.\nBo: Dear.\nKit: Hm.\nJoe: Sorry.\n"
    found = sides(f"{head}\n{talk}", customers=("Pella",), vendors=("Haru",))
    assert found == {"Ana": "customer", "Bo": "customer", "Tom": "vendor", "Joe": "vendor", "Kit": "unknown"}


def test_titles_are_not_bare_names_of_ours() -> None:
    text = "戸塚様「画面が遅い」\n3階 主任「夜も遅い」\n平岡「調べます」\n戸塚様「はい」\n"
    assert sides(text) == {"戸塚様": "customer", "3階 主任": "unknown", "平岡": "vendor"}


def test_one_apology_among_many_tells_nothing() -> None:
    text = "戸塚：申し訳ありません、遅れました。\n平岡：いえ。\n江口：始めましょう。\n戸塚：はい。\n"
    assert set(sides(text).values()) == {"unknown"}


def test_the_one_company_that_is_not_the_customers_is_ours() -> None:
    head = "## Attendees\n- Ana Ruiz (Pella)\n- Tom Beck (Haru)\n- Joe Hill (Haru)\n"
    talk = "Ana: Slow.\nTom: I see.\nJoe: Sorry.\n"
    assert sides(f"{head}\n{talk}", customers=("Pella",)) == {
        "Ana": "customer",
        "Tom": "vendor",
        "Joe": "vendor",
    }


def test_initials_of_attendees() -> None:
    text = "Present: Ana Ruiz (customer), Tom Beck (us)\n\nAR: Slow.\nTB: I see.\nAR: Hm.\n"
    assert sides(text) == {"AR": "customer", "TB": "vendor"}


def test_what_is_said_to_someone_is_the_first_ones() -> None:
    text = "平岡→戸塚様：資料を送付\n戸塚様→平岡：確認済み、高い\n平岡→戸塚様：再見積り\n"
    assert sides(text) == {"平岡": "vendor", "戸塚様": "customer"}


def test_dealers_and_consultants_are_on_neither_side() -> None:
    text = "参加者：丸菱商事 戸塚様／販売代理店 藤商会 江口様／当社 平岡\n\n戸塚：遅い。\n江口：はい。\n平岡：はい。\n"
    assert sides(text) == {"戸塚": "customer", "江口": "unknown", "平岡": "vendor"}
    text = "Attendees: Ana (customer); Lou (reseller); Tom (us)\n\nAna: Slow.\nLou: Hm.\nTom: I see.\n"
    assert sides(text) == {"Ana": "customer", "Lou": "unknown", "Tom": "vendor"}


def test_a_meeting_of_our_own_has_one_side() -> None:
    assert set(
        sides("【社内】週次 11/2\n\n平岡：丸菱さんが危ない。\n島：訪問します。\n平岡：はい。\n").values()
    ) == {"vendor"}
    assert set(sides("Pipeline (internal)\n\nTom: Pella is at risk.\nJoe: I see.\nTom: Yes.\n").values()) == {
        "vendor"
    }


def test_signs_that_are_explained() -> None:
    text = "H＝平岡、T＝戸塚様（先方）\n\nT：画面が遅い。\nH：調べます。\nT：はい。\n"
    assert sides(text) == {"T": "customer", "H": "vendor"}
    text = (
        "（丸）＝丸菱商事様、（ハ）＝ハル工房\n\n島（丸）：遅い。\n島（ハ）：はい。\n平岡（ハ）：調べます。\n"
    )
    assert sides(text) == {"島（丸）": "customer", "島（ハ）": "vendor", "平岡（ハ）": "vendor"}


def test_one_surname_on_both_sides() -> None:
    text = "参加者：丸菱商事 島様、ハル工房 島、平岡\n\n島様：高いです。\n島：はい。\n平岡：お調べします。\n"
    assert sides(text) == {"島様": "customer", "島": "vendor", "平岡": "vendor"}


@pytest.mark.parametrize(
    ("title", "who_asks"),
    [
        ("お客様からのご質問と当社の回答", "customer"),
        ("Customer questions, with our answers", "customer"),
        ("導入事例インタビュー 丸菱商事 戸塚様", "vendor"),
        ("Interview for a case study", "vendor"),
        ("Q&A", "unknown"),
    ],
)
def test_who_asks_where_turns_are_questions_and_answers(title: str, who_asks: str) -> None:
    found = sides(f"{title}\n\nQ. 場所は。\nA. 東京です。\n\nQ2：次は。\nA2：大阪です。\n")
    answers = {"customer": "vendor", "vendor": "customer", "unknown": "unknown"}[who_asks]
    assert found == {"Q": who_asks, "A": answers}


def test_our_company_is_the_customer_where_the_customer_wrote() -> None:
    talk = "弊社：30名に減る予定です。\n御社：30日前までに要申請。\n"
    assert sides(f"メモ（作成：ハル工房 平岡）\n\n{talk}") == {"弊社": "vendor", "御社": "customer"}
    by_customer = sides(f"メモ（作成：丸菱商事 戸塚）\n\n{talk}", customers=("丸菱商事",))
    assert by_customer == {"弊社": "customer", "御社": "vendor"}


def test_nameless_voices_are_not_judged_by_the_others() -> None:
    text = "平岡（ハル工房）：始めます。\n戸塚（丸菱商事）：はい。\n話者4：入り直します。\n"
    assert sides(text, vendors=("ハル工房",)) == {
        "平岡（ハル工房）": "vendor",
        "戸塚（丸菱商事）": "customer",
        "話者4": "unknown",
    }
    assert (
        sides("Tom (us): Hi.\nAna (Pella): Hi.\nUnidentified Speaker: Sorry.\n")["Unidentified Speaker"]
        == "unknown"
    )


def test_guests_of_our_chat_are_customers() -> None:
    text = "[11/3 10:15 AM] Ruiz, Ana (External)\nSlow.\n\n[11/3 10:18 AM] Beck, Tom\nI see.\n"
    assert sides(text) == {"Ruiz, Ana (External)": "customer", "Beck, Tom": "vendor"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "戸塚：御社の検索機能、うちの倉庫では使いにくいです。\n平岡：ご不便をおかけしております。来月の版で直します。\n",
            {"戸塚": "customer", "平岡": "vendor"},
        ),
        (
            "Speaker 1: Our drivers can't open your app.\nSpeaker 2: Sorry to hear that. I'll raise it with engineering.\n",
            {"Speaker 1": "customer", "Speaker 2": "vendor"},
        ),
        (
            "戸塚：会場は3階ですか。\n平岡：5階です。\n戸塚：はい。\n平岡：では。\n",
            {"戸塚": "unknown", "平岡": "unknown"},
        ),
        (
            "Ana: Shall we start?\nTom: Sorry for the delay.\nAna: Fine.\n",
            {"Ana": "unknown", "Tom": "unknown"},
        ),
    ],
)
def test_words_tell_where_no_label_does(text: str, wanted: dict[str, str]) -> None:
    assert sides(text) == wanted


def test_a_label_that_names_a_side_is_stronger_than_words() -> None:
    text = "Rep (Tom): Your support told our drivers it is too slow.\nDana: Hm.\n"
    assert sides(text) == {"Rep (Tom)": "vendor", "Dana": "customer"}


@pytest.mark.parametrize(
    ("label", "side"),
    [
        ("CS平田", "vendor"),
        ("AM Joyce", "vendor"),
        ("Account mgr", "vendor"),
        ("支配人", "customer"),
        ("店長マキ", "customer"),
        ("Head of IT", "customer"),
        ("Tam", "unknown"),
    ],
)
def test_teams_and_titles(label: str, side: str) -> None:
    assert sides(f"{label}: Hello\nKofi: Hello\n{label}: Well\nKofi: Yes\n")[label] == side


def test_people_set_in_under_their_company() -> None:
    text = "Pella (customer)\n  Ana R. - Operations\n  Lou K. - Data\nHaru (us)\n  Tom B. - CSM\n\nAna R.: Slow.\nTom B.: I see.\nLou K.: Hm.\nAna R.: So?\n"
    assert sides(text) == {"Ana R.": "customer", "Tom B.": "vendor", "Lou K.": "customer"}


def test_a_list_below_the_talk() -> None:
    text = "Call\n\nAna: Slow.\nTom: I see.\nAna: So?\nTom: Soon.\n\nPresent: Ana Ruiz (customer), Tom Beck (us)\n"
    assert sides(text) == {"Ana": "customer", "Tom": "vendor"}


def test_quotes_of_customers_alone() -> None:
    text = 'Customer quotes of May\n\n- "It is slow." - Ana Ruiz, Pella\n- "Fine." - Lou Kay, Haru\n- "Good." - Ana Ruiz, Pella\n'
    assert set(sides(text).values()) == {"customer"}


def test_an_option_outweighs_the_word_dealer() -> None:
    text = "戸塚（南風代理店）：遅い。\n平岡：調べます。\n戸塚（南風代理店）：はい。\n"
    assert sides(text, customers=("南風代理店",))["戸塚（南風代理店）"] == "customer"


def test_a_company_we_know_below_people_of_another() -> None:
    text = (
        "北浜市 打合せ\n出席者 市民課 堤係長、同 古賀主事\n    さくら電算 由良、矢吹（記録）\n\n"
        "堤係長「一度もないですね」\n由良「承知しました」\n古賀主事「そうですね」\n矢吹「はい」\n"
    )
    expected = {"堤係長": "customer", "古賀主事": "customer", "由良": "vendor", "矢吹": "vendor"}
    assert sides(text, vendors=("さくら電算",)) == expected


MINUTES = """MINUTES - Fenmoor Spares / Shelfwright steering group no. 6
Tuesday 9 June 2026, Fenmoor site 2, canteen

Present: Hattie Bower, Zoltan Kiss (Fenmoor); Sana Qureshi, Theo Lind (Shelfwright)

1  Speed - done, Zoltan happy with the glue.
Zoltan: mornings fine.
Theo asked whether that was wifi. Zoltan: no, the other systems are quick.
Hattie: second shed next year.
"""


def test_the_list_of_those_present_says_more_than_prose_about_them() -> None:
    found = sides(MINUTES, vendors=("Shelfwright",))
    assert (found["Zoltan"], found["Hattie"]) == ("customer", "customer")


def test_a_sentence_before_a_name_is_no_name() -> None:
    assert set(sides(MINUTES, vendors=("Shelfwright",))) == {"Zoltan", "Hattie"}


def test_messages_with_company_and_clock_before_the_words() -> None:
    text = (
        "Shared channel: oakyard-brewdrum\n\nMon 3 Aug\n"
        "Cara @ Oak Yard 10:12  Machine 3 is out of milk again.\nLeo @ Brewdrum 10:15  On it.\n\n"
        "Tue 4 Aug\nCara @ Oak Yard 9:02  Nobody came?\nLeo @ Brewdrum 9:05  Checking now.\n"
    )
    expected = {"Cara @ Oak Yard": "customer", "Leo @ Brewdrum": "vendor"}
    assert sides(text, vendors=("Brewdrum",)) == expected
