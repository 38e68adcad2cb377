"""Levels in words."""

import pytest

from voc.readers.levels import scale_of


@pytest.mark.parametrize(
    ("words", "scores"),
    [
        (["とても満足", "満足", "普通", "不満", "とても不満"], [5, 4, 3, 2, 1]),
        (["満足", "やや満足", "どちらともいえない", "やや不満", "不満"], [5, 4, 3, 2, 1]),
        (["とても満足", "やや満足", "普通", "やや不満", "とても不満"], [5, 4, 3, 2, 1]),
        (["満足", "普通", "不満"], [4, 3, 2]),
        (["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"], [5, 4, 3, 2, 1]),
        (["満足（5）", "N/A", "不満"], [4, None, 2]),
    ],
)
def test_five_levels(words: list[str], scores: list[int | None]) -> None:
    from voc.readers.levels import plain

    scale = scale_of(words)
    assert [scale.get(plain(word)) for word in words] == scores


@pytest.mark.parametrize(
    "words",
    [
        ["非常に満足", "満足", "やや満足", "普通", "やや不満", "不満", "非常に不満"],  # seven levels
        ["満足", "検索が遅い"],
        ["満足"],  # one word alone could be of any scale
        [],
    ],
)
def test_what_is_no_scale_of_five(words: list[str]) -> None:
    assert scale_of(words) == {}
