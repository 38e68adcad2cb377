"""A document's new text in units of a sentence or two."""

from hypothesis import given
from hypothesis import strategies as st

from builders import make_document
from voc.text.segment import segments
from voc.types import Document, Utterance


def texts(document: Document) -> list[str]:
    return [segment.text for segment in segments(document)]


def test_each_sentence_is_a_segment_that_quotes_the_document() -> None:
    document = make_document("返信がいつも遅く困っています。来月で契約を終わりにします。", id="d1")
    first, second = segments(document)
    assert (first.text, second.text) == ("返信がいつも遅く困っています。", "来月で契約を終わりにします。")
    assert document.text[second.start : second.end] == second.text
    assert second.id == f"d1:{second.start}-{second.end}"
    assert (second.language, second.side, second.utterance) == ("ja", "customer", 0)


def test_a_fragment_goes_with_its_neighbour() -> None:
    assert texts(make_document("はい。来月から使う予定で進めています。")) == [
        "はい。来月から使う予定で進めています。"
    ]
    assert texts(make_document("The export fails every single day. Sigh.", language="en")) == [
        "The export fails every single day. Sigh."
    ]


def test_short_points_of_a_list_stay_apart() -> None:
    assert texts(make_document("・高い\n・遅い")) == ["・高い", "・遅い"]


def test_fragments_of_two_speakers_are_never_joined() -> None:
    text = "はい。\nいいえ。"
    parts = (Utterance(0, 3, "佐藤", "vendor"), Utterance(4, 8, "田中様", "customer"))
    found = segments(make_document(text, utterances=parts))
    assert [(part.text, part.speaker, part.side) for part in found] == [
        ("はい。", "佐藤", "vendor"),
        ("いいえ。", "田中様", "customer"),
    ]


def test_only_what_is_new_is_cut() -> None:
    text = "お世話になっております。\n契約を見直したいです。\n> 以前のご案内"
    parts = (Utterance(0, 12, kind="greeting"), Utterance(13, 24), Utterance(25, 33, kind="quoted"))
    assert texts(make_document(text, utterances=parts)) == ["契約を見直したいです。"]


def test_an_overlong_sentence_is_cut_at_a_pause_and_nothing_is_lost() -> None:
    text = "画面が開かず、待たされて、" * 100
    found = segments(make_document(text))
    assert all(len(segment.text) <= 400 and segment.text.endswith("、") for segment in found)
    assert "".join(segment.text for segment in found) == text


def test_an_overlong_sentence_without_a_pause_is_cut_all_the_same() -> None:
    text = "あ" * 1001
    assert "".join(texts(make_document(text))) == text


def test_language_is_the_documents_unless_a_segment_is_plainly_in_another() -> None:
    text = "ご確認ください。\nThe export has been failing since Monday and nobody answers.\nOKです。"
    found = [(segment.language, segment.text[:3]) for segment in segments(make_document(text))]
    assert found == [("ja", "ご確認"), ("en", "The"), ("ja", "OKで")]


def test_rules_say_nothing_but_a_lone_symbol_does() -> None:
    assert texts(make_document("----------")) == []
    assert texts(make_document("◎")) == ["◎"]
    assert texts(make_document("👍", language="und")) == ["👍"]


@given(st.text(alphabet=st.sampled_from("解約は、。！？\n 「」aB.,-・1😊"), max_size=300))
def test_segments_quote_verbatim_and_keep_every_letter(text: str) -> None:
    found = segments(make_document(text))
    assert all(text[segment.start : segment.end] == segment.text for segment in found)
    letters = [letter for letter in text if letter.isalnum()]
    assert [letter for segment in found for letter in segment.text if letter.isalnum()] == letters
