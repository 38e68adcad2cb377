from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gallery import world

from voc.store.store import Store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'empty.db'}") as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'voc.db'}") as opened:
        world.fill(opened)
        yield opened


@pytest.fixture
def heads(tmp_path: Path) -> Path:
    return world.save_head(tmp_path / "heads")
