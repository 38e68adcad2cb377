"""A Drawing as PNG or SVG, and how wide words are: the only file that knows matplotlib.

The same drawing is the same bytes: no dates, and ids made with a fixed salt. The Japanese font
(IPAexGothic) comes with the package matplotlib-fontja, under the IPA Font License.
"""

from __future__ import annotations

import io
import warnings
from functools import cache, lru_cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from voc.errors import ModelError
from voc.pictures.drawing import Box, Dot, Drawing, Line, Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DPI = 144
TINY = 3.0  # points
FONT = "IPAexGothic"
# An SVG names its fonts: those of Windows, macOS and Linux, for readers who don't have ours.
FONTS = f"'{FONT}', 'Hiragino Sans', 'Yu Gothic', 'Meiryo', 'Noto Sans CJK JP', sans-serif"
SLACK = 1.06  # those fonts are a little wider than ours


def render(drawing: Drawing, form: Literal["png", "svg"]) -> bytes:
    """The picture as a file; the same drawing gives the same bytes."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    _font()
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()  # whatever the user's own matplotlibrc says
        matplotlib.rc("font", family=[FONT, "DejaVu Sans"])
        matplotlib.rc("svg", fonttype="none", hashsalt="voc")
        warnings.filterwarnings("ignore", "Glyph .* missing")  # a box is drawn: better than no picture
        figure = Figure(figsize=(drawing.width / 72, drawing.height / 72), dpi=DPI)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, drawing.width)
        axes.set_ylim(drawing.height, 0)
        for layer, mark in enumerate(drawing.marks):
            _add(axes, mark, layer)
        out = io.BytesIO()
        metadata: dict[str, Any] = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        figure.savefig(out, format=form, dpi=DPI, facecolor="white", metadata=metadata)
    return out.getvalue() if form == "png" else _named(out.getvalue().decode(), drawing.title).encode()


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float) -> float:
    """How wide `text` is in points, with a little room for other fonts."""
    font = _font()
    font.set_size(size, 72)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")
        font.set_text(text)
    width, _ = font.get_width_height()
    return float(width) / 64 * SLACK


def _add(axes: Axes, mark: Dot | Line | Box | Words, layer: int) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, Rectangle

    if isinstance(mark, Dot) and mark.radius < TINY and not mark.ring:
        # a marker: in an SVG thousands of them share one outline
        axes.add_line(
            Line2D(
                [mark.at[0]],
                [mark.at[1]],
                marker="o",
                markersize=2 * mark.radius,
                markeredgewidth=0,
                color=mark.colour,
                alpha=mark.alpha,
                zorder=layer,
            )
        )
    elif isinstance(mark, Dot):
        look = {"fc": "white", "ec": mark.colour, "lw": min(mark.radius / 3, 4)} if mark.ring else {}
        face = look or {"fc": mark.colour, "ec": "none"}
        axes.add_patch(Circle(mark.at, mark.radius, alpha=mark.alpha, zorder=layer, **face))
    elif isinstance(mark, Line):
        xs, ys = zip(*mark.points, strict=True)
        axes.add_line(Line2D(xs, ys, color=mark.colour, linewidth=mark.width, zorder=layer))
    elif isinstance(mark, Box):
        axes.add_patch(
            Rectangle(
                (mark.x, mark.y),
                mark.width,
                mark.height,
                fc=mark.colour,
                ec=mark.edge or "none",
                alpha=mark.alpha,
                zorder=layer,
            )
        )
    else:
        axes.text(
            *mark.at,
            mark.text,
            size=mark.size,
            color=mark.colour,
            ha=mark.anchor,
            va="center",
            parse_math=False,  # $5 is five dollars
            zorder=layer,
        )


def _named(svg: str, title: str) -> str:
    """`svg` with a title for screen readers and with fonts for readers without ours."""
    start = svg.index("<svg")
    end = svg.index(">", start)
    name = escape(title)
    named = f'{svg[:end]} role="img" aria-label="{name}">\n <title>{name}</title>{svg[end + 1 :]}'
    return named.replace(f"'{FONT}', 'DejaVu Sans'", FONTS)


@cache
def _font() -> Any:
    """Our font, known to matplotlib from now on; ModelError when its package is damaged."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    found = find_spec("matplotlib_fontja")  # importing it would change the fonts of everybody's figures
    path = Path(found.origin).parent / "fonts" / "ipaexg.ttf" if found and found.origin else None
    if path is None or not path.is_file():
        raise ModelError("the Japanese font is missing; install it again with: pip install matplotlib-fontja")
    font_manager.fontManager.addfont(str(path))
    return FT2Font(str(path))
