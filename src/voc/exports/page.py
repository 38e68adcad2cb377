"""A picture and tables as one HTML file that needs nothing else, on a phone too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from voc.exports.table import Cell, Table

STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; color: #222; background: #fff; line-height: 1.6;
  font-family: system-ui, "Hiragino Sans", "Yu Gothic", "Meiryo", "Noto Sans CJK JP", sans-serif; }
h1 { font-size: 1.35rem; margin: 0 0 .5rem; }
.note { color: #555; margin: .2rem 0; }
figure, .table { margin: 1rem 0; overflow-x: auto; }
figure svg { display: block; width: 100%; min-width: 44rem; height: auto; }
table { border-collapse: collapse; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border-bottom: 1px solid #ddd; padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.text { min-width: 12rem; }
"""
LONG = 40  # characters from which a cell gets room


def to_html(
    title: str, *, language: str, notes: Sequence[str], tables: Sequence[Table], picture: str | None = None
) -> bytes:
    """The page in UTF-8; `picture` is an SVG, which scrolls sideways where the screen is narrow."""
    parts = [
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>",
        *(f'<p class="note">{escape(note)}</p>' for note in notes),
    ]
    if picture is not None:
        parts.append(f'<figure tabindex="0">\n{picture[picture.index("<svg") :]}</figure>')
    parts += [_table(table) for table in tables]
    return "\n".join([*parts, "</body>\n</html>\n"]).encode()


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    body = "\n".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in table.rows)
    return (
        f'<div class="table" tabindex="0"><table>\n<caption>{escape(table.title)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def _cell(cell: Cell) -> str:
    if isinstance(cell, int | float):
        shown = f"{cell:,}" if isinstance(cell, int) else f"{cell:,.3f}".rstrip("0").rstrip(".")
        return f'<td class="number">{shown}</td>'
    text = cell.isoformat() if isinstance(cell, date) else cell or ""
    room = ' class="text"' if len(text) >= LONG else ""
    return f"<td{room}>{escape(text)}</td>"
