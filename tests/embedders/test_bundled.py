import subprocess
import sys
from pathlib import Path

import pytest

from voc import embedders
from voc.embedders import bundled, e5_weights
from voc.errors import ModelError


def test_damaged_weights_are_refused_with_the_way_out(tmp_path: Path, monkeypatch):
    damaged = tmp_path / "e5-small-q4.bin"
    damaged.write_bytes(b"E5S1" + b"\0" * 100)
    monkeypatch.setattr(bundled, "weights_file", lambda: damaged)
    with pytest.raises(ModelError, match="force-reinstall"):
        bundled.prepare(tmp_path / "models")
    assert not list((tmp_path / "models").glob("*/config.json"))


def test_another_kind_of_file_is_no_weight_file(tmp_path: Path):
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF....")
    with pytest.raises(ModelError, match="not an E5S1"):
        e5_weights.read_packed(other)


def test_a_failure_half_way_leaves_no_folder_behind(tmp_path: Path, monkeypatch):
    def stop(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(bundled, "write_sentence_transformer", stop)
    with pytest.raises(OSError, match="disk full"):
        bundled.prepare(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{bundled.FOLDER}.lock"]


def test_two_processes_prepare_one_folder(tmp_path: Path):
    code = (
        "import sys; from pathlib import Path; from voc.embedders import bundled; "
        "print(bundled.prepare(Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [process.communicate(timeout=300)[0].strip() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert outputs[0] == outputs[1] == str(tmp_path / bundled.FOLDER)
    folders = [path.name for path in tmp_path.iterdir() if path.is_dir()]
    assert folders == [bundled.FOLDER]


def test_an_unknown_encoder_is_refused_in_one_line(tmp_path: Path):
    with pytest.raises(ModelError, match="VOC_ENCODER takes"):
        embedders.load(str(tmp_path / "nowhere"), models=tmp_path)
