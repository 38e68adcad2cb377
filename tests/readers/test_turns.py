"""Who said what in notes, transcripts and chats."""

import pytest
from readers.reading import said

from voc.readers import ReadOptions, read_text


def turns(text: str, **options: tuple[str, ...]) -> list[tuple[str | None, str]]:
    """Speaker and words of each new part."""
    document = read_text(text, ReadOptions(**options))
    parts = [part for part in document.utterances if part.kind == "new"]
    return [(part.speaker, document.text[part.start : part.end]) for part in parts]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz  10:15 AM\nThe export fails.\n\nTom Beck  10:17 AM\nWhich one?\n",  # Slack
        "Ana Ruiz\n  10:15 AM\nThe export fails.\nTom Beck\n  10:17 AM\nWhich one?\n",
        "[11/3 10:15 AM] Ana Ruiz\nThe export fails.\n\n[11/3 10:17 AM] Tom Beck\nWhich one?\n",  # Teams
        "Ana Ruiz, Yesterday at 10:15 AM\nThe export fails.\nTom Beck, Yesterday at 10:17 AM\nWhich one?\n",
        "@0:12 - Ana Ruiz\nThe export fails.\n\n@0:19 - Tom Beck\nWhich one?\n\n@0:30 - Ana Ruiz\nPDF.\n",
        "00:00:12 Ana Ruiz\nThe export fails.\n\n00:00:19 Tom Beck\nWhich one?\n\n00:00:30 Ana Ruiz\nPDF.\n",
        "Ana Ruiz | 00:12\nThe export fails.\nTom Beck | 00:19\nWhich one?\n",
        "09:15:02 From Ana Ruiz to Everyone: The export fails.\n09:15:20 From Tom Beck to Ana Ruiz(Direct Message): Which one?\n",
        "09:15:02\t From  Ana Ruiz : The export fails.\n09:15:20\t From  Tom Beck : Which one?\n",
        "09:15:02 From Ana Ruiz to Everyone:\n\tThe export fails.\n09:15:20 From Tom Beck to Everyone:\n\tWhich one?\n",
        "[03/11/2026, 10:15:02] Ana Ruiz: The export fails.\n[03/11/2026, 10:17:02] Tom Beck: Which one?\n",
        "[00:00:01 - 00:00:05] Ana Ruiz: The export fails.\n[00:00:05 - 00:00:09] Tom Beck: Which one?\n",
        "[10:02] <Ana Ruiz> The export fails.\n[10:03] <Tom Beck> Which one?\n[10:04] <Ana Ruiz> PDF.\n",
        "**Ana Ruiz:** The export fails.\n\n**Tom Beck:** Which one?\n",
        "Ana Ruiz - The export fails.\nTom Beck - Which one?\nAna Ruiz - PDF.\nTom Beck - Thanks.\n",
    ],
)
def test_ways_programs_write_a_talk_down(text: str) -> None:
    assert turns(text)[:2] == [("Ana Ruiz", "The export fails."), ("Tom Beck", "Which one?")]


@pytest.mark.parametrize(
    "text",
    [
        "戸塚 恵  9:05\n画面が遅いです。\n\n平岡 涼  9:08\n調べます。\n",
        "戸塚 恵 [9:05]\n画面が遅いです。\n\n平岡 涼 [9:08]\n調べます。\n",
        "[2026/11/03 9:05] 戸塚 恵\n画面が遅いです。\n\n[2026/11/03 9:08] 平岡 涼\n調べます。\n\n[2026/11/03 9:10] 戸塚 恵\nはい。\n",
        "2026/11/03(火)\n9:05\t戸塚 恵\t画面が遅いです。\n9:08\t平岡 涼\t調べます。\n",  # LINE
        "9:05:12 開始 戸塚 恵 から 全員: 画面が遅いです。\n9:08:40 開始 平岡 涼 から 全員: 調べます。\n",  # Zoom
        "・戸塚 恵「画面が遅いです。」\n・平岡 涼「調べます。」\n・戸塚 恵「はい。」\n・平岡 涼「では。」\n",
        "「画面が遅いです。」（戸塚 恵）\n「調べます。」（平岡 涼）\n「はい。」（戸塚 恵）\n「では。」（平岡 涼）\n",
    ],
)
def test_ways_japanese_notes_and_programs_do(text: str) -> None:
    assert turns(text)[:2] == [("戸塚 恵", "画面が遅いです。"), ("平岡 涼", "調べます。")]


