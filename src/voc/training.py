"""How what we ship was trained, and how good it is: ``voc train`` and ``voc evaluate``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import numpy as np

from voc.embedders import BUNDLED, Encoder, full_revision, tuning
from voc.embedders.tuning import NONE, Lessons
from voc.engines import load_encoder, load_engines
from voc.errors import SettingError
from voc.paths import shipped
from voc.sentiment.head import LABELS, SentimentHead
from voc.sentiment.train import DERIVED, balanced, examples
from voc.settings import Settings
from voc.signals.gold import read_all
from voc.signals.train import labelled
from voc.topics.train import reason_lessons
from voc.types import Figure, Segment, Vectors
from voc.whole_notes import whole_note_figures

# what learns, from the lowest: heads fit one encoder, so they come after it
TRAINED_IN = {"sentiment": "sentiment", "signals": "signals", "reasons": "topics", "reading": "readers"}
EVALUATED_IN = {
    "reading": "readers",
    "sentiment": "sentiment",
    "temperature": "temperature",
    "signals": "signals",
    "topics": "topics",
}
WITHOUT_ENCODER = ("reading",)
BY_BOTH_VIEWS = ("topics",)  # measured with meanings beside stances; the heads read the stance alone
Tell = Callable[[str], None]


def train(name: str, settings: Settings, *, folder: Path, progress: Tell | None) -> None:
    """Train a head, or the encoder's layers for stance, anew into `folder`.

    From the labelled texts that come with voc and the public sets; SettingError when layers are to be tuned
    of another encoder than the bundled one, InputError without the public sets.
    """
    if name == "encoder":
        _tune(settings, folder, progress)
        return
    given: dict[str, object] = {"gold": shipped("gold"), "shared": settings.shared_data, "folder": folder}
    if name not in WITHOUT_ENCODER:
        given |= _encoding(load_encoder(settings, progress=progress), both=name in BY_BOTH_VIEWS)
    import_module(f"voc.{TRAINED_IN[name]}.train").train(**given)


def evaluate(name: str, settings: Settings, *, gold: Path, progress: Tell | None) -> list[Figure]:
    """Figures of quality for one task, each beside plain baselines measured in the same run."""
    given: dict[str, object] = {
        "gold": gold,
        "models": settings.heads,
        "shared": settings.shared_data if settings.shared_data.is_dir() else None,
    }
    if name not in WITHOUT_ENCODER:
        encoder = load_encoder(settings, progress=progress)
        given |= _encoding(encoder, both=name in BY_BOTH_VIEWS)
        if name == "temperature":
            head = SentimentHead.load(settings.heads / "sentiment", encoder_revision=full_revision(encoder))
            given["tone"] = lambda texts, codes: _tones(texts, codes, encoder, head)
    figures: list[Figure] = import_module(f"voc.{EVALUATED_IN[name]}.evaluate").evaluate(**given)
    if name == "signals":
        figures += whole_note_figures(gold, load_engines(settings, progress=progress))
    return figures


def lessons(gold: Path, shared: Path | None) -> Lessons:
    """What the layers for stance learn from: signs in passages, tones, churn reasons.

    Passages stand first, then remarks and public sets, then cancellations; a remark that is labelled for
    both is one row.
    """
    signs = labelled([passage for passage in read_all(gold) if passage.split == "train"])
    tones = [text for text in examples(gold, shared) if text.source not in DERIVED]
    texts = [segment.text for segment in signs.segments]
    row_of = {text: row for row, text in enumerate(texts)}
    tone_rows = []
    for text in tones:
        if text.text not in row_of:
            row_of[text.text] = len(texts)
            texts.append(text.text)
        tone_rows.append(row_of[text.text])
    reasons = reason_lessons(gold)
    passages = [*signs.passages, *range(len(signs.segments), len(texts))]
    first = len(texts)
    texts += reasons.texts
    passages += [passages[-1] + 1 + passage for passage in reasons.passages]
    beyond = len(texts) - len(signs.segments)
    found = Lessons(
        texts=texts,
        passages=np.array(passages),
        tone=np.full(len(texts), NONE),
        grade=np.full(len(texts), NONE),
        weights=np.zeros(len(texts), np.float32),
        signs=np.pad(signs.labels, ((0, beyond), (0, 0))),
        counted=np.pad(signs.counted, ((0, beyond), (0, 0))),
        reason=np.array([NONE] * first + reasons.own),
        whole_reason=np.array([NONE] * first + reasons.whole),
        reasons=reasons.count,
    )
    found.tone[tone_rows] = [LABELS.index(text.label) for text in tones]
    found.grade[tone_rows] = [NONE if text.grade is None else text.grade + 2 for text in tones]
    weights = balanced(tones)
    found.weights[tone_rows] = weights / weights.mean()
    return found


def _tune(settings: Settings, folder: Path, progress: Tell | None) -> None:
    from voc.embedders import bundled

    if settings.encoder != BUNDLED:
        raise SettingError(f"only layers of {BUNDLED} can be tuned; VOC_ENCODER is {settings.encoder}")

    def tell(done: int, total: int) -> None:
        if progress is not None and done % 2048 < tuning.BATCH:
            progress(f"tuning {done:,} / {total:,}")

    network = bundled.prepare(settings.models, progress=progress)
    tuning.tune(lessons(shipped("gold"), settings.shared_data), network=network, folder=folder, progress=tell)


def _tones(
    texts: Sequence[str], codes: Sequence[str], encoder: Encoder, head: SentimentHead
) -> list[float | None]:
    """How each text sounds as a whole, -1…1."""
    whole = [
        Segment(str(number), "", 0, 0, len(text), text, code, side="customer")
        for number, (text, code) in enumerate(zip(texts, codes, strict=True))
    ]
    return [found.score for found in head.score(whole, encoder.encode_stance(texts, languages=codes))]


def _encoding(encoder: Encoder, *, both: bool) -> dict[str, object]:
    """What training and measuring need of an encoder."""

    def vectors(texts: Sequence[str], codes: Sequence[str]) -> Vectors:
        if both:
            return np.hstack(encoder.encode_both(texts, languages=codes))
        return encoder.encode_stance(texts, languages=codes)

    return {"encode": vectors, "encoder_revision": full_revision(encoder)}
