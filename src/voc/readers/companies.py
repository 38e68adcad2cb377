"""The companies that speakers' labels name, and their sides: 西村｜青葉システム CS, "Ana Ruiz (Pella)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from voc.languages import names
from voc.readers import side_words, sides
from voc.readers.mentions import mentions
from voc.types import Side

_APART = re.compile(r"\s[-–—]\s|[|｜]|\s?[@＠/／]\s?|\s[—–]\s?")
_SIDES: tuple[Side, Side] = ("vendor", "customer")


def companies_of(labels: Collection[str], known: sides.Known) -> Mapping[str, str]:
    """The company of each label with one: the piece that is known or comes again, else the likeliest.

    People whom the list of attendees puts together are of one company, whatever its name.
    """
    pieces = {
        label: [] if sides.is_nameless(label) else list(dict.fromkeys(_pieces(label))) for label in labels
    }
    often = Counter(piece for found in pieces.values() for piece in found)
    found: dict[str, str] = {}
    for label, candidates in pieces.items():
        written = (label, _as_address(label))
        group = next(
            (
                at
                for at, names in enumerate(known.groups)
                if any(sides.is_among(name, names) for name in written)
            ),
            None,
        )
        own = [
            piece
            for piece in candidates
            if not sides.is_third(piece)
            and (
                not _is_pair(label)
                or often[piece] > 1
                or _known(piece, known)
                or mentions(known.title, piece)
            )
        ]
        if own:
            found[label] = max(own, key=lambda piece: (bool(_known(piece, known)), often[piece] > 1))
        elif group is not None and not candidates:
            found[label] = f"group {group}"
    return found


def sides_by_company(
    judged: Mapping[str, Side], companies: Mapping[str, str], known: sides.Known, *, among: Collection[str]
) -> Mapping[str, Side]:
    """The sides of the labels `among` that others of their company tell, or the one other company there is.

    Where nothing tells, the company in the title of a note is the customer's.
    """
    told: dict[str, set[Side]] = {company: _known(company, known) for company in companies.values()}
    for label, company in companies.items():
        told[company] |= {judged[label]} - {"unknown"}
    if len(told) == 2:
        of_speaker = any(mentions(known.title, sides.plain(label)) for label in judged)
        titled = [name for name in told if mentions(known.title, name) and not of_speaker]
        if len(titled) == 1 and not any(told.values()):
            told[titled[0]].add("customer")
        first, second = told
        for one, other in ((first, second), (second, first)):
            told[one] = told[one] or {sides.opposite(_only(told[other]))} - {"unknown"}
    return {label: _only(told[companies[label]]) if label in companies else "unknown" for label in among}


def _as_address(label: str) -> str:
    """How people are often written before the @: tfarrow for Tom Farrow."""
    words = sides.plain(label).split()
    return f"{words[0][0]}{words[-1]}" if len(words) > 1 and label.isascii() else label


def _is_pair(label: str) -> bool:
    """Whether the label is two words around a comma: "Ana Ruiz, Pella", but also "Ana Ruiz, CIO"."""
    return label.count(",") == 1 and not sides.BRACKETED.search(label) and len(_APART.split(label)) == 1


def _pieces(label: str) -> Iterator[str]:
    """What may be the company in a label, the likeliest first, in plain form."""
    outside = sides.BRACKETED.sub(" ", label)
    apart = [piece for piece in _APART.split(outside) if piece.strip()]
    found = [*sides.BRACKETED.findall(label)]
    if len(apart) > 1:
        found += reversed(apart)
    if len(listed := outside.split(",")) > 1:  # "Ana Ruiz, CIO, Pella"; of two the last may be a job
        found.append(listed[-1])
    first, *rest = re.split(r"[\s　・]+", label.strip(), maxsplit=1)
    if not found and rest and not label.isascii() and not names.is_person(first):
        found.append(first)
    for words in found:
        name = sides.plain(words)
        head, _, last = name.rpartition(" ")
        team = last in side_words.jobs_of("vendor") or last in side_words.words_of("vendor")
        if company := head if head and team else name:
            yield company


def _known(company: str, known: sides.Known) -> set[Side]:
    return {
        side
        for side, wanted in zip(_SIDES, (known.vendors, known.customers), strict=True)
        if sides.is_among(company, wanted)
    }


def _only(found: set[Side]) -> Side:
    return next(iter(found)) if len(found) == 1 else "unknown"
