"""Whether what stands in front of lines are speakers, or points of a list that look alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from voc.languages import names
from voc.readers import sides
from voc.readers.mentions import mentions, names_in
from voc.readers.turn_lines import Line, heading, is_marginal, is_point
from voc.readers.turn_styles import Style

_LATIN_NAME = re.compile(r"@?[A-Za-zÀ-ÿ][\w.'’À-ÿ-]*(?:,? [A-Za-zÀ-ÿ(][\w.'’()À-ÿ-]*){0,3}$")
_SENTENCE_END = re.compile(r"[。？！?!.]|(?:です|ます|した|ない)(?=\n|$)")
_SAID = re.compile(r"[。？！?!]|[a-z]{3}\.(?:\s|$)")
_LONGEST_LIST = 120  # characters
_SAID_BY_TIMES = 2  # a label that comes again this often is a speaker's


def are_speakers(style: Style, text: str, lines: Sequence[Line], known: sides.Known, above: str) -> bool:
    """Whether the labels of `lines`, read in this style, are speakers; `above` is the head of the note."""
    labels = [line.label for line in lines if line.label]
    counts = Counter(map(sides.plain, labels))
    again = sum(count for count in counts.values() if count >= _SAID_BY_TIMES)
    # what stands above the first is the head of the note; of a list with colons all lines count
    within = style.proof in ("often", "all names", "key")
    first = next((number for number, line in enumerate(lines) if line.label), 0) if within else 0
    written = sum(is_written(text[line.start : line.end].strip()) for line in lines[first:])
    most = len(labels) * 5 >= written * 3
    judged = {sides.side_of(label, known) for label in labels}
    if style.proof == "question and answer":
        return set(labels) == {"Q", "A"}
    if style.proof == "both sides":
        return judged == {"vendor", "customer"} or (most and len(labels) > 1)
    above = "\n".join([above, *_unlabelled_above(text, lines)])
    attended = [label for label in set(labels) if _attended(label, known, above)]
    if style.proof == "all names":
        told = attended or judged != {"unknown"} or any(map(names.is_person, counts))
        return bool(told) and most and len(counts) > 1 and all(map(_looks_like_name, labels))
    if style.proof == "key":  # of signs explained above: K様＝森課長
        return most and judged == {"vendor", "customer"} and len(labels) > 2
    if style.below and not _have_words_below(text, lines):
        return False
    if style.proof == "alone":
        talk = again > 0 or bool(attended) or judged >= {"vendor", "customer"}
        talk = talk or (judged != {"unknown"} and all(map(sides.BRACKETED.search, labels)))
        alternate = again >= 4 and len(labels) * 5 >= written
        return talk and len(counts) > 1 and (alternate or _stand_apart(text, lines))
    if labels and len(judged) == 2 and again >= _SAID_BY_TIMES and all(map(sides.names_a_side, labels)):
        return True
    if style.proof == "often":
        often = again >= 3 and again * 2 >= len(labels)
        told = judged >= {"vendor", "customer"} or any(map(sides.is_honoured, labels))
        told = told or len(attended) * 5 >= len(set(labels)) * 4
        told = told or (judged != {"unknown"} and len(labels) * 5 >= written * 4)
        return most and len(counts) > 1 and (often or (len(labels) >= 3 and told))
    if style.proof == "looks":
        return len(labels) > 1 and (again > 0 or any(map(_is_full_name, labels)) or judged != {"unknown"})
    if again == 0 and _is_form(text, lines):
        return False
    if attended or judged != {"unknown"} or (style.below and again > 1 and len(counts) > 1):
        return True
    if again >= 3 and again * 2 >= len(labels) and len(counts) > 1:
        return True
    return len(labels) > 1 and most and all(map(_looks_like_name, labels))


def without_doubtful(
    style: Style, known: sides.Known, text: str, lines: Sequence[Line], above: str
) -> Sequence[Line]:
    """`lines` without labels that may be none: what was said above a clock, 「その他」 alone on a line.

    A name alone must come again, have attended, tell a side, or name a company as others do.
    """
    if style.spans_lines and style.proof == "looks":
        first = next((line for line in lines if line.label), None)
        below_blank = {
            line.label
            for blank, line in pairwise(lines)
            if line.label and line is not first and blank.end == blank.start
        }
        sure = below_blank | {first.label if first else None}
        doubtful = set() if not below_blank else {line.label for line in lines} - sure
        return [replace(line, label=None) if line.label in doubtful else line for line in lines]
    if style.proof != "alone":
        return lines
    counts = Counter(sides.plain(line.label) for line in lines if line.label)
    above = "\n".join([above, *(text[line.start : line.end] for line in lines if not line.label)])
    return [
        line
        if line.label is None
        or counts[sides.plain(line.label)] >= _SAID_BY_TIMES
        or sides.side_of(line.label, known) != "unknown"
        or _attended(line.label, known, above)
        or (sides.BRACKETED.search(line.label) and len(counts) > 1)
        else replace(line, label=None)
        for line in lines
    ]


def without_head(text: str, lines: Sequence[Line]) -> Sequence[Line]:
    """`lines`, where those at the top that only name people who speak below are no turns: ＜A社様＞森、林."""
    counts = Counter(line.label for line in lines if line.label)
    end = 0
    for number, line in enumerate(lines):
        words = text[line.match.end() : line.end] if line.match and line.label else ""
        if (
            number == 0
            and line.label
            and words.strip()
            and counts[line.label] == 1
            and not _SAID.search(words)
        ):
            below = next((other for other in lines[1:] if text[other.start : other.end].strip()), None)
            end = 1 if below and below.label is None else 0  # "Customer review: Kaveri Foods" is the title
            continue
        if line.label and (counts[line.label] > 1 or len(words) > _LONGEST_LIST or _SAID.search(words)):
            break
        others = (name for label in counts if label != line.label for name in names_in(label))
        if words and any(mentions(words, name) for name in others):
            end = number + 1
    return [replace(line, label=None) for line in lines[:end]] + list(lines[end:])


def _attended(label: str, known: sides.Known, above: str) -> bool:
    """Whether the note says above that this person was there."""
    if not _looks_like_name(label):
        return False
    return sides.is_among(label, known.people) or any(mentions(above, name) for name in names_in(label)[:1])


def _unlabelled_above(text: str, lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if line.label:
            return
        yield text[line.start : line.end]


def _stand_apart(text: str, lines: Sequence[Line]) -> bool:
    """Whether each name alone on its line has a blank line above it, or a mark before it."""
    return all(
        not line.label
        or number == 0
        or not text[above.start : above.end].strip()
        or not text[line.start].isalnum()
        for number, (above, line) in enumerate(pairwise([Line(0, 0), *lines]))
    )


def is_written(words: str) -> bool:
    """Whether a line has words that someone said or noted: no heading, no time of the recorder's."""
    return bool(words) and not is_marginal(words) and heading(words) is None


def _is_form(text: str, lines: Sequence[Line]) -> bool:
    """Whether the labels are fields of a form: no sentence beside them, most others points of a note."""
    labelled = [line for line in lines if line.match and line.label]
    said = any(_SENTENCE_END.search(text, line.match.end(), line.end) for line in labelled if line.match)
    points = sum(line.label is None and is_point(text[line.start : line.end].strip()) for line in lines)
    return not said and points >= len(labelled)


def _have_words_below(text: str, lines: Sequence[Line]) -> bool:
    """Whether most labels that stand alone on their line have words under it, as no programme has."""
    labelled = sum(line.label is not None for line in lines)
    followed = sum(
        line.label is not None and after.label is None and bool(text[after.start : after.end].strip())
        for line, after in pairwise(lines)
    )
    return followed * 5 >= labelled * 4


def _looks_like_name(label: str) -> bool:
    if _LATIN_NAME.match(label):
        return label[0].isupper() or "_" in label or label[0] == "@"
    return sides.is_nameless(label) or (not label.isascii() and len(sides.plain(label)) <= 8)


def _is_full_name(label: str) -> bool:
    return _looks_like_name(label) and len(label.split()) > 1
