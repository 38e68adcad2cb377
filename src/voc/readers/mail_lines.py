"""The lines of a mail's text, each with what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voc.types import PartKind

_RULE_CHARACTERS = "-=_*~│┃─━＝＊―ー－・･.+#◆◇■□☆★┏┗┌└┣╋┓┛┐┘◎○●∞〓≡～:：/／|｜＿‥…"
_LONGEST_RULE = 200  # characters; of a longer one the beginning tells
_DRAWN = f"[{re.escape(_RULE_CHARACTERS)}]"
_RULE = re.compile(rf"[―─━═]{{3,}}$|([-=_*~])\1{{3,}}$|(?:{_DRAWN} ?){{6,}}(?:\S{{1,20}} ?{_DRAWN}+)?$")


@dataclass(slots=True)
class Line:
    """One line: its offsets, its words without the white space around, and its kind as found so far."""

    start: int
    end: int
    text: str
    kind: PartKind = "new"


def lines_of(text: str, start: int) -> Iterator[Line]:
    """The lines of `text` from `start` on."""
    while start <= len(text):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        yield Line(start, end, text[start:end].strip())
        start = end + 1


def is_rule(line: Line) -> bool:
    """Whether the line is drawn, not written: ━━━━━━━━, ********, -----."""
    return bool(_RULE.match(line.text[:_LONGEST_RULE]))


def new_blocks(lines: Sequence[Line], bottom: int) -> Iterator[list[Line]]:
    """Runs of lines before `bottom` that are new, with the blank lines between them."""
    block: list[Line] = []
    for line in lines[:bottom]:
        if line.kind == "new":
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block
