"""The language of a whole document: one, or "mixed"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voc import languages
from voc.types import Utterance

_MIXED = 0.15  # of the letters in the lesser language; from here on it deserves its own rules
_ENOUGH = 12  # letters in a line to tell its language by itself
_SAMPLE = 4000  # characters that tell the language of any text
_OWN_SCRIPT = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾟ㐀-䶿一-鿿가-힣]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def language_of(text: str, utterances: Sequence[Utterance], *, default: str | None = None) -> str:
    """The code of the language the new parts are in; "mixed", or "und" where it cannot be told."""
    said = "\n".join(text[part.start : part.end] for part in utterances if part.kind == "new") or text
    # a kana says more than a letter
    own, latin = 2 * len(_OWN_SCRIPT.findall(said)), len(_LATIN.findall(said))
    if min(own, latin) < _MIXED * (own + latin):
        return languages.detect(said[:_SAMPLE] if own <= latin else said, default=default)
    return _of_lines(said, default)


def _of_lines(said: str, default: str | None) -> str:
    """Product names in Latin letters do not make a Japanese text mixed; whole lines in English do."""
    weights = {True: 0, False: 0}
    for line in said.split("\n"):
        own, latin = 2 * len(_OWN_SCRIPT.findall(line)), len(_LATIN.findall(line))
        if own + latin >= _ENOUGH:
            weights[own * 3 >= latin] += own + latin
    if min(weights.values()) >= _MIXED * sum(weights.values()) > 0:
        return "mixed"
    return languages.detect(said, default=default)
