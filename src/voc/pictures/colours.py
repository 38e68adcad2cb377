"""Colours that readers with any colour vision can tell apart (Paul Tol's "muted" and his notes on it).

There are more churn reasons than such colours: the first eight are discs, the next eight rings.
"""

from __future__ import annotations

from dataclasses import dataclass

HUES = ("#332288", "#cc6677", "#117733", "#88ccee", "#aa4499", "#999933", "#44aa99", "#882255")
GREY = "#8c8c8c"
UP, DOWN = "#d55e00", "#0072b2"  # vermillion and blue: emerging and fading
LOW, HIGH = (247, 251, 255), (8, 81, 156)  # a scale from near white to dark blue


@dataclass(frozen=True, slots=True)
class Look:
    """How a group of dots looks."""

    colour: str
    ring: bool = False


def look(number: int | None) -> Look:
    """The look of the group with that number; grey for None. Sixteen looks, then they come again."""
    return Look(GREY) if number is None else Look(HUES[number % len(HUES)], ring=number // len(HUES) % 2 == 1)


def shade(share: float) -> tuple[str, str]:
    """Background for a share of 0…1, and the ink that is readable on it."""
    parts = [
        round(low + (high - low) * min(max(share, 0.0), 1.0)) for low, high in zip(LOW, HIGH, strict=True)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts), "#ffffff" if share > 0.68 else "#222222"


def tint(colour: str, amount: float = 0.45) -> str:
    """`colour` mixed with so much white that dark words are readable on it (amount 1: all white)."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (255 - part) * amount):02x}" for part in parts)
