"""``voc topics``: churn-reason topics, stateless over a file or those of the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console
from voc.cli.inputs import lines_of

if TYPE_CHECKING:
    from voc.types import Topic

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
    from voc.schemas.topics import TopicsShape
    from voc.settings import Settings

    settings = Settings.read()
    documents, problems = lines_of(file)
    engines = pipeline.load_engines(settings, progress=console.preparing(settings.language))
    model, parts = pipeline.fit_topics(documents, engines, min_size=min_size)
    if json:
        console.print_json(TopicsShape.of(model, documents, parts))
    else:
        table(list(model.topics), settings.language)
        covered = console.say(settings.language, ja="トピックに入った文書", en="documents in a topic")
        console.console().print(f"{covered}: {model.coverage:.0%}")
        for missing in model.not_enough_evidence:
            console.console().print(missing, style="dim")
    console.end(problems)


@app.command("list")
def list_(store: console.StoreOption = None, json: console.JsonFlag = False) -> None:
    """List the topics of the store, the largest first.

    Example: voc topics list
    """
    from voc.schemas.topics import TopicShape
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        found = opened.topics()
    if json:
        for topic in found:
            console.print_json(TopicShape.of(topic))
        return
    table(found, settings.language)


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
        quotes = opened.topic_quotes(topic, limit=200 if json else QUOTES)
    if json:
        console.print_json(TopicDetail.of_quotes(found, quotes))
        return
    screen = console.console()
    table([found], settings.language)
    for account, evidence in quotes:
        day = evidence.time.date().isoformat() if evidence.time else "—"
        quote = console.quoted(evidence.quote, settings.language)
        screen.print(f"  [dim]{day} {escape(account or '—')}[/] {quote}")


def table(topics: list[Topic], language: str) -> None:
    """Print `topics` for a person."""
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
            escape(console.say(language, ja=topic.label.ja, en=topic.label.en)),
            str(topic.size),
            console.reason(topic.reason, language),
            escape(" ".join(terms[:5])),
        )
    console.console().print(grid)
