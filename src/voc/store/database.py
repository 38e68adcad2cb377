"""Opens the database behind a store: connection settings, schema up to date, errors a person can use.

There is one writer at a time on either database (SQLite has no other way; PostgreSQL by an advisory
lock), so what a writing transaction has looked up is still true when it writes, and two processes
that write the same rows in different order cannot lock each other out.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from json import JSONEncoder
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, ProgrammingError

from voc.errors import InputError, SettingError, VocError
from voc.store.tables import HEAD, REVISION_TABLE

PATIENCE = 180  # seconds to wait for another's write; 500,000 assignments took 70 s on a crowded machine
WRITE_LOCK = 0x766F63  # "voc"; PostgreSQL's advisory locks are numbers
EXAMPLES = "sqlite:///voc.db or postgresql://user@host/database"
BUGS = (IntegrityError, ProgrammingError)  # of ours: shown as they are

_upgrading = threading.Lock()  # alembic keeps its context in module globals


def open_database(url: str) -> tuple[Engine, str]:
    """An engine on the database at `url`, its schema at our newest revision, and its name for people.

    Makes the folder and the file when there are none. SettingError when the place cannot be used or
    was written by a newer voc; InputError when what is there is not a voc store.
    """
    parsed, place = _parse(url)
    engine = _engine(parsed)
    try:
        with explained(place, opening=True):
            if engine.dialect.name == "sqlite":
                _prepare_file(Path(place))
            _bring_up_to_date(engine, place)
    except BaseException:
        engine.dispose()
        raise
    return engine, place


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the store, whatever others write meanwhile."""
    with engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes, alone; all of it is kept, or nothing."""
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def explained(place: str, *, opening: bool = False) -> Iterator[None]:
    """Turns what the database says of its state into errors that say what to do."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error, BUGS) and not opening:
            raise
        raise _explanation(str(error.orig), place, opening=opening) from error
    except sqlite3.Error as error:
        raise _explanation(str(error), place, opening=opening) from error
    except OSError as error:
        raise SettingError(f"the store {place} cannot be used: {error.strerror or error}") from error


def _parse(url: str) -> tuple[URL, str]:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise SettingError(f"{url!r} is not the address of a store; give one like {EXAMPLES}") from None
    kind = parsed.drivername.partition("+")[0]
    if kind in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql")
        return parsed.set(drivername="postgresql+psycopg"), parsed.render_as_string()
    if kind != "sqlite":
        raise SettingError(f"a store cannot be kept in {kind}; give an address like {EXAMPLES}")
    if parsed.database in (None, "", ":memory:"):
        raise SettingError(f"a store needs a file of its own; give an address like {EXAMPLES}")
    path = str(Path(str(parsed.database)).expanduser())
    return parsed.set(drivername="sqlite", database=path), path


def _engine(url: URL) -> Engine:
    sqlite = url.drivername == "sqlite"
    try:
        engine = create_engine(
            url,
            # escaped Japanese would be three times as long, and match nothing that is searched for
            json_serializer=JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode,
            # isolation_level None leaves BEGIN to us
            connect_args={"timeout": PATIENCE, "isolation_level": None} if sqlite else {},
            pool_pre_ping=not sqlite,  # a server may have been restarted since
        )
    except ImportError as error:
        raise SettingError(
            f"PostgreSQL needs one more package: pip install 'voc[postgres]' ({error})"
        ) from None
    if sqlite:
        event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin if sqlite else _on_postgresql_begin)
    return engine


def _on_sqlite_connect(connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")


def _on_sqlite_begin(connection: Connection) -> None:
    # a transaction that starts as a reader and then writes fails at once when another has written
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _on_postgresql_begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        # what was looked up before the lock was had must not be what the transaction goes on seeing
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _prepare_file(path: Path) -> None:
    path.absolute().parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                    # in it readers and the writer do not wait for each other; the file remembers it
                    connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                # SQLite waits for no other process here, whatever its timeout
                if "locked" not in str(error) or time.monotonic() > give_up:
                    raise
                time.sleep(0.01)


def _bring_up_to_date(engine: Engine, place: str) -> None:
    with reading(engine) as connection:
        if connection.dialect.name == "postgresql":
            _demand_utf8(connection, place)
        if _revision(connection, place) == HEAD:
            return
    with _upgrading, writing(engine) as connection:
        # another process may have done it while we waited to write
        if _revision(connection, place) != HEAD:
            _upgrade(connection, place)


def _demand_utf8(connection: Connection, place: str) -> None:
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise SettingError(f"the database {place} keeps text as {encoding}; make one with ENCODING 'UTF8'")


def _revision(connection: Connection, place: str) -> str | None:
    tables = inspect(connection).get_table_names()
    if REVISION_TABLE in tables:
        revision: str | None = connection.scalar(text(f"SELECT version_num FROM {REVISION_TABLE}"))
        return revision
    if tables:
        message = f"{place} holds something else than a voc store; choose another place for the store"
        raise InputError(message, "no_store", place=place)
    return None


def _upgrade(connection: Connection, place: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "voc.store:migrations")
    config.attributes["connection"] = connection
    revision = _revision(connection, place)
    if revision is not None:
        try:
            ScriptDirectory.from_config(config).get_revision(revision)
        except CommandError:
            raise SettingError(
                f"the store {place} was written by a newer voc (its schema is {revision}, ours {HEAD}); "
                "upgrade voc, or choose another store"
            ) from None
    command.upgrade(config, "head")


def _explanation(message: str, place: str, *, opening: bool) -> VocError:
    said = message.strip().partition("\n")[0]
    if "not a database" in said or "malformed" in said:
        message = f"{place} is not a voc store, or is damaged ({said}); choose another place"
        return InputError(message, "no_store", place=place)
    if "unable to open" in said or "readonly" in said:
        return SettingError(f"the store {place} cannot be written ({said}); check the rights of its folder")
    if "locked" in said or "lock timeout" in said:
        return VocError(f"another process has been writing to {place} for over {PATIENCE} s; try again later")
    if opening:
        return SettingError(f"the store {place} cannot be opened: {said}")
    return VocError(f"the store {place} failed: {said}; what was not yet saved can be done again")
