"""Whose side the speakers of one text are on, judged together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voc.readers import side_words, sides
from voc.readers.companies import companies_of, sides_by_company
from voc.readers.side_talk import told_by_words
from voc.types import Side


def sides_of(said: Mapping[str, str], known: sides.Known) -> Mapping[str, Side]:
    """The side of each label, of which `said` has the words: judged alone, by company, by how its people
    talk, then against the others.

    Who writes notes marks the one side and leaves the other bare. In 300 dialogues written for
    voc, 74 of 76 bare labels beside one that names our side were the customer's; and beside
    田中様 a name without any 様 or さん is one of ours.
    """
    if set(said) == {"Q", "A"} and known.asks != "unknown":
        return {"Q": known.asks, "A": sides.opposite(known.asks)}
    found = {label: sides.side_of(label, known) for label in said}
    companies = companies_of(found, known)
    found |= sides_by_company(found, companies, known, among=_open(found, known))
    judged = {label: side for label, side in found.items() if side != "unknown"}
    told = _told(said, companies)
    if any(told[label] not in (side, "unknown") for label, side in judged.items()):
        told = {}
    open_ = _open(found, known)
    for label in open_:
        beside = _beside(label, judged, among=len(open_) + len(judged))
        side = told.get(label, "unknown")
        found[label] = "vendor" if known.internal else side if side != "unknown" else beside
    if known.only != "unknown":
        found |= dict.fromkeys(_open(found, known), known.only)
    found |= sides_by_company(found, companies, known, among=_open(found, known))
    if {side for side in found.values() if side != "unknown"} == {"vendor"}:
        found |= {label: "customer" for label in _open(found, known) if label in companies}
    if known.complete in judged.values() and known.complete != "unknown":
        found |= {label: sides.opposite(known.complete) for label in _open(found, known)}
    still = _open(found, known)
    if len(open_) == 2 and len(still) == 1 and not judged:
        (other,) = set(open_) - set(still)
        found[still[0]] = sides.opposite(found[other])
    return found


def _told(said: Mapping[str, str], companies: Mapping[str, str]) -> Mapping[str, Side]:
    """The sides that words tell, those of one company taken together."""
    pooled: dict[str, str] = {}
    for label, words in said.items():
        company = companies.get(label, f"alone {label}")
        pooled[company] = f"{pooled.get(company, '')}\n{words}"
    told = told_by_words(pooled)
    return {label: told[companies.get(label, f"alone {label}")] for label in said}


def _open(found: Mapping[str, Side], known: sides.Known) -> Sequence[str]:
    """Labels still without a side that could have one: no dealer's, and no 話者4 among names."""
    nameless = set(filter(sides.is_nameless, found)) if len(found) > 2 else set()
    return [
        label
        for label, side in found.items()
        if side == "unknown"
        and not sides.is_third(label)
        and not sides.is_among(label, known.others)
        and (label not in nameless or nameless == set(found))
    ]


def _beside(label: str, judged: Mapping[str, Side], *, among: int) -> Side:
    """The side of a label that says nothing, beside labels of one side only."""
    marked = set(judged.values())
    if marked == {"vendor"} or side_words.title_alone().fullmatch(sides.plain(label)):
        return "customer"  # our own people have names in our notes
    if any(sides.is_honoured(other) and sides.plain(other) == sides.plain(label) for other in judged):
        return "vendor"  # 島 beside 島様
    if marked != {"customer"}:
        return "unknown"
    marks = (side_words.honorific(), side_words.polite(), side_words.titled())
    bare = not any(mark.search(label) for mark in marks)
    set_apart = any(map(sides.is_honoured, judged)) or (
        all(map(sides.BRACKETED.search, judged)) and not sides.BRACKETED.search(label)
    )
    return "vendor" if among == 2 or (bare and set_apart) else "unknown"
