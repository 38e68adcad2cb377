"""The actions within the transaction of one change."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from voc.store import accounts, actions, documents, topics
from voc.store.codec import storable
from voc.types import Account, Action, ActionEventKind, Document, Topic


class ActionEditing:
    """Reads what a change needs, and saves it; others see nothing of it before the transaction ends."""

    def __init__(self, connection: Connection, author: str) -> None:
        self._connection = connection
        self._author = author

    def account(self, said: str) -> Account:
        """The account `said` (id, name, mail domain) means; NotFoundError names the nearest there are."""
        said = storable(said).strip()
        return accounts.get(self._connection, accounts.find(self._connection, said) or said)

    def topic(self, topic: str) -> Topic:
        """As ``Store.topic``."""
        return topics.get(self._connection, topic.strip())

    def document(self, document: str) -> Document:
        """As ``Store.document``."""
        return documents.get(self._connection, document.strip())

    def action(self, action: str) -> Action:
        """As ``Store.action``."""
        return actions.get(self._connection, action)

    def add(self, action: Action) -> Action:
        """The action under an id of its own."""
        named = replace(action, id=actions.new_id(self._connection))
        actions.add(self._connection, named, self._author)
        return named

    def save(self, before: Action, after: Action, *, kind: ActionEventKind) -> Action:
        """`after`, kept in the place of `before`."""
        actions.save(self._connection, before, after, kind=kind, author=self._author)
        return after

    def remove(self, action: Action) -> Action:
        """The action, now off the list."""
        actions.remove(self._connection, action, self._author)
        return action
