"""What readers know of every language together: a Japanese mail quotes an English one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from voc.languages import LANGUAGES


@cache
def words(*path: str) -> tuple[str, ...]:
    """The lists at `path` in the ``reading.toml`` of every language, one after the other."""
    return tuple(word for found in _values(*path) for word in ([found] if isinstance(found, str) else found))


@cache
def roles(table: str) -> Mapping[str, tuple[str, ...]]:
    """Role -> names, such as ``roles("columns")["account"]``, over all languages."""
    names = [name for found in _values(table) for name in found]
    return MappingProxyType({name: words(table, name) for name in dict.fromkeys(names)})


@cache
def pattern(*path: str, flags: int = 0) -> re.Pattern[str]:
    """One pattern out of all languages' patterns at `path`; matches nothing where there are none."""
    alternatives = [word for word in words(*path) if word]
    # a flag such as (?i) inside one alternative would hold for all of them
    scoped = [f"(?i:{word[4:]})" if word.startswith("(?i)") else f"(?:{word})" for word in alternatives]
    return re.compile("|".join(scoped) or r"(?!)", flags)


def _values(*path: str) -> Sequence[Any]:
    found = []
    for table in _tables():
        value: Any = table
        for key in path:
            value = value.get(key, {})
        found.append(value)
    return found


@cache
def _tables() -> tuple[Mapping[str, Any], ...]:
    return tuple(
        tomllib.loads((files(f"voc.languages.{code}") / "reading.toml").read_text(encoding="utf-8"))
        for code in LANGUAGES
    )
