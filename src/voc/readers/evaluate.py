"""Measures what the readers make of mails and notes, beside the reply strippers one would take instead."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib import import_module
from pathlib import Path
from typing import Any

from voc import readers
from voc.errors import InputError
from voc.readers import ReadOptions, mail, mail_parts, plain_text
from voc.types import Document, Figure, Problem

_SPLITS = ("dev", "test")
_LEAD = '・-*•■◆●○▼#>→△ 　\t「『"“«'  # what may stand before the words of a turn
_CUE = re.compile(r"-->.*\n(?:([^\n:]{2,40}): )?([^\n]+)")
_REPLY = "Hi. I am fine.Thanks,Alex"  # what talon's HTML fixtures say, without white space
_REPLACED = "\N{REPLACEMENT CHARACTER}"

Strip = Callable[[str], str]
Row = Mapping[str, Any]


def evaluate(*, gold: Path, shared: Path | None = None, **_given: Any) -> list[Figure]:
    """Parts, senders and subjects of mails; speakers and sides of notes; the public fixtures in `shared`.

    `gold` is the folder that holds ``reading/``. The reply strippers that are installed are measured
    on the same texts in the same run.
    """
    figures: list[Figure] = []
    for split in _SPLITS:
        hands = sorted(folder for folder in (gold / "reading" / split).iterdir() if folder.is_dir())
        figures += _mail_figures([hand / "mails" for hand in hands], f"own mails, {split}")
        figures += _note_figures([hand / "notes" for hand in hands], f"own notes, {split}")
    if shared is not None:
        figures += _fixture_figures(shared / "open" / "email_fixtures_mixed")
        figures += _transcript_figures(shared / "open")
    return figures


@dataclass(frozen=True, slots=True)
class _Mail:
    row: Row
    document: Document

    @property
    def new(self) -> str:
        return _plain("\n\n".join(_said(self.document)))

    @property
    def expected(self) -> str:
        return _plain("\n\n".join(self.row["new"]))


def _mail_figures(folders: Sequence[Path], data: str) -> Iterator[Figure]:
    mails = [
        _Mail(row, _mail(folder / row["file"]))
        for folder in folders
        for row in _rows(folder.with_suffix(".jsonl"))
    ]
    for language in ("ja", "en"):
        own = [each for each in mails if each.row["lang"] == language]
        for name, texts in {
            "voc": [each.new for each in own],
            **{name: [_stripped(strip, each) for each in own] for name, strip in _strippers().items()},
        }.items():
            pairs = [(text, each.expected) for text, each in zip(texts, own, strict=True)]
            exact = [text == expected for text, expected in pairs]
            alike = [SequenceMatcher(None, *pair, autojunk=False).ratio() for pair in pairs]
            yield _share("new text exactly right", data, name, exact, language)
            yield _share("character F1 of the new text", data, name, alike, language)
        for measure, right in _header_checks(own).items():
            yield _share(measure, data, "voc", right, language)


def _header_checks(mails: Sequence[_Mail]) -> dict[str, list[bool]]:
    def sender(each: _Mail) -> bool:
        wanted = each.row["sender_name"] or each.row["sender_address"]
        speaker = next((part.speaker for part in each.document.utterances if part.speaker), None)
        if speaker is None:  # who only passes a mail on says nothing in it
            return str(wanted) in str(each.document.fields.get("from"))
        return bool(speaker == wanted)

    def attached(each: _Mail) -> bool:
        listed = str(each.document.fields.get("attachments") or "")
        return bool([name for name in listed.split("\n") if name] == each.row["attachments"])

    return {
        "sender right": [sender(each) for each in mails],
        "subject right": [each.document.fields.get("subject") == each.row["subject"] for each in mails],
        "attachments listed": [attached(each) for each in mails],
    }


def _note_figures(folders: Sequence[Path], data: str) -> Iterator[Figure]:
    turns: dict[str, list[bool]] = {"ja": [], "en": []}
    sides: dict[str, list[bool]] = {"ja": [], "en": []}
    guessed: dict[str, list[bool]] = {"ja": [], "en": []}
    for folder, row in ((each, row) for each in folders for row in _rows(each.with_suffix(".jsonl"))):
        given = row["options"]
        options = ReadOptions(customers=tuple(given["customers"]), vendors=tuple(given["vendors"]))
        text = (folder / row["file"]).read_text(encoding="utf-8")
        document = plain_text.document_of(text, source=row["file"], options=options)
        said = [
            (part, document.text[part.start : part.end].lstrip(_LEAD))
            for part in document.utterances
            if part.kind != "header"
        ]
        for turn in row["turns"]:
            if turn["speaker"] is None:
                continue
            found = [part for part, words in said if words.startswith(turn["starts"].lstrip(_LEAD))]
            turns[row["lang"]].append(bool(found) and found[0].speaker is not None)
            side = found[0].side if found else None
            if document.channel == "memo" and found and found[0].speaker:
                side = "vendor"  # who writes a memo is ours; voc says so by the channel
            right = side == turn["side"]
            (guessed if turn["side"] == "unknown" else sides)[row["lang"]].append(right)
    for language in ("ja", "en"):
        yield _share("turns found with a speaker", data, "voc", turns[language], language)
        yield _share("sides right where the note tells", data, "voc", sides[language], language)
        yield _share("unknown where it does not tell", data, "voc", guessed[language], language)


def _fixture_figures(folder: Path) -> Iterator[Figure]:
    """talon's fixtures have the expected answer in its tests; the others must be read without loss."""
    plain = [
        (_mail(file), _talon_answer(file))
        for file in sorted((folder / "talon").glob("standard_replies__*.eml"))
    ]
    pages = sorted((folder / "talon").glob("html_replies__*.html"))
    yield _share(
        "reply exactly right",
        "talon, plain replies",
        "voc",
        [_tight(a) in map(_tight, _all_but_history(d)) for d, a in plain],
    )
    for name, strip in _strippers().items():
        right = [_tight(strip(document.text)) == _tight(answer) for document, answer in plain]
        yield _share("reply exactly right", "talon, plain replies", name, right)
    shown = [_html_mail(file) for file in pages]
    yield _share(
        "reply exactly right",
        "talon, HTML replies",
        "voc",
        [_tight(_REPLY) in map(_tight, _all_but_history(d)) for d in shown],
    )
    for name, strip in _strippers().items():
        right = [_tight(strip(document.text)) == _tight(_REPLY) for document in shown]
        yield _share("reply exactly right", "talon, HTML replies", name, right)
    for name in ("sisimai_iso2022jp_bounces", "mikel_mail_eml"):
        files = [file for file in sorted((folder / name).glob("*.eml")) if file.stat().st_size]
        yield _share("read without replaced characters", name, "voc", [_is_whole(file) for file in files])


