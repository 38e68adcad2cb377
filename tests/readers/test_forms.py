"""Exports of forms: long questions, levels in words, several rows of headings, sums below."""

from pathlib import Path

from readers.reading import read, said

from voc.readers import ReadOptions

FORM = (
    "タイムスタンプ,貴社名をご記入ください。,本サービスの満足度を教えてください。,"
    "本サービスを同僚に薦める可能性はどのくらいありますか？,ご利用のきっかけをお選びください,"
    "お客様が業務で困っていることを教えてください。,サポートについて改善してほしい点をお書きください。\n"
    "2026/10/01 10:00:00,北里商事,満足,8,紹介,在庫の数が倉庫ごとに合わないことがあります,返信を早くしてほしい\n"
    "2026/10/02 11:30:00,西野運輸,とても不満,2,Web検索,配車の変更を電話で伝えていて手間です,\n"
)


def test_a_form_with_long_questions(tmp_path: Path) -> None:
    (first, second), problems = read(tmp_path, "form.csv", FORM)
    assert problems == []
    assert (first.account, first.fields["score"], first.fields["score_said"], first.fields["nps"]) == (
        "北里商事",
        4,
        "満足",
        8,
    )
    assert first.time is not None and first.time.hour == 10
    assert said(first) == ["在庫の数が倉庫ごとに合わないことがあります", "返信を早くしてほしい"]
    assert said(first, "header") == [
        "お客様が業務で困っていることを教えてください。",
        "サポートについて改善してほしい点をお書きください。",
    ]
    assert first.fields["ご利用のきっかけをお選びください"] == "紹介"
    assert (second.fields["score"], said(second)) == (1, ["配車の変更を電話で伝えていて手間です"])


def test_an_english_form(tmp_path: Path) -> None:
    rows = (
        "Timestamp,What is your company name?,How satisfied are you with the product?,"
        "How likely are you to recommend our company to a friend?,What is the main reason for your score?,"
        "What should we improve?\n"
        "10/13/2026 9:00:00,Northquay,Very satisfied,9,It saves our planners a day a week,More filters\n"
        "10/14/2026 9:00:00,Pella,Dissatisfied,3,Exports fail whenever the month closes,\n"
    )
    (first, second), problems = read(tmp_path, "form.csv", rows)
    assert problems == []
    assert (first.account, first.fields["score"], first.fields["nps"]) == ("Northquay", 5, 9)
    assert said(first) == ["It saves our planners a day a week", "More filters"]
    assert (second.fields["score"], second.fields["score_said"]) == (2, "Dissatisfied")


def test_one_question_stays_with_its_answers(tmp_path: Path) -> None:
    (answer,), _ = read(tmp_path, "form.csv", "貴社名,困っていることを教えてください\nA社,検索\n")
    assert (answer.text, answer.fields) == ("検索", {"question": "困っていることを教えてください"})


def test_further_scores_are_numbers_under_their_own_heading(tmp_path: Path) -> None:
    rows = "会社名,総合満足度,サポートの満足度,コメント\nA社,4,とても不満,遅い\nB社,5,5,速い\n"
    (first, second), _ = read(tmp_path, "s.csv", rows)
    assert first.fields == {"score": 4, "サポートの満足度": "とても不満"}
    assert second.fields == {"score": 5, "サポートの満足度": 5}


def test_a_row_of_groups_above_the_headings(tmp_path: Path) -> None:
    rows = (
        "2026年度 顧客満足度調査,,,,,\n,,,,,\n"
        "会社名,満足度,,,コメント,\n,サポート,機能,価格,良い点,改善点\n"
        "A社,4,3,2,電話が早い,検索が遅い\nB社,5,5,4,,特になし\n"
    )
    (first, second), problems = read(tmp_path, "groups.csv", rows)
    assert problems == []
    assert (first.account, first.fields["score"]) == ("A社", 4)
    assert (first.fields["満足度 / 機能"], first.fields["満足度 / 価格"]) == (3, 2)
    assert said(first, "header") == ["コメント / 良い点", "コメント / 改善点"]
    assert said(second) == ["特になし"]


def test_the_same_headings_under_two_groups(tmp_path: Path) -> None:
    rows = "基本情報,,サポート,,機能,\n回答日,会社名,評価,コメント,評価,コメント\n2026/10/1,A社,4,速い,2,少ない\n"
    (answer,), _ = read(tmp_path, "groups.csv", rows)
    assert (answer.account, answer.fields["score"]) == ("A社", 4)
    assert said(answer, "header") == ["サポート / コメント", "機能 / コメント"]


def test_titles_and_the_period_above_the_headings(tmp_path: Path) -> None:
    rows = "顧客アンケート集計,,\n集計期間,2026/10/01〜2026/10/31,\n\n会社名,満足度,ご意見\nA社,3,遅い\n"
    (answer,), problems = read(tmp_path, "titled.csv", rows)
    assert (answer.account, answer.text, problems) == ("A社", "遅い", [])


