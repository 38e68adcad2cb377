"""What the head of a note tells about sides: who attended for whom, what signs stand for, who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise, takewhile

from voc.languages import reading
from voc.readers import sides
from voc.readers.mentions import company_in_title, lines_about, mentions, names_in
from voc.types import Side

_MARKED_AT_END = re.compile(r"^(?:[^：:]{1,12}[：:])?(?P<people>.*\S)[ \t　]*[←⇐][ \t　]*(?P<side>\S{1,12})$")
_LINES_APART = re.compile(r"[\n;；/／。]+|(?<=[a-z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!Mrs)\.\s+(?=[A-Z])")
_PEOPLE_APART = re.compile(
    r"(?:[,、，]|\s(?:[+＋×✕⇔]|<-?>)\s)+(?![^()（）]*[)）])|\band\b(?![^()]*\))|(?<=様)[\s　]+"
)
_ENCLOSED_LINE = re.compile(
    r"[\s　]*[＜<【\[（(■◆●▼#]+[\s　]*(?P<words>[^＞>】\]）):：]+)[＞>】\]）)]*[:：]?[\s　]*$"
)
_HEAD = re.compile(r"[\s　]*[-*•・]?[\s　]*(?P<words>[^:：]{1,24})[:：](?P<people>.*)$")
_ENCLOSED_HEAD = re.compile(
    r"[\s　]*(?:[（(【\[＜<](?P<words>[^）)】\]＞>*]{1,30})[）)】\]＞>]\s?[:：]?"
    r"|\*\*(?P<bold>[^*]{1,40})\*\*[:：]?)[\s　]*(?=\S)"
)
_FROM = re.compile(r"^(?:present )?(?:from|for|on|by)\s+(?:the\s+)?", re.IGNORECASE)
_SIGN = re.compile(
    r"[(（「]?(?P<sign>[^\s=＝()（）、,。：:「」]{1,12})[)）」]?[ 　]?[=＝][ 　]?"
    r"(?P<meaning>(?:(?![\s　]+[^\s=＝]{1,12}[=＝])"
    r"(?:[^\n、，,;；／/。()（）]|[(（][^()（）\n]{1,40}[)）])){1,60})"
)
_DASH = re.compile(r"\s+[-–—]\s+(\S.*)$")  # "Ana Ruiz - Pella"
_ADDRESS = re.compile(
    r"(?:(?P<name>[^\s<>、,;:：；]+(?:[ 　][^\s<>、,;:：；]+)?)[ 　]*<)?"
    r"(?P<local>[\w.+-]{1,64})@(?P<domain>[\w-]{1,63}(?:\.[\w-]{1,63})+)"
)
_FROM_US = re.compile(
    r"(?:(?<=[,;:)])|(?<=^))\s*(?P<people>[^,;:()\n]{2,60}?),? from (?:our (?:side|team|end)|us)\b", re.M
)
_LAST_LINES, _LONGEST_LIST = 5, 500  # lines below a talk that may list who was there; characters
_NAMED_SIDE = re.compile(
    r"(?P<name>[^()（）/／、,|｜:：;；\n×]{2,40}?)[ 　]*[(（](?P<side>[^()（）\n]{1,16})[)）]"
)
_MOST_WORDS = 7  # of a name with job and company; more is prose
_TITLE_LINES, _FIRST_LINES = 3, 15  # what a note is stands in its title; signs are explained above the turns
_SIDES: tuple[Side, Side] = ("vendor", "customer")


@dataclass(slots=True)
class _Party:
    """Those who stand together: of one company, under one heading, on one line."""

    names: set[str] = field(default_factory=set)
    sides: set[Side] = field(default_factory=set)
    company: str | None = None
    honoured: bool = False
    third: bool = False
    apart: bool = True  # from the others by a line, a mark or a company, not by a comma alone

    @property
    def side(self) -> Side:
        return next(iter(self.sides)) if len(self.sides) == 1 and not self.third else "unknown"


def known_from_note(known: sides.Known, *, attendees: str, beginning: str) -> sides.Known:
    """`known` with what the list of attendees and the first lines of a note say."""
    lines = [line for line in beginning.split("\n") if line.strip()]
    title = "\n".join(lines[:_TITLE_LINES])
    known = replace(
        known,
        internal=_says("internal", f"{title}\n{attendees}"),
        writer=_writer(beginning, known),
        asks=_who_asks(title),
        only="customer" if _says("customers_only", lines[0] if lines else "") else "unknown",
        title=lines[0] if lines else "",
    )
    honoured = {sides.plain(company) for company in company_in_title(lines[0] if lines else "")}
    known = replace(known, customers=known.customers | (honoured - known.vendors))
    known = _with_named("\n".join(lines[:_FIRST_LINES]), known)
    parties = _parties(attendees, known)
    known = replace(
        _with(known, parties), people=frozenset(name for party in parties for name in party.names)
    )
    known = _with(known, _by_company(_marked_alone(list(_signs("\n".join(lines[:_FIRST_LINES]), known)))))
    return replace(known, groups=(*known.groups, *_domains("\n".join(lines[:_FIRST_LINES]))))


def _marked_alone(signs: list[_Party]) -> list[_Party]:
    """`signs`, those without a side on the other one where all that have one are of one side."""
    told = {party.side for party in signs} - {"unknown"}
    open_ = [party for party in signs if not party.sides and not party.third and not party.company]
    if len(told) == 1 and len(open_) < len(signs):
        for party in open_:
            party.sides = {sides.opposite(*told)}
    return signs


def closing_list(text: str) -> str:
    """The people of a line 「出席：…」 or "Present: …" that stands below the talk; "" where there is none."""
    for line in text.rstrip().split("\n")[-_LAST_LINES:]:
        head = _HEAD.match(line) if len(line) <= _LONGEST_LIST else None
        if head and sides.plain(head["words"]) in _list_labels():
            return head["people"].strip()
    return ""


def _with_named(text: str, known: sides.Known) -> sides.Known:
    """`known` with "Marlowe Rail (customer)", "Rob (us)" of the first lines."""
    names: dict[Side, set[str]] = {"customer": set(known.customers), "vendor": set(known.vendors)}
    for match in _NAMED_SIDE.finditer(text):
        name, side = (
            sides.plain(_FROM.sub("", match["name"].strip())),
            sides.side_of(match["side"], sides.Known()),
        )
        if side != "unknown" and sides.names_a_side(match["side"]) and len(name.split()) <= _MOST_WORDS:
            names[side].add(name)
    both = names["customer"] & names["vendor"]
    return replace(
        known, customers=frozenset(names["customer"] - both), vendors=frozenset(names["vendor"] - both)
    )


def _domains(text: str) -> Iterator[frozenset[str]]:
    """The people of each mail domain, by name and by what stands before the @, where there are several."""
    found: dict[str, set[str]] = {}
    for match in _ADDRESS.finditer(text):
        names = {match["name"] or "", match["local"], *re.split(r"[._+-]", match["local"])}
        found.setdefault(match["domain"], set()).update(sides.plain(name) for name in names if len(name) > 1)
    if len(found) > 1:
        yield from map(frozenset, found.values())


def known_from_mentions(known: sides.Known, labels: Iterable[str], above: str) -> sides.Known:
    """`known` with what the lines above the talk say of the speakers that the list of attendees did not."""
    labels = list(labels)
    speakers = {name for label in labels for name in names_in(label)}
    honoured = {name for label in labels if sides.is_honoured(label) for name in names_in(label)}
    lines = _listed(lines_about(speakers, above))
    parties = [party for party in _parties(lines, known) if not party.names & known.people]
    for party in parties:
        party.names |= {name for name in speakers if any(_is_part(name, named) for named in party.names)}
        party.names = {name for name in party.names & speakers if sides.side_of(name, known) == "unknown"}
        party.honoured = party.honoured or bool(
            party.names & honoured
        )  # 白井センター長 above 「白井様「…」」
    return _with(known, parties)


def _listed(lines: str) -> str:
    """Of lines about people, the one that lists who was there, with what is set in below it; else all."""
    each = lines.split("\n")
    for at, line in enumerate(each):
        head = _HEAD.match(line)
        if head and sides.plain(head["words"]) in _list_labels():
            return "\n".join([line, *takewhile(lambda below: below[:1].isspace(), each[at + 1 :])])
    return lines


def _is_part(name: str, named: str) -> bool:
    """Whether 飛田 is who 「レジ担当の飛田」 names; a sentence names nobody."""
    short = len(named.split()) <= _MOST_WORDS // 2 + 1 and len(named) <= len(name) + 12
    return short and mentions(named, name)


def _writer(beginning: str, known: sides.Known) -> Side:
    by = reading.pattern("notes", "writer", flags=re.IGNORECASE).search(beginning)
    name = beginning[by.end() :].partition("\n")[0].strip(" 　）)") if by else ""
    return "customer" if name and sides.side_of(name, known) == "customer" else known.writer


def _says(key: str, text: str) -> bool:
    return reading.pattern("notes", key, flags=re.IGNORECASE).search(text) is not None


def _who_asks(title: str) -> Side:
    asking: list[Side] = [side for side in _SIDES if _says(f"{side}_asks", title)]
    return asking[0] if len(asking) == 1 else "unknown"


def _parties(attendees: str, known: sides.Known) -> list[_Party]:
    """The parties of a list such as 「先方：田中様、鈴木様／当社：佐藤」, on one line or on several."""
    found: list[_Party] = []
    heading: _Party | None = None
    attendees = _FROM_US.sub(r"; our side: \g<people>;", attendees)
    lines = [_MARKED_AT_END.sub(r"\g<side>：\g<people>", line.rstrip()) for line in attendees.split("\n")]
    pieces = (_LINES_APART.split(line) for line in lines)
    lines = [line for first, *others in pieces for line in (first, *map(str.strip, others)) if line.strip()]
    for line, below in pairwise([*lines, ""]):
        if words := _heading(line) or (line.strip() if _stands_over(line, below) else ""):
            heading = _headed(words, known)
            found.append(heading)
        elif found and re.match(r"[ \t　]{4,}\S", line) and not _HEAD.match(line):
            for party in _on_line(line, known, together=True):  # goes on below the names it stands under
                if found[-1].sides or not party.sides:
                    _join(found[-1], party)
                else:  # those of a company we know, below people of another
                    found.append(party)
        elif heading:
            for party in _on_line(line, known, together=True):
                _join(heading, party)
        else:
            found.extend(_on_line(line, known, together=len(lines) > 1))
    return _by_company(found)


def _stands_over(line: str, below: str) -> bool:
    """Whether the people of the next lines are set in under this one."""
    listed = sides.plain(line) in _list_labels() or _HEAD.match(below) is not None
    set_in = not line[0].isspace() and below[:1].isspace()
    return set_in and not listed and not re.search(r"[:：]\s*\S|[,、，]", line)


def _heading(line: str) -> str:
    """The words of a line that heads the people below it: ＜お客様＞, "Our side:", "Customer (Pella)"."""
    if enclosed := _ENCLOSED_LINE.match(line):
        return enclosed["words"].strip()
    if sides.names_a_side(sides.BRACKETED.sub("", line)):
        return line.strip()
    return line.strip(" \t　-*•・#").rstrip(":：") if line.rstrip().endswith((":", "：")) else ""


def _headed(words: str, known: sides.Known) -> _Party:
    words = _FROM.sub("", words.strip(" *"), count=1) if words.isascii() else words.strip(" 　*")
    named = {sides.plain(words), *map(sides.plain, sides.BRACKETED.findall(words))}
    party = _Party(named - {""}, third=sides.is_third(words), honoured=sides.is_honoured(words))
    party.sides |= {sides.side_of(words, known)} - {"unknown"}
    return party


def _on_line(line: str, known: sides.Known, *, together: bool) -> list[_Party]:
    """The parties of one line; a head, before a colon or in brackets, holds until the next."""
    head = _HEAD.match(line)
    if head and sides.plain(head["words"]).endswith(_list_labels()):  # 「9/2 面談　参加：」
        line, head = head["people"], None
    found = [_headed(head["words"], known)] if head else []
    holds = head is not None
    pieces = _PEOPLE_APART.split(head["people"] if head else line)
    honoured = [sides.is_honoured(piece.strip()) for piece in pieces]
    together = together and (head is not None or all(honoured) or not any(honoured))
    for piece in pieces:
        enclosed = _ENCLOSED_HEAD.match(piece)
        if enclosed:
            found.append(_headed(enclosed["words"] or enclosed["bold"], known))
            holds = True
        person = _person(piece[enclosed.end() :] if enclosed else piece, known)
        if person is None:
            continue
        if found and together and sides.names_a_side(piece):  # "Tom Beck, CSM" on a line of his own
            _join(found[-1], person)
            continue
        leads = sides.names_a_side(piece.split()[0])  # 「当社 佐藤、山本」: holds for the next, too
        known_company = any(party.company == person.company for party in found)
        if found and not leads and not known_company and _closes_group(found[-1], person, holds):
            _join(person, found.pop())
            found.append(person)
        elif found and not leads and _stand_together(found[-1], person, surely=holds or together):
            _join(found[-1], person)
        else:
            found.append(replace(person, apart=together or leads))
            holds = leads
    return found


@cache
def _list_labels() -> tuple[str, ...]:
    return tuple(sides.plain(word) for word in reading.words("header", "attendees"))


def _closes_group(party: _Party, person: _Party, holds: bool) -> bool:
    """Whether a company after the last of its people, "Ana Ruiz, Bo Lin (Pella)", holds for those before."""
    company = person.company is not None and not sides.names_a_side(person.company)
    return company and party.company is None and not holds and not party.sides and not party.third


def _stand_together(party: _Party, person: _Party, *, surely: bool) -> bool:
    if (party.sides and person.sides and party.sides != person.sides) or (person.third and not party.third):
        return False
    return surely or (party.sides == person.sides and party.company is None)


def _person(written: str, known: sides.Known) -> _Party | None:
    text = _DASH.sub(r" (\1)", written.strip(" \t　-–—*•・"))
    outside = sides.BRACKETED.sub(" ", text)
    words = [word for word in map(sides.plain, outside.split()) if any(map(str.isalpha, word))]
    if not words or len(words) > _MOST_WORDS or re.search(r"\d", outside):
        return None
    companies = [
        sides.plain(part) for inside in sides.BRACKETED.findall(text) for part in re.split(r"[,、・]", inside)
    ]
    initials = "".join(word[0] for word in words) if len(words) > 1 and text.isascii() else ""
    party = _Party(
        {" ".join(words), *words, *companies, initials} - {""}, company=companies[0] if companies else None
    )
    party.sides |= {sides.side_of(text.strip(), known)} - {"unknown"}
    party.honoured, party.third = sides.is_honoured(text.strip()), sides.is_third(text)
    return party


def _join(party: _Party, other: _Party) -> None:
    party.names |= other.names
    party.sides |= other.sides
    party.honoured |= other.honoured
    party.third |= other.third
    party.company = party.company or other.company


def _by_company(parties: list[_Party]) -> list[_Party]:
    companies: dict[str, _Party] = {}
    found = []
    for party in parties:
        if party.company and party.company in companies:
            _join(companies[party.company], party)
            continue
        if party.company:
            companies[party.company] = party
            party.apart = True
        found.append(party)
    return found


def _signs(text: str, known: sides.Known) -> Iterator[_Party]:
    """What T＝田中様（先方） or （青）＝青葉精機様 says of the sign."""
    for match in _SIGN.finditer(text):
        closed = match["meaning"].count("(") + match["meaning"].count("（")
        meaning = match["meaning"] if closed else match["meaning"].rstrip("）)")
        if party := _person(meaning, known):
            party.names.add(sides.plain(match["sign"]))
            if not party.sides:  # "I＝井口様" is not the writer
                party.sides |= {sides.side_of(match["sign"], known)} - {"unknown"}
            yield party


def _with(known: sides.Known, parties: list[_Party]) -> sides.Known:
    """`known` with the names of `parties`; one that says nothing beside one side only is the other."""
    settled = [party for party in parties if party.side != "unknown"]
    ours_and_theirs = [party for party in parties if not party.third]
    if not settled and len(ours_and_theirs) == 2:
        in_title = [p for p in ours_and_theirs if any(mentions(known.title, name) for name in p.names)]
        if len(in_title) == 1:
            in_title[0].sides.add("customer")  # a note of ours is titled after whom it is about
            settled = in_title
    open_ = [party for party in parties if not party.sides and not party.third]
    only = settled[0].side if len({party.side for party in settled}) == 1 else "unknown"
    honoured = only == "customer" and all(party.honoured for party in settled)
    names: dict[Side, set[str]] = {"customer": set(known.customers), "vendor": set(known.vendors)}
    for party in settled:
        names[party.side] |= party.names
    for party in open_:
        if (
            only != "unknown"
            and not known.internal
            and ((len(open_) == 1 and party.apart) or (honoured and not party.honoured))
        ):
            names[sides.opposite(only)] |= party.names
    others = {name for party in parties if party.third for name in party.names}
    groups = tuple(frozenset(party.names) for party in open_ if party.apart)
    both = names["customer"] & names["vendor"]
    return replace(
        known,
        customers=frozenset(names["customer"] - both - others),
        vendors=frozenset(names["vendor"] - both - others),
        groups=known.groups + groups,
        others=known.others | (others - names["customer"] - names["vendor"]),
    )