def _transcript_figures(folder: Path) -> Iterator[Figure]:
    """Every turn with its speaker, of conversations whose turns are given."""
    meetings = {"AMI": "ami_meetings_ja_en/dev.jsonl", "QMSum": "qmsum_meetings_en/val.jsonl"}
    for name, path in meetings.items():
        turns = [turn for row in _rows(folder / path) for turn in row["turns"]]
        wanted = sum(bool(str(turn.get(key) or "").strip()) for turn in turns for key in ("ja", "en", "text"))
        spoken = [part.speaker for each in _documents(folder / path) for part in each.utterances]
        found = sum(speaker is not None for speaker in spoken)
        yield Figure("reading", "turns with their speaker", name, "voc", found / max(wanted, 1), wanted)
    for file in sorted((folder / "zoom_transcripts_en").glob("*.vtt")):
        cues = _CUE.findall(file.read_text(encoding="utf-8"))
        read = [
            (part.speaker, each.text[part.start : part.end])
            for each in _documents(file)
            for part in each.utterances
        ]
        right = [
            any((name or None) == speaker and words in text for speaker, text in read) for name, words in cues
        ]
        yield _share("cues with their speaker", "Zoom", "voc", right)


def _mail(file: Path) -> Document:
    return mail.document_of(file.read_bytes(), source=file.name, options=ReadOptions())


