"""Marks the parts of a mail's text: what is new, quoted, greeting, signature or disclaimer.

Nothing is taken out: offsets hold, and a reader of the result sees what was passed over.
Reply strippers made for English miss two thirds of Japanese replies, so the phrases come from
``languages/*/reading.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from voc.languages import names, reading
from voc.types import PartKind, Utterance

_QUOTED = re.compile(r"[ \t　]{0,3}(?:[>＞]|\|[ \t])")
_RULE_CHARACTERS = "-=_*~─━＝＊―ー－・･.+#◆◇■□☆★┏┗┌└┣╋┓┛┐┘◎○●∞〓≡～:：/／|｜"
_RULE = re.compile(
    rf"(?:[{re.escape(_RULE_CHARACTERS)}] ?){{6,}}(?:\S{{1,20}} ?[{re.escape(_RULE_CHARACTERS)}]+)?$"
)
_SENTENCE = re.compile(r"(?:[。！？?]|[a-z]{2}\.|.{30}!)$|(?:です|ます|ました|ください)$")
_BEGINS_WITH_DATE = re.compile(r"(?:On|Am|Le|El|Op)\b.*\d|\d{4}\s?[年/.-]\s?\d")
_LONGEST_ATTRIBUTION = 240  # characters
_FIRST_LINES = 8  # in which a mail greets
_LONGEST_SIGNATURE = 14  # lines
_LONGEST_SIGNATURE_LINE = 70  # characters; beyond, it is a sentence


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    kind: PartKind = "new"


def parts_of(text: str, start: int = 0) -> list[Utterance]:
    """The parts of `text` from `start` on, in order, without speaker; white space between them left out."""
    lines = list(_lines(text, start))
    bottom = _mark_quotes(lines)
    for block in _new_blocks(lines, bottom):
        _mark_disclaimers(block)
        _mark_signature(block)
        _mark_closing(block)
    opening = [line for line in lines if line.kind == "new"]
    splits = _mark_opening(opening)
    return _merged(text, lines, splits)


def is_header_line(line: str) -> bool:
    """Whether `line` is a From: line as mail programs put it above a quoted mail."""
    return bool(_label("from").match(line.strip()))


def _lines(text: str, start: int) -> Iterator[_Line]:
    while start <= len(text):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        yield _Line(start, end, text[start:end].strip())
        start = end + 1


def _mark_quotes(lines: Sequence[_Line]) -> int:
    """Marks what is quoted; the number of the first line of a history that runs to the end."""
    for number, line in enumerate(lines):
        if _QUOTED.match(line.text):
            line.kind = "quoted"
            continue
        if not line.text or line.kind == "quoted":
            continue
        length = _attribution(lines, number)
        if length and _prefixed_follows(lines, number + length):
            for part in lines[number : number + length]:
                part.kind = "quoted"
        elif (length and _is_certain(lines, number, length)) or _opens_history(lines, number):
            above = next((back for back in range(number - 1, -1, -1) if lines[back].text), number)
            first = above if _RULE.match(lines[above].text) else number
            for part in lines[first:]:
                part.kind = "quoted"
            return first
    return len(lines)


def _attribution(lines: Sequence[_Line], number: int) -> int:
    """Of how many lines the line above a quotation is, such as "On … wrote:"; 0 where there is none."""
    for length in (1, 2, 3):
        texts = [line.text for line in lines[number : number + length]]
        if not all(texts) or len(texts) < length:
            return 0
        # "Hi," above "Sato wrote:" is no part of it; "On Nov 3," above "Sato wrote:" is
        alone = any(_is_attribution(texts[first:]) for first in range(1, length))
        if _is_attribution(texts) and (not alone or _BEGINS_WITH_DATE.match(texts[0])):
            return length
    return 0


def _is_attribution(texts: Sequence[str]) -> bool:
    joined = " ".join(texts)
    return len(joined) <= _LONGEST_ATTRIBUTION and bool(reading.pattern("mail", "wrote").match(joined))


def _is_certain(lines: Sequence[_Line], number: int, length: int) -> bool:
    """Whether an attribution without > below it is one: "as our CFO said:" has no date or address."""
    joined = " ".join(line.text for line in lines[number : number + length])
    return bool(re.search(r"\d", joined) or "@" in joined) and any(
        line.text for line in lines[number + length :]
    )


def _prefixed_follows(lines: Sequence[_Line], number: int) -> bool:
    following = next((line.text for line in lines[number:] if line.text), "")
    return bool(_QUOTED.match(following))


def _opens_history(lines: Sequence[_Line], number: int) -> bool:
    """Whether an earlier mail begins here: -----元のメッセージ-----, or 差出人: above 送信日時: and 宛先:."""
    if reading.pattern("mail", "original").match(lines[number].text):
        return True
    if not _label("from").match(lines[number].text):
        return False
    below = [line.text for line in lines[number + 1 : number + 8] if line.text][:5]
    kinds = [kind for kind in ("to", "date", "subject") if any(_label(kind).match(text) for text in below)]
    return len(kinds) >= 2


@cache
def _label(kind: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in reading.words("mail", kind))
    return re.compile(rf"[*>\s]*(?:{names})\*?[ 　]*[：:]\*?", re.IGNORECASE)


def _new_blocks(lines: Sequence[_Line], bottom: int) -> Iterator[list[_Line]]:
    block: list[_Line] = []
    for line in lines[:bottom]:
        if line.kind == "new":
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _mark_disclaimers(block: Sequence[_Line]) -> None:
    for paragraph in _paragraphs(block):
        joined = " ".join(line.text for line in paragraph)
        if reading.pattern("mail", "disclaimer").search(joined):
            for line in paragraph:
                line.kind = "disclaimer"


def _paragraphs(block: Sequence[_Line]) -> Iterator[list[_Line]]:
    paragraph: list[_Line] = []
    for line in block:
        if line.text and not _RULE.match(line.text):
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _mark_signature(block: Sequence[_Line]) -> None:
    last = len(block)
    # "Best regards, John" can stand above a delimited signature, and "Sent from my iPhone" below one
    for _ in range(2):
        first = _signature_start(block[:last])
        for line in block[first:last]:
            if line.kind == "new":
                line.kind = "signature"
        last = first
    for line in block[:last]:
        if line.kind == "new" and reading.pattern("mail", "device").match(line.text):
            line.kind = "signature"


def _signature_start(block: Sequence[_Line]) -> int:
    for number, line in enumerate(block):
        if line.text in ("--", "---", "－－") and len(block) - number <= _LONGEST_SIGNATURE + 6:
            return number
    for number in range(len(block) - 1, -1, -1):
        if reading.pattern("mail", "closing").match(block[number].text) and _is_signature(
            block[number + 1 :], marks=0
        ):
            return number + 1
    for number in range(max(0, len(block) - _LONGEST_SIGNATURE), len(block)):
        if _RULE.match(block[number].text) and _is_signature(block[number:], marks=1):
            return number
    for number in range(max(0, len(block) - _LONGEST_SIGNATURE), len(block)):
        before_blank = number > 0 and not block[number - 1].text
        if before_blank and block[number].text and _is_signature(block[number:], marks=2):
            return number
    return len(block)


def _is_signature(lines: Sequence[_Line], *, marks: int) -> bool:
    """Whether these last lines of a mail are short, no sentences, with `marks` lines of an address."""
    said = [line.text for line in lines if line.text and line.kind == "new" and not _RULE.match(line.text)]
    if not said or len(said) > _LONGEST_SIGNATURE:
        return False
    contact = sum(bool(_contact().search(text)) for text in said)
    sentences = [
        text
        for text in said
        if not _contact().search(text) and (len(text) > _LONGEST_SIGNATURE_LINE or _SENTENCE.search(text))
    ]
    return contact >= marks and not sentences


@cache
def _contact() -> re.Pattern[str]:
    patterns = [
        *reading.words("mail", "contact"),
        *reading.words("sides", "company"),
        r"[\w.+-]+@[\w-]+\.[\w.-]+",
    ]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _mark_closing(block: Sequence[_Line]) -> None:
    for line in reversed([line for line in block if line.kind == "new" and line.text]):
        if not reading.pattern("mail", "closing").match(line.text):
            return
        line.kind = "greeting"


def _mark_opening(lines: Sequence[_Line]) -> dict[int, int]:
    """Marks who is addressed and how.

    Gives, for a line that goes on after its greeting, its offset -> how far the greeting reaches.
    """
    splits: dict[int, int] = {}
    said = [line for line in lines if line.text][:_FIRST_LINES]
    addressed = max(
        (
            number
            for number, line in enumerate(said[:5])
            if reading.pattern("mail", "salutation").match(line.text)
        ),
        default=-1,
    )
    if addressed >= 0 and all(_is_address(line.text) for line in said[:addressed]):
        for line in said[: addressed + 1]:
            line.kind = "greeting"
        said = said[addressed + 1 :]
    for line in said:
        length = _greeting_length(line.text)
        if not length:
            break
        line.kind = "greeting"
        if length < len(line.text):
            splits[line.start] = line.start + length
            break
    return splits


def _is_address(text: str) -> bool:
    """A line above the name addressed: company, department."""
    return len(text) <= 40 and not re.search(r"[。、！？!?：:]", text)


def _greeting_length(text: str) -> int:
    """How many characters of a line greet and introduce the writer."""
    length = 0
    while match := reading.pattern("mail", "opening").match(text[length:]):
        if not match.end():
            break
        length += match.end()
        length += len(text[length:]) - len(text[length:].lstrip())
    introduces = reading.pattern("mail", "introduces").match(text[length:])
    if introduces and names.is_person(introduces["name"]):
        length += introduces.end()
    return length


def _merged(text: str, lines: Sequence[_Line], splits: dict[int, int]) -> list[Utterance]:
    parts: list[Utterance] = []
    for line in lines:
        if not line.text:
            continue
        first = line.start + len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip())
        rest = splits.get(line.start)
        pieces = [(first, first + len(line.text), line.kind)]
        if rest is not None:
            rest += first - line.start
            pieces = [(first, rest, line.kind), (rest, first + len(line.text), "new")]
        for start, end, kind in pieces:
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            if parts and parts[-1].kind == kind:
                parts[-1] = replace(parts[-1], end=end)
            elif begin < end:
                parts.append(Utterance(begin, begin + len(text[begin:end].rstrip()), kind=kind))
    return parts
