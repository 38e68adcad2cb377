"""Our frozen types as JSON's own kinds and back: dates as ISO text, tuples as lists, types as objects.

pydantic's TypeAdapter cannot read them: in a dataclass with slots, a field called like its type
(``date: date``) hides the type from it.
"""

from __future__ import annotations

import math
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from numbers import Integral, Real
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from voc.errors import InputError

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL refuses NUL, UTF-8 has no lone surrogates
REPLACEMENT = "\ufffd"  # one character for one, so that offsets hold

Decode = Callable[[Any], Any]
T = TypeVar("T")


def to_plain(value: object) -> Any:
    """`value` built of None, bool, int, float, str, list and dict alone; TypeError for other things."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, float):
        return _finite(value)
    if isinstance(value, datetime):
        return utc(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {storable(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: to_plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, Integral):  # numpy's own numbers
        return int(value)
    if isinstance(value, Real):
        return _finite(float(value))
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def from_plain(kind: type[T], plain: Any) -> T:
    """The value of type `kind` that `to_plain` made `plain` of.

    Fields unknown to `kind` are left out and missing ones take their default, so that small
    changes of a type do not make what is stored unreadable; KeyError where there is no default.
    """
    hashable: Any = kind
    value: T = _decoder(hashable)(plain)
    return value


def storable(text: str) -> str:
    """`text` with every character no database can keep (NUL, lone surrogates) replaced, same length."""
    return UNSTORABLE.sub(REPLACEMENT, text) if UNSTORABLE.search(text) else text


def utc(time: datetime) -> datetime:
    """`time` in UTC; InputError when it has no time zone, since guessing one may be hours off."""
    if time.tzinfo is None:
        message = f"the time {time.isoformat()} has no time zone; give one, such as +09:00"
        raise InputError(message, "no_time_zone", time=time.isoformat())
    return time.astimezone(UTC)


def _finite(number: float) -> float:
    if not math.isfinite(number):
        message = f"{number} is not a number that can be stored; use None for unknown"
        raise InputError(message, "no_number", number=number)
    return number


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _decoder(kind: Any) -> Decode:
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_decoder(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _union_decoder(arguments)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin is Mapping:
        item = _decoder(arguments[1])
        return lambda plain: {key: item(value) for key, value in plain.items()}
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    if kind in (str, int, float, bool, Any) or origin is Literal:
        return lambda plain: plain
    raise TypeError(f"no way to read {kind} from JSON")


def _dataclass_decoder(kind: type) -> Decode:
    hints = get_type_hints(kind)
    required = {field.name for field in fields(kind) if field.default is field.default_factory is MISSING}
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind)}

    def decode(plain: dict[str, Any]) -> Any:
        given = {name: read(plain[name]) for name, read in decoders.items() if name in plain}
        if missing := required - given.keys():
            raise KeyError(f"{kind.__name__} lacks {', '.join(sorted(missing))}")
        return kind(**given)

    return decode


def _union_decoder(arguments: tuple[Any, ...]) -> Decode:
    kinds = [kind for kind in arguments if kind is not types.NoneType]
    if len(kinds) > 1:  # str | int | float | bool: JSON keeps these apart itself
        return lambda plain: plain
    only = _decoder(kinds[0])
    return lambda plain: None if plain is None else only(plain)


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decode:
    if arguments[-1] is Ellipsis:
        item = _decoder(arguments[0])
        return lambda plain: tuple(item(value) for value in plain)
    items = [_decoder(argument) for argument in arguments]
    return lambda plain: tuple(read(value) for read, value in zip(items, plain, strict=True))
