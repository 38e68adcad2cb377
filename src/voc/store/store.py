"""The store: what voc remembers. A thin door; the SQL is in the file of each noun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Literal

from sqlalchemy import Connection, Engine

from voc.store import (
    account_import,
    accounts,
    actions,
    cancellations,
    documents,
    findings,
    profiles,
    runs,
    topics,
    vectors,
)
from voc.store.action_editing import ActionEditing
from voc.store.chunks import chunks
from voc.store.codec import storable
from voc.store.database import explained, open_database, reading, writing
from voc.store.topic_editing import TopicEditing
from voc.store.values import Added, Imported
from voc.store.vectors import Vector
from voc.types import (
    Account,
    AccountProfile,
    AccountSummary,
    Action,
    ActionEvent,
    Analysis,
    Assignment,
    Cancellation,
    Contacted,
    Document,
    Evidence,
    FieldValue,
    Mention,
    Problem,
    Remark,
    Run,
    Topic,
    TopicEvent,
    TopicModel,
)

DOCUMENTS_PER_TRANSACTION = 300  # about 50 ms of writing: others wait no longer, and a kill loses no more


class Store:
    """Everything ingested and found, in SQLite or PostgreSQL. Every method is one transaction.

    Safe to use from several threads and several processes; close it, or use it in a ``with``.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self.place = place  # for people: a path, or an address without its password

    @classmethod
    def open(cls, url: str) -> Store:
        """The store at `url` (``sqlite:///path`` or ``postgresql://…``), made or brought up to date first.

        SettingError when the place cannot be used or a newer voc wrote it, InputError when what is
        there is not a store.
        """
        return cls(*open_database(url))

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Runs

    def start_run(
        self,
        kind: Literal["ingest", "analyze"],
        settings: Mapping[str, FieldValue],
        models: Mapping[str, str],
    ) -> int:
        """The id of a new run, begun now."""
        with self._writing() as connection:
            return runs.start(connection, kind, settings, models)

    def finish_run(self, run: int, counts: Mapping[str, int], problems: Iterable[Problem]) -> Run:
        """The run, ended now, with what it counted and what went wrong."""
        listed = list(problems)
        with self._writing() as connection:
            return runs.finish(connection, run, counts, listed)

    def runs(self) -> list[Run]:
        """All runs, the newest first; one that was cut off has no `finished`."""
        with self._reading() as connection:
            return runs.load(connection)

    # Documents

    def add_documents(self, given: Iterable[Document], *, run: int) -> Added:
        """How many were new and how many known; a document is known by its id and never changed.

        Of several versions of one mail or conversation the newest counts, whichever came first.

        Saved a few hundred at a time: cut off, it keeps what was saved, and the same call again
        adds the rest. InputError for a time without a time zone.
        """
        added = known = revised = 0
        for batch in chunks(given, DOCUMENTS_PER_TRANSACTION):
            with self._writing() as connection:
                counts = documents.add(connection, batch, run)
            added += counts.added
            known += counts.known
            revised += counts.revised
        return Added(added, known, revised)

    def document(self, document: str) -> Document:
        """The document with that id, its `account` the id of ours; NotFoundError when there is none."""
        with self._reading() as connection:
            return documents.get(connection, document)

    def pending_documents(self, fingerprint: str, limit: int) -> list[Document]:
        """Up to `limit` documents not yet analysed with these models and rules."""
        with self._reading() as connection:
            return documents.pending(connection, fingerprint, limit)

    def count_pending(self, fingerprint: str) -> int:
        """How many documents are not yet analysed with these models and rules."""
        with self._reading() as connection:
            return documents.count_pending(connection, fingerprint)

    def newest_time(self, *, until: datetime | None = None) -> datetime | None:
        """The time of the newest document that is not after `until`; None when none has one."""
        with self._reading() as connection:
            return documents.newest_time(connection, until)

    def account_documents(self, account: str) -> list[Document]:
        """All documents of one account in time order, those without a time last."""
        with self._reading() as connection:
            return documents.of_account(connection, account)

    # Findings

    def save_analyses(self, analyses: Sequence[Analysis], *, fingerprint: str, run: int) -> None:
        """Replaces all findings in these documents, in one transaction.

        `fingerprint` stands for the models and rules that made them (see pending_documents).
        NotFoundError when one of the documents is not in the store; then nothing is saved.
        """
        with self._writing() as connection:
            findings.save(connection, analyses, fingerprint, run)

    def account_findings(self, account: str) -> list[Analysis]:
        """One analysis for each of account_documents, in that order; empty when not analysed yet."""
        with self._reading() as connection:
            return findings.of_account(connection, account)

    def account_history(self, account: str) -> tuple[list[Document], list[Analysis]]:
        """account_documents and account_findings of one moment, whatever is added meanwhile."""
        with self._reading() as connection:
            return documents.of_account(connection, account), findings.of_account(connection, account)

    def remarks(self) -> list[Remark]:
        """Every segment in the store with what was found in it, by document and place in it."""
        with self._reading() as connection:
            return findings.remarks(connection)

    # Vectors

    def get_vectors(self, revision: str, keys: Iterable[str]) -> dict[str, Vector]:
        """Key -> vector (dim,), read-only float32, for those of `keys` that are there."""
        with self._reading() as connection:
            return vectors.load(connection, revision, keys)

    def put_vectors(self, revision: str, given: Mapping[str, Vector]) -> int:
        """How many of `given` were new to the cache of the encoder `revision`."""
        with self._writing() as connection:
            return vectors.save(connection, revision, given)

    # Topics

    def save_topics(
        self, model: TopicModel, events: Iterable[TopicEvent] = (), *, encoder: str, run: int
    ) -> None:
        """Puts these topics and assignments in the place of all there were, in one transaction.

        `events` say in the history what happened; `encoder` is the revision behind the centroids.
        """
        listed = list(events)
        with self._writing() as connection:
            topics.save(connection, model, listed, encoder=encoder, run=run)

    @contextmanager
    def editing_topics(self) -> Iterator[TopicEditing]:
        """The topics for one edit: what is seen in it is still so when it is saved."""
        with self._writing() as connection:
            yield TopicEditing(connection)

    def topic_model(self) -> tuple[TopicModel, str]:
        """The standing topics with all assignments, and the revision of the encoder of their centroids."""
        with self._reading() as connection:
            return topics.model(connection)

    def topics(self) -> list[Topic]:
        """The standing topics, the largest first, each before its sub-topics; hidden ones too."""
        with self._reading() as connection:
            return topics.load(connection)

    def topic(self, topic: str) -> Topic:
        """The topic with that id; NotFoundError when there is none."""
        with self._reading() as connection:
            return topics.get(connection, topic)

    def topic_history(self, topic: str | None = None) -> list[TopicEvent]:
        """What people and new data did to one topic, or to all, the newest first."""
        with self._reading() as connection:
            return topics.history(connection, topic)

    def mentions(self, topic: str | None = None) -> list[Mention]:
        """All that is said on one topic and its sub-topics, or on all that are not hidden, in time order."""
        with self._reading() as connection:
            return list(topics.mentions(connection, topic))

    def contacted(self) -> list[Contacted]:
        """The current documents that have a time, in its order."""
        with self._reading() as connection:
            return topics.contacted(connection)

    def assignments(self, topic: str) -> list[Assignment]:
        """The segments of one topic, the surest first."""
        with self._reading() as connection:
            return topics.assignments(connection, topic)

    def topic_quotes(self, topic: str, limit: int) -> list[tuple[str | None, Evidence]]:
        """Up to `limit` different things said on a topic, sub-topics included, each with its account id."""
        with self._reading() as connection:
            return topics.quotes(connection, topic, limit)

    # Actions

    @contextmanager
    def editing_actions(self, author: str) -> Iterator[ActionEditing]:
        """The actions for one change of `author`'s: what is seen in it is still so when it is saved."""
        with self._writing() as connection:
            yield ActionEditing(connection, storable(author))

    def actions(self, *, account: str | None = None, topic: str | None = None) -> list[Action]:
        """All actions, or those of an account, or of a topic and its sub-topics; the first due first."""
        with self._reading() as connection:
            return actions.load(connection, account, topic)

    def action(self, action: str) -> Action:
        """The action with that id; NotFoundError when there is none."""
        with self._reading() as connection:
            return actions.get(connection, action)

    def action_history(self, action: str | None = None) -> list[ActionEvent]:
        """What people did to one action, or to all, the newest first; those removed too."""
        with self._reading() as connection:
            return actions.history(connection, action)

    # Cancellations

    def cancellations(self, account: str | None = None) -> list[Cancellation]:
        """The current documents by which customers leave, in time order, those without a time last."""
        with self._reading() as connection:
            return cancellations.load(connection, account)

    def decide_reason(self, document: str, reason: str | None, *, author: str) -> Cancellation:
        """The cancellation with its reason as a person decides it, or None for what form and analysis say.

        NotFoundError when there is no such document, InputError when it is no cancellation.
        """
        with self._writing() as connection:
            return cancellations.decide(connection, storable(document), reason, storable(author))

    # Accounts and their profiles

    def resolve_account(self, said: str) -> str | None:
        """The id of the account that `said` (id, name, mail address or domain) means, made if need be.

        None when it is nobody's own, such as a free-mail address.
        """
        said = storable(said).strip()
        with self._writing() as connection:
            return accounts.resolve(connection, [said]).get(said)

    def find_account(self, said: str) -> str | None:
        """As resolve_account, but makes no account."""
        with self._reading() as connection:
            return accounts.find(connection, storable(said))

    def import_accounts(self, given: Iterable[Account]) -> Imported:
        """Adds to and corrects the accounts we know; documents that mean one of them move to it."""
        listed = list(given)
        with self._writing() as connection:
            return account_import.import_accounts(connection, listed)

    def accounts(self) -> list[Account]:
        """All accounts, by id."""
        with self._reading() as connection:
            return accounts.load(connection)

    def account(self, account: str) -> Account:
        """The account with that id; NotFoundError names the nearest there are."""
        with self._reading() as connection:
            return accounts.get(connection, account)

    def stale_accounts(self) -> list[str]:
        """Ids of accounts without a profile, or with new findings since theirs was made."""
        with self._reading() as connection:
            return profiles.stale_accounts(connection)

    def save_profiles(self, given: Iterable[AccountProfile], *, run: int) -> int:
        """How many profiles were saved, in one transaction; gone accounts are passed over."""
        listed = list(given)
        with self._writing() as connection:
            return profiles.save(connection, listed, run)

    def profile(self, account: str) -> AccountProfile:
        """The profile of that account; NotFoundError when there is no account or no profile yet."""
        with self._reading() as connection:
            return profiles.get(connection, account)

    def profiles(self) -> list[AccountSummary]:
        """One line for every account, worst first."""
        with self._reading() as connection:
            return profiles.summaries(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.place), reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with explained(self.place), writing(self._engine) as connection:
            yield connection
