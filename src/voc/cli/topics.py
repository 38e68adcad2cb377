"""``voc topics``: churn-reason topics, stateless over a file or those of the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console
from voc.cli.inputs import lines_of

if TYPE_CHECKING:
    from voc.types import Topic, TopicEvent

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Churn-reason topics.")
QUOTES = 8  # quotes shown of one topic


@app.command()
def fit(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.jsonl", help='{"id", "text"} per line; - for standard input.')
    ],
    min_size: Annotated[int | None, typer.Option(help="Fewest texts a topic may have.", min=1)] = None,
    json: console.JsonFlag = False,
) -> None:
    """Find the topics in a file of texts; nothing is stored.

    Example: voc topics fit answers.jsonl --json
    """
    from voc import pipeline
    from voc.engines import load_engines
    from voc.schemas.topics import TopicsShape
    from voc.settings import Settings

    settings = Settings.read()
    documents, problems = lines_of(file)
    engines = load_engines(settings, progress=console.preparing(settings.language))
    model, parts = pipeline.fit_topics(documents, engines, min_size=min_size)
    if json:
        console.print_json(TopicsShape.of(model, documents, parts))
    else:
        table(model.topics, settings.language)
        covered = console.say(settings.language, ja="トピックに入った文書", en="documents in a topic")
        console.console().print(f"{covered}: {model.coverage:.0%}")
        for missing in model.not_enough_evidence:
            console.console().print(missing, style="dim")
    console.end(problems)


@app.command("list")
def list_(
    hidden: Annotated[bool, typer.Option("--hidden", help="Hidden topics too.")] = False,
    subtopics: Annotated[bool, typer.Option("--subtopics", help="Sub-topics too.")] = False,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """List the topics of the store, the largest first.

    Example: voc topics list --subtopics
    """
    from voc.schemas.topics import TopicShape
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        found = opened.topics()
    if json:
        for topic in TopicShape.tree(found, hidden=hidden):
            console.print_json(topic)
        return
    seen = [topic for topic in found if hidden or (topic.size and not topic.hidden)]
    table([topic for topic in seen if subtopics or topic.parent is None], settings.language)


@app.command()
def show(
    topic: Annotated[str, typer.Argument(help="Topic id, as in `voc topics list`.")],
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Show one topic with the quotes that carry it.

    Example: voc topics show t-1a2b3c4d
    """
    from rich.markup import escape

    from voc.schemas.topics import TopicDetail
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        found = opened.topic(topic)
        below = [part for part in opened.topics() if part.parent == topic]
        quotes = opened.topic_quotes(topic, limit=200 if json else QUOTES)
    if json:
        console.print_json(TopicDetail.of_quotes(found, quotes, below))
        return
    screen = console.console()
    table([found, *below], settings.language)
    for account, evidence in quotes:
        day = evidence.time.date().isoformat() if evidence.time else "—"
        quote = console.quoted(evidence.quote, settings.language)
        screen.print(f"  [dim]{day} {escape(account or '—')}[/] {quote}")


