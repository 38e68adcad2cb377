from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, create_engine, text
from sqlalchemy.types import TypeEngine

from store.examples import make_document
from voc import pipeline
from voc.errors import InputError, SettingError, VocError
from voc.readers import ReadOptions
from voc.store import database
from voc.store.store import Store
from voc.store.tables import HEAD, REVISION_TABLE, metadata


def test_a_new_store_is_made_with_its_folder_and_kept(fresh_url: str) -> None:
    with Store.open(fresh_url) as store:
        run = store.start_run("ingest", settings={}, models={})
        store.add_documents([make_document()], run=run)
    with Store.open(fresh_url) as store:
        assert store.document("d1") == make_document(account="みどり商事")


def test_the_migrations_make_the_tables_we_declare(fresh_url: str) -> None:
    engine, _ = database.open_database(fresh_url)
    try:
        with engine.connect() as connection:
            options = {"version_table": REVISION_TABLE, "compare_type": _types_differ}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, metadata) == []
    finally:
        engine.dispose()


def test_the_newest_migration_is_the_one_the_code_expects() -> None:
    config = Config()
    config.set_main_option("script_location", "voc.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_mails_of_a_store_made_before_versions_are_not_counted_twice(tmp_path: Path) -> None:
    mail = (
        "From: Ann <ann@pella.example.com>\nSubject: Renewal\nDate: Tue, 3 Nov 2026 10:15:00 +0900\n"
        "Message-ID: <m1@pella.example.com>\n\nWe leave.\n"
    )
    (tmp_path / "a.eml").write_text(mail)
    url = f"sqlite:///{tmp_path / 'voc.db'}"
    _make_first_schema(url)
    with closing(sqlite3.connect(tmp_path / "voc.db")) as connection:
        connection.execute(
            "INSERT INTO runs VALUES (1, 'ingest', '2026-11-04', NULL, '{}', '{}', '{}', '[]')"
        )
        connection.execute(
            "INSERT INTO documents (id, run, time, channel, language, source, title, text, utterances, fields,"
            " problems) VALUES ('old', 1, '2026-11-03 01:15:00', 'email', 'en', 'a.eml', 'Renewal', 'We leave.',"
            """ '[]', '{"message_id": "m1@pella.example.com"}', '[]')"""
        )
        connection.execute("INSERT INTO analyses (document, fingerprint) VALUES ('old', '')")
        connection.commit()
    with Store.open(url) as store:
        pipeline.ingest(store, [tmp_path / "a.eml"], ReadOptions())
        assert store.count_pending("f") == 1


def test_a_store_made_before_requests_keeps_its_findings(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'voc.db'}"
    _make_first_schema(url)
    with closing(sqlite3.connect(tmp_path / "voc.db")) as connection:
        connection.executescript(
            """INSERT INTO runs VALUES (1, 'ingest', '2026-11-04', NULL, '{}', '{}', '{}', '[]');
            INSERT INTO accounts VALUES ('acc-1', 'Pella', '[]', '[]', 1);
            INSERT INTO documents (id, run, account, time, channel, language, source, text, utterances, fields,
            problems) VALUES ('old', 1, 'acc-1', '2026-11-03 01:15:00', 'memo', 'en', 'a.txt', 'Ann leaves.',
            '[]', '{}', '[]');
            INSERT INTO analyses (document, fingerprint) VALUES ('old', 'f');
            INSERT INTO people (document, position, name, side) VALUES ('old', 0, 'Ann', 'customer');"""
        )
    with Store.open(url) as store:
        (found,) = store.account_findings("acc-1")
    assert [(person.name, person.event) for person in found.people] == [("Ann", None)]
    assert found.requests == ()


def _make_first_schema(url: str) -> None:
    config = Config()
    config.set_main_option("script_location", "voc.store:migrations")
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()


def test_a_store_of_a_newer_voc_is_left_alone(fresh_url: str) -> None:
    Store.open(fresh_url).close()
    _set_revision(fresh_url, "9999")
    with pytest.raises(SettingError, match=rf"written by a newer voc \(its schema is 9999, ours {HEAD}\)"):
        Store.open(fresh_url)


def test_an_open_store_needs_no_alembic_to_open_again(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_upgrade", lambda *_: pytest.fail("upgraded again"))
    Store.open(url).close()


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "memo.txt"
    file.write_text("本日の打ち合わせの記録。" * 100, encoding="utf-8")
    with pytest.raises(InputError, match=r"memo.txt is not a voc store"):
        Store.open(f"sqlite:///{file}")
    assert file.read_text(encoding="utf-8").startswith("本日")


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "crm.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE accounts (id TEXT)")
    with pytest.raises(InputError, match=r"crm.db holds something else than a voc store"):
        Store.open(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("accounts",)]


def test_a_postgresql_database_of_something_else_is_left_alone(new_schema: Callable[[], str]) -> None:
    address = new_schema()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE customers (id TEXT)")
    with pytest.raises(InputError, match="holds something else than a voc store"):
        Store.open(address)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingError, match=r"file/voc.db cannot be used: File exists"):
        Store.open(f"sqlite:///{tmp_path / 'file' / 'voc.db'}")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"cannot be written .* check the rights"):
        Store.open(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_that_does_not_answer_is_named_without_its_password(scheme: str) -> None:
    with pytest.raises(SettingError, match=r"postgresql://voc:\*\*\*@127.0.0.1:1/db cannot be") as raised:
        Store.open(f"{scheme}://voc:himitsu@127.0.0.1:1/db")
    assert "himitsu" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingError, match=r"pip install 'voc\[postgres\]'"):
        Store.open("postgresql://voc@127.0.0.1:1/db")


