"""Draws curves of precision over recall as SVG, readable on light and dark ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

WIDTH, HEIGHT = 640, 420
LEFT, TOP, RIGHT, BOTTOM = 60, 24, 24, 52
COLOURS = {"ja": "#d9480f", "en": "#1971c2"}
NAMES = {"ja": "日本語 / Japanese", "en": "英語 / English"}
Point = tuple[float, float]  # recall, precision


def draw(
    curves: Mapping[str, Sequence[Point]], presets: Mapping[str, Mapping[str, Point]], file: Path
) -> None:
    """Write the curve of each language with its presets marked."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-label="Precision over recall, with the presets" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        (x, bottom), (left, y) = _at((tick, 0.0)), _at((0.0, tick))
        lines += [
            f'<path d="M{x} {TOP}V{bottom}M{left} {y}H{WIDTH - RIGHT}" stroke="#e9ecef"/>',
            f'<text x="{x}" y="{bottom + 18}" text-anchor="middle" fill="#495057">{tick:.1f}</text>',
            f'<text x="{left - 8}" y="{y + 4}" text-anchor="end" fill="#495057">{tick:.1f}</text>',
        ]
    lines += [
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 10}" text-anchor="middle" fill="#212529">再現率 / recall</text>',
        f'<text transform="translate(16 {HEIGHT / 2}) rotate(-90)" text-anchor="middle" fill="#212529">'
        "適合率 / precision</text>",
    ]
    for number, (code, points) in enumerate(curves.items()):
        colour = COLOURS[code]
        path = "L".join("{} {}".format(*_at(point)) for point in points)
        lines.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        for name, point in presets[code].items():
            x, y = _at(point)
            above = code == "ja"
            lines += [
                f'<circle cx="{x}" cy="{y}" r="5" fill="{colour}"/>',
                f'<text x="{x + (8 if above else -8)}" y="{y + (-8 if above else 18)}" fill="{colour}" '
                f'text-anchor="{"start" if above else "end"}">{name}</text>',
            ]
        x, y = _at((0.04, 0.16 - 0.07 * number))
        lines.append(f'<text x="{x}" y="{y}" fill="{colour}" font-weight="bold">{NAMES[code]}</text>')
    file.write_text("\n".join([*lines, "</svg>", ""]), encoding="utf-8")


def _at(point: Point) -> Point:
    recall, precision = point
    x = LEFT + recall * (WIDTH - LEFT - RIGHT)
    y = TOP + (1 - precision) * (HEIGHT - TOP - BOTTOM)
    return round(x, 1), round(y, 1)
