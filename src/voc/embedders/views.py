"""The two ways a text is turned into a vector."""

from __future__ import annotations

from typing import Literal

View = Literal["meaning", "tone"]
MEANING: View = "meaning"  # what a text is about: topics, signs, reasons
TONE: View = "tone"  # how it sounds
