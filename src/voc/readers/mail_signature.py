"""Finds signatures and disclaimers in the new lines of a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, takewhile

from voc.languages import reading
from voc.readers.correspondents import Correspondent
from voc.readers.learned import could_sign
from voc.readers.mail_formulas import takes_leave
from voc.readers.mail_lines import Line, is_rule
from voc.readers.mail_writer import could_be_name, is_name, is_name_of

_SENTENCE_JA = r"(?:[。！？]|です|ます|ました|ください)$"
_SENTENCE = re.compile(rf"(?:[?]|[a-z]{{2}}[\"”’')]{{0,2}}\.|[.!?][\"”]|.{{30}}!)$|{_SENTENCE_JA}")
_END_OF_SENTENCE = re.compile(rf"[.!,]$|{_SENTENCE.pattern}")
_SHORT = 30  # characters; "With love," above a name takes leave
# a job, a department or a company: capitals, or hardly any hiragana
_TITLE_EN = re.compile(r"(?:[A-ZÀ-Þ&|/,-][\w'’&.,-]*(?: |$)|(?:of|the|and|for|at|to|in|de|la) )+$")
_TITLE_JA = re.compile(
    r"(?=.*[^\x00-\x7f])(?!.*(?:です|ます|した|さい)$)[^ぁ-ん。、！？!?]{2,24}[ぁ-ん]{0,4}[^ぁ-ん。、！？!?]{0,10}$"
)
_LONGEST_SIGNATURE = 14  # lines
_LONGEST_DISCLAIMER = 30
_FAR = 3000  # characters in which a disclaimer shows itself
_END = 60  # characters in which the end of a sentence shows
_LONGEST_SIGNATURE_LINE = 70  # characters; beyond, it is a sentence
_MOST_LINES_UNDER_NAME = 3  # without an address: job, department, company


def mark_disclaimers(block: Sequence[Line]) -> None:
    """Marks each paragraph that is a disclaimer, from the line on where it begins to be one."""
    pattern = reading.pattern("mail", "disclaimer")
    for paragraph in _paragraphs(block):
        last = paragraph[-_LONGEST_DISCLAIMER:]
        found = pattern.search(" ".join(line.text for line in last)[:_FAR])
        end = 0
        for line in last if found else ():
            end += len(line.text) + 1
            if found and end > found.start():
                line.kind = "disclaimer"


def _paragraphs(block: Sequence[Line]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in block:
        if line.text and not is_rule(line):
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def mark_signature(block: Sequence[Line], writer: Correspondent | None) -> None:
    """Marks the signature at the end of a block of new lines, with or without a line drawn above it."""
    last = len(block)
    # "Best regards, John" can stand above a delimited signature, and "Sent from my iPhone" below one
    for _ in range(2):
        first = _signature_start(block[:last], writer)
        for line in block[first:last]:
            if line.kind == "new":
                line.kind = "signature"
        last = first
    for line in block[:last]:
        if line.kind == "new" and reading.pattern("mail", "device").match(line.text):
            line.kind = "signature"


def mark_name(block: Sequence[Line], writer: Correspondent | None) -> None:
    """Marks a bare name under the last words of a mail: 小林. A name that is all it says is an answer."""
    said = [line for line in block if line.kind == "new" and line.text]
    if _is_card(card := _last_paragraph(said), writer) and len(card) < len(said):
        for line in card:
            line.kind = "signature"
        return
    for number in range(max(1, len(said) - 1 - _MOST_LINES_UNDER_NAME), len(said)):
        above, line, below = said[number - 1], said[number], said[number + 1 :]
        apart = line.start > above.end + 1
        if _signs(line.text, writer, above=above.text, apart=apart, last=not below) and _is_address(below):
            for part in said[number:]:
                part.kind = "signature"
            if above.text.endswith(",") and len(above.text) <= _SHORT:
                above.kind = "greeting"
            return


def _last_paragraph(said: Sequence[Line]) -> Sequence[Line]:
    first = len(said) - 1
    while first > 0 and said[first - 1].end + 1 == said[first].start:
        first -= 1
    return said[max(first, 0) :]


def _is_card(lines: Sequence[Line], writer: Correspondent | None) -> bool:
    """Whether the lines are the writer's name among job, department and company."""
    named = [line for line in lines if is_name_of(line.text, writer)]
    others = [line for line in lines if line not in named]
    people = any(could_be_name(line.text) for line in others)  # who is asked for: 田中, 鈴木, 小林
    return bool(named) and len(lines) <= _MOST_LINES_UNDER_NAME + 1 and _is_address(others) and not people


def mark_below_name(block: Sequence[Line]) -> None:
    """Marks what stands between the name that signs and the end: job, company, a slogan."""
    last = max((number for number, line in enumerate(block) if line.kind == "signature"), default=len(block))
    joined = list(takewhile(lambda line: line.text and line.kind == "new", block[last + 1 :]))
    if len(joined) <= _LONGEST_SIGNATURE and any(_has_contact(line.text) for line in joined[-2:]):
        for line in joined:  # also a slogan, above the address
            line.kind = "signature"
        return
    below = [line for line in block[last + 1 :] if line.text and line.kind == "new"]
    if len(below) <= _LONGEST_SIGNATURE and all(
        could_sign(line.text) or not _is_sentence(line.text) for line in below
    ):
        for line in below:
            line.kind = "signature"