def test_sums_and_repeated_headings_are_no_answers(tmp_path: Path) -> None:
    rows = "会社名,満足度,ご意見\nA社,3,遅い\n会社名,満足度,ご意見\nB社,4,\n合計,7,\n平均（n=2）,3.5,\n"
    answers, problems = read(tmp_path, "sums.csv", rows)
    assert ([answer.account for answer in answers], problems) == (["A社", "B社"], [])


def test_a_cancellation_form_of_options_alone_is_read(tmp_path: Path) -> None:
    (first, _), problems = read(tmp_path, "c.csv", "会社名,解約理由\nA社,価格\nB社,機能不足\n")
    assert (first.channel, first.text, first.fields) == ("cancellation", "", {"chosen_reason": "価格"})
    assert problems == []


def test_a_cancellation_form_with_questions(tmp_path: Path) -> None:
    rows = (
        "解約申請日,会社名を教えてください,解約される理由をお選びください,その他を選ばれた方は具体的にお書きください\n"
        "2026-10-05,東海精工,その他,現場が使ってくれませんでした\n"
    )
    (form,), _ = read(tmp_path, "c.csv", rows)
    assert (form.channel, form.account, form.text) == (
        "cancellation",
        "東海精工",
        "現場が使ってくれませんでした",
    )
    assert form.fields["chosen_reason"] == "その他"


def test_stars_count(tmp_path: Path) -> None:
    (review,), _ = read(tmp_path, "r.csv", "評価,レビュー本文\n★★★☆☆,まあまあ使えています\n")
    assert review.fields == {"score": 3}


def test_a_mapping_names_several_texts_and_plain_fields(tmp_path: Path) -> None:
    rows = "会社名,備考,サポート,機能\nA社,社内の覚え書き,速い,少ない\n"
    options = ReadOptions(mapping={"text": ["サポート", "機能"], "field": ["備考"]})
    (answer,), _ = read(tmp_path, "m.csv", rows, options)
    assert said(answer) == ["速い", "少ない"]
    assert answer.fields == {"備考": "社内の覚え書き"}


def test_a_second_row_that_only_says_response(tmp_path: Path) -> None:
    rows = (
        "Respondent ID,Start Date,Email Address,How likely is it that you would recommend us?,,What should change?\n"
        ",,,Response,Group,Open-Ended Response\n"
        "118,10/13/2026,dana@northquay.example.com,6,Detractor,Make the exports faster please\n"
    )
    (answer,), problems = read(tmp_path, "s.csv", rows)
    assert problems == []
    assert (answer.text, answer.fields["nps"]) == ("Make the exports faster please", 6)
    assert answer.fields["question"] == "What should change?"
    assert answer.account == "northquay.example.com"


def test_a_mail_address_gives_way_to_the_account_and_stays_a_field(tmp_path: Path) -> None:
    (answer,), _ = read(tmp_path, "s.csv", "会社名,メールアドレス,ご意見\nA社,a@b.example.jp,遅い\n")
    assert (answer.account, answer.fields) == ("A社", {"メールアドレス": "a@b.example.jp"})


def test_what_our_side_wrote_is_no_answer(tmp_path: Path) -> None:
    rows = "会社名,ご意見,社内コメント\nA社,遅い,更新が危ない。部長に報告済みです。\n"
    (answer,), _ = read(tmp_path, "s.csv", rows)
    assert said(answer) == ["遅い"]
    assert answer.fields == {"社内コメント": "更新が危ない。部長に報告済みです。"}
    (english,), _ = read(tmp_path, "e.csv", "Account,Comment,CSM notes\nPella,Too slow,renewal at risk\n")
    assert said(english) == ["Too slow"]


def test_one_question_and_answer_per_row(tmp_path: Path) -> None:
    (answer,), _ = read(tmp_path, "t.csv", "会社名,設問,回答\nA社,良い点は何ですか,サポートが早い\n")
    assert (answer.text, answer.fields) == ("サポートが早い", {"設問": "良い点は何ですか"})


def test_another_reason_in_words_stands_beside_the_option(tmp_path: Path) -> None:
    rows = "account,cancel_reason,cancel_reason_other,feedback\nA,Other,Merging with another company,Thanks\n"
    (form,), _ = read(tmp_path, "c.csv", rows)
    assert form.fields["chosen_reason"] == "Other"
    assert said(form) == ["Merging with another company", "Thanks"]


def test_a_table_that_begins_with_data(tmp_path: Path) -> None:
    rows = "2026-10-01,A社,3,検索が遅くて毎回待たされています\n2026-10-02,B社,4,サポートの返信が早くて助かります\n"
    first, second = read(tmp_path, "bare.csv", rows)[0]
    assert first.text == "検索が遅くて毎回待たされています"
    assert second.fields == {"column 1": "2026-10-02", "column 2": "B社", "column 3": "4"}


