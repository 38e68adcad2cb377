"""Whether a segment says something a topic could be about."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from voc import languages
from voc.types import Segment

_MOST_TERMS = 4  # the longest way to say nothing: 「一身上の都合により退会させていただきます」


def content_terms(segment: Segment) -> list[str]:
    """The content words of `segment`, in order; none where it is a greeting, 「特になし」 or 「はい」."""
    terms = [term for term in languages.get(segment.language).terms(segment.text) if not term.isdecimal()]
    if len(terms) <= _MOST_TERMS and _says_nothing().issuperset(map(str.casefold, terms)):
        return []
    return terms


@cache
def _says_nothing() -> frozenset[str]:
    table = tomllib.loads((files(__package__) / "substance.toml").read_text(encoding="utf-8"))
    return frozenset(term for terms in table["says_nothing"].values() for term in terms)