def mark_leave_taken(block: Sequence[Line], writer: Correspondent | None) -> None:
    """Marks a closing and the writer's name below it also where the writer goes on after them."""
    said = [line for line in block if line.kind == "new" and line.text]
    for closing, name in pairwise(said):
        if takes_leave(closing.text) and is_name_of(name.text, writer):
            closing.kind, name.kind = "greeting", "signature"


def _signs(text: str, writer: Correspondent | None, *, above: str, apart: bool, last: bool) -> bool:
    """Whether the line is a name that signs, `apart` from the words above or with a closing: Thanks, Ann."""
    if name := _after_closing(text):
        return last and could_be_name(name)
    if is_name_of(text, writer):
        return apart or (last and bool(_END_OF_SENTENCE.search(above[-_END:])))
    # a header with a name in Latin letters cannot tell that 桑田 is the writer's
    latin = not text.isascii() and (writer is None or writer.name.isascii())
    ended = apart or (latin and bool(_END_OF_SENTENCE.search(above[-_END:])))
    return last and ended and is_name(text, writer)


def _after_closing(text: str) -> str:
    head, _, rest = text.replace("、", ",").partition(",")
    return rest.strip() if takes_leave(head) else ""


def _is_address(lines: Sequence[Line]) -> bool:
    """Whether the lines under a name are a job, a department, a company, a telephone number."""
    return all(
        _has_contact(line.text)
        or _TITLE_EN.match(line.text)
        or _TITLE_JA.match(line.text)
        or could_sign(line.text)
        for line in lines
    )


def _signature_start(block: Sequence[Line], writer: Correspondent | None) -> int:
    for number, line in enumerate(block):
        if line.text in ("--", "---", "－－") and len(block) - number <= _LONGEST_SIGNATURE + 6:
            return number
    for number in range(len(block) - 1, max(0, len(block) - 2 * _LONGEST_SIGNATURE) - 1, -1):
        if takes_leave(block[number].text) and _is_signature(block[number + 1 :], writer, marks=0):
            return number + 1
    for number in range(max(0, len(block) - _LONGEST_SIGNATURE), len(block)):
        if is_rule(block[number]) and _is_signature(block[number:], writer, marks=1):
            return number
    for number in range(max(0, len(block) - _LONGEST_SIGNATURE), len(block)):
        after_blank = number > 0 and not block[number - 1].text
        heads = (
            is_name_of(block[number].text, writer)
            or _is_address(block[number : number + 1])
            or could_sign(block[number].text)
        )
        if after_blank and block[number].text and heads and _is_signature(block[number:], writer, marks=2):
            return number
    return len(block)


def _is_signature(lines: Sequence[Line], writer: Correspondent | None, *, marks: int) -> bool:
    """Whether these last lines of a mail are short and no sentences, `marks` of them a name or an address."""
    device = reading.pattern("mail", "device")
    said = [line.text for line in lines if line.text and line.kind == "new" and not is_rule(line)]
    said = [text for text in said if not device.match(text)]
    if not said or len(said) > _LONGEST_SIGNATURE or all(map(takes_leave, said)):
        return False
    contact = [text for text in said if _has_contact(text)]
    named = [text for text in said if text not in contact and is_name_of(text, writer)]
    return len(contact) + len(named) >= marks and not any(
        _is_sentence(text) and not could_sign(text) for text in said
    )


def ends_as_signature(text: str, writer: Correspondent | None) -> bool:
    """Whether a last line is who writes where the header does not say it so: 「第二工場 権藤」."""
    unnamed = not text.isascii() and (writer is None or writer.name.isascii())
    signs = could_sign(text) or _has_contact(text)
    return unnamed and len(text) <= _SHORT and not _is_sentence(text) and signs


def _is_sentence(text: str) -> bool:
    if text.startswith("※"):
        return False
    end = text[-_END:]
    long = len(text) > _LONGEST_SIGNATURE_LINE
    return bool(re.search(_SENTENCE_JA, end) or (not _has_contact(text) and (long or _SENTENCE.search(end))))


def is_sender(text: str, writer: Correspondent | None) -> bool:
    """Whether the line is a company, an address or the writer's name."""
    return _has_contact(text) or is_name_of(text, writer)


def _has_contact(text: str) -> bool:
    return len(text) <= _FAR and bool(_contact().search(text))


@cache
def _contact() -> re.Pattern[str]:
    # "Co" is a company, "Could" is not
    companies = [rf"\b(?:{word})\b" if word.isascii() else word for word in reading.words("sides", "company")]
    patterns = [*reading.words("mail", "contact"), *companies, r"[\w.+-]{1,64}@[\w-]{1,63}\.\w"]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
