"""Japanese words by SudachiPy: lemmas of what carries meaning."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_MOST_BYTES = 40_000  # SudachiPy raises above 49,149 bytes of input
_per_thread = threading.local()  # a tokenizer must not be used by two threads at once

_TURNING = {"難い": "にくい", "辛い": "づらい", "易い": "やすい"}  # 使いにくい is not 使う
_VARIANTS = str.maketrans("髙﨑德邉邊", "高崎徳辺辺")  # of letters in names
_ROWS = {
    "カ": "か",
    "ガ": "が",
    "サ": "さ",
    "タ": "た",
    "ナ": "な",
    "バ": "ば",
    "マ": "ま",
    "ラ": "ら",
    "ワ": "わ",
}


def terms(text: str) -> list[str]:
    """Content words of `text` as normal forms, in order, one-character words kept.

    A verb keeps what turns its meaning round: 動きません is 動かない, 使いづらかった 使いづらい.
    """
    stop = _stop_words()
    found = []
    for piece in _pieces(text):
        morphemes = list(_tokenizer().tokenize(piece))
        for place, morpheme in enumerate(morphemes):
            part_of_speech = morpheme.part_of_speech()
            if not _carries_meaning(part_of_speech):
                continue
            term = morpheme.normalized_form()
            if hard := _with_suffix(morphemes[place : place + 2]):
                found.append(hard)
            elif term not in stop and any(map(str.isalnum, term)):
                negated = part_of_speech[0] == "動詞" and _negated(morphemes[place : place + 4])
                found.append(negated or term)
    return found


def is_person(text: str) -> bool:
    """Whether every word of `text` is a surname or a first name."""
    morphemes = _tokenizer().tokenize(text[:40].translate(_VARIANTS))
    return len(morphemes) > 0 and all("人名" in morpheme.part_of_speech() for morpheme in morphemes)


def _carries_meaning(part_of_speech: tuple[str, ...]) -> bool:
    main, sub, *_ = part_of_speech
    if main == "名詞":
        return sub in ("普通名詞", "固有名詞")  # 数詞 and 助動詞語幹 say nothing by themselves
    if main == "形状詞":
        return sub != "助動詞語幹"  # よう, そう
    return main in ("動詞", "形容詞")


def _with_suffix(morphemes: Sequence[Any]) -> str | None:
    """The verb with a にくい that follows it, in dictionary form; None where none does."""
    if len(morphemes) < 2 or morphemes[1].part_of_speech()[:2] != ("接尾辞", "形容詞的"):
        return None
    suffix = _TURNING.get(morphemes[1].normalized_form())
    return morphemes[0].surface() + suffix if suffix else None


def _negated(morphemes: Sequence[Any]) -> str | None:
    """The verb with the negation that follows it, in dictionary form; None where none does."""
    verb, *after = morphemes
    stem, polite = verb.surface(), False
    for auxiliary in after:
        if auxiliary.part_of_speech()[0] != "助動詞":
            return None
        kind = auxiliary.part_of_speech()[4]
        if kind in ("助動詞-ナイ", "助動詞-ヌ"):
            return (_before_nai(verb) if polite and stem == verb.surface() else stem) + "ない"
        if kind in ("助動詞-レル", "助動詞-レル-サセル"):
            stem += auxiliary.surface()
        elif kind == "助動詞-マス":
            polite = True
        else:
            return None
    return None


def _before_nai(verb: Any) -> str:
    """動き (before ません) as 動か (before ない)."""
    surface: str = verb.surface()
    conjugation: str = verb.part_of_speech()[4]
    if conjugation.startswith("五段-") and conjugation[3] in _ROWS:
        return surface[:-1] + _ROWS[conjugation[3]]
    return surface


def _pieces(text: str) -> Iterator[str]:
    """`text` in pieces Sudachi takes, cut after a sentence or line, else wherever it must be."""
    start, longest = 0, _MOST_BYTES // 4  # no character has more than 4 bytes
    while len(text) - start > longest:
        window = text[start : start + longest]
        cut = next((at + 1 for mark in "\n。！？ 、" if (at := window.rfind(mark)) > longest // 2), longest)
        yield window[:cut]
        start += cut
    yield text[start:]


def _tokenizer() -> Any:
    tokenizer = getattr(_per_thread, "tokenizer", None)
    if tokenizer is None:
        from sudachipy import SplitMode

        tokenizer = _per_thread.tokenizer = _dictionary().create(SplitMode.C)
    return tokenizer


@cache
def _dictionary() -> Any:
    from sudachipy import Dictionary

    return Dictionary()


@cache
def _stop_words() -> frozenset[str]:
    return frozenset((files(__package__) / "stop_words.txt").read_text(encoding="utf-8").split())
