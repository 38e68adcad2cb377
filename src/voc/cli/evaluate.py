"""``voc evaluate``: reproduces every figure we publish."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voc.cli import console
from voc.errors import SettingError

TASKS = ("reading", "sentiment", "temperature", "signals", "topics")


def evaluate(
    name: Annotated[str | None, typer.Argument(help=f"One of: {', '.join(TASKS)}; all if not given.")] = None,
    data: Annotated[
        Path | None, typer.Option(help="Folder with the labelled sets; else those that came with voc.")
    ] = None,
    json: console.JsonFlag = False,
) -> None:
    """Measure quality on held-out data, beside plain baselines in the same run.

    Example: voc evaluate signals
    """
    from rich.markup import escape
    from rich.table import Table

    from voc import training
    from voc.paths import shipped
    from voc.schemas.figures import FigureShape
    from voc.settings import Settings

    settings = Settings.read()
    if name is not None and name not in TASKS:
        raise SettingError(f"there is nothing to evaluate called {name!r}; choose one of: {', '.join(TASKS)}")
    gold = data or shipped("gold")
    figures = [
        figure
        for task in ([name] if name else TASKS)
        for figure in training.evaluate(
            task, settings, gold=gold, progress=console.preparing(settings.language)
        )
    ]
    if json:
        for figure in figures:
            console.print_json(FigureShape.of(figure))
        return
    table = Table(box=None, header_style="bold")
    for column in ("task", "measure", "data", "language", "label", "system", "value", "n"):
        table.add_column(column)
    for f in figures:
        cells = (f.task, f.measure, f.data, f.language or "", f.label or "", f.system)
        table.add_row(*map(escape, cells), f"{f.value:.3f}", str(f.n))
    console.console().print(table)