@app.command()
def refit(
    preview: Annotated[bool, typer.Option("--preview", help="Show what would change; save nothing.")] = False,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Find the topics anew over everything. Ids and labels stay; edited and pinned topics stay as they are.

    Example: voc topics refit --preview
    """
    from voc import curation
    from voc.engines import load_engines
    from voc.schemas.topics import RefitShape
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    engines = load_engines(settings, progress=console.preparing(settings.language))
    with Store.open(settings.store) as opened:
        names = {topic.id: topic for topic in opened.topics()}
        model, events = curation.refit(opened, engines, preview=preview)
    if json:
        console.print_json(RefitShape.of(model, events, saved=not preview))
        return
    table([topic for topic in model.topics if topic.parent is None and not topic.hidden], settings.language)
    names |= {topic.id: topic for topic in model.topics}
    happened(events, names, settings.language)


@app.command()
def history(
    topic: Annotated[str | None, typer.Argument(help="Topic id; all topics without one.")] = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Tell what people and new data did to a topic, or to all, the newest first.

    Example: voc topics history t-1a2b3c4d
    """
    from voc.schemas.topics import TopicEventShape
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        if topic is not None and not (events := opened.topic_history(topic)):
            opened.topic(topic)  # says so when there is none of that id
        events = opened.topic_history(topic)
        names = {each.id: each for each in opened.topics()}
    if json:
        for event in events:
            console.print_json(TopicEventShape.of(event))
        return
    happened(events, names, settings.language)


KINDS = {
    "born": ("新しく生まれた", "is new"),
    "grew": ("増えた", "grew"),
    "shrank": ("減った", "shrank"),
    "divided": ("分かれた", "divided"),
    "joined": ("ほかに合わさった", "went into another"),
    "died": ("なくなった", "is gone"),
    "rename": ("名前を変更", "renamed"),
    "merge": ("統合", "merged"),
    "split": ("分割", "split"),
    "move": ("移動", "moved"),
    "pin": ("固定", "pinned"),
    "unpin": ("固定を解除", "unpinned"),
    "hide": ("非表示", "hidden"),
    "show": ("再表示", "shown again"),
    "reason": ("理由を変更", "reason set"),
}


def happened(events: Sequence[TopicEvent], names: Mapping[str, Topic], language: str) -> None:
    """Print events for a person."""
    from rich.markup import escape
    from rich.table import Table

    if not events:
        console.console().print(console.say(language, ja="変わったことはありません", en="nothing changed"))
        return
    grid = Table(box=None, show_header=False)
    for event in events:
        ja, en = KINDS[event.kind]
        topic = names.get(event.topic)
        label = event.detail.get("label") or {}
        name = (
            console.say(language, ja=topic.label.ja, en=topic.label.en) if topic else label.get(language, "")
        )
        said = console.say(language, ja=ja, en=en)
        if event.undone:
            said += console.say(language, ja="（取り消し済み）", en=" (undone)")
        grid.add_row(
            event.time.strftime("%Y-%m-%d %H:%M") if event.time else "",
            escape(event.author),
            event.topic,
            escape(name),
            said,
            escape(_what(event, language)),
        )
    console.console().print(grid)


def _what(event: TopicEvent, language: str) -> str:
    """The detail of an event in a few words."""
    detail = event.detail
    if event.kind in ("grew", "shrank", "born", "died", "divided", "joined"):
        sizes = [str(detail[key]) for key in ("before", "after") if key in detail]
        return " → ".join([" → ".join(sizes), *[", ".join(detail["to"])] * bool(detail.get("to"))])
    if event.kind == "rename":
        return " / ".join(detail.values())
    if event.kind == "reason":
        return console.reason(detail["reason"], language)
    if event.kind == "move":
        return f"{detail['segments']} → {detail['to']}"
    return ", ".join(detail.get("topics", ()))


def table(topics: Sequence[Topic], language: str) -> None:
    """Print `topics` for a person, sub-topics set in under theirs."""
    from rich.markup import escape
    from rich.table import Table

    grid = Table(box=None, header_style="bold")
    for ja, en in (
        ("id", "id"),
        ("トピック", "topic"),
        ("件数", "size"),
        ("理由", "reason"),
        ("語", "terms"),
    ):
        grid.add_column(console.say(language, ja=ja, en=en), overflow="fold")
    for topic in topics:
        terms = topic.keywords.get(language) or next(iter(topic.keywords.values()), ())
        grid.add_row(
            topic.id,
            "  " * (topic.parent is not None)
            + escape(console.say(language, ja=topic.label.ja, en=topic.label.en))
            + " ⚑" * topic.pinned,
            str(topic.size),
            console.reason(topic.reason, language),
            escape(" ".join(terms[:5])),
        )
    console.console().print(grid)
