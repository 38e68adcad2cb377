"""``voc topics map``, ``heatmap``, ``network``, ``quotes`` and ``export``: topics as files to hand on."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console

if TYPE_CHECKING:
    from voc.gallery.sheet import Sheet
    from voc.settings import Settings
    from voc.store.store import Store

app = typer.Typer()

PICTURES = ("png", "svg", "html")
TABLES = ("csv", "xlsx")


class SpokenLanguage(StrEnum):
    """Languages whose content words we know."""

    ja = "ja"
    en = "en"


class ExportTable(StrEnum):
    """Tables of an export."""

    topics = "topics"
    assignments = "assignments"
    trends = "trends"


OnlyTopic = Annotated[str | None, typer.Option(help="Only this topic; id as in `voc topics list`.")]


@app.command("map")
def map_(
    out: Annotated[Path, typer.Option("--out", help="File to write: .png, .svg, .html, .csv or .xlsx.")],
    store: console.StoreOption = None,
) -> None:
    """Draw the map of topics between the churn reasons. Topics stay where they are when data comes in.

    Example: voc topics map --out map.html
    """
    from voc.gallery.topic_map import topic_map

    def make(opened: Store, settings: Settings) -> Sheet:
        return topic_map(opened, heads=settings.heads, language=settings.language)

    write(make, out, (*PICTURES, *TABLES), store)


@app.command()
def heatmap(
    out: Annotated[Path, typer.Option("--out", help="File to write: .png, .svg, .html, .csv or .xlsx.")],
    by: Annotated[
        str, typer.Option(metavar="FACT", help="Fact about accounts: segment, region, plan, arr, …")
    ] = "segment",
    store: console.StoreOption = None,
) -> None:
    """Draw churn reasons by segments of accounts: how many accounts speak of each, and their share.

    Example: voc topics heatmap --by plan --out reasons-by-plan.png
    """
    from voc.gallery.heatmap import heatmap as drawn

    write(lambda opened, s: drawn(opened, by=by, language=s.language), out, (*PICTURES, *TABLES), store)


@app.command()
def network(
    out: Annotated[Path, typer.Option("--out", help="File to write: .png, .svg, .html, .csv or .xlsx.")],
    topic: OnlyTopic = None,
    language: Annotated[
        SpokenLanguage | None, typer.Option(help="Language of the words; yours if not given.")
    ] = None,
    min_count: Annotated[
        int | None, typer.Option(min=1, help="Fewest remarks a word is in; 2 and more by their number.")
    ] = None,
    edges: Annotated[int, typer.Option(min=1, max=300, help="Strongest ties that are drawn.")] = 60,
    store: console.StoreOption = None,
) -> None:
    """Draw the co-occurrence network 共起ネットワーク of words in what is said.

    Example: voc topics network --language ja --out words.svg
    """
    from voc.gallery.network import network as drawn

    def make(opened: Store, settings: Settings) -> Sheet:
        return drawn(
            opened,
            language=settings.language,
            spoken=language.value if language else settings.language,
            topic=topic,
            min_count=min_count,
            edges=edges,
        )

    write(make, out, (*PICTURES, *TABLES), store)


@app.command()
def quotes(
    out: Annotated[Path, typer.Option("--out", help="File to write: .md, .html, .csv or .xlsx.")],
    topic: OnlyTopic = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="Quotes of each topic.")] = 5,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Accounts are called A, B, ….")] = False,
    store: console.StoreOption = None,
) -> None:
    """Collect the most typical quotes of each topic, from as many accounts as there are.

    Example: voc topics quotes --anonymous --out quotes.md
    """
    from voc.gallery.quotes import quotes as collected

    def make(opened: Store, settings: Settings) -> Sheet:
        return collected(opened, language=settings.language, topic=topic, limit=count, anonymous=anonymous)

    write(make, out, ("md", "html", *TABLES), store)


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", help="File to write: .xlsx (all tables) or .csv (one).")],
    table: Annotated[ExportTable, typer.Option(help="Which table a .csv has.")] = ExportTable.topics,
    store: console.StoreOption = None,
) -> None:
    """Write all topics, what belongs to them and how they run, for Excel.

    Example: voc topics export --out topics.xlsx
    """
    from voc.gallery.export import export as tables

    write(lambda opened, s: tables(opened, language=s.language, first=table.value), out, TABLES, store)


def write(
    make: Callable[[Store, Settings], Sheet], out: Path, formats: tuple[str, ...], store: str | None
) -> None:
    """Writes what `make` makes of the store to `out`, in the format of its suffix; prints its notes."""
    from voc.gallery.sheet import format_of, render, save
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    language = settings.language
    with console.failing_in(language):
        form = format_of(out, formats)
        with Store.open(settings.store) as opened:
            sheet = make(opened, settings)
        save(render(sheet, form, language=language), out)
    screen = console.console()
    screen.print(
        console.say(language, ja=f"書き出しました：{out}", en=f"written: {out}"), markup=False, soft_wrap=True
    )
    for note in sheet.notes:
        screen.print(note, style="dim", markup=False, soft_wrap=True)
