"""Japanese: sentences by rules, words by SudachiPy."""

from __future__ import annotations

import re

from voc.languages import boundaries
from voc.languages.ja import words

_FINAL = re.compile(
    r"(?:です|ます|でした|ました|ません|ください|下さい|ましょう|である|した|ない|たい|だ|よ|ね|か|る|。|」|：|:|…|‥|[！？!?w])$"
)
_HANGING = re.compile(
    r"(?:[、，,・]|[^でまい][をにがはでともへやの]|から|ため|ので|けど|けれど|おり|ており)$"
)
_WRAPPED = 24  # characters; Japanese mail programs and writers break lines at 25 to 38
_SPACE_FOR_STOP = re.compile(
    r"(?:です|ます|でした|ました|ません|ください|ね|よ)(?:[wｗ]+)?([ 　]+)(?=[ぁ-ヿ㐀-鿿])"
)
_ASKS = re.compile(
    r"(?:[?？]|(?:です|ます|でした|ました|ません|でしょう|ましょう|だろう|の|ん|い)か|(?:かしら|かな|っけ)"
    r"|(?:いかが|どう|いつ|なぜ|どこ|どれ|何|なん|どなた|誰)(?:でしょう|です|なん(?:です|でしょう))(?:か|かね)?"
    r"|(?:教えて|お聞かせ|お教え|ご教示|ご教授)(?:ください|下さい|いただけ(?:れば|ます|ません)?[^。]{0,16}|願[^。]{0,8}))"
    r"(?:ね|な)?[。！!」』）)\s]*$"
)
_NOT_ASKED = re.compile(
    r"(?:ではない|じゃない|と思|かどうか|なるほど[^。]{0,8}|そう|そうなん)(?:です)?か[。\s]*$"
)


class Japanese:
    """Japanese, as the rest of voc knows it."""

    code = "ja"

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each sentence; quotations stay whole, wrapped lines are put together."""
        spans = boundaries.split(
            text, abbreviations=_ABBREVIATIONS, joins_lines=_joins_lines, opens_after=_never
        )
        return [part for start, end in spans for part in _at_spaces(text, start, end)]

    def terms(self, text: str) -> list[str]:
        """Nouns, verbs and adjectives in their normal form: 高すぎ -> 高い, 遅くて -> 遅い."""
        return words.terms(text)

    def is_question(self, sentence: str) -> bool:
        """Whether it asks: a question mark, …ですか, いつでしょう, 教えてください."""
        return bool(_ASKS.search(sentence)) and not _NOT_ASKED.search(sentence)


_ABBREVIATIONS = frozenset(
    {"no", "vol", "mr", "ms", "dr", "inc", "ltd", "co", "corp", "vs", "e.g", "i.e", "ver"}
)


def _never(abbreviation: str, word: str) -> bool:
    del abbreviation, word
    return False


def _joins_lines(line: str, after: str) -> bool:
    if _HANGING.search(line):
        return True
    return len(line) >= _WRAPPED and not _FINAL.search(line) and not after.startswith(("「", "http"))


def _at_spaces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Speech recognition writes a space where a stop belongs: 「ありがとうございます 次の件ですが」."""
    parts = []
    for gap in _SPACE_FOR_STOP.finditer(text, start, end):
        parts.append((start, gap.start(1)))
        start = gap.end(1)
    return [*parts, (start, end)]
