"""What the headings of exports and forms say."""

import pytest

from voc.readers.headings import is_question, is_total, offers_a_choice, roles_of


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("会社名", "account"),
        ("貴社名をご記入ください", "account"),
        ("お客様の会社名を教えてください。", "account"),
        ("What is your company name?", "account"),
        ("タイムスタンプ", "time"),
        ("Q1. 本サービスの満足度を教えてください", "score"),
        ("当社サポートの対応にご満足いただけましたか？", "score"),
        ("How satisfied are you with the product overall?", "score"),
        ("満足度（5段階）", "score"),
        ("本サービスを同僚や友人に薦める可能性はどのくらいありますか（0〜10）", "nps"),
        ("How likely are you to recommend our product to a friend or colleague?", "nps"),
        ("NPSスコア", "nps"),
        ("その点数をつけた理由をお聞かせください", "text"),
        ("What is the main reason for your rating?", "score"),  # the cells tell that it is text
        ("サービスの改善点を具体的にお書きください", "text"),
        ("ご自由にお書きください", "text"),
        ("解約理由をお選びください（複数選択可）", "reason"),
        ("サービスを解約される理由を教えてください", "reason"),
        ("What is the primary reason you decided to cancel?", "reason"),
        ("解約理由（自由記述）", "text"),
        ("その他の理由", "text"),
        ("お名前を教えてください", "speaker"),
    ],
)
def test_the_likeliest_role(heading: str, role: str) -> None:
    assert roles_of(heading)[0][0] == role


@pytest.mark.parametrize(
    "heading",
    [
        "お客様が本サービスで困っていることは何ですか",
        "Company size",
        "How could our company help you?",
        "業種",
    ],
)
def test_who_is_spoken_of_is_no_account(heading: str) -> None:
    assert "account" not in dict(roles_of(heading))


@pytest.mark.parametrize(
    ("heading", "asks"),
    [
        ("ご利用のきっかけを教えてください（必須）", True),
        ("どの機能を使っていますか。", True),
        ("Why did you choose us?", True),
        ("会社名", False),
        ("Comment", False),
    ],
)
def test_questions(heading: str, asks: bool) -> None:
    assert is_question(heading) is asks


def test_a_choice_and_a_total() -> None:
    assert offers_a_choice("あてはまるものをすべてお選びください")
    assert not offers_a_choice("ご意見をお書きください")
    assert is_total("合計（n=20）") and is_total("Average") and not is_total("合計が合わない")
