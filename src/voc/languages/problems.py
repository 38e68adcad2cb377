"""What problems and errors are called in a language: code -> message, in its ``problems.toml``.

The English message is written where the problem arises. A code may have several messages, the
fullest first: the first whose {values} the problem brings along is taken.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from voc.languages import LANGUAGES

if TYPE_CHECKING:
    from voc.errors import VocError
    from voc.types import Problem


def message_of(problem: Problem | VocError, language: str) -> str | None:
    """The message in `language`; None where that language has none of its own."""
    found = _tables(language).get("messages", {}).get(problem.code, [])
    for message in [found] if isinstance(found, str) else found:
        try:
            return str(message.format_map(problem.values))
        except KeyError:
            continue
    return None


def place_of(problem: Problem, language: str) -> str | None:
    """Where it is: "row 12" as 「12 行目」, "a.csv: row 12" as 「a.csv: 12 行目」; else as it stands."""
    if problem.place is None:
        return None
    file, colon, inside = problem.place.rpartition(": ")
    kind, _, which = inside.partition(" ")
    said = _tables(language).get("places", {}).get(kind)
    return f"{file}{colon}{said.format(which)}" if said else problem.place


@cache
def _tables(language: str) -> Mapping[str, Mapping[str, Any]]:
    if language not in LANGUAGES:
        return {}
    file = files(f"voc.languages.{language}") / "problems.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
