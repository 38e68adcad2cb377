"""``voc hints``: risk hints for one note, mail or transcript."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console
from voc.cli.inputs import read_options

if TYPE_CHECKING:
    from voc.readers import ReadOptions
    from voc.types import Document, Hints, Person, Problem


def hints(
    path: Annotated[str, typer.Argument(help="A file, or - for standard input.")] = "-",
    channel: console.ChannelOption = None,
    customer: Annotated[
        list[str] | None, typer.Option(help="A speaker or company that is the customer; may be repeated.")
    ] = None,
    vendor: Annotated[
        list[str] | None, typer.Option(help="A speaker or company that is ours; may be repeated.")
    ] = None,
    preset: Annotated[str | None, typer.Option(help="loose, medium or strict.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the answer: ja or en.")] = None,
    json: console.JsonFlag = False,
) -> None:
    """Find risk hints in one note: what, how serious, the exact words, what to ask next.

    Nothing is stored. Example: voc hints meeting.txt --customer 青葉精機 --lang ja
    """
    from voc import pipeline
    from voc.engines import load_engines
    from voc.schemas.hints import HintsShape
    from voc.settings import Settings

    settings = Settings.read(preset=preset, language=lang)
    with console.failing_in(settings.language):
        options = read_options(settings, channel=channel, customers=customer or (), vendors=vendor or ())
        document = _document(path, options)
        engines = load_engines(settings, progress=console.preparing(settings.language))
        found = pipeline.hints(document, engines)
    if json:
        console.print_json(HintsShape.of(found))
    else:
        show(found, language=settings.language)
    console.end(document.problems, language=settings.language)


def show(found: Hints, *, language: str) -> None:
    """Print `found` for a person: the level, then each sign with its words and what to ask."""
    from rich.markup import escape

    screen = console.console()
    title = console.say(language, ja="リスク", en="Risk")
    screen.print(f"[bold]{title}:[/] {console.level(found.risk_level, language)}")
    for number, signal in enumerate(found.signals, start=1):
        style = "green" if signal.polarity == "positive" else console.SEVERITY_STYLES[signal.severity]
        screen.print(
            f"\n[{style}]{number}. {escape(_label(signal.key, language))}[/] "
            f"({console.level(signal.severity, language)}, {signal.confidence:.0%})"
        )
        who = escape(signal.speaker or "")
        lines = [
            f"{console.quoted(e.quote, language)} [dim]{who} {e.start}–{e.end}[/]" for e in signal.evidence
        ]
        lines.append(escape(console.say(language, ja=signal.why.ja, en=signal.why.en)))
        lines.append(f"→ {escape(console.say(language, ja=signal.ask.ja, en=signal.ask.en))}")
        for line in lines:
            screen.print(f"   {line}", soft_wrap=True)
    if not found.signals:
        nothing = ("サインは見つかりませんでした。", "No sign was found.")
        thin = ("短すぎて判断できません。", "Too little to tell.")
        ja, en = thin if found.risk_level == "unknown" else nothing
        screen.print(console.say(language, ja=ja, en=en))
    for promise in found.promises:
        who = console.say(language, ja="約束", en="Promise")
        due = promise.due.isoformat() if promise.due else (promise.due_text or "—")
        screen.print(
            f"\n[blue]{who}[/] ({console.party(promise.by, language)}, {due}) "
            f"{console.quoted(promise.evidence.quote, language)}",
            soft_wrap=True,
        )
    for request in found.requests:
        screen.print(
            f"\n[blue]{console.asking(request.kind, language)}[/] ({console.party(request.by, language)}) "
            f"{console.quoted(request.evidence.quote, language)}",
            soft_wrap=True,
        )
    if found.mentioned:
        title = console.say(language, ja="登場する人", en="People")
        told = "; ".join(_person(each, language) for each in found.mentioned)
        screen.print(f"\n[blue]{title}[/] {told}", soft_wrap=True)


def _person(person: Person, language: str) -> str:
    """Name, and in brackets what is known of the person."""
    from rich.markup import escape

    side = "" if person.side == "unknown" else console.party(person.side, language)
    known = [side, person.role or "", console.event(person.event, language)]
    told = ", ".join(each for each in known if each)
    return escape(f"{person.name} ({told})" if told else person.name)


def _label(key: str, language: str) -> str:
    from voc.signals import taxonomy

    label = taxonomy.load()[key].label
    return console.say(language, ja=label.ja, en=label.en)


def _document(path: str, options: ReadOptions) -> Document:
    """The one document at `path`; InputError when there is none, or many."""
    from voc import pipeline, readers
    from voc.errors import InputError
    from voc.readers.encoding import decode
    from voc.types import Problem

    if path == "-":
        text, _, problems = decode(sys.stdin.buffer.read())
        document = readers.read_text(text, options)
        return _with(document, problems)
    items = list(pipeline.read([Path(path)], options))
    documents = [item for item in items if not isinstance(item, Problem)]
    problems = [item for item in items if isinstance(item, Problem)]
    if not documents:
        first = problems[0] if problems else Problem("nothing_to_read", f"{path}: nothing to read in it")
        raise InputError(first.message, first.code, **{"file": path, **first.values})
    if len(documents) > 1:
        raise InputError(
            f"{path} holds {len(documents)} documents and hints are for one; "
            "use voc ingest and voc analyze for many",
            "many_documents",
            file=path,
            count=len(documents),
        )
    return _with(documents[0], problems)


def _with(document: Document, problems: list[Problem]) -> Document:
    from dataclasses import replace

    return replace(document, problems=(*document.problems, *problems))
