"""Where the files are that come with voc."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def shipped(name: str) -> Path:
    """The folder `name` (models, samples, gold) that came with voc: in the wheel, or in the checkout."""
    inside = Path(str(resources.files("voc"))) / name
    if inside.exists():
        return inside
    root = Path(__file__).parents[2]
    return root / ("models" if name == "models" else f"data/{name}")
