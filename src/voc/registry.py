"""Looks classes up by name, importing them only when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from voc.errors import SettingError


class Registry:
    """A pluggable family: name -> ``"module:Class"``, visible in one table, loaded lazily."""

    def __init__(self, family: str, members: Mapping[str, str]) -> None:
        self.family = family
        self._members = dict(members)

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def load(self, name: str) -> Any:
        """The class called `name`; SettingError lists the names there are."""
        try:
            module, _, attribute = self._members[name].partition(":")
        except KeyError:
            known = ", ".join(self._members)
            raise SettingError(f"there is no {self.family} called {name!r}; choose one of: {known}") from None
        return getattr(import_module(module), attribute)
