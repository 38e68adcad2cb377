"""``voc actions rates``: are reasons known, and are actions done?"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console
from voc.cli.inputs import day_of, today

if TYPE_CHECKING:
    from datetime import date

    from voc.types import FollowUp, FollowUpRates, RatePeriod, Share

app = typer.Typer()
SHOWN = 24  # periods; --json gives all


class Period(StrEnum):
    """Lengths of a period."""

    week = "week"
    month = "month"
    quarter = "quarter"


@app.command()
def rates(
    period: Annotated[Period, typer.Option(help="How long a period is.")] = Period.month,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what is of this day or later, like 2026-04-01.")
    ] = None,
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Show how many cancellations have a known reason 分類率, and how many actions were done 完了率.

    Of the actions due in a period those count that are done or whose day has come.

    Example: voc actions rates --period quarter --since 2026-04-01
    """
    from voc import followup
    from voc.schemas.actions import FollowUpRatesShape
    from voc.settings import Settings
    from voc.store.store import Store

    settings = Settings.read(store=store)
    with Store.open(settings.store) as opened:
        found = followup.rates(
            opened,
            today=today(settings),
            timezone=settings.timezone,
            period=period.value,
            since=day_of(since) if since else None,
        )
    if json:
        console.print_json(FollowUpRatesShape.of(found))
        return
    show(found, settings.language)


def show(found: FollowUpRates, language: str) -> None:
    """Print the rates for a person."""
    from rich.table import Table

    screen = console.console()
    if found.periods:
        grid = Table(box=None, header_style="bold")
        for ja, en in (
            ("期間", found.period),
            ("解約理由の分類率", "reasons known"),
            ("対応完了率", "actions done"),
            ("期限内", "in time"),
            ("期限前", "not yet due"),
        ):
            grid.add_column(console.say(language, ja=ja, en=en), no_wrap=True)
        for start, each in found.periods[-SHOWN:]:
            grid.add_row(_name(start, found.period), *_cells(each))
        grid.add_section()
        grid.add_row(console.say(language, ja="全体", en="all"), *_cells(found.overall), style="bold")
        screen.print(grid)
    else:
        none = console.say(
            language,
            ja="日付のある解約も対応もまだありません（voc ingest、voc actions add）",
            en="no cancellation with a date and no action yet (voc ingest, voc actions add)",
        )
        screen.print(none)
    if found.undated:
        n = found.undated
        told = console.say(
            language,
            ja=f"日付のない解約 {n} 件は含みません",
            en=f"without {n} cancellations of no known date",
        )
        screen.print(told, style="dim")


def _name(start: date, period: RatePeriod) -> str:
    """2026-10, 2026 Q4, or the Monday of a week."""
    if period == "quarter":
        return f"{start.year} Q{(start.month + 2) // 3}"
    return start.isoformat() if period == "week" else start.isoformat()[:7]


def _cells(found: FollowUp) -> list[str]:
    shares = [_percent(share) for share in (found.classified, found.completed, found.in_time)]
    return [*shares, str(found.coming or "—")]


def _percent(share: Share) -> str:
    return "—" if share.value is None else f"{share.value:4.0%} ({share.part}/{share.of})"
