"""Folded text matches alike and still knows its originals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voc.signals.folding import fold


def test_half_width_kana_and_full_width_letters_become_alike() -> None:
    assert fold("ﾊﾞｸﾞ ＡＢＣ we’re").text == "バグ abc we're"


def test_a_match_leads_back_to_the_words_as_given() -> None:
    text = "今日もﾊﾞｸﾞです"
    folded = fold(text)
    start = folded.text.index("バグ")
    assert text[slice(*folded.original(start, start + 2))] == "ﾊﾞｸﾞ"


def test_one_sign_that_stands_for_several_letters() -> None:
    text = "㈱青葉"
    folded = fold(text)
    assert folded.text == "(株)青葉"
    assert folded.original(0, 3) == (0, 1)


@given(st.text(max_size=60))
def test_every_folded_character_has_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    for start, end in zip(folded.starts, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)
