"""Where time goes: one clock, one label at a time, so that the parts add up to the whole."""

from __future__ import annotations

import builtins
import functools
import importlib
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import isgeneratorfunction
from typing import Any

REST = "the rest"


class Clock:
    """Seconds by label; while an inner label runs, the outer one stands still."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._labels = [REST]
        self._since = time.perf_counter()

    @contextmanager
    def at(self, label: str) -> Iterator[None]:
        """Count what happens inside under `label`."""
        self.stop()
        self._labels.append(label)
        try:
            yield
        finally:
            self.stop()
            self._labels.pop()

    def stop(self) -> None:
        """Add the time since the last change to the label that ran."""
        now = time.perf_counter()
        self.seconds[self._labels[-1]] += now - self._since
        self._since = now

    def wrap(self, owner: Any, name: str, label: str) -> None:
        """Count every call of ``owner.name`` under `label`, from now on."""
        found = owner.__dict__[name] if isinstance(owner, type) else getattr(owner, name)
        if isinstance(found, classmethod | staticmethod):
            setattr(owner, name, type(found)(self._counted(found.__func__, label)))
        else:
            setattr(owner, name, self._counted(found, label))

    def _counted(self, function: Callable[..., Any], label: str) -> Callable[..., Any]:
        if isgeneratorfunction(function):

            @functools.wraps(function)
            def stepping(*args: Any, **kwargs: Any) -> Iterator[Any]:
                values = function(*args, **kwargs)
                while True:
                    with self.at(label):
                        try:
                            value = next(values)
                        except StopIteration:
                            return
                    yield value

            return stepping

        @functools.wraps(function)
        def calling(*args: Any, **kwargs: Any) -> Any:
            with self.at(label):
                return function(*args, **kwargs)

        return calling

    def count_imports(self) -> None:
        """Count what imports take under ``import PACKAGE``, each package's own part apart.

        Modules of the standard library count for the package that asked for them.
        """
        plain_import, plain_module = builtins.__import__, importlib.import_module

        def counted_import(
            name: str,
            globals: Any = None,  # noqa: A002 - callers may use the names of the real one
            locals: Any = None,  # noqa: A002
            fromlist: Any = (),
            level: int = 0,
        ) -> Any:
            package = (globals or {}).get("__package__") or "" if level else name
            root = package.partition(".")[0]
            if root in sys.stdlib_module_names or (name in sys.modules and not level and not fromlist):
                return plain_import(name, globals, locals, fromlist, level)
            with self.at(f"import {root}"):
                return plain_import(name, globals, locals, fromlist, level)

        def counted_module(name: str, package: str | None = None) -> Any:
            root = (package if name.startswith(".") and package else name).partition(".")[0]
            with self.at(f"import {root}"):
                return plain_module(name, package)

        builtins.__import__ = counted_import
        importlib.import_module = counted_module
