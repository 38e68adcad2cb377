"""One account's temperature while its contacts come in: each is looked at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from voc.temperature import shifts, warmth
from voc.temperature.shifts import NOTHING
from voc.temperature.voices import voices
from voc.types import Contact, Temperature


class Thermometer:
    """Takes contacts and tells the temperature at any time after them, the same as `measure` over all."""

    def __init__(self, contacts: Iterable[Contact] = ()) -> None:
        self._contacts: list[Contact] = []
        self._watched = NOTHING
        for contact in contacts:
            self.add(contact)

    def add(self, contact: Contact) -> None:
        """Take one more contact; one older than those before makes the next `read` look at all anew."""
        if self._contacts and _order(contact) < _order(self._contacts[-1]):
            self._watched = NOTHING
        self._contacts.append(contact)
        self._contacts.sort(key=_order)

    def read(self, *, as_of: datetime) -> Temperature:
        """The temperature at `as_of`, not before the latest contact."""
        heard = voices(self._contacts, as_of=as_of)
        if self._watched.rows > len(heard):
            return warmth.read(heard, as_of=as_of)
        self._watched = shifts.watch(heard, self._watched)
        return warmth.read(heard, as_of=as_of, watched=self._watched)


def _order(contact: Contact) -> tuple[datetime, str]:
    return contact.time, contact.document
