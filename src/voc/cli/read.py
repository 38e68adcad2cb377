"""``voc read``: what the readers make of files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console
from voc.cli.inputs import read_options

if TYPE_CHECKING:
    from voc.conversation import Exchange
    from voc.pipeline import Progress
    from voc.readers.tables import Preview
    from voc.types import Document, SideTalk

PREVIEW = 160  # characters of text shown of each document
CELL = 24  # characters shown of each cell of a table
ROWS_SHOWN = 5  # documents shown of each table


def read(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    channel: console.ChannelOption = None,
    map: Annotated[  # noqa: A002
        Path | None, typer.Option(help='TOML file: which column is what, such as text = "ご意見".')
    ] = None,
    customer: Annotated[
        list[str] | None, typer.Option(help="A name, company or mail domain on the customer's side.")
    ] = None,
    vendor: Annotated[list[str] | None, typer.Option(help="The same on our side.")] = None,
    json: console.JsonFlag = False,
) -> None:
    """Show what the readers make of files; nothing is stored.

    Of a table: encoding, headings, which column is read as what, and the first rows. Of a meeting, and of
    mails that answer each other: who talked how much, asked how often and answered how fast.

    Example: voc read survey.csv mail.eml meeting.vtt
    """
    from voc import pipeline, readers
    from voc.conversation import Conversations
    from voc.schemas.documents import DocumentShape
    from voc.settings import Settings
    from voc.types import Problem

    settings = Settings.read()
    options = read_options(
        settings, channel=channel, mapping=map, customers=customer or (), vendors=vendor or ()
    )
    conversations = Conversations()
    problems: list[Problem] = []
    n_read = 0
    files = [file for path in paths for file in pipeline.files(path)]
    total, before = sum(pipeline.size(file) for file in files), 0
    with console.progress_bars(settings.language, wanted=not (json and sys.stdout.isatty())) as progress:
        for file in files:
            heard = partial(_tell, progress, before, total)
            before += pipeline.size(file)
            tables = [] if json else readers.previews(file, options)
            for table in tables:
                _show_table(table, settings.language)
            n_before = n_read
            for item in pipeline.read([file], options, progress=heard):
                found = [item] if isinstance(item, Problem) else item.problems
                problems += [pipeline.placed(each, file) for each in found] if len(files) > 1 else found
                if isinstance(item, Problem):
                    continue
                n_read += 1
                talk = conversations.add(item)
                if json:
                    console.print_json(DocumentShape.of(item, talk))
                elif not tables or n_read - n_before <= ROWS_SHOWN:
                    _show(item)
                    if item.channel != "email":
                        _show_talk(talk, settings.language)
            if tables and (more := n_read - n_before - ROWS_SHOWN) > 0:
                words = console.say(settings.language, ja=f"… 他 {more} 件", en=f"… and {more} more")
                console.console().print(words)
    for exchange in () if json else conversations.exchanges():
        _show_exchange(exchange, settings.language)
    console.finish_reading(n_read, problems)


def _tell(progress: Progress, before: int, total: int, step: str, done: int, _: int | None) -> None:
    """Passes on how far one file is read as how far all are."""
    progress(step, before + done, total)


def _show_exchange(exchange: Exchange, language: str) -> None:
    from rich.markup import escape

    from voc.conversation import talk

    mails = console.say(language, ja=f"メール {exchange.mails} 通", en=f"{exchange.mails} mails")
    console.console().print(f"[bold]{escape(exchange.title or '—')}[/]  {mails}")
    _show_talk(talk(exchange.turns), language)


def _show_talk(sides: Sequence[SideTalk], language: str) -> None:
    """One line for each side: share, turns and their length, questions, answers."""
    names = {"customer": ("お客様", "customer"), "vendor": ("当方", "us"), "unknown": ("不明", "unknown")}
    for side in sides:
        ja, en = names[side.side]
        hours = side.reply_hours
        late = console.say(language, ja=f"、返信まで {hours} 時間", en=f", answered after {hours} h")
        words = console.say(
            language,
            ja=f"{ja} {side.share:.0%}：{side.turns} 回、平均 {side.mean_turn} 字、"
            f"最長 {side.longest_turn} 字、質問 {side.questions}",
            en=f"{en} {side.share:.0%}: {side.turns} turns of {side.mean_turn} characters "
            f"(longest {side.longest_turn}), {side.questions} questions",
        )
        console.console().print(f"  [green]{words}{'' if hours is None else late}[/]")


def _show_table(table: Preview, language: str) -> None:
    from rich.markup import escape
    from rich.table import Table

    from voc.readers.records import as_text

    def say(ja: str, en: str) -> str:
        return console.say(language, ja=ja, en=en)

    rows = "–".join(map(str, table.header_rows))
    facts = [
        f"{say('文字コード', 'encoding')} {table.encoding}" if table.encoding else "",
        f"{say('区切り', 'separator')} {_separator(table.separator, language)}" if table.separator else "",
        say(f"見出し {rows} 行目", f"headings in row {rows}") if rows else say("見出しなし", "no headings"),
        _channel(table.columns.channel, language),
    ]
    screen = console.console()
    screen.print(f"[bold]{escape(table.source)}[/]  " + "  ".join(filter(None, facts)))
    shown = Table(say("列", "column"), say("読み方", "read as"), box=None, pad_edge=False)
    for number, _ in table.first:
        shown.add_column(say(f"{number} 行目", f"row {number}"))
    for index, header in enumerate(table.columns.headers):
        role = table.columns.role(index)
        cells = [as_text(cells[index]) if index < len(cells) else "" for _, cells in table.first]
        shown.add_row(
            escape(_short(header)),
            f"[{'dim' if role == 'field' else 'cyan'}]{_role(role, language)}[/]",
            *(escape(_short(cell)) for cell in cells),
        )
    screen.print(shown)
    wrong = say(
        '違うときは --map FILE.toml で指定します（例: text = "ご意見"）',
        'if a column is taken for the wrong thing, say so with --map FILE.toml (text = "comment")',
    )
    screen.print(f"[dim]{escape(wrong)}[/]\n")


def _role(role: str, language: str) -> str:
    """What a role is called, and its name for --map."""
    names = {
        "text": ("自由記述", "free text"),
        "account": ("会社・顧客", "account"),
        "address": ("メールアドレス", "mail address"),
        "time": ("日時", "time"),
        "score": ("評価", "score"),
        "nps": ("NPS", "NPS"),
        "csat": ("顧客満足度", "CSAT"),
        "reason": ("選んだ理由", "chosen reason"),
        "title": ("件名", "title"),
        "speaker": ("回答者", "speaker"),
        "channel": ("チャネル", "channel"),
        "side": ("立場", "side"),
        "thread": ("スレッド", "thread"),
        "renewal": ("更新日", "renewal"),
        "amount": ("契約金額", "contract amount"),
        "field": ("項目", "field"),
    }
    ja, en = names[role]
    name = console.say(language, ja=ja, en=en)
    return name if name.lower() == role else f"{name} ({role})"


def _separator(separator: str, language: str) -> str:
    if separator == "\t":
        return console.say(language, ja="タブ", en="tab")
    return console.quoted(separator, language)


def _channel(channel: str, language: str) -> str:
    ja, en = {
        "cancellation": ("解約フォーム", "cancellation form"),
        "memo": ("担当者のメモ", "our own notes"),
    }.get(channel, ("アンケート", "survey"))
    return console.say(language, ja=ja, en=en)


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= CELL else f"{line[:CELL]}…"


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