def test_headings_per_side_over_bullets() -> None:
    text = "■先方\n・画面が遅い\n・年内に直してほしい\n\n■当方\n・調べる\n\n■次回\n・11月20日\n"
    assert turns(text) == [
        ("先方", "・画面が遅い"),
        ("先方", "・年内に直してほしい"),
        ("当方", "・調べる"),
        (None, "■次回\n・11月20日"),
    ]
    assert [who for who, _ in turns("## Customer\n- wants a date\n\n## Us\n- will ask\n")] == [
        "Customer",
        "Us",
    ]


def test_a_team_speaks_though_its_name_heads_lines_too() -> None:
    text = "CSM：いかがですか？\n顧客：まだです。\nCSM：では来週に。\n"
    assert [who for who, _ in turns(text)] == ["CSM", "顧客", "CSM"]


def test_agenda_decisions_and_homework_are_nobodys_words() -> None:
    text = (
        "Agenda\n1. Ana: adoption\n2. Tom: roadmap\n\nDiscussion\nAna (customer): Few log in.\nTom (us): Why?\n\n"
        "Decisions\n- A training in May\n\nAction items\n- Tom: send slides\n- Ana: book a room\n"
    )
    assert turns(text) == [
        (None, "Agenda\n1. Ana: adoption\n2. Tom: roadmap"),
        ("Ana (customer)", "Few log in."),
        ("Tom (us)", "Why?"),
        (None, "Decisions\n- A training in May"),
        (None, "Action items\n- Tom: send slides\n- Ana: book a room"),
    ]


def test_what_is_noted_below_the_last_turn_is_not_its_speakers() -> None:
    text = (
        "戸塚様：画面が遅いです。\n平岡：調べます。\n\n決定事項：\n・調査する\n宿題：平岡、調査結果を送る\n"
    )
    assert turns(text)[2:] == [(None, "決定事項：\n・調査する"), (None, "宿題：平岡、調査結果を送る")]
    text = "戸塚様：画面が遅いです。\n平岡：調べます。\n\n・次は11月20日\n"
    assert turns(text)[2:] == [(None, "・次は11月20日")]


def test_a_talk_goes_on_after_an_agenda_without_a_heading() -> None:
    text = "■議題\n1. 画面\n2. 費用\n\n戸塚様：画面が遅いです。\n平岡：調べます。\n"
    assert [who for who, _ in turns(text)] == [None, "戸塚様", "平岡"]


def test_fillers_stay_and_cross_talk_is_no_speaker() -> None:
    text = "Ana (Pella): Um, I think\n[crosstalk]\nTom (us): Sorry.\n[crosstalk 00:12:03]\nAna (Pella): Uh, slow.\n（笑）\n"
    assert turns(text) == [
        ("Ana (Pella)", "Um, I think"),
        ("Tom (us)", "Sorry."),
        ("Ana (Pella)", "Uh, slow."),
    ]
    assert said(read_text(text), "header") == ["[crosstalk]", "[crosstalk 00:12:03]", "（笑）"]


def test_times_and_notices_of_a_recorder_are_marked_and_end_no_turn() -> None:
    text = (
        "Attendees\nAna Ruiz, Tom Beck\n\nTranscript\n\n00:00:00\n\nAna Ruiz: It is slow.\n"
        "\n00:05:00\n\nAnd it is dear.\nTom Beck: I see.\n\nMeeting ended after 00:09:44\n"
    )
    assert turns(text) == [
        ("Ana Ruiz", "It is slow."),
        ("Ana Ruiz", "And it is dear."),
        ("Tom Beck", "I see."),
    ]
    assert said(read_text(text), "header")[-1] == "Meeting ended after 00:09:44"


