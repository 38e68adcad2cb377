"""What a benchmark found: tables for a person, figures as JSON, Markdown for the docs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs" / "benchmarks.md"
RESULTS = Path(__file__).with_name("results")
WIDTH = 120  # columns, where no terminal says how many


@dataclass(frozen=True)
class Table:
    """One table; every cell is ready to print, the first column names the row."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Report:
    """The result of one benchmark: `figures` holds the numbers the tables were made from."""

    name: str
    title: str
    tables: Sequence[Table]
    figures: Mapping[str, Any]
    notes: Sequence[str] = ()


def show(report: Report) -> None:
    """Print `report` on standard output."""
    from rich.console import Console
    from rich.table import Table as Grid

    screen = Console(highlight=False)
    if not screen.is_terminal:
        screen = Console(highlight=False, width=WIDTH)
    screen.print(f"\n[bold]{report.title}[/]")
    for table in report.tables:
        grid = Grid(title=table.title, title_justify="left", header_style="bold")
        for number, column in enumerate(table.columns):
            grid.add_column(column, justify="right" if number else "left")
        for row in table.rows:
            grid.add_row(*row)
        screen.print(grid)
    for note in report.notes:
        screen.print(f"  {note}", style="dim", markup=False)


def write(report: Report) -> Path:
    """The JSON file written: ``results/NAME.json``."""
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{report.name}.json"
    file.write_text(json.dumps(report.figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file


def publish(report: Report) -> None:
    """Put the tables of `report` into docs/benchmarks.md, between the two marks with its name."""
    text = DOCS.read_text("utf-8")
    begin, end = (f"<!-- {mark} {report.name} -->" for mark in ("begin", "end"))
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    DOCS.write_text(f"{before}{begin}\n\n{markdown(report)}\n{end}{after}", encoding="utf-8")


def markdown(report: Report) -> str:
    """`report` as Markdown."""
    lines = [f"**{report.title}**", ""]
    for table in report.tables:
        lines += [f"{table.title}:", "", _line(table.columns), _line(["---"] * len(table.columns))]
        lines += [*map(_line, table.rows), ""]
    return "\n".join([*lines, *(f"- {note}" for note in report.notes), ""])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
