"""A rep's memos, each under its day and often its writer: 「5/12(火) 佐藤：…」, "12 May – Sam: …"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from voc.languages import names, reading
from voc.readers import sides
from voc.readers.correspondents import company_in
from voc.readers.header_block import HeaderBlock, header_block
from voc.readers.options import ReadOptions
from voc.readers.spoken_language import language_of
from voc.readers.times import DayOrder, day_order, parse_time
from voc.readers.turn_lines import could_be_speaker
from voc.readers.turn_styles import CLOCK
from voc.readers.turns import turns
from voc.types import Document, Utterance

_GAP = r"[ \t　]*+"  # gives nothing back: a line of blanks alone would take hours
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_DAY = (
    r"(?:(?:\d{4}|(?:令和|R)\s?(?:\d{1,2}|元))\s?[年/.\-]\s?\d{1,2}\s?[月/.\-]\s?\d{1,2}日?|20\d{6}"
    r"|\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{1,2}[/月]\d{1,2}日?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ \-]{_MONTH}(?:,?[ \-]\d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?)"
)
_HEAD = re.compile(
    rf"^{_GAP}(?:[■◆●○◎・▼□#>*\-–•]{{1,4}}{_GAP})?(?P<open>[【\[(（<])?{_GAP}(?:{_WEEKDAY}\.?,? )?"
    rf"(?P<day>{_DAY})(?!\d)"
    rf"(?:{_GAP}[(（](?:[月火水木金土日](?:曜日?)?|{_WEEKDAY})[^()（）\n]{{0,2}}[)）]|,? {_WEEKDAY}\b)?"
    rf"(?:[ \t　T,]+(?P<clock>{CLOCK}))?"
    rf"(?(open)(?P<inner>{_GAP}[^】\])）>\n]{{0,20}}?)[】\])）>]|(?=$|[ \t　：:/／|｜\-–—、,・\[(（<【]))"
    rf"(?P<rest>[^\n]*)$",
    re.MULTILINE,
)
_APART = rf"{_GAP}(?:[/／|｜・,、\-–—]{_GAP})?"
_BY_COLON = re.compile(rf"{_APART}(?P<name>[^\s：:。、「」][^：:。、「」\n]{{0,23}}?){_GAP}[：:＞>]{_GAP}")
_IN_BRACKETS = re.compile(rf"{_APART}[\[(（<【](?P<name>[^\])）>】\n]{{1,20}})[\])）>】]{_GAP}[：:]?{_GAP}")
_BY_MARK = re.compile(
    rf"{_APART}(?P<name>[^\s：:。、「」|｜/／][^：:。、「」|｜/／\n]{{0,23}}?)"
    rf"(?:{_GAP}[|｜/／]{_GAP}|[ \t]+[-–—][ \t]+)"
)
_ALONE = re.compile(rf"{_APART}[：:]?{_GAP}(?P<name>[^\s。][^。\n]{{0,23}}?){_GAP}$")
_BEFORE_WORDS = re.compile(r"[ \t　]*[：:/／|｜\-–—、,・]?[ \t　\n]*")
_AT_THE_END = re.compile(
    rf"(?:[(（\[［](?P<name>[^()（）\[\]\n。]{{1,20}})[)）\]］]|[—–-]{{1,2}}{_GAP}(?P<dashed>[^\s\n。][^\n。]{{0,19}}))"
    rf"[。.]?\s*$"
)
_BEGINS_WITH_CLOCK = re.compile(rf"{CLOCK}[ \t　]")
_BY_SPACE = re.compile(r"[ \t　]*(?P<name>[^\s。、：:]{1,8})　(?=\S)")  # 2026/5/12 佐藤　…
_LATIN_NAME = re.compile(r"[A-Z][a-z'’]+(?: [A-Z][A-Za-z.'’-]*){0,2}$")
_INITIALS = re.compile(r"[A-Z]{2,3}$")
_SMALL_INITIALS = re.compile(r"[a-z]{2,3}$")
_SENTENCE_END = re.compile(r"[。！？!?.]|(?:です|ます|した|ない|様子|模様)$", re.MULTILINE)
_NUMBERS = re.compile(r"(\d{1,2})[/月.\-](\d{1,2})日?$")
_JAPANESE = re.compile(r"[ぁ-ヿ㐀-鿿]")
_PREFACE = 4  # lines of title that may stand above the first memo
_TITLE = 60  # characters
_LONG = 20  # characters of words without a writer, which a list of appointments has not


@dataclass(frozen=True, slots=True)
class _Memo:
    """One memo: offsets of the whole and of its words, and the day and writer its head names."""

    start: int
    end: int
    words: tuple[int, int]
    day: str
    clock: str
    writer: str | None


def documents_of(text: str, *, source: str, options: ReadOptions) -> list[Document]:
    """A document for each memo of a file: a day of its own, and known again once the file has grown.

    Empty where `text` is no such file.
    """
    whole = document_of(text, source=source, options=options)
    if whole is None:
        return []
    memos = _memos(text, options)
    if len(memos) == 1:
        return [whole]
    return [_alone(whole, memo, number) for number, memo in enumerate(memos, start=1)]


def document_of(text: str, *, source: str, options: ReadOptions) -> Document | None:
    """All memos as one document with an utterance each; None where `text` is no such notes.

    Their side is unknown: we write them, but about the customer and often in the customer's words.
    """
    memos = _memos(text, options) if options.channel in (None, "memo") else []
    if not memos:
        return None
    head = header_block(text[: memos[0].start])
    times = _times(memos, _about(head, source, options), text, options)
    said = tuple(
        Utterance(*memo.words, memo.writer, time=time) for memo, time in zip(memos, times, strict=True)
    )
    start = len(text) - len(text.lstrip())
    preface = text[start : memos[0].start].rstrip()
    header = (Utterance(start, start + len(preface), kind="header"),) if preface else ()
    return Document(
        id="",
        source=source,
        channel="memo",
        text=text,
        utterances=(*header, *said),
        language=language_of(text, said),
        account=company_in(head.values.get("account")),
        time=max(filter(None, times), default=None),
        title=head.values.get("title") or (None if head.values else _title(preface)),
    )


def _title(preface: str) -> str | None:
    return preface.partition("\n")[0][:_TITLE].strip("■◆●#【】 　") or None


def _alone(whole: Document, memo: _Memo, number: int) -> Document:
    text = whole.text[memo.start : memo.end]
    (said,) = (part for part in whole.utterances if part.start == memo.words[0])
    moved = replace(said, start=said.start - memo.start, end=said.end - memo.start)
    return replace(
        whole,
        source=f"{whole.source}#{number}",
        text=text,
        utterances=(moved,),
        language=language_of(text, (moved,), default=whole.language if whole.language != "mixed" else None),
        time=said.time,
    )


def _memos(text: str, options: ReadOptions) -> list[_Memo]:
    """The memos in order; none where the days are those of a conversation, a list or a single title."""
    goes_on = reading.pattern("notes", "day_goes_on")
    heads = [head for head in _HEAD.finditer(text) if not goes_on.match(head["rest"].lstrip(" \t　"))]
    if not heads or text[: heads[0].start()].strip().count("\n") >= _PREFACE:
        return []
    known = sides.known_from(options)
    ends = [head.start() for head in heads[1:]] + [len(text)]
    memos = [_memo(text, head, end, known) for head, end in zip(heads, ends, strict=True)]
    if 2 * sum(memo.writer is not None for memo in memos) >= len(memos):  # so the others have one, too
        memos = [_memo(text, head, end, known, sure=True) for head, end in zip(heads, ends, strict=True)]
    written = [memo for memo in memos if memo.words[1] > memo.words[0]]
    return written if len(written) == len(memos) and _are_memos(text, memos, known) else []


def _are_memos(text: str, memos: Sequence[_Memo], known: sides.Known) -> bool:
    if any(memo.writer and sides.side_of(memo.writer, known) == "customer" for memo in memos):
        return False  # what the customer said that day: a conversation
    said = [line for memo in memos for line in text[slice(*memo.words)].split("\n") if line.strip()]
    if 2 * sum(_BEGINS_WITH_CLOCK.match(line) is not None for line in said) >= len(said) > 1:
        return False  # the messages of a chat, under their day
    if all(memo.clock and _is_under_a_line(text, memo.start) for memo in memos):
        return False  # the same, each under who sent it
    days = Counter(memo.day for memo in memos)
    if len(days) * 2 <= len(memos) and len(memos) > 1:
        return False
    if len(memos) == 1:
        return memos[0].writer is not None and not turns(text[slice(*memos[0].words)], known=known)
    told = sum(memo.writer is not None or _is_told(text[slice(*memo.words)]) for memo in memos)
    return told * 2 > len(memos)


def _is_under_a_line(text: str, start: int) -> bool:
    return bool(text[:start].removesuffix("\n").rpartition("\n")[2].strip())


def _is_told(words: str) -> bool:
    return len(words) >= _LONG or _SENTENCE_END.search(words) is not None


def _memo(text: str, head: re.Match[str], end: int, known: sides.Known, *, sure: bool = False) -> _Memo:
    writer, start = _writer(head, known, sure=sure)
    below = head.end() if start is None else start
    left = below + len(text[below:end]) - len(text[below:end].lstrip())
    right = end - (len(text[left:end]) - len(text[left:end].rstrip()))
    if writer is None and (signed := _AT_THE_END.search(text, left, right)):
        name = _name(signed["name"] or signed["dashed"])
        if _is_person(name, known, marked=False) and signed.start() > left:
            writer, right = name, left + len(text[left : signed.start()].rstrip())
    return _Memo(head.start(), max(left, right), (left, right), head["day"], head["clock"] or "", writer)


def _writer(head: re.Match[str], known: sides.Known, *, sure: bool) -> tuple[str | None, int]:
    """Who wrote it, as far as the head says, and where the words begin."""
    text, rest = head.string, head.start("rest")
    inner = _name((head["inner"] or "").strip(" \t　/／|｜・,、-–—"))
    if inner and _is_person(inner, known, marked=True):
        begins = _BEFORE_WORDS.match(text, rest)
        return inner, begins.end() if begins else rest
    if inner:
        rest = head.start("inner")
    for pattern in (_IN_BRACKETS, _BY_COLON, _BY_MARK, _ALONE):
        found = pattern.match(text, rest, head.end())
        name = _name(found["name"]) if found else ""
        bracketed = pattern is _IN_BRACKETS and name.isalpha() and len(name.split()) == 1
        likely = sure and pattern is not _ALONE and could_be_speaker(name)
        if found and (likely or bracketed or _is_person(name, known, marked=pattern is not _ALONE)):
            return name, found.end()
    if (found := _BY_SPACE.match(text, rest, head.end())) and (sure or names.is_person(found["name"])):
        return found["name"], found.end()
    begins = _BEFORE_WORDS.match(text, rest)
    return None, begins.end() if begins else rest


def _name(said: str) -> str:
    """The name alone: 佐藤 of 「記入：佐藤」 and 「佐藤記」, Sam of "by Sam"."""
    name = reading.pattern("notes", "writer").sub("", said.strip()).strip()
    return re.sub(rf"(?<=\w)(?:{reading.pattern('mail', 'signed').pattern})$", "", name)


def _is_person(name: str, known: sides.Known, *, marked: bool) -> bool:
    """Whether it is a name by its look: 訪問 or "Call" is none, "jd" only where it is `marked` as one."""
    if (
        not name
        or re.search(r"[、,：:]", name)
        or sides.plain(name) in known.customers
        or not could_be_speaker(name)
    ):
        return False
    side = sides.side_of(name, known)
    if side == "customer":
        return marked  # as a speaker: then these are no memos
    if side == "vendor" or names.is_person(re.sub(r"\s", "", name)):
        return True
    capitals = _LATIN_NAME.match(name) and name.casefold() not in _no_names()
    return bool(capitals or _INITIALS.match(name) or (marked and _SMALL_INITIALS.match(name)))


def _no_names() -> frozenset[str]:
    """Words a memo begins with that look like a name: "Call", "Visit"."""
    return frozenset(word.casefold() for word in reading.words("notes", "occasions"))


def _about(head: HeaderBlock, source: str, options: ReadOptions) -> datetime | None:
    """When the memos were written, roughly: what the head says, or the file's name."""
    said = head.values.get("time") or Path(source).stem
    return parse_time(said, timezone=options.timezone)


