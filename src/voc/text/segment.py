"""Cuts what was newly said in a document into segments of a sentence or two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from voc import languages
from voc.types import Document, Segment, Utterance

_LONGEST = 400  # characters; a vector of more blurs several subjects into one
_SHORTEST = 20  # columns (a kana is two); 「はい、そうです。」 by itself says nothing to embed
_LATIN_ENOUGH = 20  # letters; a Japanese document's 「OK, thanks」 is still Japanese talk
_BULLET = re.compile(r"[-*•・●○◯■□◆◇▪▶※→⇒☆★✓✔①-⑳]|[(（]?\d{1,2}[.)．、）]")
_OWN_SCRIPT = frozenset({"ja", "ko", "zh"})
_ASIAN = re.compile(r"[ぁ-ヿ㐀-鿿가-힣]")
_JAPANESE = re.compile(r"[ぁ-ヿ㐀-鿿]")
_BREAKS = ("\n", "。！？!?", "、，,;；:：", " 　")  # the best first


def segments(document: Document) -> list[Segment]:
    """The document's new text as segments in order; ``document.text[start:end] == segment.text``.

    Quoted mail, signatures, greetings and other marked parts are left out. No word is lost:
    a sentence of more than 400 characters becomes several segments.
    """
    return [
        Segment(
            id=f"{document.id}:{start}-{end}",
            document=document.id,
            utterance=index,
            start=start,
            end=end,
            text=document.text[start:end],
            language=_language(document.text[start:end], default),
            speaker=utterance.speaker,
            side=utterance.side,
        )
        for index, utterance in enumerate(document.utterances)
        if utterance.kind == "new"
        for default in [_default_language(document, utterance)]
        for start, end in _spans(document.text, utterance, default)
    ]


def _default_language(document: Document, utterance: Utterance) -> str:
    if document.language in ("mixed", "und"):
        return languages.detect(document.text[utterance.start : utterance.end])
    return document.language


def _language(text: str, default: str) -> str:
    """The default, unless the script says otherwise: short texts are not told apart reliably."""
    if default in _OWN_SCRIPT:
        latin = sum(letter.isascii() and letter.isalpha() for letter in text)
        return default if latin < _LATIN_ENOUGH else languages.detect(text, default=default)
    if default == "und" or _ASIAN.search(text):
        return languages.detect(text, default=default)
    return default


def _spans(text: str, utterance: Utterance, language: str) -> Iterator[tuple[int, int]]:
    said = text[utterance.start : utterance.end]
    sentences = [
        piece
        for start, end in languages.get(language).sentences(said)
        for piece in _pieces(text, utterance.start + start, utterance.start + end)
    ]
    for start, end in _joined(text, sentences):
        if _says_something(text[start:end]):
            yield start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """An overlong sentence in parts of like length, cut where a reader would pause."""
    while end - start > _LONGEST:
        parts = -(-(end - start) // _LONGEST)
        cut = _best_cut(text, start + (end - start) // parts // 2, start + _LONGEST)
        yield _trimmed(text, start, cut)
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    if start < end:
        yield start, end


def _best_cut(text: str, first: int, last: int) -> int:
    for marks in _BREAKS:
        cut = max(text.rfind(mark, first, last) for mark in marks)
        if cut >= 0:
            return cut + 1
    return last


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip())


def _joined(text: str, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences with fragments put to their neighbour: the next one, or at the end the one before."""
    joined: list[tuple[int, int]] = []
    for start, end in sentences:
        if joined:
            before, until = joined[-1]
            last = (start, end) == sentences[-1]
            short = _is_short(text[before:until]) or (last and _is_short(text[start:end]))
            separate_points = _BULLET.match(text, start) and _BULLET.match(text, before)
            apart = separate_points or _in_two_scripts(text[before:until], text[start:end])
            if short and not apart and end - before <= _LONGEST:
                joined[-1] = (before, end)
                continue
        joined.append((start, end))
    return joined


def _in_two_scripts(one: str, other: str) -> bool:
    """Whether a Japanese fragment stands beside a whole sentence of another language."""
    japanese = bool(_JAPANESE.search(one)), bool(_JAPANESE.search(other))
    return japanese[0] != japanese[1] and min(_letters(one, japanese[0]), _letters(other, japanese[1])) > 0


def _letters(text: str, japanese: bool) -> int:
    """Letters of a text, if they are enough to tell its language by."""
    letters = sum(map(str.isalpha, text))
    return letters if japanese or letters >= _LATIN_ENOUGH else 0


def _is_short(text: str) -> bool:
    return sum(2 if letter > "\u2e7f" else 1 for letter in text) < _SHORTEST


def _says_something(text: str) -> bool:
    """Rules and dots say nothing; an emoji or a lone ◎ in a survey does."""
    return any(
        unicodedata.category(letter)[0] in "LN" or unicodedata.category(letter) == "So" for letter in text
    )
