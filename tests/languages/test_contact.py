import pytest

from voc.languages.contact import moves_meeting, quiet_days, rank


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It is our year-end closing, so we will be quiet until February.", "en"),
        ("We're in peak season and won't be able to meet before October.", "en"),
        ("Our office will be closed over the summer holidays until 22 August.", "en"),
        ("You won't hear much from us during the audit.", "en"),
        ("決算期で来月まで動けません。", "ja"),
        ("8月11日から16日まで夏季休業とさせていただきます。", "ja"),
        ("繁忙期のため、お返事が遅くなります。", "ja"),
        ("年末の締め作業でバタバタしており、落ち着いてからご連絡します。", "ja"),
    ],
)
def test_a_harmless_silence_is_announced(text, language):
    assert quiet_days(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We will be quiet until this bug is fixed.", "en"),
        ("Your office was closed over the summer holidays and nobody answered.", "en"),
        ("We are open as usual during the holiday season.", "en"),
        ("If we are tied up with the audit, Ana will answer.", "en"),
        ("The year-end closing report is wrong again.", "en"),
        ("Last year we were snowed under with the closing.", "en"),
        ("不具合が直るまで動けません。", "ja"),
        ("お盆の間、サポートの対応ができていなかった。", "ja"),
        ("年末年始も休まず営業しています。", "ja"),
        ("決算の帳票がまた間違っています。", "ja"),
        ("もし決算と重なると対応できません。", "ja"),
        ("決算期に合わせて解約するため、打ち合わせはできません。", "ja"),
    ],
)
def test_what_announces_no_harmless_silence(text, language):
    assert quiet_days(text, language) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sorry, we have to move Thursday's call again.", "en"),
        ("The quarterly review has been postponed on our side.", "en"),
        ("I won't be able to join on Friday.", "en"),
        ("来週の定例会ですが、延期させてください。", "ja"),
        ("明日の打ち合わせはキャンセルでお願いします。", "ja"),
        ("部長は都合により会議を欠席します。", "ja"),
    ],
)
def test_a_meeting_is_moved(text, language):
    assert moves_meeting(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("There is no need to move the call.", "en"),
        ("Patients can cancel their appointments online.", "en"),
        ("We want to cancel the contract after the review.", "en"),
        ("定例会の延期はありません。", "ja"),
        ("会議室の予約キャンセル機能が使いにくいです。", "ja"),
        ("患者様が面談をキャンセルするときの画面です。", "ja"),
    ],
)
def test_no_meeting_is_moved(text, language):
    assert not moves_meeting(text, language)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("CFO", 4),
        ("代表取締役", 4),
        ("Head of Operations", 3),
        ("情報システム部長", 3),
        ("経理課長", 2),
        ("IT担当", 1),
    ],
)
def test_positions_have_a_rank(role, expected):
    assert rank(role) == expected
