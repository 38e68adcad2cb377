"""One encoder alone in a process of its own: ``python -m benchmarks.alone SYSTEM FOLDER TEXTS.json``.

SYSTEM is ``voc`` or ``sentence-transformers``, FOLDER the encoder's folder as ``voc models prepare`` wrote
it. Prints the seconds it took to import and load, and to encode, as JSON.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks import measure

ENCODERS = ("voc", "sentence-transformers")
Floats = npt.NDArray[np.float32]
EncodeRaw = Callable[[Sequence[str]], Floats]


def in_own_process(system: str, folder: Path, texts: Sequence[str]) -> measure.Finished:
    """`system` encodes `texts` in a fresh process."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as file:
        json.dump(list(texts), file)
        file.flush()
        return measure.run([sys.executable, "-m", "benchmarks.alone", system, folder, file.name])


def load(system: str, folder: Path) -> EncodeRaw:
    """What turns texts into vectors as they come from the model, in `system`."""
    if system == "voc":
        from voc import embedders
        from voc.embedders.centred import CentredEncoder

        encoder = embedders.load(embedders.BUNDLED, models=folder.parent)
        assert isinstance(encoder, CentredEncoder)
        return encoder.encode_raw
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)  # it tells of the prompt it uses
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder))

    def encode(texts: Sequence[str]) -> Floats:
        vectors: Floats = model.encode(list(texts), show_progress_bar=False)
        return vectors

    return encode


def main() -> None:
    """Load, encode, print the seconds."""
    system, folder, file = sys.argv[1:]
    texts = json.loads(Path(file).read_text("utf-8"))
    begun = time.perf_counter()
    encode = load(system, Path(folder))
    loaded = time.perf_counter()
    encode(texts)
    done = time.perf_counter()
    print(json.dumps({"load": loaded - begun, "encode": done - loaded}))


if __name__ == "__main__":
    main()