@pytest.mark.parametrize(
    "text",
    [
        "訪問メモ\n顧客：丸菱商事\n担当：平岡\n内容：更新の見積り\n反応：高いとのこと",
        "10:00 開会\n挨拶\n10:30 報告\n各部より\n11:00 閉会\n解散",
        "Opening 10:00\nReport 10:30\nEnd 11:00",
        "ご要望は3点です：\n1. 検索：遅い\n2. 画面：見づらい\n3. 価格：高い",
        "■丸菱商事様\n・更新は順調\n■北里堂様\n・返信がない\n■三栄精工様\n・訪問済み",
    ],
)
def test_forms_programmes_and_lists_are_no_talk(text: str) -> None:
    assert {who for who, _ in turns(text)} == {None}


def test_a_long_transcript_is_read_in_full() -> None:
    # three hours; the tokenizer of Japanese words raises above 49,149 bytes
    from voc.languages.ja.words import terms
    from voc.text.segment import segments

    line = "{}：ええと、検索が遅いので、現場では紙に戻っています。承知しました、確認いたします。\n"
    text = "".join(line.format(("戸塚様", "平岡")[number % 2]) for number in range(1400))
    document = read_text(text)
    assert len(text) > 60_000
    assert len(document.utterances) == 1400
    assert sum(len(segment.text) for segment in segments(document)) > 0.99 * sum(map(len, said(document)))
    assert terms(document.text).count("検索") == 1400


@pytest.mark.parametrize(
    "text",
    [
        "[戸塚 恵] 10:02:11\n画面が遅いです。\n\n[平岡 涼] 10:02:19\n調べます。\n",
        "Q1（戸塚 恵）画面が遅いのはなぜですか。\nA1（平岡 涼）調べます。\n",
        "戸塚 恵\n株式会社南風\n画面が遅いです。\n2026年11月3日 10:15\n\n平岡 涼\n株式会社ベンダー\n調べます。\n2026年11月3日 10:20\n",
        "戸塚 恵→画面が遅い\n平岡 涼→調べます\n戸塚 恵→いつですか\n平岡 涼→明日です\n",
    ],
)
def test_who_speaks_in_copies_and_lists(text: str) -> None:
    speakers = [label.partition("（")[0] for label, _ in turns(text) if label]
    assert speakers[:2] == ["戸塚 恵", "平岡 涼"]


@pytest.mark.parametrize(
    "text",
    [
        'start,end,speaker,text\n00:01,00:02,Ana Ruiz,"It is slow."\n00:03,00:04,Tom Beck,"I will look."\n',
        "| Who | Company | Point |\n|---|---|---|\n| Ana Ruiz | Pella | It is slow. |\n| Tom Beck | Haru | I will look. |\n",
        '1 "Ana Ruiz" (101)\n00:00:01.000 --> 00:00:02.000\nIt is slow.\n\n2 "Tom Beck" (102)\n00:00:03.000 --> 00:00:04.000\nI will look.\n',
        "Ana Ruiz added a comment - 03/Jun/26 9:40 AM\nIt is slow.\n\nTom Beck added a comment - 03/Jun/26 9:50 AM\nI will look.\n\nAna Ruiz added a comment - 04/Jun/26 9:40 AM\nThanks.\n",
        '"It is slow", said Ana Ruiz.\n\n"I will look", said Tom Beck.\n\n"Thanks", said Ana Ruiz.\n',
    ],
)
def test_who_speaks_in_english_copies(text: str) -> None:
    speakers = [label.partition("（")[0] for label, _ in turns(text) if label]
    assert speakers[:2] == ["Ana Ruiz", "Tom Beck"]
