"""``voc topics trends``: what is said more and less than before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from voc.cli import console
from voc.cli.topic_pictures import PICTURES, TABLES, write

if TYPE_CHECKING:
    from voc.types import Topic, TopicTrend

app = typer.Typer()
BARS = "▁▂▃▄▅▆▇█"
SHOWN = 24  # periods
COURSES = {
    "emerging": ("増えている", "emerging"),
    "fading": ("減っている", "fading"),
    "steady": ("変わりなし", "steady"),
    "unknown": ("判断できない", "too few to tell"),
}


class Period(StrEnum):
    """Lengths of a period."""

    week = "week"
    month = "month"


@app.command()
def trends(
    period: Annotated[
        Period | None, typer.Option(help="By default weeks for less than half a year of documents.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Compare from this day on, a release say, with all before."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="File to draw them in instead: .png, .svg, .html, .csv or .xlsx.")
    ] = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Show volume, tone, accounts and money of each topic, and which are emerging or fading.

    Example: voc topics trends --since 2026-04-01 --out trends.png
    """
    length: Literal["week", "month"] | None = period.value if period else None
    day = since.date() if since else None
    if out is not None:
        _write(out, length, day, store)
        return
    from voc import curation
    from voc.schemas.topics import TopicTrendShape
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        found = curation.trends(opened, period=length, since=day)
        topics = {topic.id: topic for topic in opened.topics()}
    if json:
        for trend in found:
            console.print_json(TopicTrendShape.of(trend, topics.get(trend.topic)))
        return
    _show(found, topics, settings.language)


def _write(out: Path, period: Literal["week", "month"] | None, since: date | None, store: str | None) -> None:
    from voc.gallery.trends import trends as drawn

    write(
        lambda opened, settings: drawn(opened, language=settings.language, period=period, since=since),
        out,
        (*PICTURES, *TABLES),
        store,
    )


def _show(found: Sequence[TopicTrend], topics: Mapping[str, Topic], language: str) -> None:
    from rich.markup import escape
    from rich.table import Table

    if not found:
        none = console.say(
            language, ja="日付のある発言がまだありません", en="nothing with a date is in a topic yet"
        )
        console.console().print(none)
        return
    grid = Table(box=None, header_style="bold")
    for ja, en in (
        ("id", "id"),
        ("トピック", "topic"),
        ("件数", "texts"),
        ("推移", "run"),
        ("以前 → 最近", "before → now"),
        ("傾向", "course"),
        ("語調", "tone"),
        ("最近の年額", "money now"),
    ):
        grid.add_column(console.say(language, ja=ja, en=en), overflow="fold")
    for trend in found:
        topic = topics[trend.topic]
        ja, en = COURSES[trend.course]
        course = console.say(language, ja=ja, en=en) + (f" (p={trend.p:.3f})" if trend.p is not None else "")
        latest = [each for each in trend.periods if trend.since and each.start >= trend.since]
        grid.add_row(
            trend.topic,
            escape(console.say(language, ja=topic.label.ja, en=topic.label.en)),
            str(sum(each.documents for each in trend.periods)),
            _bars([each.share for each in trend.periods[-SHOWN:]]),
            f"{_percent(trend.before)} → {_percent(trend.after)}",
            course,
            f"{_signed(trend.tone_before)} → {_signed(trend.tone_after)}",
            _money(max((each.money for each in latest), key=lambda m: sum(m.values()), default={})),
        )
    console.console().print(grid)


def _bars(shares: Sequence[float]) -> str:
    most = max(shares, default=0) or 1
    return "".join(
        BARS[min(len(BARS) - 1, int(share / most * len(BARS)))] if share else " " for share in shares
    )


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.0%}"


def _signed(tone: float | None) -> str:
    return "—" if tone is None else f"{tone:+.2f}"


def _money(sums: Mapping[str, float]) -> str:
    return ", ".join(f"{amount:,.0f} {currency}".strip() for currency, amount in sums.items()) or "—"
