"""What can go wrong, said so that a person knows what to do."""

from __future__ import annotations

from collections.abc import Mapping


class VocError(Exception):
    """Base of all errors voc raises on purpose; the message is one line for people.

    Other languages have their own message for the `code`, in which the `values` are named: see
    ``languages/<code>/problems.toml``, as for a Problem.
    """

    def __init__(self, message: str, code: str = "", **values: object) -> None:
        super().__init__(message)
        self.code = code
        self.values: Mapping[str, str] = {name: str(value) for name, value in values.items()}


class InputError(VocError):
    """A file or text could not be read at all."""


class ModelError(VocError):
    """A model is missing, damaged or of the wrong shape."""


class SettingError(VocError):
    """A setting or option holds a value that does not work."""


class NotFoundError(VocError):
    """An account, topic or other thing by that id is not in the store."""