def test_no_answer_is_no_score(tmp_path: Path) -> None:
    rows = "会社名,満足度,ご意見\nA社,無回答,遅い\nB社,N/A,\nC社,満足,速い\nD社,不満,遅い\n"
    documents, (problem,) = read(tmp_path, "s.csv", rows)
    assert [document.fields.get("score") for document in documents] == [None, 4, 2]
    assert documents[0].fields == {}
    assert (problem.code, problem.place) == ("no_text", "row 3")


def test_two_rows_are_enough_to_tell_levels_from_words(tmp_path: Path) -> None:
    rows = (
        "Timestamp,Company,How satisfied are you with our product overall?,"
        "How likely are you to recommend us to a friend or colleague?,What would you change?\n"
        "5/1/2026 9:15:02,Northquay,Very satisfied,9,More filters please\n"
        "5/14/2026 14:00:31,Pella,Somewhat dissatisfied,3,Exports fail and nobody answers\n"
    )
    answers, problems = read(tmp_path, "g.csv", rows)
    assert problems == []
    assert [(each.fields["score"], each.fields["nps"]) for each in answers] == [(5, 9), (2, 3)]
    assert [said(each) for each in answers] == [
        ["More filters please"],
        ["Exports fail and nobody answers"],
    ]


def test_a_question_answered_in_levels_is_a_score(tmp_path: Path) -> None:
    rows = "会社名,サポートの対応はいかがでしたか？,ご意見\nA社,非常に良い,返信が早い\nB社,やや悪い,\n"
    answers, _ = read(tmp_path, "l.csv", rows)
    assert [each.fields["score"] for each in answers] == [5, 2]


def test_promoters_beside_a_rating_make_it_an_nps(tmp_path: Path) -> None:
    rows = (
        "Contact email,Associated company,Submission date,Rating,Response,Follow-up\n"
        "dana@northquay.example.com,Northquay,2026-05-01 10:15,9,Promoter,Love the new dashboard\n"
        "ann@pella.example.com,Pella,2026-05-02 10:15,4,Detractor,Integration keeps breaking\n"
    )
    (first, second), _ = read(tmp_path, "h.csv", rows)
    assert (first.account, first.text, first.fields["nps"]) == ("Northquay", "Love the new dashboard", 9)
    assert (second.text, second.fields["Response"]) == ("Integration keeps breaking", "Detractor")


def test_when_it_was_sent_counts_for_more_than_when_it_was_begun(tmp_path: Path) -> None:
    rows = "ID,開始時刻,完了時刻,電子メール,名前,ご意見\n1,2026-05-01 10:00:00,2026-05-01 10:04:00,,森,遅い\n"
    (answer,), _ = read(tmp_path, "m.csv", rows)
    assert answer.time is not None
    assert (answer.time.minute, answer.utterances[0].speaker) == (4, "森")
    rows = "#,Any comments?,Start Date (UTC),Submit Date (UTC)\nk1,Slow,2026-05-01 10:00:00,2026-05-01 10:02:00\n"
    (answer,), _ = read(tmp_path, "t.csv", rows)
    assert answer.time is not None
    assert answer.time.minute == 2


def test_a_reason_for_a_lost_renewal_and_the_words_beside_it(tmp_path: Path) -> None:
    rows = (
        "Account Name,Close Date,Loss Reason,Loss Reason Details\n"
        "Northquay,2026-05-31,Price,They moved to a bundle that came free with their ERP\n"
    )
    (lost,), _ = read(tmp_path, "s.csv", rows)
    assert (lost.channel, lost.fields["chosen_reason"]) == ("cancellation", "Price")
    assert lost.text.startswith("They moved")
    (form,), _ = read(tmp_path, "j.csv", "企業名,失注理由,失注理由の詳細\nA社,価格,他社より高かった\n")
    assert (form.channel, form.fields, form.text) == (
        "cancellation",
        {"chosen_reason": "価格"},
        "他社より高かった",
    )


def test_asking_whether_one_thought_of_leaving_is_no_cancellation(tmp_path: Path) -> None:
    rows = (
        "会社名,解約を検討されたことはありますか？,満足していた点,ご意見\nA社,いいえ,サポート,帳票がほしい\n"
    )
    (answer,), _ = read(tmp_path, "s.csv", rows)
    assert (answer.channel, said(answer)) == ("survey", ["サポート", "帳票がほしい"])


def test_what_is_asked_for_only_if_there_is_any_is_an_answer_in_words(tmp_path: Path) -> None:
    rows = "貴社名,追加してほしい機能があれば教えてください,その他ご意見\nA社,代理承認,特になし\nB社,,\n"
    (first,), problems = read(tmp_path, "s.csv", rows)
    assert said(first) == ["代理承認", "特になし"]
    assert [problem.code for problem in problems] == ["no_text"]
