"""Finds signatures and disclaimers in the new lines of a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from voc.languages import reading
from voc.readers.mail_lines import Line, is_rule

_SENTENCE = re.compile(r"(?:[。！？?]|[a-z]{2}\.|.{30}!)$|(?:です|ます|ました|ください)$")
_LONGEST_SIGNATURE = 14  # lines
_LONGEST_DISCLAIMER = 30
_LONGEST_SIGNATURE_LINE = 70  # characters; beyond, it is a sentence


def mark_disclaimers(block: Sequence[Line]) -> None:
    """Marks each paragraph that is a disclaimer, from the line on where it begins to be one."""
    pattern = reading.pattern("mail", "disclaimer")
    for paragraph in _paragraphs(block):
        last = paragraph[-_LONGEST_DISCLAIMER:]
        tails = [" ".join(line.text for line in last[first:]) for first in range(len(last))]
        first = max((number for number, tail in enumerate(tails) if pattern.search(tail)), default=len(last))
        for line in last[first:]:
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


def mark_signature(block: Sequence[Line]) -> None:
    """Marks the signature at the end of a block of new lines, with or without a line drawn above it."""
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


def _signature_start(block: Sequence[Line]) -> int:
    for number, line in enumerate(block):
        if line.text in ("--", "---", "－－") and len(block) - number <= _LONGEST_SIGNATURE + 6:
            return number
    for number in range(len(block) - 1, max(0, len(block) - 2 * _LONGEST_SIGNATURE) - 1, -1):
        if reading.pattern("mail", "closing").match(block[number].text) and _is_signature(
            block[number + 1 :], marks=0
        ):
            return number + 1
    for number in range(max(0, len(block) - _LONGEST_SIGNATURE), len(block)):
        if is_rule(block[number]) and _is_signature(block[number:], marks=1):
            return number
    for number in range(max(0, len(block) - _LONGEST_SIGNATURE), len(block)):
        before_blank = number > 0 and not block[number - 1].text
        if before_blank and block[number].text and _is_signature(block[number:], marks=2):
            return number
    return len(block)


def _is_signature(lines: Sequence[Line], *, marks: int) -> bool:
    """Whether these last lines of a mail are short, no sentences, with `marks` lines of an address."""
    said = [line.text for line in lines if line.text and line.kind == "new" and not is_rule(line)]
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
    # "Co" is a company, "Could" is not
    companies = [rf"\b(?:{word})\b" if word.isascii() else word for word in reading.words("sides", "company")]
    patterns = [*reading.words("mail", "contact"), *companies, r"[\w.+-]{1,64}@[\w-]{1,63}\.\w"]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
