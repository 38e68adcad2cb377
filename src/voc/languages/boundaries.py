"""Where sentences end, for texts that mix Japanese and English, lines, bullets and web addresses.

One engine for all languages: a Japanese mail quotes English and an English note Japanese.
What differs is handed in: which abbreviations do not end a sentence, after which another opens all
the same ("at 9 a.m. Then"), and when the line break of a wrapped mail ends none either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

OpensAfter = Callable[[str, str], bool]  # abbreviation, word with a capital after it -> a sentence opens
JoinsLines = Callable[[str, str], bool]  # line before and after a line break -> one sentence goes on

_PROTECTED = re.compile(
    r"\b(?:Yahoo|Joomla)!|(?:https?://|www\.)[^\s<>「」（）、。]*[^\s<>「」（）、。.,;:!?]|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    # a quotation stays whole up to 150 characters; longer, it is rather an unclosed bracket
    r"|｢[^｢｣\n]{0,150}｣|「(?:[^「」\n]|\n(?!\s*\n)){0,150}」|『(?:[^『』\n]|\n(?!\s*\n)){0,150}』"
    r"|（(?:[^（）\n]|\n(?!\s*\n)){0,150}）|\([^()\n]{0,150}\)|【[^【】\n]{0,150}】"
)
_EMOJI = r"[\U0001F300-\U0001FAFF☀-➿♪♡♥★☆\uFE0F\u200D]"
_TAIL = rf"[」』）)\]】〉》”’\"']*(?:[ 　]?{_EMOJI}+|[(（]?笑[)）]?|[wｗ]+(?![a-z]))*"
_END = re.compile(rf"[。｡！？!?．.…‥]+{_TAIL}|[\U0001F600-\U0001F64F🙏🙇♪]+(?:{_EMOJI})*{_TAIL}|[(（]笑[)）]")
_ASIDE = re.compile(r"(?:^|(?<=[.!?]\s))\([^()\n]{1,150}[.!?][\"”']?\)(?=\s+[A-Z])", re.MULTILINE)
_CIRCLED = re.compile(r"(?:^|[ \t　]+)(?=[①-⑳])", re.MULTILINE)
_CLOSED = tuple("\"”’'")
_STRONG = re.compile(r"[。｡！？!?]")
_GOES_ON = re.compile(r"と(?:思|言|聞|い|感|の|、|か)|って|という|、|。|」|』|[)）]")
_BULLET = re.compile(
    r"[ 　\t>]*(?:[-*•・●○◯■□◆◇▪▶▼※→⇒☆★✓✔]|\d{1,3}[.)．、）]|[(（]\d{1,3}[)）]|[①-⑳]|#{1,4} |【|\["
    r"|[^\s：:、。][^：:、。\n]{0,24}[：:][ 　]*\S)"  # 「田中様：」, "Dana: ", "件名:"
)
_LIST_MARK = re.compile(r"[ \t]*(?:\(?\d{1,3}|[a-zA-Z])$")
_CAPITAL = re.compile(r"\s+([A-Z][a-z]*)\b(?!\.)")
_WORD_BEFORE = re.compile(r"[^\W\d_](?:[\w.'-]*\w)?$")
_JAPANESE = re.compile(r"[ぁ-ヿ㐀-鿿ｦ-ﾟ]")


def split(
    text: str, *, abbreviations: Collection[str], joins_lines: JoinsLines, opens_after: OpensAfter
) -> list[tuple[int, int]]:
    """Start and end of each sentence, trimmed of white space, in order; together they hold all words."""
    protected = bytearray(len(text))
    for span in _PROTECTED.finditer(text):
        protected[span.start() : span.end()] = b"\1" * (span.end() - span.start())
    ends = {
        *_punctuation_ends(text, protected, abbreviations, opens_after),
        *(aside.end() for aside in _ASIDE.finditer(text)),
        *_circled_starts(text),
        *_line_ends(text, protected, joins_lines),
    }
    spans, start = [], 0
    for end in [*sorted(ends), len(text)]:
        sentence = text[start:end]
        if sentence.strip():
            left = start + len(sentence) - len(sentence.lstrip())
            spans.append((left, left + len(sentence.strip())))
        start = end
    return spans


def _punctuation_ends(
    text: str, protected: bytearray, abbreviations: Collection[str], opens_after: OpensAfter
) -> Iterator[int]:
    for match in _END.finditer(text):
        laugh = match.group()[0] in "(（"  # is itself in brackets, and so protected
        if protected[max(0, match.start() - laugh)]:
            continue
        mark, after = match.group(), text[match.end() : match.end() + 4]
        if mark.endswith(_CLOSED) and re.match(r"\s+[a-z]", after):  # she asked "Can you?" and left
            continue
        if _STRONG.search(mark):
            if not (mark[0] in "！？!?" and _goes_on(mark, after)):
                yield match.end()
        elif mark[0] in ".．" and not mark.startswith(".."):
            if _period_ends(text, match, abbreviations, opens_after):
                yield match.end()
        elif mark[0] in "….‥":
            if re.match(r"\s+[A-Z]", after):
                yield match.end()
        elif not _GOES_ON.match(after) and not re.match(r" [a-z]", after):
            yield match.end()  # a face at the end, as in 「助かりました😊次回も」, not in "I 😊 this"


def _goes_on(mark: str, after: str) -> bool:
    """「なぜ？と聞かれ」, "Yahoo!BB": not every ? and ! ends its sentence."""
    glued = mark[-1] in "!?" and after[:1].isalnum() and not _JAPANESE.match(after)
    return bool(glued or _GOES_ON.match(after))


def _period_ends(
    text: str, match: re.Match[str], abbreviations: Collection[str], opens_after: OpensAfter
) -> bool:
    at, after = match.start(), text[match.end() : match.end() + 4]
    near = max(0, at - 40)
    line = text[max(near, text.rfind("\n", near, at) + 1) : at]
    if _LIST_MARK.match(line):
        return False
    word = _WORD_BEFORE.search(line)
    before = word.group() if word else ""
    if after and not after[0].isspace():  # "slow.The", "OK.次に"; but not "report.pdf" or "3.5"
        glued = len(before) > 1 and before[-1].islower() and re.match(r"[A-Z][a-z ]", after)
        return bool(glued or (before and _JAPANESE.match(after)))
    if len(before) == 1 and before.isupper() and before != "I":  # an initial: "J. Smith"
        return False
    if before.lower() not in abbreviations:
        return True
    word = _CAPITAL.match(text, match.end())
    return word is not None and opens_after(before.lower(), word[1].lower())


def _circled_starts(text: str) -> Iterator[int]:
    """Where the points of a list in one line start: 「①検索が遅い ②帳票が崩れる」."""
    for line in re.finditer(r"[^\n]+", text):
        points = [point.end() for point in _CIRCLED.finditer(text, line.start(), line.end())]
        yield from points if len(points) > 1 else ()


def _line_ends(text: str, protected: bytearray, joins_lines: JoinsLines) -> Iterator[int]:
    start = 0
    for match in re.finditer(r"\n", text):
        at = match.start()
        following = text.find("\n", at + 1)
        line, after = text[start:at].strip(), text[at + 1 : following if following >= 0 else len(text)]
        start = at + 1
        if protected[at]:
            continue
        if not line or not after.strip() or _BULLET.match(after) or not joins_lines(line, after.strip()):
            yield at + 1