def _html_mail(file: Path) -> Document:
    head = b"From: a@example.com\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n"
    return mail.document_of(head + file.read_bytes(), source=file.name, options=ReadOptions())


def _documents(file: Path) -> Iterator[Document]:
    for item in readers.read(file):
        if not isinstance(item, Problem):
            yield item


def _is_whole(file: Path) -> bool:
    """Whether voc put no replacement character where the file has none of its own."""
    own = _REPLACED.encode() in file.read_bytes()
    try:
        return own or all(
            _REPLACED not in f"{document.text}{document.title}" for document in _documents(file)
        )
    except InputError:
        return False


def _talon_answer(file: Path) -> str:
    said = file.with_name(f"{file.stem}_reply_text")
    return said.read_text("utf-8") if said.exists() else "Hello"


def _said(document: Document) -> list[str]:
    """The new text in whole lines: the gold has those, voc marks a greeting also within one."""
    text = document.text
    return [
        text[text.rfind("\n", 0, part.start) + 1 : part.end]
        for part in document.utterances
        if part.kind == "new"
    ]


def _all_but_history(document: Document) -> tuple[str, str]:
    """What reply strippers are made to leave: everything but quotes, without and with what a phone signs.

    talon's own tests want "Sent from my iPhone" kept in one mail and taken off in others.
    """
    kept = [part for part in document.utterances if part.kind in ("new", "greeting", "signature")]
    words = [document.text[part.start : part.end] for part in kept]
    signed = [
        part.kind == "signature" and "Sent from" in said for part, said in zip(kept, words, strict=True)
    ]
    return "\n".join(said for said, by in zip(words, signed, strict=True) if not by), "\n".join(words)


def _stripped(strip: Strip, each: _Mail) -> str:
    """What a stripper leaves, less the greetings, which it is not made to take off."""
    left = strip(each.document.text)
    parts = mail_parts.parts_of(left)
    return _plain("\n\n".join(left[part.start : part.end] for part in parts if part.kind != "greeting"))


def _strippers() -> dict[str, Strip]:
    """The reply strippers that are installed."""
    made: dict[str, Callable[[], Strip]] = {
        "talon": lambda: import_module("talon.quotations").extract_from_plain,
        "mail-parser-reply": _mail_parser_reply,
        "quotequail": _quotequail,
    }
    found: dict[str, Strip] = {}
    for name, make in made.items():
        try:
            found[name] = make()
        except ImportError:
            continue
    return found


def _mail_parser_reply() -> Strip:
    parser = import_module("mailparser_reply").EmailReplyParser(languages=["en", "ja"])

    def strip(text: str) -> str:
        return str(parser.parse_reply(text=text) or "")

    return strip


def _quotequail() -> Strip:
    unwrap = import_module("quotequail").unwrap

    def strip(text: str) -> str:
        found = unwrap(text)
        return text if found is None else str(found.get("text_top") or found.get("text_bottom") or "")

    return strip


def _plain(text: str) -> str:
    """The lines with words, white space as one space: how far apart paragraphs of HTML stand is taste."""
    lines = (" ".join(line.split()) for line in text.split("\n") if line.strip())
    return "\n".join(re.sub(r"^[-•·*] ", "", line) for line in lines)


def _tight(text: str) -> str:
    return "".join(text.split())


def _rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _share(
    measure: str, data: str, system: str, values: Iterable[float], language: str | None = None
) -> Figure:
    listed = list(values)
    return Figure("reading", measure, data, system, sum(listed) / max(len(listed), 1), len(listed), language)
