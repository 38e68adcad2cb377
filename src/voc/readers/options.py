"""What a caller tells the readers about a file beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from voc.types import Channel


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """All optional; what is not given is read from the file or stays unknown."""

    channel: Channel | None = None
    account: str | None = None
    customers: tuple[str, ...] = ()  # names, companies, mail addresses or domains on the customer's side
    vendors: tuple[str, ...] = ()  # the same on ours
    # role (text, account, time, …) -> heading of its column, or headings
    mapping: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    timezone: tzinfo = UTC  # of times that name none
    progress: Callable[[int], None] | None = None  # hears how far a large file is read, in bytes
