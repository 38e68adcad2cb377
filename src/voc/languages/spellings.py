"""Patterns that match a word in every spelling: サーバ and サーバー, 取り消し, 取消し and 取消.

Text is not touched, so offsets stay those of the original; width and case are folded before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from voc.languages import LANGUAGES

# what stands in brackets, behind a backslash or in a look-behind (which must have one length) is left alone
_AS_IT_IS = re.compile(r"(\[(?:\\.|[^\]\\])*\]|\\.|\(\?<[=!](?:\[[^\]]*\]|[^()])*\))")
_NO_QUANTIFIER = r"(?![?*+{])"
_LONG_VOWEL = re.compile(rf"([ァ-ヴー]{{2,}}[ァ-ヴ])ー?(?![ァ-ヴー]){_NO_QUANTIFIER}")
_BETWEEN_KANJI = re.compile(rf"(?<=[一-鿿])([きぎしちびみりいえけげせてべめれ]){_NO_QUANTIFIER}(?=[一-鿿])")


@cache
def widened(pattern: str, language: str) -> str:
    """A regular expression for all spellings of the words in `pattern`.

    In every language a long vowel at the end of a katakana word and one kana between two kanji
    (引き継ぎ) may be missing; the rest is listed in the language's ``spellings.txt``.
    """
    parts = _AS_IT_IS.split(pattern)
    parts[::2] = [_widened(part, language) for part in parts[::2]]
    return "".join(parts)


def _widened(part: str, language: str) -> str:
    groups = _groups(language)
    if groups:
        part = _listed(language).sub(lambda word: groups[word.group()], part)
    return _BETWEEN_KANJI.sub(r"\1?", _LONG_VOWEL.sub(r"\1ー?", part))


@cache
def _listed(language: str) -> re.Pattern[str]:
    words = sorted(_groups(language), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)}){_NO_QUANTIFIER}")


@cache
def _groups(language: str) -> Mapping[str, str]:
    """Word -> a pattern for all its spellings."""
    file = files(f"voc.languages.{language if language in LANGUAGES else 'en'}") / "spellings.txt"
    if not file.is_file():
        return {}
    lines = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {
        word: f"(?:{'|'.join(sorted(words, key=len, reverse=True))})" for words in lines for word in words
    }
