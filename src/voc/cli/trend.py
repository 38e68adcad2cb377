"""``voc accounts trend``: the tone of segments, products, regions or owners by month."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import console

if TYPE_CHECKING:
    from voc.settings import Settings
    from voc.types import Problem, Trend

BARS = "▁▂▃▄▅▆▇█"
MONTHS_SHOWN = 24


def trend(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="Texts with time and that field; else the accounts in the store."
        ),
    ] = None,
    by: Annotated[
        str, typer.Option(help="Which fact or field: segment, product, region, owner …")
    ] = "segment",
    store: console.StoreOption = None,
    json: console.JsonFlag = False,
) -> None:
    """Show how the tone of groups of customers ran by month, and when it changed for good.

    Example: voc accounts trend --by region
    """
    from voc.schemas.trends import TrendShape
    from voc.settings import Settings

    settings = Settings.read(store=store)
    problems: list[Problem] = []
    if file is None:
        found, left_out = _of_store(settings, by)
    else:
        found, left_out, problems = _of_file(file, settings, by)
    if json:
        for each in found:
            console.print_json(TrendShape.of(each, by=by))
    else:
        _show(found, by, left_out, settings.language)
    console.end(problems, language=settings.language)


def _of_store(settings: Settings, by: str) -> tuple[list[Trend], int]:
    from voc import pipeline
    from voc.store.store import Store

    with Store.open(settings.store) as store:
        return pipeline.account_trends(store, by)


def _of_file(file: Path, settings: Settings, by: str) -> tuple[list[Trend], int, list[Problem]]:
    from voc import pipeline
    from voc.cli.inputs import read_options
    from voc.engines import load_engines
    from voc.types import Document, Problem

    items = list(pipeline.read([file], read_options(settings)))
    documents = [item for item in items if isinstance(item, Document)]
    problems = [item for item in items if isinstance(item, Problem)]
    if not documents:
        console.finish_reading(0, problems)
    engines = load_engines(settings, progress=console.preparing(settings.language))
    return *pipeline.document_trends(documents, engines, by), problems


def _show(found: list[Trend], by: str, left_out: int, language: str) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    for ja, en in (
        (by, by),
        ("件数", "texts"),
        ("今月", "latest"),
        ("月ごとの語調", "tone by month"),
        ("変化", "shifts"),
    ):
        table.add_column(console.say(language, ja=ja, en=en), overflow="fold")
    for each in found:
        shifts = [
            f"{shift.month:%Y-%m} {'↘' if shift.direction == 'down' else '↗'} "
            f"{shift.before:+.2f} → {shift.after:+.2f} (p={shift.p:.3f})"
            for shift in each.shifts
        ]
        thin = console.say(language, ja="月数が足りません", en="too few months")
        table.add_row(
            escape(each.group),
            str(sum(point.texts for point in each.points)),
            f"{each.points[-1].score:+.2f}",
            "".join(_bar(point.score) for point in each.points[-MONTHS_SHOWN:]),
            thin if each.not_enough_evidence else "\n".join(shifts) or "—",
        )
    screen = console.console()
    screen.print(table)
    if left_out:
        words = console.say(
            language,
            ja=f"{left_out} 件は {by} か日付か語調が分からず、含めていません",
            en=f"{left_out} texts without {by}, date or tone were left out",
        )
        screen.print(f"[dim]{escape(words)}[/]")


def _bar(score: float) -> str:
    return BARS[min(len(BARS) - 1, max(0, int((score + 1) / 2 * len(BARS))))]
