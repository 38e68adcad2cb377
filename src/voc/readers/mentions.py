"""Lines above a conversation that mention who speaks in it: 「＜青葉精機様＞森部長、林」, "From us: Ana"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from voc.languages import reading
from voc.readers import side_words, sides

_CELLS = re.compile(r"\s*[|｜\t]\s*")
_JAPANESE = "一-龠々ァ-ヶー"
_COLUMNS = re.compile(r"[ 　]{3,}|\t+")
_RULED = re.compile(r"[\s|:：+=-]+$")


def lines_about(names: Collection[str], above: str) -> str:
    """The lines of `above` that say one of the names, and the headings that stand over them.

    A row of a table becomes a name with the other cells in brackets: 「森（青葉精機, 部長）」.
    """
    kept: list[str] = []
    heading: str | None = None
    columns: Sequence[str] = ()
    lines = above.split("\n")
    for line, below in pairwise([*lines, ""]):
        if not line.strip() or _RULED.match(line):
            continue
        cells = [cell for cell in _COLUMNS.split(line.strip()) if cell]
        if len(cells) > 1 and all(map(sides.names_a_side, cells)):
            columns = cells
        elif len(cells) > 1 and len(cells) == len(columns):
            kept += [f"{side}：{cell}" for side, cell in zip(columns, cells, strict=True)]
            continue
        if mentioned := [name for name in names if mentions(line, name)]:
            kept += [heading] if heading else []
            kept.append(_row(line, mentioned))
            heading = None
        else:
            over = below[:1].isspace() and not line[0].isspace()  # who stands below is set in
            heading = line if over or _may_head(line) else None
    return "\n".join(kept)


@lru_cache(maxsize=10_000)
def names_in(label: str) -> Sequence[str]:
    """What a speaker may be called elsewhere: the name, its words, and the company in the label."""
    outside = sides.BRACKETED.sub(" ", label)
    pieces = [*sides.BRACKETED.findall(label), outside, *outside.split()]
    found = []
    for name in map(sides.plain, pieces):
        bare = side_words.role_after_name().sub("", name)
        found += [name, bare]
    long = [name for name in dict.fromkeys(found) if len(name) > 1 or (name and not name.isascii())]
    return [name for name in long if not sides.names_a_side(name)]


def mentions(line: str, name: str) -> bool:
    """Whether the line says the name, whatever its width and case; a Latin name as a whole word."""
    text = unicodedata.normalize("NFKC", line).casefold()
    if len(name) == 1:
        alone = rf"(?<![{_JAPANESE}]){re.escape(name)}(?:(?![{_JAPANESE}])|様|さま|さん)"
        return re.search(alone, text) is not None
    if not name.isascii():
        return name in text
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text) is not None


def company_in_title(title: str) -> Iterator[str]:
    """Whom a title calls 様: 「しののめ銀行様 面談記録」."""
    for match in reading.pattern("sides", "titled").finditer(title):
        yield match["name"]


def _row(line: str, mentioned: Sequence[str]) -> str:
    words = line.split()
    if len(words) > 1 and all(sides.plain(word) in mentioned for word in words):
        return "、".join(words)  # who was in the call, one after the other
    cells = [cell for cell in _CELLS.split(line.strip().strip("|｜")) if cell.strip()]
    if len(cells) < 2 or ("\t" not in line and line.count("|") + line.count("｜") < 3):
        return line
    own = next(
        (cell for cell in reversed(cells) if any(mentions(cell, name) for name in mentioned)), cells[-1]
    )
    others = ", ".join(sides.BRACKETED.sub(r", \1", cell).strip() for cell in cells if cell != own)
    return f"{own}（{others}）"


def _may_head(line: str) -> bool:
    """Whether the line may stand over a list of people: a side, or a few marked words."""
    words = line.strip()
    marked = words.endswith((":", "：", ">", "＞", "】", "]", "］")) or words[0] in "■◆●▼□◇○#＜<【[［*"
    return sides.names_a_side(sides.BRACKETED.sub("", words)) or (marked and len(words) <= 40)
