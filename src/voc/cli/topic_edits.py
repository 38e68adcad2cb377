"""``voc topics rename``, ``merge``, ``split``, …: what people do to topics, each with a preview."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console
from voc.cli.topics import KINDS, table

if TYPE_CHECKING:
    from voc.topics.edits import Topics
    from voc.types import TopicEdit

app = typer.Typer()

TopicId = Annotated[str, typer.Argument(metavar="TOPIC", help="Topic id, as in `voc topics list`.")]
Preview = Annotated[bool, typer.Option("--preview", help="Show what would change; save nothing.")]
Author = Annotated[str | None, typer.Option(help="Whose edit it is; by default the user of this machine.")]
Words = Annotated[str | None, typer.Option(help="Only what has these words.")]


@app.command()
def rename(
    topic: TopicId,
    ja: Annotated[str | None, typer.Option(help="Label in Japanese.")] = None,
    en: Annotated[str | None, typer.Option(help="Label in English.")] = None,
    preview: Preview = False,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Give a topic another label.

    Example: voc topics rename t-1a2b3c4d --ja 請求書の金額が見積と違う --en "invoice differs from the quote"
    """
    from voc.topics import edits

    _edit(lambda t: edits.rename(t, topic, ja=ja, en=en), preview, author, store, json)


@app.command()
def merge(
    topic: TopicId,
    others: Annotated[list[str], typer.Argument(metavar="OTHER…", help="Topics to take in.")],
    preview: Preview = False,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Make one topic of several: the others become sub-topics of the first.

    Example: voc topics merge t-1a2b3c4d t-5e6f7a8b --preview
    """
    from voc.topics import edits

    _edit(lambda t: edits.merge(t, topic, others), preview, author, store, json)


@app.command()
def split(
    topic: TopicId,
    parts: Annotated[int | None, typer.Option("--into", help="How many parts, by what is alike.")] = None,
    words: Words = None,
    preview: Preview = False,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Make several topics of one: its sub-topics, or so many parts, or what has some words.

    Example: voc topics split t-1a2b3c4d --words 請求書
    """
    from voc.topics import edits

    _edit(lambda t: edits.split(t, topic, parts=parts, words=words), preview, author, store, json)


@app.command()
def move(
    topic: TopicId,
    to: Annotated[str, typer.Option(metavar="TOPIC", help="Where it belongs.")],
    words: Words = None,
    document: Annotated[str | None, typer.Option(help="Only what is said in this document.")] = None,
    preview: Preview = False,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Move some of what is said from one topic to another; what comes later and is like it follows.

    Example: voc topics move t-1a2b3c4d --to t-5e6f7a8b --words EDI
    """
    from voc.topics import edits

    if not words and not document:
        raise typer.BadParameter("say what to move: --words or --document")

    def make(topics: Topics) -> TopicEdit:
        return edits.move(topics, topic, edits.chosen(topics, topic, words=words, document=document), to)

    _edit(make, preview, author, store, json)


@app.command()
def pin(
    topic: TopicId,
    preview: Preview = False,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Keep a topic as it is at every refit. Every other edit pins too.

    Example: voc topics pin t-1a2b3c4d
    """
    from voc.topics import edits

    _edit(lambda t: edits.pin(t, topic), preview, author, store, json)


@app.command()
def unpin(
    topic: TopicId,
    preview: Preview = False,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Give a topic back to refits.

    Example: voc topics unpin t-1a2b3c4d
    """
    from voc.topics import edits

    _edit(lambda t: edits.pin(t, topic, pinned=False), preview, author, store, json)


@app.command()
def hide(
    topic: TopicId,
    preview: Preview = False,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """List a topic no more; what is said on it still joins it.

    Example: voc topics hide t-1a2b3c4d
    """
    from voc.topics import edits

    _edit(lambda t: edits.hide(t, topic), preview, author, store, json)


@app.command()
def unhide(
    topic: TopicId,
    preview: Preview = False,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """List a hidden topic again.

    Example: voc topics unhide t-1a2b3c4d
    """
    from voc.topics import edits

    _edit(lambda t: edits.hide(t, topic, hidden=False), preview, author, store, json)


@app.command()
def reason(
    topic: TopicId,
    key: Annotated[str, typer.Argument(help="Key of a churn reason, such as price_value.")],
    preview: Preview = False,
    author: Author = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Set the churn reason of a topic.

    Example: voc topics reason t-1a2b3c4d support
    """
    from voc.topics import edits

    _edit(lambda t: edits.set_reason(t, topic, key), preview, author, store, json)


@app.command()
def undo(preview: Preview = False, store: console.StoreOption = None, json: console.JsonFlag = False) -> None:
    """Take back the last edit; again, the one before it.

    Example: voc topics undo
    """
    from voc import curation
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        edit = curation.undo(opened, preview=preview)
    _show(edit, settings.language, preview=preview, undo=True, json=json)


def _edit(
    make: Callable[[Topics], TopicEdit], preview: bool, author: str | None, store: str | None, json: bool
) -> None:
    from voc import curation
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        edit = curation.edit(opened, make, author=author or console.user(), preview=preview)
    _show(edit, settings.language, preview=preview, json=json)


def _show(edit: TopicEdit, language: str, *, preview: bool, undo: bool = False, json: bool) -> None:
    from voc.schemas.topics import TopicEditShape

    if json:
        console.print_json(TopicEditShape.of(edit, saved=not preview, undo=undo))
        return
    ja, en = KINDS[edit.event.kind]
    screen = console.console()
    done = console.say(language, ja=ja, en=en)
    if undo:
        done = console.say(language, ja=f"取り消し：{ja}", en=f"undone: {en}")
    if preview:
        done += console.say(language, ja="（プレビュー。保存していません）", en=" (preview, nothing saved)")
    screen.print(done)
    table(edit.topics, language)
    if edit.assignments:
        n = len(edit.assignments)
        screen.print(console.say(language, ja=f"移る発言 {n} 件", en=f"{n} segments move"), style="dim")
