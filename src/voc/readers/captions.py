"""Captions to one document: those of one speaker in a row are one turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

from voc.errors import InputError
from voc.readers import sides
from voc.readers.composed import Said, compose
from voc.readers.identity import TIME_FROM
from voc.readers.options import ReadOptions
from voc.readers.spoken_language import language_of
from voc.readers.times import parse_time
from voc.readers.turn_lines import could_be_speaker
from voc.types import Document, FieldValue, Problem

TIMING = re.compile(r"^[ \t]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]+-->", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9:.][^>\n]*>|\{\\\w+\}")
_NAME = re.compile(r"(?:>>\s?|-\s)?(?P<name>[^\s：:。、!?！？][^：:。、!?！？\n]{0,40})[：:][ 　]*(?=\S)")
_PAUSE = 60.0  # seconds of silence after which the same speaker's words are a new turn
_JAPANESE = re.compile(r"[ぁ-ヿ㐀-鿿、。！？」]")


@dataclass(slots=True)
class _Cue:
    start: float
    end: float
    speaker: str | None
    words: str


def document_of(text: str, path: Path, options: ReadOptions) -> Document:
    """The document of `text`, which is WebVTT; raises InputError where no caption has words."""
    found = list(_cues(text, path.name))
    timings = len(TIMING.findall(text))
    if not found:
        raise InputError(f"{path.name} has no captions with words", "captions_without_words", file=path.name)
    lost = timings - len(found)
    message = f"{lost} of {timings} captions are empty or broken"
    problems = (Problem("captions_left_out", message),) if lost > 0 else ()
    return replace(_document(found, path, options), problems=problems)


def none_in(path: Path, *, like: str) -> InputError:
    """The error to raise for a file without a line that says when something is said."""
    message = f"{path.name} has no captions: no line like {like}"
    return InputError(message, "no_captions", file=path.name, like=like)


def _cues(text: str, name: str) -> Iterator[_Cue]:
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        captions: Any = webvtt.from_string(text)
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError, OverflowError) as error:
        message = f"{name} has no captions that can be read: {error}"
        raise InputError(message, "broken_captions", file=name, error=error) from error
    cues = [_cue(caption) for caption in captions]
    # where captions of one speaker in a row all carry the name, one without a name is nobody's
    always = any(cue.speaker and cue.speaker == below.speaker for cue, below in pairwise(cues))
    speaker: str | None = None
    for cue in cues:
        speaker = cue.speaker if cue.speaker or always else speaker
        if cue.words:
            yield replace(cue, speaker=speaker)


def _cue(caption: Any) -> _Cue:
    voice = _VOICE.search(caption.raw_text)
    words = unescape(_TAG.sub("", caption.raw_text.replace("\n", " "))).strip()
    speaker = unescape(voice[1]).strip() if voice else None
    if not voice and (prefixed := _NAME.match(words)) and could_be_speaker(prefixed["name"]):
        speaker, words = prefixed["name"].strip(), words[prefixed.end() :]
    return _Cue(caption.start_in_seconds, caption.end_in_seconds, speaker, words)


def _document(cues: list[_Cue], path: Path, options: ReadOptions) -> Document:
    begun = parse_time(path.stem, timezone=options.timezone)
    known = sides.known_from(options)
    text, utterances = compose((_said(cue, begun) for cue in _merged(cues)), known=known)
    fields: dict[str, FieldValue] = {"minutes": round((cues[-1].end - cues[0].start) / 60)}
    if begun:
        fields[TIME_FROM] = "file name"
    return Document(
        id="",
        source=path.name,
        channel="meeting",
        text=text,
        utterances=utterances,
        language=language_of(text, utterances),
        time=begun,
        fields=fields,
    )


def _merged(cues: list[_Cue]) -> list[_Cue]:
    merged: list[_Cue] = []
    for cue in cues:
        last = merged[-1] if merged else None
        if last and last.speaker == cue.speaker and cue.start - last.end < _PAUSE:
            joint = "" if _JAPANESE.match(last.words[-1]) and _JAPANESE.match(cue.words) else " "
            merged[-1] = replace(last, end=cue.end, words=last.words + joint + cue.words)
        else:
            merged.append(cue)
    return merged


def _said(cue: _Cue, begun: datetime | None) -> Said:
    return Said(cue.words, cue.speaker, time=begun + timedelta(seconds=cue.start) if begun else None)
