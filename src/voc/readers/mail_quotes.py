"""Finds what a mail quotes of earlier mails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from voc.languages import reading
from voc.readers.mail_lines import Line, is_rule

_QUOTED = re.compile(r"[ \t　]{0,3}(?:[>＞]|\|[ \t](?!.*\|))")  # a table has more bars
_BEGINS_WITH_DATE = re.compile(r"(?:On|Am|Le|El|Op)\b.*\d|\d{4}\s?[年/.-]\s?\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"\d{1,2}[:：時]\d{2}")
_ANSWER_SIGN = re.compile(r"[\[【][^\]】\n]{1,20}[\]】]|[→⇒★※]")  # as in "my notes inline, marked [Ana]"
_DATED = re.compile(r"(?=.*\d{1,4}[./年-]\s?\d{1,2})(?=.*\d:\d\d).{10,160}[:：]$")  # in whatever language
_LONGEST_ATTRIBUTION = 240  # characters
_HEADER_KINDS = ("from", "to", "date", "subject")


def mark_quotes(lines: Sequence[Line]) -> int:
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
        elif _is_mark(line) and _prefixed_follows(lines, number + 1):
            line.kind = "quoted"
        elif reading.pattern("mail", "reply_above").match(line.text) and not _is_said(lines, 0, number):
            line.kind = "quoted"  # a help desk's own notice, to be answered above
        elif (length and _is_certain(lines, number, length)) or _opens_history(lines, number):
            above = next((back for back in range(number - 1, -1, -1) if lines[back].text), number)
            first = above if is_rule(lines[above]) else number
            _mark_history(lines, first)
            return first
    return len(lines)


def _is_mark(line: Line) -> bool:
    return reading.pattern("mail", "original").match(line.text) is not None


def _mark_history(lines: Sequence[Line], first: int) -> None:
    """Marks all from `first` on but answers written into it, if the writer says above that there are some."""
    said = " ".join(line.text for line in lines[:first] if line.kind == "new")
    told = bool(reading.pattern("mail", "answers_inside").search(said))
    signs = ("→", "⇒", *_ANSWER_SIGN.findall(said))
    for line in lines[first:]:
        line.kind = "new" if told and line.text.startswith(signs) else "quoted"


def _attribution(lines: Sequence[Line], number: int) -> int:
    """Of how many lines the line above a quotation is, such as "On … wrote:"; 0 where there is none."""
    found = 0
    for length in (1, 2, 3):
        texts = [line.text for line in lines[number : number + length]]
        if not all(texts) or len(texts) < length:
            break
        # "Hi," above "Sato wrote:" is no part of it; "On Nov 3," above "Sato wrote:" is
        alone = any(_is_attribution(texts[first:]) for first in range(1, length))
        if _is_attribution(texts) and (not alone or _BEGINS_WITH_DATE.match(texts[0])):
            found = found or length
            if _prefixed_follows(lines, number + length):
                return length
    return found


def _is_attribution(texts: Sequence[str]) -> bool:
    joined = " ".join(texts)
    if len(joined) > _LONGEST_ATTRIBUTION:
        return False
    return bool(reading.pattern("mail", "wrote").match(joined) or _DATED.match(joined))


def _is_certain(lines: Sequence[Line], number: int, length: int) -> bool:
    """Whether an attribution without > below it is one: "as our CFO wrote on 3 May:" has no year or clock."""
    joined = " ".join(line.text for line in lines[number : number + length])
    dated = _BEGINS_WITH_DATE.match(joined) and _YEAR.search(joined)
    if not reading.pattern("mail", "wrote").match(joined):
        return False
    certain = bool(dated or "@" in joined or _CLOCK.search(joined))
    return certain and _is_said(lines, number + length, len(lines))


def _is_said(lines: Sequence[Line], first: int, last: int) -> bool:
    return any(lines[number].text and lines[number].kind == "new" for number in range(first, last))


def _prefixed_follows(lines: Sequence[Line], number: int) -> bool:
    following = next((lines[below].text for below in range(number, len(lines)) if lines[below].text), "")
    return bool(_QUOTED.match(following))


def _opens_history(lines: Sequence[Line], number: int) -> bool:
    """Whether an earlier mail begins here: -----元のメッセージ-----, or 差出人: above 送信日時: and 宛先:."""
    if any(reading.pattern("mail", mark).match(lines[number].text) for mark in ("original", "reply_above")):
        return True
    below = [line.text for line in lines[number + 1 : number + 8] if line.text][:5]
    # Notes puts name and date, without labels, above the other lines
    labelled = any(_label(kind).match(lines[number].text) for kind in ("from", "date"))
    bare = len(below) > 2 and "@" in lines[number].text and _YEAR.search(below[0]) is not None
    if not (labelled or bare):
        return False
    label = _label if labelled else _label_bare
    by_date = labelled and not _label("from").match(
        lines[number].text
    )  # Date: above From:, as Hotmail has it
    kinds = [kind for kind in _HEADER_KINDS if any(label(kind).match(text) for text in below)]
    return len(kinds) >= 2 and (not by_date or "from" in kinds)


@cache
def _label(kind: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in reading.words("mail", kind))
    return re.compile(rf"[*>\s]*(?:{names})\*?[ 　]*[：:]\*?", re.IGNORECASE)


@cache
def _label_bare(kind: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in reading.words("mail", kind))
    return re.compile(rf"(?:{names})[ 　\t]", re.IGNORECASE)


def is_header_line(line: str) -> bool:
    """Whether `line` is a From: line as mail programs put it above a quoted mail."""
    return bool(_label("from").match(line.strip()))