def _times(
    memos: Sequence[_Memo], about: datetime | None, text: str, options: ReadOptions
) -> list[datetime | None]:
    """The moment of each memo; a day without a year is the one nearest to the memo before."""
    order = day_order(memo.day for memo in memos)
    short: DayOrder | None = "month first" if _JAPANESE.search(text) else order or _order(memos)
    full = [parse_time(f"{memo.day} {memo.clock}", timezone=options.timezone, order=order) for memo in memos]
    near = next(filter(None, full), None) or about
    times: list[datetime | None] = []
    for memo, said in zip(memos, full, strict=True):
        time = said or (_nearest(memo, near, short, options) if near else None)
        times.append(time)
        near = time or near
    return times


def _order(memos: Sequence[_Memo]) -> DayOrder | None:
    """Which comes first in days like 13/5, where one of them tells."""
    found = [match for memo in memos if (match := _NUMBERS.match(memo.day))]
    if any(int(match[1]) > 12 for match in found):
        return "day first"
    return "month first" if any(int(match[2]) > 12 for match in found) else None


def _nearest(memo: _Memo, near: datetime, order: DayOrder | None, options: ReadOptions) -> datetime | None:
    candidates = _in_years(memo, (near.year - 1, near.year, near.year + 1), order)
    moments = (parse_time(f"{day} {memo.clock}", timezone=options.timezone) for day in candidates)
    return min(filter(None, moments), key=lambda moment: abs(moment - near), default=None)


def _in_years(memo: _Memo, years: Sequence[int], order: DayOrder | None) -> Iterator[str]:
    numbers = _NUMBERS.match(memo.day)
    if numbers is None:
        yield from (f"{memo.day} {year}" for year in years)
    elif order:
        month, day = (numbers[1], numbers[2]) if order == "month first" else (numbers[2], numbers[1])
        yield from (f"{year}/{month}/{day}" for year in years)
