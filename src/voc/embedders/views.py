"""The two ways a text is turned into a vector."""

from __future__ import annotations

from typing import Literal

View = Literal["meaning", "stance"]
MEANING: View = "meaning"  # what a text is about: topics, reasons
STANCE: View = "stance"  # how the speaker takes it: tone, signs
