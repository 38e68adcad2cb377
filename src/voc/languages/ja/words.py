"""Japanese words by SudachiPy: lemmas of what carries meaning."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_MOST_BYTES = 40_000  # SudachiPy raises above 49,149 bytes of input
_per_thread = threading.local()  # a tokenizer must not be used by two threads at once

_MEANING = frozenset({"noun", "verb", "adjective"})
_AUXILIARY_KINDS = {
    "助動詞-ナイ": "not",
    "助動詞-ヌ": "not",
    "助動詞-レル": "passive",
    "助動詞-マス": "polite",
}
_AUXILIARIES = frozenset(_AUXILIARY_KINDS.values())
_kinds: dict[int, str] = {}  # number of a part of speech in the dictionary -> what it is to us
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
        kinds = [_kind(morpheme) for morpheme in morphemes]
        for place, (morpheme, kind) in enumerate(zip(morphemes, kinds, strict=True)):
            if kind not in _MEANING:
                continue
            following = kinds[place + 1] if place + 1 < len(kinds) else ""
            if following == "suffix" and (suffix := _TURNING.get(morphemes[place + 1].normalized_form())):
                found.append(morpheme.surface() + suffix)
                continue
            term = morpheme.normalized_form()
            if term in stop or not any(map(str.isalnum, term)):
                continue
            negated = kind == "verb" and following in _AUXILIARIES and _negated(morphemes, kinds, place)
            found.append(negated or term)
    return found


def is_person(text: str) -> bool:
    """Whether every word of `text` is a surname or a first name."""
    morphemes = _tokenizer().tokenize(text[:40].translate(_VARIANTS))
    return len(morphemes) > 0 and all("人名" in morpheme.part_of_speech() for morpheme in morphemes)


def _kind(morpheme: Any) -> str:
    """What a morpheme is to us; asking Sudachi for a part of speech costs more than all the rest."""
    number: int = morpheme.part_of_speech_id()
    if number not in _kinds:
        _kinds[number] = _kind_of(morpheme.part_of_speech())
    return _kinds[number]


def _kind_of(part_of_speech: tuple[str, ...]) -> str:
    main, sub, *_ = part_of_speech
    if main == "名詞":  # 数詞 and 助動詞語幹 say nothing by themselves
        return "noun" if sub in ("普通名詞", "固有名詞") else ""
    if main == "形状詞":  # よう, そう
        return "noun" if sub != "助動詞語幹" else ""
    if (main, sub) == ("接尾辞", "形容詞的"):
        return "suffix"
    if main == "助動詞":
        return _AUXILIARY_KINDS.get(part_of_speech[4], "")
    return {"動詞": "verb", "形容詞": "adjective"}.get(main, "")


def _negated(morphemes: Sequence[Any], kinds: Sequence[str], place: int) -> str | None:
    """The verb at `place` with the negation that follows it, in dictionary form; None where none does."""
    stem, polite = morphemes[place].surface(), False
    for at in range(place + 1, min(place + 4, len(morphemes))):
        if kinds[at] == "not":
            plain = polite and kinds[at - 1] == "polite" and at == place + 2
            return (_before_nai(morphemes[place]) if plain else stem) + "ない"
        if kinds[at] == "passive":
            stem += morphemes[at].surface()
        elif kinds[at] == "polite":
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
