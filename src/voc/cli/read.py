"""``voc read``: what the readers make of files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console
from voc.cli.inputs import read_options

if TYPE_CHECKING:
    from voc.types import Document

PREVIEW = 160  # characters of text shown of each document


def read(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    channel: console.ChannelOption = None,
    map: Annotated[Path | None, typer.Option(help="TOML file: which column is what.")] = None,  # noqa: A002
    json: console.JsonFlag = False,
) -> None:
    """Show what the readers make of files; nothing is stored.

    Example: voc read survey.csv mail.eml meeting.vtt
    """
    from voc import pipeline
    from voc.schemas.documents import DocumentShape
    from voc.settings import Settings
    from voc.types import Problem

    settings = Settings.read()
    problems: list[Problem] = []
    n_read = 0
    for item in pipeline.read(paths, read_options(settings, channel=channel, mapping=map)):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        n_read += 1
        if json:
            console.print_json(DocumentShape.of(item))
        else:
            _show(item)
        problems.extend(item.problems)
    console.finish_reading(n_read, problems)


def _show(document: Document) -> None:
    from rich.markup import escape

    screen = console.console()
    time = document.time.isoformat(" ", "minutes") if document.time else "—"
    screen.print(
        f"[bold]{escape(document.source)}[/]  {document.channel}  {document.language}  {time}  "
        f"{escape(document.account or '—')}  {escape(document.title or '')}"
    )
    for utterance in document.utterances:
        text = " ".join(document.text[utterance.start : utterance.end].split())
        shown = text if len(text) <= PREVIEW else text[:PREVIEW] + "…"
        style = "" if utterance.kind == "new" else "dim"
        who = f"{utterance.speaker or '—'} ({utterance.side})"
        screen.print(f"  [cyan]{utterance.kind:<10}[/] {escape(who)}: {escape(shown)}", style=style)
