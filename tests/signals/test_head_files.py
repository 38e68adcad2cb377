"""The head on disk comes back as it was, and a wrong one is refused with advice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from signals.cue_head import DIM, cue_head

from builders import make_segment
from voc.errors import ModelError
from voc.signals import head_files
from voc.signals.detector import SignalDetector


def test_a_saved_head_scores_the_same(tmp_path: Path) -> None:
    head = cue_head()
    head_files.save(head, tmp_path, encoder_revision="r1", about={"passages": 3})
    again = head_files.load(tmp_path, encoder_revision="r1")
    rows = [make_segment("解約したい"), make_segment("quite fine", language="en")]
    vectors = np.eye(2, DIM, dtype=np.float32)
    for before, after in zip(head.parts(rows, vectors), again.parts(rows, vectors), strict=True):
        np.testing.assert_allclose(before, after, atol=1e-3)
    assert again.thresholds.keys() == head.thresholds.keys()


def test_saving_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        head_files.save(cue_head(), tmp_path / name, encoder_revision="r1", about={})
    for file in ("head.json", "head.safetensors"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_missing_head_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="voc train signals"):
        SignalDetector.load(tmp_path, encoder_revision="r1")


def test_a_head_for_other_vectors_is_refused(tmp_path: Path) -> None:
    head_files.save(cue_head(), tmp_path, encoder_revision="r1", about={})
    with pytest.raises(ModelError, match=r"r1.*r2"):
        SignalDetector.load(tmp_path, encoder_revision="r2")


def test_a_damaged_head_is_refused(tmp_path: Path) -> None:
    head_files.save(cue_head(), tmp_path, encoder_revision="r1", about={})
    (tmp_path / "head.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelError, match="cannot be read"):
        SignalDetector.load(tmp_path, encoder_revision="r1")
