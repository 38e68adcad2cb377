"""The topics within the transaction of one edit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import Connection

from voc.store import topics, vectors
from voc.store.vectors import Vector
from voc.types import Assignment, Segment, Topic, TopicEdit, TopicEvent, Vectors


class TopicEditing:
    """Reads what an edit needs, and saves it; others see nothing of it before the transaction ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def topics(self) -> tuple[list[Topic], Vectors, str]:
        """The topics in their order, their centroids (n_topics, dim), and the encoder's revision."""
        return topics.load_with_centroids(self._connection)

    def members(self, of: Collection[str]) -> list[tuple[Assignment, Segment]]:
        """What belongs to these very topics, not to their sub-topics."""
        return topics.members(self._connection, of)

    def vectors(self, revision: str, keys: Iterable[str]) -> dict[str, Vector]:
        """As ``Store.get_vectors``."""
        return vectors.load(self._connection, revision, keys)

    def last(self) -> TopicEvent | None:
        """The newest edit by a person that is not undone."""
        found = topics.history(self._connection, None)
        return next((event for event in found if event.before and not event.undone), None)

    def save(self, edit: TopicEdit, *, author: str) -> None:
        """The edit and its line in the history."""
        topics.save_edit(self._connection, edit)
        topics.record(self._connection, replace(edit.event, author=author))

    def save_undo(self, edit: TopicEdit) -> None:
        """An edit that takes back one of the history."""
        topics.save_edit(self._connection, edit)
        if edit.event.number is not None:
            topics.mark_undone(self._connection, edit.event.number)