@pytest.mark.parametrize("url", ["voc.db", "mysql://host/db", "sqlite://", "sqlite:///:memory:", ""])
def test_an_address_we_cannot_use_is_answered_with_ones_we_can(url: str) -> None:
    with pytest.raises(SettingError, match=r"sqlite:///voc.db or postgresql://"):
        Store.open(url)


def test_the_home_folder_may_be_written_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with Store.open("sqlite:///~/voc.db") as store:
        assert store.place == str(tmp_path / "voc.db")


def test_a_reader_does_not_wait_for_a_writer(store: Store, run: int) -> None:
    store.add_documents([make_document("before")], run=run)
    with database.writing(store._engine) as connection:
        connection.execute(text("UPDATE documents SET title = 'changed'"))
        assert store.document("before").title == make_document().title
    assert store.document("before").title == "changed"


def test_a_second_writer_waits_for_the_first(store: Store, run: int) -> None:
    second = threading.Thread(
        target=store.add_documents, args=([make_document("second")],), kwargs={"run": run}
    )
    with database.writing(store._engine) as connection:
        connection.execute(text("UPDATE runs SET kind = 'analyze'"))
        second.start()
        second.join(0.1)
        assert second.is_alive()
    second.join()
    assert store.document("second").id == "second"


def test_a_writer_that_waited_too_long_says_what_is_in_the_way(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05 if url.startswith("sqlite") else 1)
    with (
        Store.open(url) as patient,
        database.writing(patient._engine),
        pytest.raises(VocError, match="another process has been writing"),
    ):
        patient.start_run("ingest", settings={}, models={})


def test_opening_a_new_store_waits_for_another_process_that_is_opening_it(tmp_path: Path) -> None:
    path = tmp_path / "voc.db"
    opened = threading.Thread(target=lambda: Store.open(f"sqlite:///{path}").close())
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # against which SQLite's own timeout does not wait
        opened.start()
        opened.join(0.5)
        assert opened.is_alive()
        other.execute("COMMIT")
    opened.join()
    with Store.open(f"sqlite:///{path}") as store:
        assert store.runs() == []


def _types_differ(
    context: Any,
    inspected: Column[Any],
    ours: Column[Any],
    inspected_type: TypeEngine[Any],
    type_: TypeEngine[Any],
) -> bool:
    return bool(inspected_type.compile(context.dialect) != type_.compile(context.dialect))


def _set_revision(url: str, revision: str) -> None:
    statement = f"UPDATE {REVISION_TABLE} SET version_num = '{revision}'"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
            connection.execute(statement)
    else:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(statement)
